"""The command that makes one brief."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from dashboard.briefs import CONTENTS, FORMS, PAPERS, SITE, FontError, NoBriefError, write
from dashboard.store import WAREHOUSE, WarehouseError, open_store
from dashboard.text import DEFAULT, interface_languages

WRONG, MACHINE = 2, 4  # exit codes, as those of the ETL


def brief(
    kind: Annotated[str, typer.Argument(help=f"One of {', '.join(CONTENTS)}.")],
    subject: Annotated[
        str, typer.Argument(help="yo, NG, eastern-africa, low-income, all; languages side by side: ha,yo,sw.")
    ],
    output: Annotated[Path, typer.Option("--output", "-o", help=f"The file; its ending is one of {', '.join(FORMS)}.")],
    lang: Annotated[str, typer.Option(help="A language of the interface.")] = DEFAULT,
    paper: Annotated[str, typer.Option(help=f"One of {', '.join(PAPERS)}.")] = PAPERS[0],
    site: Annotated[str, typer.Option(help="Scheme and host of the addresses that are printed.")] = SITE,
) -> None:
    """Make a brief of two pages from the warehouse."""
    console = Console(stderr=True)
    if lang not in interface_languages():
        console.print(f"{lang} is not a language of the interface: {', '.join(interface_languages())}.")
        raise typer.Exit(WRONG)
    try:
        store = open_store(WAREHOUSE)
        made = write(store, kind, subject, output, lang=lang, paper=paper, site=site.rstrip("/"))
    except NoBriefError as error:
        console.print(f"There is no such brief ({error}).")
        raise typer.Exit(WRONG) from error
    except (FontError, WarehouseError, OSError) as error:
        console.print(f"It cannot be made here: {error}.")
        raise typer.Exit(MACHINE) from error
    for notice in made.notices:
        console.print(notice)
    console.print(f"{output}: {made.title}")
