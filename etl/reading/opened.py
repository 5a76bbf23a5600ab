"""Publishers' files, opened so that whatever is wrong with one is said in words: which file, which place, what was expected."""

from __future__ import annotations

import csv
import io
import json
import re
from collections import Counter
from collections.abc import Hashable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

import yaml

from etl.sources import Files, UnreadableError

NUMBER = re.compile(r"-?\d+(\.\d+)?([eE][+-]?\d+)?", re.ASCII)
T = TypeVar("T", bound=Hashable)
REMEDY = "Fetch the file again; if the publisher changed its format, change the reader."


def fault(place: str, found: str, expected: str) -> UnreadableError:
    """The error for ``place``, which begins with the name of the file."""
    return UnreadableError(f"{place}: {found} Expected {expected}. {REMEDY}")


def given(files: Files, name: str) -> Path:
    """The file that a source calls ``name``.

    Raises:
        UnreadableError: it was not given.
    """
    if name not in files:
        raise UnreadableError(f"{name}: The file was not given. Name it as an [[upstream.file]] in source.toml.")
    return files[name]


def read_text(path: Path) -> str:
    """A file of UTF-8.

    Raises:
        UnreadableError: it cannot be read, is not UTF-8, or is empty.
    """
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise fault(f"{path.name}, byte {error.start}", "The file is not UTF-8.", "UTF-8") from error
    except OSError as error:
        raise fault(path.name, f"The file cannot be read: {error.strerror}.", "a file") from error
    if not text.strip():
        raise fault(path.name, "The file is empty.", "its rows")
    return text


@dataclass(frozen=True)
class Node:
    """A value in a file of nested keys, which knows where it stands. Numbers are text, as published."""

    value: object
    place: str

    def at(self, *keys: str) -> Node:
        """The value under ``keys``, one inside the other.

        Raises:
            UnreadableError: there is none.
        """
        node = self
        for key in keys:
            below = node.get(key)
            if below is None:
                raise fault(node.place, f"There is no key {key!r}.", f"{key!r} in {node.keys()}")
            node = below
        return node

    def get(self, key: str) -> Node | None:
        """The value under ``key``, or None where the key is not there."""
        inside = self.inside()
        return Node(inside[key], f"{self.place}, {key}") if key in inside else None

    def items(self) -> list[tuple[str, Node]]:
        """Keys with their values, in the order of the file."""
        return [(key, Node(value, f"{self.place}, {key}")) for key, value in self.inside().items()]

    def inside(self) -> dict[str, object]:
        """The keys and values themselves.

        Raises:
            UnreadableError: it is something else.
        """
        if not isinstance(self.value, dict):
            raise fault(self.place, f"{short(self.value)} stands here.", "keys with values")
        return self.value

    def keys(self) -> str:
        """The first keys, to show."""
        return ", ".join([str(key) for key in self.inside()][:8]) or "an empty list of keys"

    def text(self) -> str:
        """Text.

        Raises:
            UnreadableError: it is empty or something else.
        """
        if not isinstance(self.value, str) or not self.value.strip():
            raise fault(self.place, f"{short(self.value)} stands here.", "text")
        return self.value

    def number(self) -> str:
        """A number, as published.

        Raises:
            UnreadableError: it is something else.
        """
        if not isinstance(self.value, str) or not NUMBER.fullmatch(self.value):
            raise fault(self.place, f"{short(self.value)} stands here.", "a number")
        return self.value


def short(value: object) -> str:
    """A value as it can be shown in a sentence."""
    text = json.dumps(value, ensure_ascii=False, default=str)
    return text if len(text) <= 60 else f"{text[:57]}..."


def read_json(path: Path) -> Node:
    """A JSON file; NaN, which publishers write where there is no number, becomes None.

    Raises:
        UnreadableError: it is not JSON, or a key stands twice in one place.
    """

    def once(pairs: list[tuple[str, object]]) -> dict[str, object]:
        content = dict(pairs)
        if len(content) < len(pairs):
            raise fault(f"{path.name}, {repeated(key for key, _ in pairs)}", "The key stands twice.", "each key once")
        return content

    try:
        value = json.loads(
            read_text(path), parse_float=str, parse_int=str, parse_constant=lambda _: None, object_pairs_hook=once
        )
    except json.JSONDecodeError as error:
        raise fault(f"{path.name}, line {error.lineno}", f"The file is not JSON: {error.msg}.", "JSON") from error
    return Node(value, path.name)


