"""A file of figures as it lies on disk: its bytes verified, its cells staged as text, known errors of the publisher corrected."""

from __future__ import annotations

import csv
import hashlib
import io
from collections.abc import Callable, Sequence
from pathlib import Path

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq

from etl.manifest import Correction
from etl.problems import Problem

MAX_PROBLEMS_PER_CHECK = 5


def read_header(path: Path, name: str, sha256: str) -> tuple[list[str], list[Problem]]:
    """Column names of a file whose bytes are as declared, readable and not empty."""
    if not path.is_file():
        return [], [Problem(name, "The file is missing.", "Restore it, or remove its [[table]] from source.toml.")]
    content = path.read_bytes()
    if not content.strip():
        return [], [Problem(name, "The file is empty.", "Restore its rows, or remove its [[table]] from source.toml.")]
    header, problems = parquet_header(content, name) if path.suffix == ".parquet" else csv_header(content, name)
    return header, problems or check_hash(content, name, sha256)


def check_hash(content: bytes, name: str, sha256: str) -> list[Problem]:
    """Whether the bytes are those that source.toml declares."""
    found = hashlib.sha256(content).hexdigest()
    if not sha256:
        return [Problem(name, "No hash is declared.", f'Write sha256 = "{found}" into its [[table]] in source.toml.')]
    if found != sha256:
        return [
            Problem(
                name,
                f"The content does not match its declared hash; its SHA-256 is {found}.",
                "If the change is meant, write this hash into source.toml; if not, restore the file.",
            )
        ]
    return []


def csv_header(content: bytes, name: str) -> tuple[list[str], list[Problem]]:
    """Column names of a CSV file: UTF-8, commas, a header and at least one row."""
    try:
        lines = content.decode("utf-8-sig").splitlines()  # spreadsheets begin with a mark
    except UnicodeDecodeError as error:
        row = content[: error.start].count(b"\n") + 1
        return [], [Problem(name, "The file is not UTF-8.", "Save it as UTF-8 (in a spreadsheet: CSV UTF-8).", row=row)]
    header = next(csv.reader(lines))
    if len(header) == 1 and any(mark in header[0] for mark in ";\t"):
        return [], [Problem(name, "Its columns are not separated by commas.", "Save it with commas.", row=1)]
    if len(lines) < 2:
        return [], [Problem(name, "The file has a header and no rows.", "Add rows, or remove its [[table]].")]
    return header, []


def parquet_header(content: bytes, name: str) -> tuple[list[str], list[Problem]]:
    """Column names of a Parquet file with at least one row."""
    try:
        file = pq.ParquetFile(io.BytesIO(content))
    except pa.ArrowException as error:
        return [], [Problem(name, f"The file cannot be read as Parquet: {error}.", "Restore it, or write it again.")]
    if file.metadata.num_rows == 0:
        return [], [Problem(name, "The file has no rows.", "Add rows, or remove its [[table]].")]
    return list(file.schema_arrow.names), []


def stage(connection: duckdb.DuckDBPyConnection, path: Path, header: list[str]) -> None:
    """Read the file as text into ``staged``, rows numbered as in a spreadsheet. Only an empty cell is missing: NA is Namibia."""
    if path.suffix == ".parquet":
        cells = ", ".join(f'CAST("{column}" AS VARCHAR) AS "{column}"' for column in header)
        connection.execute(
            f"CREATE OR REPLACE TEMP TABLE staged AS SELECT file_row_number + 2 AS row, {cells} FROM read_parquet(?, file_row_number = true)",
            [str(path)],
        )
        return
    connection.execute(
        """CREATE OR REPLACE TEMP TABLE staged AS
        SELECT row_number() OVER () + 1 AS row, *
        FROM read_csv(?, header = true, auto_detect = false, delim = ',', quote = '"', escape = '"', nullstr = '', columns = ?)""",
        [str(path), dict.fromkeys(header, "VARCHAR")],
    )


def apply_corrections(
    connection: duckdb.DuckDBPyConnection, source_id: str, header: list[str], corrections: Sequence[Correction]
) -> list[Problem]:
    """Correct cells of ``staged`` or leave rows out, and note it in ``correction``; a problem where the publisher no longer prints the error."""
    problems: list[Problem] = []
    for correction in corrections:
        name = f"{source_id}/{correction.file}"
        unknown = [column for column in [*correction.where, correction.column] if column not in header]
        if unknown:
            problems.append(
                Problem(name, f"A correction names {unknown[0]!r}, which is no column.", "Correct the [[correction]].")
            )
            continue
        place = " AND ".join(f'"{column}" = ?' for column in correction.where)
        rows = connection.execute(
            f'SELECT row, "{correction.column}" FROM staged WHERE {place}', list(correction.where.values())
        ).fetchall()
        where = ", ".join(f"{column} {value}" for column, value in correction.where.items())
        if [value for _, value in rows] != [correction.published]:
            printed = ", ".join(str(value) for _, value in rows) or "no such row"
            problems.append(
                Problem(
                    name,
                    f"A correction expects one row with {where} that says {correction.published!r}; the file has {printed}.",
                    "The publisher may have mended it: delete this [[correction]] from source.toml.",
                    column=correction.column,
                )
            )
            continue
        row = rows[0][0]
        if correction.corrected is None:
            connection.execute("DELETE FROM staged WHERE row = ?", [row])
        else:
            connection.execute(
                f'UPDATE staged SET "{correction.column}" = ? WHERE row = ?', [correction.corrected, row]
            )
        connection.execute(
            "INSERT INTO correction VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
            [
                source_id,
                correction.file,
                row,
                correction.column,
                correction.published,
                correction.corrected,
                correction.reason,
                correction.noticed,
            ],
        )
    return problems


def found(
    connection: duckdb.DuckDBPyConnection,
    query: str,
    values: list[str],
    describe: Callable[..., Problem],
    most: int = MAX_PROBLEMS_PER_CHECK,
) -> list[Problem]:
    """Problems for the first ``most`` rows that a query returns, and one line for the rest."""
    rows = connection.execute(f"SELECT * FROM ({query}) ORDER BY 1", values).fetchall()
    problems = [describe(*row) for row in rows[:most]]
    if len(rows) > most:
        first = problems[0]
        problems.append(
            Problem(
                first.file,
                f"{len(rows) - most} more rows have the same problem.",
                "",
                column=first.column,
            )
        )
    return problems
