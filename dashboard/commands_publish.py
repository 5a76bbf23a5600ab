"""``python -m dashboard publish DIR``: the static edition."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.filesize import decimal

from dashboard.commands_brief import MACHINE, WRONG
from dashboard.store import WarehouseError
from dashboard.text import interface_languages

BROKEN, SHOWN = 1, 10


def command(
    directory: Annotated[
        Path, typer.Argument(metavar="DIR", help="New or empty, or an earlier edition to bring up to date.")
    ],
    base_url: Annotated[
        str, typer.Option(help="Where it will stand: https://example.org or https://example.org/gap.")
    ] = "",
    app_url: Annotated[
        str, typer.Option(help="Where the dashboard runs, for links to it; without it there are none.")
    ] = os.environ.get("SITE", ""),
    lang: Annotated[
        list[str] | None, typer.Option(help="A language of the interface; all where none is named.")
    ] = None,
    briefs: Annotated[bool, typer.Option(help="Briefs as PDF too.")] = True,
    data: Annotated[bool, typer.Option(help="The files of data/export too.")] = True,
    workers: Annotated[int | None, typer.Option(help="Processes; one a processor where it is not said.")] = None,
) -> None:
    """Write everything that needs no server as a static site: pages to read, charts alone, pictures, figures, briefs, data."""
    # Here, as the other command, which should answer at once, needs neither.
    from rich.progress import (
        BarColumn,
        MofNCompleteColumn,
        Progress,
        TextColumn,
        TimeElapsedColumn,
        TimeRemainingColumn,
    )

    from dashboard.publish import Where, publish

    out, err = Console(), Console(stderr=True)
    if unknown := sorted(set(lang or ()) - set(interface_languages())):
        err.print(f"{', '.join(unknown)}: not a language of the interface ({', '.join(interface_languages())}).")
        raise typer.Exit(WRONG)
    where = Where(
        base_url.rstrip("/"),
        app_url.rstrip("/") or None,
        tuple(lang or interface_languages()),
        briefs=briefs,
        data=data,
    )
    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
        TimeRemainingColumn(),
    )
    try:
        with Progress(*columns, console=err) as bars:
            task = bars.add_task("publish", total=None)
            done = publish(
                directory,
                where,
                lambda what, step, steps: bars.update(task, description=what, completed=step, total=steps),
                workers=workers,
            )
    except FileExistsError as error:
        err.print(f"{directory} holds files that are not of an earlier edition. Name a new or an empty folder.")
        raise typer.Exit(WRONG) from error
    except (WarehouseError, OSError) as error:
        err.print(f"It cannot be written: {error}. What is written already is kept; run the same again to go on.")
        raise typer.Exit(MACHINE) from error
    out.print(
        f"{done.made} parts made, {done.unchanged} unchanged, {done.removed} files removed; "
        f"{done.files} files, {decimal(done.bytes)} in {directory}"
    )
    for line in done.broken[:SHOWN]:
        err.print(f"leads nowhere: {line}")
    if done.broken:
        err.print(f"{len(done.broken)} links lead nowhere.")
        raise typer.Exit(BROKEN)
