"""A reader's own results: checked like any figures, kept in a warehouse of their own beside the published one, never inside it.

The folder ``private`` beside the warehouse holds each file that was loaded, as it was; ``overlay.duckdb`` is built from them
with the same contract, so that the same gaps and intervals are worked out. The published warehouse is only read.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import sys
import tempfile
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import count
from pathlib import Path

import duckdb
from pydantic import BaseModel

from etl import contract
from etl.build import alone, discard, hash_content, hashes_of
from etl.figures import load_file
from etl.manifest import Table
from etl.own_results import COLUMNS, Results, note_staged, read_results
from etl.problems import EtlError, Exit, Problem
from etl.swap import recover, swap
from etl.tables import write_rows

ABOUT = "about.json"
STAGED = "results.csv"  # the rows of any file, on their way into the overlay
COPIED = (
    "source", "caveat", "language", "merged_code", "classification", "vitality", "resource_class", "speaker_estimate",
    "territory", "language_territory", "metric", "condition", "indicator", "benchmark", "benchmark_caveat", "model",
)  # fmt: skip
# About two printings of one measurement; a reader's second run is another measurement and may differ.
NOT_FOR_OWN = {"superseded_agrees"}
# Why a result that is not in the reference language has no gap.
REASONS = {
    "not_parallel": "the items of the benchmark are not known to be the same in every language",
    "no_share": "the metric is no share of items",
    "superseded": "another run of the same thing counts",
    "no_reference": "there is no row in {reference} with the same model, metric, subset, condition and date",
}


class About(BaseModel):
    """What is noted beside a loaded file: the reader's own name for it, and the day."""

    file: str
    loaded: date


@dataclass(frozen=True)
class Loaded:
    """What was loaded: the name under which it is kept, its results, how many of them get no gap and why, and the earlier
    files that no longer load, with the reason."""

    name: str
    count: int
    without_gap: dict[str, int]
    left_out: dict[str, str]


@dataclass(frozen=True)
class WithoutGap:
    """A result without a gap: its row as it was staged (under a header), what it is, and a key of ``REASONS``."""

    row: int
    benchmark_id: str
    model_id: str
    variant_tag: str
    reference_tag: str | None
    reason: str


def load(file: Path, warehouse: Path, today: date) -> Loaded:
    """Check the results in ``file`` (CSV, Parquet, or JSON as records or in Every Eval Ever's form) and add them to the overlay.

    A file of the same name takes the place of the earlier one. An earlier file that no longer loads is left out and named.

    Raises:
        EtlError: there is no warehouse, or anything is wrong with the file: every problem at once, and the overlay is as before.
    """
    if not file.is_file() or not os.access(file, os.R_OK):
        raise EtlError(f"There is no file {file} that may be read.", Exit.USAGE)
    folder = private_folder(warehouse)
    with alone(overlay_file(warehouse)):
        folder.mkdir(parents=True, exist_ok=True)
        tidy(folder)
        name = name_for(file.name, warehouse)
        with tempfile.TemporaryDirectory(dir=folder, prefix=".") as parent:
            beside = Path(parent) / name
            beside.mkdir()
            shutil.copyfile(file, kept_file(beside, file.name))
            (beside / ABOUT).write_text(About(file=file.name, loaded=today).model_dump_json(), encoding="utf-8")
            others = [path for path in loaded(warehouse) if path.name != name]
            left_out = build_overlay(warehouse, [*others, beside], new=name)
            if (folder / name).exists():
                swap(folder / name, beside)
            else:
                beside.rename(folder / name)
        return Loaded(name, held(warehouse)[name], without_gap(warehouse, name), left_out)


def remove(name: str, warehouse: Path) -> dict[str, str]:
    """Delete the results kept under ``name`` and build the overlay from the others; those that no longer load, with the reason.

    Raises:
        EtlError: nothing is kept under that name; or the others could not be built, and then there is no overlay.
    """
    with alone(overlay_file(warehouse)):
        tidy(private_folder(warehouse))
        names = [folder.name for folder in loaded(warehouse)]
        if name not in names:
            raise EtlError(f"No results are kept under {name!r}; kept: {', '.join(names) or 'nothing'}.", Exit.USAGE)
        shutil.rmtree(private_folder(warehouse) / name)
        discard(overlay_file(warehouse))
        remaining = loaded(warehouse)
        try:
            return build_overlay(warehouse, remaining) if remaining else {}
        except EtlError as error:
            raise EtlError(f"{name} is removed; the others could not be shown again. {error}", error.code) from error


