"""The command line: ``python -m etl build | check | status | claims | explain | advise | release | refresh | load | inspect | export``."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Annotated

import duckdb
import typer
from rich.box import SIMPLE
from rich.console import Console
from rich.markup import escape
from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn
from rich.table import Table

from etl import contract, overlay
from etl.build import build as build_warehouse
from etl.build import hash_input
from etl.commands_advise import advise
from etl.commands_explain import claims, explain, opened
from etl.commands_export import export
from etl.commands_inspect import inspect
from etl.commands_refresh import refresh
from etl.commands_release import release
from etl.problems import EtlError, Exit

app = typer.Typer(
    add_completion=False,
    no_args_is_help=True,
    help="Published figures into the warehouse.",
    pretty_exceptions_enable=False,
)
# A file or another program has no width of its own: rows must not be cut there.
out = Console() if Console().is_terminal else Console(width=120)
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
        warn_left_out(overlay.refresh_overlay(warehouse))


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
            totals = one_row(connection, "edition")
            sources = connection.execute(
                """SELECT source_id AS source, n_rows AS rows, n_scores AS scores, n_languages AS languages, n_models AS models,
                newest_year, licence, redistribution, transcription FROM source_status ORDER BY 1"""
            ).fetchall()
            names = [column[0] for column in connection.description or ()]
            if not as_json:
                print_sources(connection)
        fresh = input_hash == hash_input(figures)
        held = overlay.held(warehouse)
        private = {folder.name: folder.name in held for folder in overlay.loaded(warehouse)}
        if as_json:
            out.print_json(
                json.dumps(
                    {
                        "content_hash": content_hash,
                        "contract_version": version,
                        "as_of": str(as_of),
                        "up_to_date": fresh,
                        "totals": totals,
                        "sources": [dict(zip(names, row, strict=True)) for row in sources],
                        "private": [{"name": name, "in_overlay": shown} for name, shown in private.items()],
                    }
                )
            )
            return
        out.print(
            "{n_sources:,} sources ({n_sources_without_licence:,} state no licence), {n_benchmarks:,} benchmarks, {n_models:,} models, "
            "{n_scores:,} scores ({n_scores_counted:,} counted once), {n_findings:,} findings, {n_corrections:,} corrections.\n"
            "Languages: {n_languages:,} with a code, {n_languages_with_a_score:,} with a score, {n_languages_with_a_gap:,} with a gap, "
            "{n_languages_with_judge_agreement:,} ({n_varieties_with_judge_agreement:,} with varieties of a language apart) with a measured judge agreement.".format_map(
                totals
            ),
            highlight=False,
            soft_wrap=True,
        )
        out.print(f"content   {content_hash}\ncontract  {version}\nas of     {as_of}", highlight=False, soft_wrap=True)
        if private:
            named = ", ".join(f"{name} ({'in' if shown else 'not in'} the overlay)" for name, shown in private.items())
            why = "" if all(private.values()) else "; python -m etl build says why"
            out.print(f"[yellow]private, in no published figure: {named}{why}[/]", soft_wrap=True)
        out.print(
            "up to date with the figures"
            if fresh
            else "[yellow]The figures have changed since: run python -m etl build[/]"
        )


@app.command()
def load(
    file: Annotated[
        Path | None, typer.Argument(help="Results as .csv, .parquet or .json; the columns stand in README.")
    ] = None,
    warehouse: Warehouse = contract.WAREHOUSE,
    remove: Annotated[str | None, typer.Option(help="Name of results to take out again.")] = None,
) -> None:
    """Add your own results to a private overlay: shown as such, in no published figure. Without a file: what is loaded."""
    with told():
        if remove:
            left_out = overlay.remove(remove, warehouse)
            out.print(f"Removed {remove}.")
            warn_left_out(left_out)
        elif file:
            own = overlay.load(file, warehouse, date.today())
            out.print(
                f"Loaded {own.count:,} results as {own.name}, in {overlay.overlay_file(warehouse)}.", soft_wrap=True
            )
            for reason, number in own.without_gap.items():
                out.print(
                    f"[yellow]Without a gap: {number:,}, as {escape(reason)}.[/]", soft_wrap=True, highlight=False
                )
            warn_left_out(own.left_out)
        else:
            out.print("\n".join(folder.name for folder in overlay.loaded(warehouse)) or "Nothing is loaded.")


def warn_left_out(left_out: dict[str, str]) -> None:
    """Name the loaded results that are not in the overlay, and why."""
    for name, reason in left_out.items():
        words = f"{name} no longer loads and is left out: {reason} Mend the file and load it again, or: python -m etl load --remove {name}"
        err.print(f"[yellow]{escape(words)}[/]", soft_wrap=True, highlight=False)


app.command()(told()(claims))
app.command()(told()(explain))
app.command()(told()(advise))
app.command()(told()(release))
app.command()(refresh)
app.command()(inspect)
app.command()(told()(export))


def one_row(connection: duckdb.DuckDBPyConnection, view: str) -> dict[str, int]:
    """The one row of a view of counts."""
    row = connection.execute(f"SELECT * FROM {view}").fetchall()[0]
    return dict(zip([column[0] for column in connection.description or ()], row, strict=True))


def print_sources(connection: duckdb.DuckDBPyConnection) -> None:
    """The closing table: one line a source."""
    table = Table("source", "rows", "scores", "languages", "models", "newest", "problems", "licence", box=SIMPLE)
    for column in table.columns[1:7]:
        column.justify = "right"
    rows = connection.execute(
        "SELECT source_id, n_rows, n_scores, n_languages, n_models, newest_year, licence FROM source_status ORDER BY source_id"
    ).fetchall()
    problems = Counter(source for _, source, _, _ in contract.failing_rows(connection))
    for *cells, licence in rows:
        table.add_row(
            *("" if cell in (None, 0) else str(cell) for cell in cells), str(problems[cells[0]]), shortened(licence)
        )
    out.print(table)


def shortened(words: str, most: int = 40) -> str:
    """Words cut to a width that leaves the numbers room; the whole stands in ``status --json``."""
    return words if len(words) <= most else f"{words[: most - 1]}…"


if __name__ == "__main__":
    app()