def repeated(keys: Iterable[T]) -> T:
    """The first key that stands more than once."""
    return next(key for key, times in Counter(keys).items() if times > 1)


class OnceLoader(yaml.SafeLoader):
    """YAML in which each key stands once in one place."""


def once_only(loader: OnceLoader, node: yaml.MappingNode) -> dict[object, object]:
    """The keys and values of a place."""
    content = loader.construct_mapping(node, deep=True)
    if len(content) < len(node.value):
        twice = repeated(loader.construct_object(key) for key, _ in node.value)
        line = node.start_mark.line + 1
        raise yaml.constructor.ConstructorError(None, None, f"the key {twice!r} stands twice below line {line}")
    return content


OnceLoader.add_constructor(yaml.resolver.BaseResolver.DEFAULT_MAPPING_TAG, once_only)


def read_yaml(path: Path) -> Node:
    """A YAML file.

    Raises:
        UnreadableError: it is not YAML, or a key stands twice in one place.
    """
    try:
        return Node(OnceLoader(read_text(path)).get_single_data(), path.name)
    except yaml.YAMLError as error:
        raise fault(path.name, f"The file is not YAML: {' '.join(str(error).split())}.", "YAML") from error


@dataclass(frozen=True)
class Line:
    """A row of a table, which knows where it stands: the header is row 1."""

    cells: dict[str, str]
    file: str
    row: int

    def fault(self, column: str, found: str, expected: str) -> UnreadableError:
        """The error for one cell."""
        return fault(f"{self.file}, row {self.row}, column {column}", found, expected)

    def text(self, column: str) -> str:
        """Text.

        Raises:
            UnreadableError: the cell is empty.
        """
        if not self.cells[column].strip():
            raise self.fault(column, "The cell is empty.", "text")
        return self.cells[column]

    def number(self, column: str, missing: str | None = None) -> str | None:
        """A number, as published; None where the cell holds the publisher's mark ``missing``.

        Raises:
            UnreadableError: the cell holds something else.
        """
        cell = self.cells[column]
        if missing is not None and cell == missing:
            return None
        if not NUMBER.fullmatch(cell):
            raise self.fault(column, f"{short(cell)} stands here.", "a number")
        return cell


def read_table(
    path: Path,
    columns: tuple[str, ...],
    unique: tuple[str, ...],
    *,
    tabs: bool = False,
    header: tuple[str, ...] = (),
) -> list[Line]:
    """A table of commas, or of ``tabs`` without quotes.

    ``columns`` must be there, more may; no two rows agree in ``unique``. ``header`` is for a file that has none.

    Raises:
        UnreadableError: a column is missing, a row is too long or too short, or stands twice.
    """
    text = io.StringIO(read_text(path), newline="")
    try:
        cells = list(csv.reader(text, delimiter="\t", quoting=csv.QUOTE_NONE) if tabs else csv.reader(text))
    except csv.Error as error:
        raise fault(path.name, f"The file is no table: {error}.", "rows of cells") from error
    names = header or tuple(cells.pop(0))
    first = 1 if header else 2
    if lost := [column for column in columns if column not in names]:
        raise fault(f"{path.name}, row 1", f"There is no column {lost[0]!r}.", f"{lost[0]!r} in {', '.join(names)}")
    if twice := [column for column in columns if names.count(column) > 1]:
        raise fault(f"{path.name}, row 1", f"The column {twice[0]!r} stands twice.", "each column once")
    found: list[Line] = []
    for row, line in enumerate(cells, start=first):
        if not line:
            continue
        if len(line) != len(names):
            raise fault(f"{path.name}, row {row}", f"The row has {len(line)} cells.", f"{len(names)} cells")
        found.append(Line(dict(zip(names, line, strict=True)), path.name, row))
    if not found:
        raise fault(path.name, "The file has no rows.", "rows")
    no_repeats(found, unique)
    return found


def no_repeats(lines: Iterable[Line], columns: tuple[str, ...]) -> None:
    """Stop at a row that agrees with an earlier one in ``columns``.

    Raises:
        UnreadableError: there is one.
    """
    seen: dict[tuple[str, ...], int] = {}
    for line in lines:
        key = tuple(line.cells[column] for column in columns)
        if (earlier := seen.setdefault(key, line.row)) != line.row:
            place = f"{line.file}, row {line.row}"
            raise fault(
                place, f"The row repeats row {earlier}: the same {', '.join(columns)}.", f"one row for {', '.join(key)}"
            )
