"""A reader's own results: checked like any figures, kept in a warehouse of their own beside the published one, never inside it.

The folder ``private`` beside the warehouse holds what was loaded, one source a file; ``overlay.duckdb`` is built from it
with the same contract, so that the same gaps and intervals are worked out. The published warehouse is only read.
"""

from __future__ import annotations

import hashlib
import json
import shutil
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from pathlib import Path

import duckdb

from etl import contract
from etl.build import alone, discard, hash_content
from etl.figures import load_file
from etl.manifest import Table
from etl.problems import EtlError, Exit, Problem, stop_on
from etl.sources import Row, UnreadableError, reader
from etl.tables import read_rows, write_rows

REQUIRED = ("benchmark_id", "model_id", "variant_tag", "metric_id", "value", "unit", "published")
# Columns that a file may leave out, and what then stands in them.
DEFAULTS = {"subset": "all", "condition": "default_prompt", "language_as_reported": None, "locator": "own measurement"}
OPTIONAL = (*DEFAULTS, "n_items", "standard_error", "margin")
ABOUT = "about.json"
COPIED = (
    "source", "caveat", "language", "merged_code", "classification", "vitality", "resource_class", "speaker_estimate",
    "territory", "language_territory", "metric", "condition", "indicator", "benchmark", "benchmark_caveat", "model",
)  # fmt: skip


def load(file: Path, warehouse: Path, today: date) -> tuple[str, int]:
    """Check the results in ``file`` (CSV, Parquet, or JSON as records or in Every Eval Ever's form) and add them to the overlay.

    Returns the name under which they are kept, and their number. A file of the same name takes the place of the earlier one.

    Raises:
        EtlError: there is no warehouse, or anything is wrong with the file: every problem at once, and the overlay is as before.
    """
    if not file.is_file():
        raise EtlError(f"There is no file {file}.", Exit.USAGE)
    name = "private_" + "".join(character if character.isalnum() else "_" for character in file.stem.lower())
    rows = complete(file, rows_of(file))
    folder = private_folder(warehouse)
    with alone(overlay_file(warehouse)):
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=folder, prefix=".") as parent:
            beside = Path(parent) / name
            beside.mkdir()
            kept_as = (
                file.name if file.suffix == ".csv" else f"{file.name}.csv"
            )  # problems then name the reader's own file
            write_rows(beside / kept_as, tuple(rows[0]), rows)
            about = {"file": file.name, "kept_as": kept_as, "loaded": today.isoformat()}
            (beside / ABOUT).write_text(json.dumps(about), encoding="utf-8")
            build_overlay(warehouse, [path for path in loaded(warehouse) if path.name != name] + [beside])
            shutil.rmtree(folder / name, ignore_errors=True)
            beside.rename(folder / name)
    return name, len(rows)


def remove(name: str, warehouse: Path) -> None:
    """Take the results kept under ``name`` out of the overlay.

    Raises:
        EtlError: nothing is kept under that name.
    """
    folders = loaded(warehouse)
    if name not in {folder.name for folder in folders}:
        known = ", ".join(folder.name for folder in folders) or "nothing"
        raise EtlError(f"No results are kept under {name!r}; kept: {known}.", Exit.USAGE)
    with alone(overlay_file(warehouse)):
        remaining = [folder for folder in folders if folder.name != name]
        if remaining:
            build_overlay(warehouse, remaining)
        else:
            discard(overlay_file(warehouse))
        shutil.rmtree(private_folder(warehouse) / name)


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


def rows_of(file: Path) -> list[Row]:
    """The records of a file as text cells.

    Raises:
        EtlError: it is not CSV, Parquet or JSON, or holds no records.
    """
    try:
        if file.suffix == ".json":
            return records(file)
        if file.suffix in (".csv", ".parquet"):
            _, rows = read_rows(file)
            return [{key: None if cell is None else str(cell) for key, cell in row.items()} for row in rows]
    except UnreadableError as error:
        raise EtlError(str(error), Exit.PROBLEMS) from error
    except (ValueError, OSError, StopIteration) as error:  # pyarrow's and json's errors are ValueErrors
        raise EtlError(f"{file.name} cannot be read: {error}.", Exit.PROBLEMS) from error
    raise EtlError(f"{file.name}: write the results as .csv, .parquet or .json.", Exit.USAGE)


