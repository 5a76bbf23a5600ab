"""Readers of publishers' own formats: one small module a format, rows and nothing else.

A module has one public function, ``read(files)``: from the publisher's files to the rows that are committed
for them, in the order in which they are committed. Cells are text as published, or None where the publisher
printed nothing. A reader opens no network and knows no path but those it is given.
"""

from __future__ import annotations

import importlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TypeAlias, cast

Row: TypeAlias = dict[str, str | None]
Files: TypeAlias = Mapping[str, Path]

# Columns of the kinds of file that several readers make.
SCORE_COLUMNS = (
    "benchmark_id", "subset", "condition", "model_id", "variant_tag", "language_as_reported", "metric_id", "value", "unit",
    "n_items", "published", "locator",
)  # fmt: skip
MODEL_COLUMNS = ("model_id", "name", "developer", "released", "released_from", "open_weights")
INDICATOR_COLUMNS = ("variant_tag", "code_in_source", "indicator_id", "period", "value", "locator")
PAPER_COLUMNS = (
    "paper_id", "series", "year", "venue", "title", "class", "topic", "language_codes", "selections", "locator",
)  # fmt: skip

# What stands in a cell where a publisher's file carries no date or version of its own; ``stamped`` fills it in.
PUBLISHED = "{published}"
EDITION = "{edition}"


class UnreadableError(Exception):
    """A publisher's file is not as its reader knows it. The message names the file and the place, what was expected, and what to do."""


@dataclass(frozen=True)
class Read:
    """One file of figures as a reader makes it: its name, the contract table it goes into, its columns and rows."""

    file: str
    kind: str
    columns: tuple[str, ...]
    rows: list[Row]


Reader: TypeAlias = Callable[[Files], list[Read]]


def stamped(reads: list[Read], published: str, edition: str) -> list[Read]:
    """The rows with ``published`` and ``edition`` in the place of the marks that a reader leaves."""

    def filled(cell: str | None) -> str | None:
        if cell is None or "{" not in cell:
            return cell
        return cell.replace(PUBLISHED, published).replace(EDITION, edition)

    return [
        replace(read, rows=[{column: filled(cell) for column, cell in row.items()} for row in read.rows])
        for read in reads
    ]


def reader(name: str) -> Reader:
    """The reader in the module ``name`` of this package.

    Raises:
        KeyError: there is no such module.
    """
    try:
        return cast(Reader, importlib.import_module(f"{__name__}.{name}").read)
    except ModuleNotFoundError as error:
        if error.name != f"{__name__}.{name}":
            raise
        raise KeyError(name) from error
