"""The command line: ``python -m etl build | check | status``."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated

import duckdb
import typer
from rich.console import Console
from rich.markup import escape
from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn
from rich.table import Table

from etl import contract
from etl.build import build as build_warehouse
from etl.build import hash_input
from etl.problems import EtlError, Exit

app = typer.Typer(
    add_completion=False,
    no_args_is_help=True,
    help="Published figures into the warehouse.",
    pretty_exceptions_enable=False,
)
out = Console()
err = Console(stderr=True)

Figures = Annotated[Path, typer.Option(help="Folder of the sources.")]
Warehouse = Annotated[Path, typer.Option(help="The DuckDB file.")]


@contextmanager
def told() -> Iterator[None]:
    """Turn an expected failure into its message and exit code."""
    try:
        yield
    except EtlError as error:
        err.print(f"[bold red]{escape(str(error))}[/]", soft_wrap=True)
        for problem in error.problems:
            err.print(f"  {escape(str(problem))}", soft_wrap=True, highlight=False)
        if error.problems:
            table = Table("source", "problems")
            for source, count in sorted(Counter(problem.file.split("/")[0] for problem in error.problems).items()):
                table.add_row(source, str(count))
            err.print(table)
        raise typer.Exit(error.code) from None


@app.command()
def build(
    figures: Figures = contract.FIGURES,
    warehouse: Warehouse = contract.WAREHOUSE,
    force: Annotated[bool, typer.Option(help="Build even if nothing changed.")] = False,
) -> None:
    """Load every source, check everything, and put the new warehouse in the place of the old."""
    with told():
        with Progress(
            TextColumn("{task.description}"), BarColumn(), TimeElapsedColumn(), console=err, transient=True
        ) as bars:
            task = bars.add_task("build", total=None)
            result = build_warehouse(
                figures,
                warehouse,
                force=force,
                progress=lambda what, step, steps: bars.update(task, description=what, completed=step, total=steps),
            )
        with opened(warehouse) as connection:
            print_sources(connection)
        out.print(
            f"{'Nothing changed' if result.unchanged else 'Built'}: {warehouse}, content {result.content_hash[:16]}",
            soft_wrap=True,
        )


@app.command()
def check(warehouse: Warehouse = contract.WAREHOUSE) -> None:
    """Run every check of the contract on the warehouse that stands."""
    with told():
        with opened(warehouse) as connection:
            failures = contract.failing_rows(connection)
        for name, source, locator, problem in failures:
            err.print(escape(f"{name}: {source}, {locator}: {problem}"), soft_wrap=True, highlight=False)
        if failures:
            raise EtlError(f"{len(failures)} rows break a check.", Exit.PROBLEMS)
        count = len(list((contract.CONTRACT / "checks").glob("*.sql")))
        out.print(f"All {count} checks hold.")


@app.command()
def status(
    figures: Figures = contract.FIGURES,
    warehouse: Warehouse = contract.WAREHOUSE,
    as_json: Annotated[bool, typer.Option("--json", help="For scripts.")] = False,
) -> None:
    """What the warehouse holds, and whether it is up to date with the figures."""
    with told():
        with opened(warehouse) as connection:
            version, input_hash, content_hash, as_of = connection.execute("SELECT * FROM build").fetchall()[0]
            fresh = input_hash == hash_input(figures)
            if as_json:
                sources = connection.execute(
                    "SELECT source_id, n_rows, n_languages, n_models, newest_year, licence FROM source_status ORDER BY 1"
                ).fetchall()
                names = ("source", "rows", "languages", "models", "newest_year", "licence")
                out.print_json(
                    json.dumps(
                        {
                            "content_hash": content_hash,
                            "contract_version": version,
                            "as_of": str(as_of),
                            "up_to_date": fresh,
                            "sources": [dict(zip(names, row, strict=True)) for row in sources],
                        }
                    )
                )
                return
            print_sources(connection)
        out.print(f"content   {content_hash}\ncontract  {version}\nas of     {as_of}", highlight=False, soft_wrap=True)
        out.print(
            "up to date with the figures"
            if fresh
            else "[yellow]The figures have changed since: run python -m etl build[/]"
        )


@contextmanager
def opened(warehouse: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    """The warehouse, read-only, if it is there, whole, and of this contract."""
    if not warehouse.is_file():
        raise EtlError(f"There is no warehouse at {warehouse}. Run python -m etl build.", Exit.MACHINE)
    try:
        connection = duckdb.connect(str(warehouse), read_only=True)
        version = connection.execute("SELECT contract_version FROM build").fetchall()[0][0]
    except (duckdb.Error, IndexError) as error:
        raise EtlError(f"{warehouse} is not a readable warehouse. Run python -m etl build.", Exit.MACHINE) from error
    with connection:
        if version != contract.contract_version():
            raise EtlError(
                f"{warehouse} follows another version of the contract. Run python -m etl build.", Exit.MACHINE
            )
        yield connection


def print_sources(connection: duckdb.DuckDBPyConnection) -> None:
    """The closing table: one line a source."""
    table = Table("source", "rows", "languages", "models", "newest", "problems", "licence")
    for column in table.columns[1:6]:
        column.justify = "right"
    rows = connection.execute(
        "SELECT source_id, n_rows, n_languages, n_models, newest_year, licence FROM source_status ORDER BY source_id"
    ).fetchall()
    problems = Counter(source for _, source, _, _ in contract.failing_rows(connection))
    for *cells, licence in rows:
        table.add_row(*("" if cell is None else str(cell) for cell in cells), str(problems[cells[0]]), licence)
    out.print(table)


if __name__ == "__main__":
    app()
