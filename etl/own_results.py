"""A reader's own file of results: CSV, Parquet or JSON, as text cells that know where in that file they stand."""

from __future__ import annotations

import csv
import io
import json
import re
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date
from difflib import get_close_matches
from functools import lru_cache
from pathlib import Path

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq

from etl.problems import EtlError, Exit, Problem
from etl.sources import Row, UnreadableError, reader

REQUIRED = ("benchmark_id", "model_id", "variant_tag", "metric_id", "value", "unit", "published")
# Columns that a file may leave out, and what then stands in them.
DEFAULTS = {"subset": "all", "condition": "default_prompt", "language_as_reported": None, "locator": "own measurement"}
COLUMNS = (*REQUIRED, *DEFAULTS, "n_items", "standard_error", "margin")
MOST = 1000  # problems that are listed one by one
MOST_COLUMNS = 100  # that are named one by one where a file has none of ours
COMPARED = 60  # characters of a word that are compared with the known ones


@dataclass(frozen=True)
class RecordProblem(Problem):
    """A problem in JSON, which has records and no rows."""

    def __str__(self) -> str:
        return super().__str__().replace(f", row {self.row}", f", record {self.row}", 1)


@dataclass
class Results:
    """What a file holds: its columns, its rows of text cells, the number of each row in the file, and what is wrong so far."""

    file: str
    columns: list[str]
    rows: list[Row] = field(default_factory=list)
    places: list[int] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    problem: type[Problem] = Problem
    uncounted: int = 0  # problems beyond those in ``problems``

    def add(self, place: int, row: Row) -> None:
        """One row more."""
        self.rows.append(row)
        self.places.append(place)

    def wrong(self, message: str, remedy: str, row: int | None = None, column: str | None = None) -> None:
        """One problem more."""
        self.problems.append(self.problem(self.file, message, remedy, row, column))

    def refuse(self) -> None:
        """End here if anything is wrong: by row, the first ``MOST`` problems and a count of the rest.

        Raises:
            EtlError: something is.
        """
        if not self.problems:
            return
        listed = sorted(self.problems, key=lambda problem: problem.row or 0)[:MOST]
        if rest := len(self.problems) - len(listed) + self.uncounted:
            listed.append(Problem(self.file, f"{rest:,} more problems.", "Mend these, then load it again."))
        raise EtlError(f"{self.file} cannot be loaded.", Exit.PROBLEMS, listed)


def read_results(path: Path, name: str, day: date) -> Results:
    """The results in ``path``, with every column of ``COLUMNS``; messages call the file ``name``. ``day``: when they were loaded.

    Rows that cannot be used are in ``problems``, the others in ``rows``; there is at least one.

    Raises:
        EtlError: it is not CSV, Parquet or JSON, holds no results, or its columns are wrong.
    """
    read = READERS.get(path.suffix.lower())
    if read is None:
        raise EtlError(f"{name}: write the results as .csv, .parquet or .json.", Exit.USAGE)
    try:
        results = read(path, name)
    except UnreadableError as error:
        raise EtlError(str(error), Exit.PROBLEMS) from error
    except RecursionError as error:
        reason = "its lists or objects stand too deep in each other. Write a list of objects, one for each result"
        raise EtlError(f"{name} cannot be read: {reason}.", Exit.PROBLEMS) from error
    except (ValueError, OSError, OverflowError, pa.ArrowException) as error:  # json's errors are ValueErrors
        reason = error.strerror if isinstance(error, OSError) and error.strerror else str(error).splitlines()[0]
        remedy = "Write the file again, or save the results as CSV."
        raise EtlError(f"{name} cannot be read: {reason.rstrip('.')}. {remedy}", Exit.PROBLEMS) from error
    check_columns(results)
    if not results.rows:
        results.refuse()
        raise EtlError(f"{name} holds no results. Add a row for each.", Exit.PROBLEMS)
    results.rows = [whole(row) for row in results.rows]
    for place, row in zip(results.places, results.rows, strict=True):
        published = row["published"] or ""
        if re.fullmatch(r"\d{4}(-\d{2}){0,2}", published) and published > day.isoformat()[: len(published)]:
            message = f"{published} lies after the day of loading, {day}."
            results.wrong(message, "Write the date of the measurement.", place, "published")
    return results


def whole(row: Row) -> Row:
    """The row with every column, and what stands in those that were left out."""
    filled: Row = {column: row.get(column) or DEFAULTS.get(column) for column in COLUMNS}
    filled["language_as_reported"] = filled["language_as_reported"] or filled["variant_tag"]
    return filled


