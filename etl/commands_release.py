"""``python -m etl release``: keep what this edition advises, so that the next says what it changes."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.markup import escape

from etl import contract
from etl.commands_explain import Warehouse, opened
from etl.releases import publish

out = Console()


def release(
    figures: Annotated[Path, typer.Option(help="Folder of the sources; releases stand beside it.")] = contract.FIGURES,
    warehouse: Warehouse = contract.WAREHOUSE,
    day: Annotated[datetime | None, typer.Option(formats=["%Y-%m-%d"], help="Its day; today without one.")] = None,
) -> None:
    """Keep what the warehouse advises as a published release, in two small files to commit. Pages of later editions say what began
    to apply since, what stopped, and because of which rows."""
    with opened(warehouse) as connection:
        kept = publish(connection, figures, (day or datetime.now(UTC)).date())
    out.print(escape(f"Released: {kept.folder}"), soft_wrap=True, highlight=False)
