"""What counts as the same row, as a move, and as too much of one."""

from __future__ import annotations

import pytest

from etl.difference import Rows, compare, key_columns
from etl.sources import Row
from tests.worlds import score


def scores(*values: tuple[str, str], **changes: str) -> Rows:
    """Rows of scores, one a language."""
    rows: list[Row] = [
        {column: str(cell) for column, cell in (score(tag, 0, **changes) | {"value": value}).items()}
        for tag, value in values
    ]
    return tuple(rows[0]), rows


@pytest.mark.parametrize(
    ("unit", "before", "after", "moved", "held"),
    [
        ("share", "0.60", "0.65", 5.0, False),
        ("share", "0.60", "0.651", 5.1, True),
        ("percent", "60.0", "54.9", -5.1, True),
        ("percent", "2", "4", 2.0, False),
        ("points", "200", "210", 10.0, False),
        ("points", "200", "211", 11.0, True),
        ("points", "2", "4", 2.0, True),
        ("points", "0", "0.001", 0.001, True),
        ("error_ratio", "0.5", "0.52", 0.02, False),
    ],
)
def test_the_bound_is_in_percentage_points_or_else_in_percent_of_the_old_value(
    unit: str, before: str, after: str, moved: float, held: bool
) -> None:
    change = compare("f.csv", "score", scores(("yo", before), unit=unit), scores(("yo", after), unit=unit), 5)
    assert change.largest
    assert change.largest.moved == pytest.approx(moved)
    assert bool(change.hold) == held


def test_the_largest_move_is_the_largest_in_either_direction() -> None:
    was, now = scores(("yo", "0.5"), ("sw", "0.5"), ("en", "0.5")), scores(("yo", "0.51"), ("sw", "0.4"), ("en", "0.5"))
    change = compare("f.csv", "score", was, now, 50)
    assert (change.changed, change.added, change.removed) == (2, 0, 0)
    assert change.largest
    assert change.largest.moved == -10


@pytest.mark.parametrize("column", ["n_items", "locator", "margin", "standard_error"])
def test_a_score_stays_the_same_score_when_only_what_is_said_about_it_changes(column: str) -> None:
    change = compare("f.csv", "score", scores(("yo", "0.5")), scores(("yo", "0.5"), **{column: "7"}), 5)
    assert (change.added, change.removed, change.changed, change.largest, change.hold) == (0, 0, 1, None, [])


@pytest.mark.parametrize("column", ["condition", "published", "model_id"])
def test_a_score_under_another_name_is_another_score(column: str) -> None:
    change = compare("f.csv", "score", scores(("yo", "0.5")), scores(("yo", "0.5"), **{column: "percent"}), 5)
    assert (change.added, change.removed, change.changed) == (1, 1, 0)
    assert change.hold == ["f.csv: 1 of 1 rows would go"]


@pytest.mark.parametrize(
    ("unit", "value", "moved", "held"),
    [("percent", "50", None, False), ("percent", "0.5", -49.5, True), ("points", "0.5", -49.5, True)],
)
def test_a_score_in_another_unit_is_the_same_score(unit: str, value: str, moved: float | None, held: bool) -> None:
    change = compare("f.csv", "score", scores(("yo", "0.5"), unit="share"), scores(("yo", value), unit=unit), 5)
    assert (change.added, change.removed, change.changed) == (0, 0, 1)
    assert (change.largest and change.largest.moved) == moved
    assert bool(change.hold) == held


def test_a_period_that_would_go_whole_is_held_however_few_its_rows() -> None:
    columns = ("variant_tag", "indicator_id", "period", "value")
    many: list[Row] = [dict(zip(columns, (f"x{n}", "i", "2025", "1"), strict=True)) for n in range(20)]
    one: list[Row] = [dict(zip(columns, ("yo", "i", "2024", "1"), strict=True))]
    change = compare("f.csv", "resource_indicator", (columns, many + one), (columns, many), 5)
    assert change.hold == ["f.csv: every row of 2024 would go"]


def test_a_column_that_comes_empty_changes_nothing() -> None:
    columns, rows = scores(("yo", "0.5"))
    wider: Rows = ((*columns, "margin"), [row | {"margin": None} for row in rows])
    change = compare("f.csv", "score", (columns, rows), wider, 5)
    assert (change.added, change.removed, change.changed) == (0, 0, 0)


def test_rows_that_stand_twice_are_counted_twice() -> None:
    change = compare("f.csv", "score", scores(("yo", "0.5"), ("yo", "0.5")), scores(("yo", "0.5")), 5)
    assert (change.added, change.removed, change.changed) == (0, 1, 0)


def test_exactly_a_tenth_of_the_rows_may_go() -> None:
    ten = [(f"l{number}", "0.5") for number in range(10)]
    assert compare("f.csv", "score", scores(*ten), scores(*ten[1:]), 5).hold == []
    assert compare("f.csv", "score", scores(*ten), scores(*ten[2:]), 5).hold == ["f.csv: 2 of 10 rows would go"]


def test_a_first_file_is_all_new_and_never_held() -> None:
    change = compare("f.csv", "score", None, scores(("yo", "0.5")), 5)
    assert (change.rows, change.added, change.removed, change.hold) == (1, 1, 0, [])


@pytest.mark.parametrize("value", ["", "n/a", "NaN", "sNaN", "1e999999999", "-inf"])
def test_a_value_that_is_no_number_is_a_change_and_no_move(value: str) -> None:
    change = compare("f.csv", "score", scores(("yo", "0.5")), scores(("yo", value)), 5)
    assert (change.changed, change.largest) == (1, None)


@pytest.mark.parametrize(
    ("kind", "columns", "key"),
    [
        ("speaker_estimate", ("language_tag", "speakers", "locator"), ("language_tag",)),
        ("language_territory", ("variant_tag", "territory_code", "speakers", "locator"), ("locator",)),
        ("publication_count", ("period", "publications"), ("period", "publications")),
        ("no such kind", ("a", "b"), ("a", "b")),
    ],
)
def test_the_contract_says_which_row_is_which(kind: str, columns: tuple[str, ...], key: tuple[str, ...]) -> None:
    assert key_columns(kind, columns) == key


def test_a_count_that_changes_is_a_change_of_its_row_and_no_move_of_a_score() -> None:
    columns = ("language_tag", "speakers")
    was: Rows = (columns, [{"language_tag": "yo", "speakers": "1"}, {"language_tag": "sw", "speakers": "2"}])
    now: Rows = (columns, [{"language_tag": "yo", "speakers": "9"}, {"language_tag": "sw", "speakers": "2"}])
    change = compare("f.csv", "speaker_estimate", was, now, 5)
    assert (change.added, change.removed, change.changed, change.largest, change.hold) == (0, 0, 1, None, [])
