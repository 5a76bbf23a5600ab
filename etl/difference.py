"""What a new file of figures changes against the committed one, and whether a person should look before it is taken in."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from math import isfinite

import duckdb

from etl import contract
from etl.sources import Row

MEASURED = {
    "value",
    "n_items",
    "unit",
    "margin",
    "standard_error",
    "locator",
}  # of a score: what may change and leave it the same score
MAX_REMOVED = 0.10  # of the committed rows
POINTS = {"share": 100, "percent": 1}  # percentage points in one unit

Rows = tuple[tuple[str, ...], list[Row]]


@dataclass(frozen=True)
class Move:
    """A score that changed. ``moved``: percentage points where the unit is share or percent, else the unit itself."""

    row: str
    before: str
    after: str
    unit: str
    moved: float


@dataclass(frozen=True)
class Difference:
    """One file of figures, new against committed: counts of rows, the largest move of a score, reasons to hold it."""

    file: str
    kind: str
    rows: int
    added: int
    removed: int
    changed: int
    largest: Move | None
    hold: list[str]


def compare(file: str, kind: str, before: Rows | None, after: Rows, bound_pp: float) -> Difference:
    """Compare the rows of a file with the committed ones, if there are any.

    ``bound_pp``: a score may move by so many percentage points (share, percent) or percent of its old value (other units).
    """
    columns, rows = before or ((), [])
    key = key_columns(kind, tuple(dict.fromkeys(columns + after[0])))
    old, new = grouped(rows, key), grouped(after[1], key)
    pairs = [pair for cells in old for pair in zip(old[cells], new.get(cells, []), strict=False)]
    unequal = [(was, now) for was, now in pairs if cells_of(was) != cells_of(now)]
    removed = len(rows) - len(pairs)
    moves = [move for was, now in unequal if kind == "score" and (move := moved(was, now, key))]
    moves.sort(key=lambda sized: sized[0], reverse=True)
    hold = []
    if over := [move for size, move in moves if size > Decimal(str(bound_pp))]:
        scores = "1 score moves" if len(over) == 1 else f"{len(over)} scores move"
        unit = "percentage points" if over[0].unit in POINTS else "percent of the old value"
        hold.append(f"{file}: {scores} by more than {bound_pp:g} {unit}")
    lost = {row["period"] for row in rows if row.get("period")} - {row.get("period") for row in after[1]}
    if lost:
        hold.append(f"{file}: every row of {', '.join(sorted(map(str, lost)))} would go")
    if removed > MAX_REMOVED * len(rows):
        hold.append(f"{file}: {removed} of {len(rows)} rows would go")
    return Difference(
        file=file,
        kind=kind,
        rows=len(after[1]),
        added=len(after[1]) - len(pairs),
        removed=removed,
        changed=len(unequal),
        largest=moves[0][1] if moves else None,
        hold=hold,
    )


def cells_of(row: Row) -> dict[str, str]:
    """The cells of a row that hold something: a column that is absent says as much as one that is empty."""
    return {column: cell for column, cell in row.items() if cell}


def grouped(rows: list[Row], key: tuple[str, ...]) -> dict[tuple[str | None, ...], list[Row]]:
    """Rows by their key; a key may stand more than once."""
    groups: dict[tuple[str | None, ...], list[Row]] = defaultdict(list)
    for row in rows:
        groups[tuple(row.get(column) for column in key)].append(row)
    return dict(groups)


def key_columns(kind: str, columns: tuple[str, ...]) -> tuple[str, ...]:
    """The columns that say which row is which: those that the contract declares unique, else the whole row."""
    if kind == "score":
        return tuple(column for column in columns if column not in MEASURED)
    for unique in contract_keys().get(kind, []):
        if unique and unique <= set(columns):
            return tuple(column for column in columns if column in unique)
    return columns


@cache
def contract_keys() -> dict[str, list[set[str]]]:
    """Sets of columns that the contract declares unique, by table; the source is left out, it is the same in one file."""
    keys: dict[str, list[set[str]]] = defaultdict(list)
    with duckdb.connect() as connection:
        contract.create_tables(connection)
        for table, columns in connection.execute(
            "SELECT table_name, constraint_column_names FROM duckdb_constraints() "
            "WHERE constraint_type IN ('PRIMARY KEY', 'UNIQUE') ORDER BY ALL"
        ).fetchall():
            keys[str(table)].append(set(columns) - {"source_id"})
    return dict(keys)


def moved(was: Row, now: Row, key: tuple[str, ...]) -> tuple[Decimal, Move] | None:
    """How far a score moved, and that as a size: percentage points, or percent of the old value.

    None if it did not move, or if one of the two is no number: then the build says so.
    """
    units = unit, unit_now = was.get("unit") or "", now.get("unit") or ""
    points = set(units) <= set(POINTS)
    try:
        before, after = Decimal(was["value"] or ""), Decimal(now["value"] or "")
        change = after * POINTS.get(unit_now, 1) - before * POINTS.get(unit, 1)
        if not isfinite(change) or (not change and (points or unit == unit_now)):
            return None
        size = (
            abs(change)
            if points
            else abs(change / before) * 100
            if before and unit == unit_now
            else Decimal("Infinity")
        )
    except (ArithmeticError, KeyError):
        return None
    name = ", ".join(cell for column in key if (cell := was.get(column)))
    return size, Move(name, str(was["value"]), str(now["value"]), unit, float(change))
