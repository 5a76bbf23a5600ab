"""The annotations behind the published survey of safety research: a row for each paper, as Parquet.

Nobody here has seen the rows, so the columns are found by the names that such a column is likely to have. If they have
others the reader stops and says which it found: add them to ``NAMES``.
"""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
from babel import Locale

from etl.reading.codes import variant
from etl.reading.opened import fault
from etl.sources import PAPER_COLUMNS, Files, Read, Row, UnreadableError

# What is needed -> names under which it may stand, in small letters with underscores.
NAMES = {
    "title": ("title", "paper_title", "paper"),
    "year": ("year", "publication_year", "pub_year"),
    "venue": ("venue", "conference", "booktitle", "venue_name", "published_in"),
    "languages": ("languages", "language", "languages_studied", "language_codes", "lang", "langs"),
    "topic": ("topic", "safety_topic", "topics", "safety_topics", "category", "subtopic"),
}
# Not needed: without it a paper is named by its place in the file.
IDENTIFIER = ("anthology_id", "acl_id", "paper_id", "id", "url", "link")
NO_LANGUAGE = frozenset({"", "none", "n/a", "na", "unknown", "unspecified", "not specified"})


def read(files: Files) -> list[Read]:
    """annotations.parquet: the papers of every file given, in the order of the files.

    Raises:
        UnreadableError: a file is not Parquet, its columns are not recognised, or a cell is not as expected.
    """
    rows = [row for name in sorted(files) for row in papers(files[name])]
    seen: dict[str, str] = {}
    for row in rows:
        paper, place = str(row["paper_id"]), str(row["locator"])
        if paper in seen:
            raise fault(place, f"The paper {paper} stands in {seen[paper]} already.", "each paper once")
        seen[paper] = place
    return [Read("annotations.parquet", "paper", PAPER_COLUMNS, rows)]


def papers(path: Path) -> list[Row]:
    """The papers of one file."""
    try:
        table = pq.read_table(path)
    except (pa.ArrowException, OSError) as error:
        raise fault(path.name, f"The file cannot be read as Parquet: {error}.", "Parquet") from error
    if table.num_rows == 0:
        raise fault(path.name, "The file has no rows.", "papers")
    columns = recognise(path.name, table.column_names)
    identifier = next((column for column in table.column_names if plain(column) in IDENTIFIER), None)
    return [
        paper(cells, columns, identifier, f"{path.name}, row {number}")
        for number, cells in enumerate(table.to_pylist(), start=1)
    ]


def plain(name: str) -> str:
    """A column name in small letters with underscores."""
    return re.sub(r"[^a-z0-9]+", "_", re.sub(r"\([^)]*\)", "", name).lower()).strip("_")


def recognise(file: str, names: list[str]) -> dict[str, str]:
    """What is needed -> the column that holds it.

    Raises:
        UnreadableError: a column is not recognised, or two are the same thing; with the columns found and expected.
    """
    columns: dict[str, str] = {}
    for wanted, accepted in NAMES.items():
        found = [name for name in names if plain(name) in accepted]
        if len(found) != 1:
            what = f"No column holds the {wanted}." if not found else f"{' and '.join(found)} may both be the {wanted}."
            expected = "; ".join(f"{need}: {' or '.join(options)}" for need, options in NAMES.items())
            raise UnreadableError(
                f"{file}: {what} Columns found: {', '.join(names)}. Columns expected: {expected}. "
                "Add the name to NAMES in etl/sources/survey_annotations.py."
            )
        columns[wanted] = found[0]
    return columns


def paper(cells: dict[str, object], columns: dict[str, str], identifier: str | None, place: str) -> Row:
    """One paper."""
    codes = [language(name, f"{place}, column {columns['languages']}") for name in listed(cells[columns["languages"]])]
    name = words(cells[identifier]) if identifier else None
    return {
        "paper_id": f"survey:{name or place}",
        "series": "survey",
        "year": year(cells[columns["year"]], f"{place}, column {columns['year']}"),
        "venue": required(cells[columns["venue"]], f"{place}, column {columns['venue']}"),
        "title": required(cells[columns["title"]], f"{place}, column {columns['title']}"),
        "class": kind(codes),
        "topic": "; ".join(listed(cells[columns["topic"]])) or None,
        "language_codes": "|".join(codes) or None,
        "selections": "survey",
        "locator": place,
    }


def words(cell: object) -> str | None:
    """A cell as text on one line, or None where it is empty."""
    return None if cell is None else " ".join(str(cell).split()) or None


def required(cell: object, place: str) -> str:
    """A cell that must hold text."""
    text = words(cell)
    if text is None:
        raise fault(place, "The cell is empty.", "text")
    return text


def year(cell: object, place: str) -> str:
    """A year, also one that a spreadsheet has made 2024.0."""
    text = re.sub(r"\.0$", "", required(cell, place))
    if not re.fullmatch(r"20\d\d", text):
        raise fault(place, f"{text!r} stands here.", "a year such as 2024")
    return text


def listed(cell: object) -> list[str]:
    """The parts of a cell that holds a list, or text with commas, semicolons or bars."""
    parts = cell if isinstance(cell, list) else re.split(r"[,;|\n]", str(cell or "").strip("[]"))
    names = [str(part).strip().strip("'\"").strip() for part in parts if part is not None]
    return list(dict.fromkeys(name for name in names if name.lower() not in NO_LANGUAGE))


def language(name: str, place: str) -> str:
    """The tag of a language that is named in English or by a code."""
    tag = variant(language_names().get(name.casefold(), name))
    if tag is None:
        raise fault(place, f"{name!r} is no language that is known.", "an English name or a code, with commas between")
    return tag


@cache
def language_names() -> dict[str, str]:
    """English name of a language in small letters, as CLDR has it -> its tag."""
    return {name.casefold(): tag for tag, name in Locale("en").languages.items()}


def kind(codes: list[str]) -> str | None:
    """Which languages the paper studies; None where it does not say."""
    if not codes:
        return None
    if codes == ["en"]:
        return "english_only"
    return "multilingual" if len(codes) > 1 else "monolingual_non_english"