def records(file: Path) -> list[Row]:
    """The records of a JSON file: a list of objects, or one evaluation in Every Eval Ever's form."""
    content = json.loads(file.read_text(encoding="utf-8"))
    if isinstance(content, dict) and "evaluation_results" in content:
        read = reader("every_eval_ever")({file.name: file})
        return [row for table in read if table.kind == "score" for row in table.rows]
    if not isinstance(content, list) or not all(isinstance(record, dict) for record in content):
        raise ValueError("a list of objects is expected, one for each result")
    return [{key: None if value in (None, "") else str(value) for key, value in record.items()} for record in content]


def complete(file: Path, rows: Sequence[Row]) -> list[Row]:
    """The rows with every optional column that the file left out.

    Raises:
        EtlError: a column is missing or unknown, or there are no rows.
    """
    if not rows:
        raise EtlError(f"{file.name} holds no results.", Exit.PROBLEMS)
    given = list(dict.fromkeys(key for row in rows for key in row))
    remedy = f"A file of results has {', '.join(REQUIRED)}, and may have {', '.join(OPTIONAL)}."
    stop_on(
        [
            Problem(file.name, "The column is missing.", remedy, row=1, column=column)
            for column in REQUIRED
            if column not in given
        ]
        + [
            Problem(file.name, "Unknown column.", remedy, row=1, column=column)
            for column in given
            if column not in REQUIRED + OPTIONAL
        ]
    )
    blank: Row = dict.fromkeys(given)
    filled: list[Row] = []
    for row in rows:
        whole = blank | row
        for column, value in DEFAULTS.items():
            whole[column] = whole.get(column) or value or whole["variant_tag"]
        filled.append(whole)
    return filled


def build_overlay(warehouse: Path, folders: Iterable[Path]) -> None:
    """Build the overlay from the loaded files in ``folders``, beside the last good one, and put it in its place."""
    overlay = overlay_file(warehouse)
    beside = overlay.with_name(f"{overlay.name}.building")
    discard(beside)
    try:
        with duckdb.connect(str(beside)) as connection, attached(connection, warehouse):
            connection.begin()
            contract.create_tables(connection)
            copy_dimensions(connection)
            for folder in folders:
                insert_results(connection, folder)
            connection.execute(
                "INSERT INTO build SELECT contract_version, input_hash, ?, as_of FROM published.build",
                [hash_content(connection)],
            )
            contract.create_views(connection)
            connection.commit()
        beside.replace(overlay)
    finally:
        discard(beside)


@contextmanager
def attached(connection: duckdb.DuckDBPyConnection, warehouse: Path) -> Iterator[None]:
    """The published warehouse as ``published``, read-only.

    Raises:
        EtlError: there is none, or it follows another contract.
    """
    remedy = "Run python -m etl build first."
    if not warehouse.is_file():
        raise EtlError(f"There is no warehouse at {warehouse}. {remedy}", Exit.MACHINE)
    path = str(warehouse).replace("'", "''")
    try:
        connection.execute(f"ATTACH '{path}' AS published (READ_ONLY)")
        version = connection.execute("SELECT contract_version FROM published.build").fetchall()[0][0]
    except (duckdb.Error, IndexError) as error:
        raise EtlError(f"{warehouse} is not a readable warehouse. {remedy}", Exit.MACHINE) from error
    if version != contract.contract_version():
        raise EtlError(f"{warehouse} follows another version of the contract. {remedy}", Exit.MACHINE)
    yield
    connection.execute("DETACH published")


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
    about = json.loads((folder / ABOUT).read_text(encoding="utf-8"))
    file = folder / about["kept_as"]
    sha256 = hashlib.sha256(file.read_bytes()).hexdigest()
    connection.execute(
        """INSERT INTO source VALUES ($name, $title, 'not published', $year, '', 'private', 'no', 'primary', $loaded, $file,
        ['Loaded by a reader. Not published, checked by nobody else, in no claim.'])""",
        {
            "name": folder.name,
            "title": f"Own results: {about['file']}",
            "year": int(about["loaded"][:4]),
            "loaded": about["loaded"],
            "file": about["file"],
        },
    )
    _, rows = read_rows(file)
    for model in dict.fromkeys(row["model_id"] for row in rows if row["model_id"]):
        connection.execute(
            "INSERT INTO model VALUES ($1, $1, NULL, NULL, NULL, NULL, $2) ON CONFLICT DO NOTHING", [model, folder.name]
        )
    table = Table(file=file.name, kind="score", sha256=sha256)
    count, problems = load_file(connection, folder, table)
    stop_on(problems)
    connection.execute(
        "INSERT INTO figure_table VALUES (?, ?, 'score', ?, ?, NULL)", [folder.name, file.name, sha256, count]
    )
