"""``python -m etl inspect``: what a file of own results gives, in a folder that is thrown away; for programs, as JSON."""

from __future__ import annotations

import contextlib
import json
from dataclasses import asdict, dataclass
from datetime import date
from pathlib import Path
from typing import Annotated

import pyarrow as pa
import pyarrow.parquet as pq
import typer

from etl import contract, overlay
from etl.own_results import RecordProblem, Results, read_results
from etl.problems import EtlError, Exit, Problem

LONGEST = 400  # characters of a message: a cell may be as long as the file


@dataclass(frozen=True)
class Inspected:
    """A file that loads: the name of its rows in the overlay, their number, whether they are records of JSON, and those without a gap."""

    name: str
    count: int
    records: bool
    without_gap: list[overlay.WithoutGap]


def inspect(
    file: Annotated[Path, typer.Argument(help="Results as .csv, .parquet or .json.")],
    into: Annotated[Path, typer.Option(help="An empty folder, for the overlay.")],
    warehouse: Annotated[Path, typer.Option(help="The DuckDB file; only read.")] = contract.WAREHOUSE,
    rows: Annotated[int, typer.Option(help="The most rows that are taken.")] = 1_000_000,
    memory: Annotated[int, typer.Option(help="The most memory in MB, where the system can bound it; 0: any.")] = 0,
) -> None:
    """Check results of your own and make an overlay of them alone in a folder; says as JSON what is wrong or was loaded."""
    bound_memory(memory)
    try:
        found = inspected(file, into, warehouse, date.today(), rows)
    except (EtlError, MemoryError) as failure:
        needs = f"{file.name} needs more memory than is allowed. Load it in parts."
        error = failure if isinstance(failure, EtlError) else EtlError(needs, Exit.PROBLEMS)
        typer.echo(json.dumps(refused(error)))
        raise typer.Exit(error.code) from None
    typer.echo(json.dumps({"exit_code": int(Exit.OK)} | asdict(found)))


def bound_memory(megabytes: int) -> None:
    """Let this process have no more memory than that: a file of a few bytes may unpack to any size."""
    with contextlib.suppress(ImportError):  # Windows has no such bound
        import resource

        if megabytes:
            resource.setrlimit(resource.RLIMIT_AS, (megabytes << 20, megabytes << 20))


def inspected(file: Path, into: Path, warehouse: Path, today: date, rows: int) -> Inspected:
    """Load ``file`` into an overlay of its own in ``into``.

    Raises:
        EtlError: as ``overlay.load``, or there are more rows than ``rows``.
    """
    refuse_many(told_rows(file), rows, file.name)
    results = read_results(file, file.name, today)
    refuse_many(len(results.rows), rows, file.name)
    # An overlay is made beside the warehouse it belongs to: a link brings the warehouse here, to be read.
    beside = into / "warehouse.duckdb"
    try:
        beside.symlink_to(warehouse.resolve())
    except OSError as error:
        raise EtlError(f"{into} cannot be used: {error.strerror}. Give an empty folder.", Exit.MACHINE) from error
    own = overlay.load(file, beside, today)
    return Inspected(
        own.name,
        own.count,
        results.problem is RecordProblem,
        [in_file(row, results) for row in overlay.rows_without_gap(beside, own.name)],
    )


def told_rows(file: Path) -> int:
    """How many rows a Parquet file says it has, before any is unpacked; of other files nothing is known."""
    if file.suffix.lower() == ".parquet":
        with contextlib.suppress(pa.ArrowException, OSError):  # what is no Parquet is said when it is read
            return int(pq.read_metadata(file).num_rows)
    return 0


def refuse_many(count: int, most: int, name: str) -> None:
    """Refuse a file with too many rows."""
    if count > most:
        raise EtlError(f"{name} has {count:,} rows; at most {most:,} are taken. Load it in parts.", Exit.PROBLEMS)


def in_file(row: overlay.WithoutGap, results: Results) -> overlay.WithoutGap:
    """The same with the row or record of the reader's own file."""
    return overlay.WithoutGap(**asdict(row) | {"row": results.places[row.row - 2]})


def refused(error: EtlError) -> dict[str, object]:
    """What is wrong, as it is written out."""
    return {
        "exit_code": int(error.code),
        "error": shortened(str(error)),
        "records": any(isinstance(problem, RecordProblem) for problem in error.problems),
        "problems": [told(problem) for problem in error.problems],
    }


def told(problem: Problem) -> dict[str, object]:
    """One problem, as it is written out."""
    return {
        "row": problem.row,
        "column": None if problem.column is None else shortened(problem.column),
        "message": shortened(problem.message),
        "remedy": shortened(problem.remedy),
    }


def shortened(words: str) -> str:
    """Words that a page can show."""
    return words if len(words) <= LONGEST else f"{words[: LONGEST - 1]}…"