def refresh_overlay(warehouse: Path) -> dict[str, str]:
    """Bring the overlay up to the warehouse, if it is not; the loaded names that no longer load, with the reason.

    Raises:
        EtlError: it could not be written.
    """
    folders, overlay = loaded(warehouse), overlay_file(warehouse)
    if not folders and not overlay.exists():
        return {}
    made_for, stands = hashes_of(overlay), hashes_of(warehouse)
    whole = {folder.name for folder in folders} == set(held(warehouse))
    if folders and whole and made_for and stands and made_for[0] == stands[0]:
        return {}
    with alone(overlay):
        if folders:
            return build_overlay(warehouse, folders)
        discard(overlay)  # somebody deleted the files by hand
    return {}


def overlay_file(warehouse: Path) -> Path:
    """The overlay beside a warehouse."""
    return warehouse.with_name("overlay.duckdb")


def private_folder(warehouse: Path) -> Path:
    """Where the loaded files are kept."""
    return warehouse.with_name("private")


def loaded(warehouse: Path) -> list[Path]:
    """The folder of each file that was loaded, in name order."""
    folder = private_folder(warehouse)
    inside = folder.iterdir() if folder.is_dir() else ()
    return [path for path in sorted(inside) if path.is_dir() and not path.name.startswith(".")]


def tidy(folder: Path) -> None:
    """Undo what a killed load left: no private copy stays that no command lists."""
    recover(folder)
    for leftover in folder.glob(".*"):
        shutil.rmtree(leftover)


def held(warehouse: Path) -> dict[str, int]:
    """The names that are in the overlay, and their results; none where a dashboard would not open it."""
    try:
        with duckdb.connect(str(overlay_file(warehouse)), read_only=True) as connection:
            return dict(
                connection.execute(
                    "SELECT source_id, row_count FROM figure_table, build WHERE contract_version = ?",
                    [contract.contract_version()],
                ).fetchall()
            )
    except duckdb.Error:
        return {}


def rows_without_gap(warehouse: Path, name: str) -> list[WithoutGap]:
    """Results kept under ``name`` that are not in the reference language and have no gap, in the order of the file."""
    with duckdb.connect(str(overlay_file(warehouse)), read_only=True) as connection:
        rows = connection.execute(
            """SELECT
              CAST(split_part(score_id, ':', -1) AS INTEGER) AS row, benchmark_id, model_id, variant_tag, reference_tag,
              CASE
                WHEN NOT parallel THEN 'not_parallel' WHEN NOT is_share THEN 'no_share'
                WHEN superseded THEN 'superseded' ELSE 'no_reference'
              END AS reason
            FROM score_counted ANTI JOIN gap USING (score_id)
            WHERE source_id = ? AND NOT is_reference ORDER BY row""",
            [name],
        ).fetchall()
    return [WithoutGap(*row) for row in rows]


def without_gap(warehouse: Path, name: str) -> dict[str, int]:
    """The reasons why results kept under ``name`` have no gap, in words, and how many each concerns."""
    found = rows_without_gap(warehouse, name)
    return dict(sorted(Counter(REASONS[row.reason].format(reference=row.reference_tag) for row in found).items()))


def about(folder: Path) -> About:
    """What is noted beside a loaded file.

    Raises:
        EtlError: it is missing or damaged.
    """
    try:
        return About.model_validate_json((folder / ABOUT).read_bytes())
    except (ValueError, OSError) as error:
        remedy = "Load the file again and take these results out."
        raise EtlError(f"{ABOUT} of {folder.name} is missing or damaged. {remedy}", Exit.PROBLEMS) from error


def kept_file(folder: Path, name: str) -> Path:
    """Where the file that the reader calls ``name`` is kept."""
    return folder / f"results{Path(name).suffix.lower()}"


def name_for(file: str, warehouse: Path) -> str:
    """The name under which ``file`` is or will be kept: its own, in letters and digits; numbered where another file has it."""
    taken: dict[str, str] = {}
    for folder in loaded(warehouse):
        try:
            taken[folder.name] = about(folder).file
        except EtlError:
            taken[folder.name] = ""
    for name, kept in taken.items():
        if kept == file:
            return name
    base = "private_" + "".join(character if character.isalnum() else "_" for character in file.lower())
    return next(name for n in count(1) if (name := base if n == 1 else f"{base}_{n}") not in taken)


def build_overlay(warehouse: Path, folders: Sequence[Path], new: str = "") -> dict[str, str]:
    """Build the overlay from the loaded files in ``folders``, beside the last good one, and put it in its place.

    Returns the names of the files that do not load, with the reason: they are left out, except ``new``, which must load.

    Raises:
        EtlError: ``new`` is wrong: every problem at once; or the overlay cannot be written.
    """
    overlay = overlay_file(warehouse)
    beside = overlay.with_name(f"{overlay.name}.building")
    discard(beside)
    try:
        with duckdb.connect(str(beside)) as connection:
            contract.attach(connection, warehouse, "published")
            left_out, broken = fill(connection, folders, new)
            connection.execute("DETACH published")
        if not broken:
            beside.replace(overlay)
            return left_out
    except (OSError, duckdb.Error) as error:
        raise EtlError(
            f"{overlay.name} could not be written: {str(error).splitlines()[0]}. Free some space beside it, then try again. "
            "The published warehouse is untouched.",
            Exit.MACHINE,
        ) from error
    finally:
        discard(beside)
    return left_out | broken | build_overlay(warehouse, [f for f in folders if f.name not in left_out | broken], new)


