"""The planner: the best languages first, the same bounds as the warehouse, and items as METRICS works them out."""

from __future__ import annotations

import itertools

import duckdb
import pandas as pd
import pytest

from dashboard.planner import bounds, items_needed, plan
from dashboard.store import Store


def candidates(rows: list[tuple[str, bool, int, int | None, int]]) -> pd.DataFrame:
    columns = ["language_tag", "covered", "speakers", "resource_class", "n_official_territories"]
    return pd.DataFrame(rows, columns=columns)


FOUR = candidates(
    [("aa", False, 30, 1, 0), ("bb", True, 90, 5, 9), ("cc", False, 50, None, 1), ("dd", False, 20, 0, 3)]
)


@pytest.mark.parametrize(
    ("aim", "wanted"), [("people", ["cc", "aa", "dd"]), ("little_text", ["aa", "dd"]), ("official", ["dd", "cc"])]
)
def test_each_aim_has_its_own_order_and_leaves_out_the_covered(aim: str, wanted: list[str]) -> None:
    assert list(plan(FOUR, aim, 9)["language_tag"]) == wanted


def test_an_unknown_aim_is_refused() -> None:
    with pytest.raises(ValueError, match="no aim"):
        plan(FOUR, "fame", 1)


def test_with_speakers_that_add_up_no_other_choice_brings_more(store: Store) -> None:
    rows = store.view("planner_candidate", dimension="safety", order="-speakers").head(40)
    few = rows[~rows["covered"]].head(8)
    best = plan(few, "people", 3)["speakers"].sum()
    assert best == max(sum(choice) for choice in itertools.combinations(few["speakers"], 3))


@pytest.mark.parametrize("dimension", ["capability", "safety"])
def test_the_planner_starts_from_the_bounds_of_the_warehouse(
    store: Store, real: duckdb.DuckDBPyConnection, dimension: str
) -> None:
    covered = store.view("evidence_grade", dimension=dimension, grade=("A", "B", "C"))["language_tag"]
    found = bounds(store.view("spoken_in"), store.view("territory"), set(covered))
    stands = real.execute(
        "SELECT people_low, people_high, population FROM world_exposure WHERE dimension = ? AND level = 'compared'",
        [dimension],
    ).fetchall()[0]
    # Half a person a territory, at most, by the way numbers are rounded.
    assert (found.low, found.high, found.people) == pytest.approx(stands, abs=130)


def test_testing_more_languages_never_covers_fewer_people(store: Store) -> None:
    spoken, territories = store.view("spoken_in"), store.view("territory")
    tags = list(plan(store.view("planner_candidate", dimension="safety"), "people", 12)["language_tag"])
    found = [bounds(spoken, territories, tags[:count]) for count in range(13)]
    assert found[0].low == found[0].high == 0
    assert all(a.low <= b.low and a.high <= b.high for a, b in itertools.pairwise(found))
    assert found[-1].low < found[-1].high <= found[-1].people


def test_items_are_those_of_the_contract(real: duckdb.DuckDBPyConnection) -> None:
    assert items_needed(0.1, 0.05) == 277
    for share, half in itertools.product((0.05, 0.1, 0.2, 0.5), (0.02, 0.05, 0.1)):
        assert real.execute("SELECT items_needed(?, ?)", [share, half]).fetchall() == [(items_needed(share, half),)]


def test_the_planner_and_the_claim_count_the_same_languages(real: duckdb.DuckDBPyConnection) -> None:
    for dimension, n, n_of in real.execute(
        "SELECT part, value, n_of FROM claim WHERE claim_id = 'evidence_none'"
    ).fetchall():
        counted = real.execute(
            "SELECT count(*) FILTER (grade = 'E'), count(*) FROM planner_candidate WHERE dimension = ?", [dimension]
        ).fetchone()
        assert counted == (n, n_of)
