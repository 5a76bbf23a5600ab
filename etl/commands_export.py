"""``python -m etl export DIR``."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.filesize import decimal
from rich.markup import escape
from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn
from rich.table import Table

from etl import contract
from etl.export import Exported, holds_edition
from etl.export import export as export_warehouse

out = Console()
err = Console(stderr=True)


def export(
    directory: Annotated[Path, typer.Argument(metavar="DIR", help="New or empty, or an earlier export to replace.")],
    warehouse: Annotated[Path, typer.Option(help="The DuckDB file.")] = contract.WAREHOUSE,
    url: Annotated[str | None, typer.Option(help="Where the export will be found, for its descriptions.")] = None,
    if_new: Annotated[bool, typer.Option("--if-new", help="Do nothing where DIR already holds this edition.")] = False,
) -> None:
    """Write the whole warehouse as Parquet and CSV, with a Frictionless and a Croissant description. Rows that may not be
    passed on are left out."""
    if if_new and holds_edition(directory, warehouse, url):
        out.print(escape(f"Unchanged: {directory}"), soft_wrap=True, highlight=False)
        return
    with Progress(
        TextColumn("{task.description}"), BarColumn(), TimeElapsedColumn(), console=err, transient=True
    ) as bars:
        task = bars.add_task("export", total=None)
        result = export_warehouse(
            directory,
            warehouse,
            url=url,
            progress=lambda what, step, steps: bars.update(task, description=what, completed=step, total=steps),
        )
    print_result(directory, result)


def print_result(directory: Path, result: Exported) -> None:
    """The closing table, and what was left out."""
    table = Table("", "files", "rows", "bytes")
    for column in table.columns[1:]:
        column.justify = "right"
    for folder in ("tables", "views"):
        for suffix in ("parquet", "csv"):
            written = [one for one in result.written if one.relation.folder == folder]
            files = [one.parquet if suffix == "parquet" else one.csv for one in written]
            rows = sum(one.rows for one in written)
            table.add_row(
                f"{folder}, {suffix}", str(len(files)), f"{rows:,}", decimal(sum(file.size for file in files))
            )
    sizes = [file.size for file in result.documents]
    table.add_row("descriptions", str(len(sizes)), "", decimal(sum(sizes)))
    out.print(table)
    edition = result.edition
    for source in edition.left_out:
        line = f"Left out, may not be passed on: {source.source_id} ({source.licence}), {source.rows:,} rows"
        out.print(f"[yellow]{escape(line)}[/]", soft_wrap=True, highlight=False)
    if edition.orphans:
        out.print(
            f"[yellow]Left out with them: {edition.orphans:,} rows of other sources that name something left out[/]",
            soft_wrap=True,
        )
    if unclear := sum(source.redistribution == "unclear" for source in edition.sources):
        out.print(f"Licence not stated, or unclear: {unclear} sources, named in README.md", highlight=False)
    out.print(escape(f"Exported: {directory}, version {edition.version}"), soft_wrap=True, highlight=False)
