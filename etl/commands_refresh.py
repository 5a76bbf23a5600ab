"""The command ``python -m etl refresh``."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import stamina.instrumentation
import typer
from rich.console import Console
from rich.markup import escape
from rich.progress import BarColumn, DownloadColumn, Progress, TaskID, TextColumn, TimeRemainingColumn
from rich.table import Table

from etl import contract
from etl.difference import POINTS, Move
from etl.problems import EtlError
from etl.refresh import Outcome, Refresh, exit_code, plain

CACHE = contract.ROOT / "data" / "raw"
COLOURS = {"changed": "green", "would_change": "green", "held": "yellow", "failed": "red"}
out = Console()
err = Console(stderr=True)


def refresh(
    sources: Annotated[
        list[str] | None, typer.Argument(metavar="SOURCE", help="All that have an upstream, if none is named.")
    ] = None,
    figures: Annotated[Path, typer.Option(help="Folder of the sources.")] = contract.FIGURES,
    cache: Annotated[Path, typer.Option(help="Folder for the publishers' own files.")] = CACHE,
    yes: Annotated[bool, typer.Option("--yes", help="Take what would be held for confirmation.")] = False,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Show what would change, and change nothing.")] = False,
    as_json: Annotated[
        bool, typer.Option("--json", help="For scripts: the report on stdout, the rest on stderr.")
    ] = False,
) -> None:
    """Fetch the sources anew, show what would change, and take it into the committed figures.

    A score that moves by more than its source's bound_pp, or a file that would lose more than a tenth of its rows, is held until somebody says yes.

    Exit code: 0 all well, 1 a source failed, 2 the command is wrong, 3 another refresh is running, 5 something is held.
    """
    outcomes: list[Outcome] = []
    today = datetime.now(UTC).date()
    ask = someone_is_there() and not (as_json or dry_run)
    # Not redirected: what stdout holds must not depend on whether stderr is a terminal.
    bars = Progress(
        TextColumn("{task.description}"), BarColumn(), DownloadColumn(), TimeRemainingColumn(),
        console=err, transient=True, redirect_stdout=False, redirect_stderr=False,
    )  # fmt: skip
    stamina.instrumentation.set_on_retry_hooks([say_retry])
    try:
        with bars:
            job = Refresh(
                figures,
                cache,
                today,
                dry_run=dry_run,
                confirm=(lambda _: True) if yes else question(bars) if ask else (lambda _: False),
                on_progress=moving(bars),
            )
            for outcome in job.run(sources or []):
                outcomes.append(outcome)
                with paused(bars):
                    print_outcome(err if as_json else out, outcome)
    except EtlError as error:
        err.print(f"[bold red]{escape(str(error))}[/]", soft_wrap=True)
        raise typer.Exit(error.code) from None
    if as_json:
        out.print_json(report(outcomes, today.isoformat(), dry_run))
    else:
        print_table(outcomes)
    raise typer.Exit(exit_code(outcomes))


def someone_is_there() -> bool:
    """Whether a person at a terminal can be asked."""
    return sys.stdin.isatty() and sys.stderr.isatty()


def say_retry(details: stamina.instrumentation.RetryDetails) -> None:
    """Tell a person who waits why."""
    err.print(escape(plain(f"{details.caused_by} Trying again in {details.wait_for:.0f} s.")), soft_wrap=True)


def moving(bars: Progress) -> Callable[[str, str, int, int | None], None]:
    """A bar for each file that is being fetched."""
    tasks: dict[tuple[str, str], TaskID] = {}

    def move(source: str, file: str, done: int, total: int | None) -> None:
        task = tasks.setdefault((source, file), TaskID(-1))
        if task < 0:
            task = tasks[source, file] = bars.add_task(escape(f"{source}/{file}"), total=total)
        bars.update(task, completed=done, total=total, visible=done != total)

    return move


@contextmanager
def paused(bars: Progress) -> Iterator[None]:
    """Take the bars off the screen for a while."""
    bars.stop()
    yield
    bars.start()


def question(bars: Progress) -> Callable[[Outcome], bool]:
    """Ask a person about a source that is held."""

    def ask(outcome: Outcome) -> bool:
        with paused(bars):
            print_outcome(err, outcome)
            try:
                return typer.confirm(f"Take the new figures of {outcome.source}?", err=True)
            except typer.Abort:  # Ctrl-C ends the run; it is no failure of the source
                raise KeyboardInterrupt from None

    return ask


def print_outcome(console: Console, outcome: Outcome) -> None:
    """One source: its status and reason, the largest move of each file, every problem."""
    colour = COLOURS.get(outcome.status, "default")
    lines = [f"[bold {colour}]{outcome.source}: {outcome.status}[/] {escape(outcome.reason)}"]
    lines += [
        f"  {escape(f'{file.file}: largest move: {move_in_words(file.largest)}')}"
        for file in outcome.files
        if file.largest
    ]
    lines += [f"  {escape(problem)}" for problem in outcome.problems[1:]]  # the first stands in the reason
    if outcome.explanation:
        lines.append(escape(outcome.explanation))
    for line in lines:
        console.print(line, soft_wrap=True, highlight=False)


def move_in_words(move: Move) -> str:
    """A move of a score, in its unit."""
    unit = "percentage points" if move.unit in POINTS else move.unit
    return f"{move.row}: {move.before} to {move.after} ({move.moved:+.4g} {unit})"


def print_table(outcomes: list[Outcome]) -> None:
    """The closing table: one line a source."""
    if not outcomes:
        out.print("No source has an [upstream] in its source.toml: there is nothing to refresh.", markup=False)
        return
    table = Table("source", "status", "added", "removed", "changed", "bytes fetched")
    for column in table.columns[2:]:
        column.justify = "right"
    for outcome in outcomes:
        counts = [sum(getattr(file, count) for file in outcome.files) for count in ("added", "removed", "changed")]
        table.add_row(outcome.source, outcome.status, *map(str, counts), f"{outcome.bytes_fetched:,}")
    out.print(table)
    if any(outcome.status == "changed" for outcome in outcomes):
        out.print("The figures have changed: run python -m etl build")


def report(outcomes: list[Outcome], today: str, dry_run: bool) -> str:
    """The report for scripts, as JSON."""
    return json.dumps(
        {
            "date": today,
            "dry_run": dry_run,
            "exit_code": int(exit_code(outcomes)),
            "sources": [asdict(outcome) for outcome in outcomes],
        },
        allow_nan=False,
        ensure_ascii=False,
    )