def check_columns(results: Results) -> None:
    """Refuse a file with columns that are missing, unknown, or there twice."""
    first = None if results.problem is RecordProblem else 1
    given = results.columns
    refuse_shape(results, first)
    before = len(results.problems)
    for number, column in enumerate(given, start=1):
        if column not in COLUMNS:
            near = "".join(f" Closest: {match}." for match in get_close_matches(column[:COMPARED], COLUMNS, n=1))
            remedy = f"Rename or remove it.{near} There may be {', '.join(COLUMNS)}."
            results.wrong("Unknown column.", remedy, first, column.strip() or f"{number} (without a name)")
    for column, times in Counter(given).items():
        if column in COLUMNS and times > 1:
            results.wrong("The column stands twice.", "Remove one of them.", first, column)
    for column in REQUIRED:
        if column not in given:
            results.wrong("The column is missing.", f"Add it; needed are {', '.join(REQUIRED)}.", first, column)
    if len(results.problems) > before:
        results.refuse()


def refuse_shape(results: Results, first: int | None) -> None:
    """Refuse a file whose header is none of ours at all: empty, not separated by commas, or far too wide."""
    given = results.columns
    if not given and not results.problems:
        results.wrong("The file is empty.", f"Write a header with {', '.join(REQUIRED)}, and a row for each result.")
        results.refuse()
    if len(given) == 1 and any(mark in given[0] for mark in ";\t"):
        results.wrong("Its columns are not separated by commas.", "Save it with commas.", first)
        results.refuse()
    if len(given) > MOST_COLUMNS:
        results.wrong(f"There are {len(given):,} columns.", f"Keep only those of {', '.join(COLUMNS)}.", first)
        results.refuse()


def text_of(path: Path, name: str) -> str:
    """The text of a file.

    Raises:
        EtlError: it is not UTF-8.
    """
    content = path.read_bytes()
    try:
        return content.decode("utf-8-sig")  # spreadsheets begin with a mark
    except UnicodeDecodeError as error:
        row = content[: error.start].count(b"\n") + 1
        problem = Problem(name, "It is not UTF-8.", "Save it as UTF-8 (in a spreadsheet: CSV UTF-8).", row)
        raise EtlError(f"{name} cannot be loaded.", Exit.PROBLEMS, [problem]) from error


def read_csv(path: Path, name: str) -> Results:
    """Rows numbered as a spreadsheet does. Blank lines are no rows, but they count."""
    results = Results(name, [])
    number = 0
    try:
        lines = csv.reader(io.StringIO(text_of(path, name), newline=""), strict=True)
        for number, cells in enumerate(lines, start=1):
            if not any(cell.strip() for cell in cells):
                continue
            if not results.columns:
                results.columns = cells
            elif len(cells) == len(results.columns):
                results.add(number, dict(zip(results.columns, cells, strict=True)))
            else:
                remedy = "Give every column a cell; a cell with a comma in it stands in double quotes."
                expected = f"The row has {len(cells)} cells; {len(results.columns)} are expected, as in the header."
                results.wrong(expected, remedy, number)
    except csv.Error as error:
        remedy = "Mostly a double quote that is not closed: close it, and write one inside a cell twice."
        results.wrong(f"It cannot be read as CSV from here on: {error}.", remedy, number + 1)
    return results


def read_parquet(path: Path, name: str) -> Results:
    """Rows numbered as in CSV: the first is row 2."""
    with pq.ParquetFile(path) as file:
        table = file.read()
    results = Results(name, list(table.column_names))
    for number, row in enumerate(table.to_pylist(), start=2):
        if any(cell is not None for cell in row.values()):
            results.add(number, {column: None if cell is None else str(cell) for column, cell in row.items()})
    return results


class Record(dict[str, object]):
    """A JSON object that remembers which keys stand in it twice: read as usual, the last one wins and nobody is told."""

    def __init__(self, pairs: list[tuple[str, object]]) -> None:
        super().__init__(pairs)
        self.twice = [key for key, times in Counter(key for key, _ in pairs).items() if times > 1]


def twice_in(content: object) -> Iterator[str]:
    """Keys that stand twice in one object, anywhere in ``content``."""
    if isinstance(content, Record):
        yield from content.twice
        content = list(content.values())
    if isinstance(content, list):
        for part in content:
            yield from twice_in(part)