def fill(
    connection: duckdb.DuckDBPyConnection, folders: Sequence[Path], new: str
) -> tuple[dict[str, str], dict[str, str]]:
    """Everything into an empty database: the files left out because they do not load, and those in it that break a check."""
    connection.begin()
    contract.create_tables(connection)
    copy_dimensions(connection)
    connection.commit()
    left_out: dict[str, str] = {}
    for folder in folders:
        connection.begin()
        try:
            insert_results(connection, folder)
            connection.commit()
        except (EtlError, duckdb.ConstraintException, duckdb.ConversionException) as error:
            connection.rollback()
            if folder.name == new:
                raise
            problems = error.problems if isinstance(error, EtlError) else []
            left_out[folder.name] = str(problems[0] if problems else error)
    connection.begin()
    connection.execute(
        "INSERT INTO build SELECT contract_version, input_hash, ?, as_of FROM published.build",
        [hash_content(connection)],
    )
    for views in (
        "views",
        "conclusions",
    ):  # no estimates, and no claims: nobody but the reader has checked these results
        contract.create_views(connection, views)
    connection.commit()
    return left_out, check(connection, folders, new)


def check(connection: duckdb.DuckDBPyConnection, folders: Sequence[Path], new: str) -> dict[str, str]:
    """The files that break a check of the contract, with the first reason.

    Raises:
        EtlError: ``new`` does.
    """
    names = {folder.name: folder for folder in folders}
    broken: dict[str, list[Problem]] = {}
    for name, source, _, problem in contract.failing_rows(connection):
        if source in names and name not in NOT_FOR_OWN:
            remedy = "Compare these rows with your measurement."
            broken.setdefault(source, []).append(Problem(about(names[source]).file, f"{problem} ({name}).", remedy))
    if new in broken:
        raise EtlError(f"{broken[new][0].file} breaks a check.", Exit.PROBLEMS, broken[new])
    return {source: str(problems[0]) for source, problems in broken.items()}


def copy_dimensions(connection: duckdb.DuckDBPyConnection) -> None:
    """What scores refer to, from the published warehouse; none of its scores."""
    for table in COPIED:
        connection.execute(f"DELETE FROM {table}")
    for table in COPIED:
        connection.execute(f"INSERT INTO {table} BY NAME SELECT * FROM published.{table}")


def insert_results(connection: duckdb.DuckDBPyConnection, folder: Path) -> None:
    """One loaded file as a private source, with the models that only it names.

    Raises:
        EtlError: a row is wrong: every problem at once.
    """
    noted = about(folder)
    results = read_results(kept_file(folder, noted.file), noted.file, noted.loaded)
    connection.execute(
        """INSERT INTO source VALUES ($name, $title, $file, $year, '', 'private', 'no', 'primary', $loaded, $file,
        ['Loaded by a reader. Not published, checked by nobody else, in no claim.'])""",
        {
            "name": folder.name,
            "title": f"Own results: {noted.file}",
            "year": noted.loaded.year,
            "loaded": noted.loaded,
            "file": noted.file,
        },
    )
    with tempfile.TemporaryDirectory() as parent:
        staged = Path(parent) / folder.name / STAGED
        staged.parent.mkdir()
        try:
            write_rows(staged, COLUMNS, results.rows)
        except UnicodeEncodeError as error:
            wrong = f"{noted.file} holds half a character (a lone surrogate). Write the file again as UTF-8."
            raise EtlError(wrong, Exit.PROBLEMS) from error
        insert_models(connection, folder.name, results)
        table = Table(file=STAGED, kind="score", sha256=hashlib.sha256(staged.read_bytes()).hexdigest())
        n_rows, problems = load_file(connection, staged.parent, table, most=sys.maxsize)
    note_staged(results, problems, connection)
    results.refuse()
    connection.execute(
        "INSERT INTO figure_table VALUES (?, ?, 'score', ?, ?, NULL)", [folder.name, STAGED, table.sha256, n_rows]
    )


def insert_models(connection: duckdb.DuckDBPyConnection, source_id: str, results: Results) -> None:
    """The models that only these results name."""
    for model in dict.fromkeys(row["model_id"] for row in results.rows if row["model_id"]):
        connection.execute(
            """INSERT INTO model SELECT $1, $1, NULL, NULL, NULL, NULL, $2
            WHERE NOT EXISTS (FROM model WHERE model_id = $1)""",
            [model, source_id],
        )