def read_json(path: Path, name: str) -> Results:
    """A list of objects, or one evaluation in Every Eval Ever's form. Numbers stay as they are written."""
    content = json.loads(text_of(path, name), object_pairs_hook=Record, parse_float=str, parse_int=str)
    results = Results(name, [], problem=RecordProblem)
    if isinstance(content, Record) and "evaluation_results" in content:
        for key in twice_in(content):
            results.wrong("The key stands twice in one object.", "Remove one of them.", column=key)
        results.refuse()
        return evaluation(path, content, results)
    if not isinstance(content, list) or not all(isinstance(record, Record) for record in content):
        raise ValueError("a list of objects is expected, one for each result")
    for number, record in enumerate(content, start=1):
        for key in twice_in(record):
            results.wrong("The key stands twice.", "Remove one of them.", number, key)
        for key, value in record.items():
            if isinstance(value, dict | list):
                results.wrong("A text or a number is expected here.", "Write one result in one object.", number, key)
        results.add(number, {key: None if value is None else str(value) for key, value in record.items()})
    results.columns = list(dict.fromkeys(key for row in results.rows for key in row))
    if not content:
        results.columns = list(REQUIRED)  # an empty list lacks results, not columns
    return results


def evaluation(path: Path, content: Record, results: Results) -> Results:
    """The scores of an evaluation in Every Eval Ever's form; a record is an entry of its ``evaluation_results``."""
    (scores,) = (table for table in reader("every_eval_ever")({results.file: path}) if table.kind == "score")
    results.columns = list(scores.columns)
    entries = content["evaluation_results"]
    named = (
        [entry.get("evaluation_name") for entry in entries if isinstance(entry, dict)]
        if isinstance(entries, list)
        else []
    )
    place = 0
    for row in scores.rows:  # in the order of the entries, of which some are no scores
        place = next((n for n in range(place, len(named)) if named[n] == row["language_as_reported"]), place) + 1
        results.add(place, row)
    return results


READERS: dict[str, Callable[[Path, str], Results]] = {".csv": read_csv, ".parquet": read_parquet, ".json": read_json}


def note_staged(results: Results, problems: list[Problem], connection: duckdb.DuckDBPyConnection) -> None:
    """Add what is wrong with the rows as they were staged to the problems of the file."""
    listed = sorted(problems, key=lambda problem: problem.row or 0)[:MOST]
    results.uncounted += len(problems) - len(listed)
    results.problems += [in_own_words(problem, results, connection) for problem in listed]


def in_own_words(problem: Problem, results: Results, connection: duckdb.DuckDBPyConnection) -> Problem:
    """A problem of the rows as they were staged, with the reader's own file and row, and a remedy that the reader can follow."""
    number = None if problem.row is None else results.places[problem.row - 2]  # under a header
    message, remedy = problem.message, problem.remedy
    if repeats := re.match(r"The row repeats row (\d+)", message):
        word = "record" if results.problem is RecordProblem else "row"
        earlier = results.places[int(repeats[1]) - 2]
        message = f"The {word} repeats {word} {earlier}{message[repeats.end() :]}"
    if unknown := re.search(r"is not a known (\w+)\.$", message):
        row = results.rows[(problem.row or 2) - 2]
        remedy = remedy_for(unknown[1], row.get(problem.column or "") or "", connection)
    column = "variant_tag" if problem.column == "language_tag" else problem.column
    return results.problem(results.file, message, remedy, number, column)


def remedy_for(kind: str, value: str, connection: duckdb.DuckDBPyConnection) -> str:
    """What to write in the place of an unknown id: the closest ones, and where all of them stand."""
    if kind == "language":
        return (
            "Write the tag of a language that has a code, such as yo; all stand in data/figures/iso639_3/languages.csv."
        )
    known = tuple(str(row[0]) for row in connection.execute(f"SELECT {kind}_id FROM {kind} ORDER BY 1").fetchall())
    near = closest(value[:COMPARED], known)
    if kind == "benchmark":
        return f"{near}Use a benchmark of the page Benchmarks, or make a source that declares it: README, Add a source."
    return f"{near}All {len(known)} stand in data/contract/vocabulary.sql."


@lru_cache(maxsize=MOST)
def closest(value: str, known: tuple[str, ...]) -> str:
    """The few ids that look most like ``value``, in words; nothing where none does."""
    near = get_close_matches(value, known, n=3, cutoff=0.5)
    return f"Closest: {', '.join(near)}. " if near else ""
