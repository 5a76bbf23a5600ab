"""The one door: read-only, of this contract, and always on the last good warehouse."""

from __future__ import annotations

import shutil
from pathlib import Path

import duckdb
import pandas as pd
import pytest

import etl.contract
from dashboard import store as door
from dashboard.downloads import to_csv
from dashboard.search import find, with_code
from dashboard.store import Store, WarehouseError, open_store
from dashboard.text import Text
from etl.build import build
from tests.worlds import World, score, unusable


def test_both_halves_compute_the_same_contract_version() -> None:
    assert door.contract_version() == etl.contract.contract_version()


@pytest.mark.parametrize(
    "query",
    [
        "INSERT INTO w.caveat VALUES ('a', 'b')",
        "SELECT * FROM read_csv('/etc/hosts')",
        "ATTACH 'other.duckdb'",
        "SET enable_external_access = true",
        "INSTALL httpfs",
    ],
)
def test_nothing_can_be_written_or_reached(store: Store, query: str) -> None:
    with pytest.raises(duckdb.Error):
        store._connection.cursor().execute(query)


def test_values_are_bound_and_names_must_exist(store: Store) -> None:
    assert store.view("language", language_tag="yo' OR '1'='1").empty
    with pytest.raises(KeyError):
        store.view("language; DROP TABLE language")
    with pytest.raises(KeyError):
        store.view("language", order='name" --')


def test_filters_and_order(store: Store) -> None:
    rows = store.view("language", order="-language_tag", language_tag=("yo", "en", "sw"))
    assert list(rows["language_tag"]) == ["yo", "sw", "en"]
    assert store.view("language", language_tag=()).empty


@pytest.mark.parametrize("state", ["absent", "unreadable", "outdated"])
def test_an_unusable_warehouse_is_named(tmp_path: Path, state: str) -> None:
    with pytest.raises(WarehouseError) as failure:
        Store(unusable(tmp_path / "warehouse.duckdb", state))
    assert failure.value.reason == state


def test_a_rebuilt_warehouse_is_picked_up_and_a_bad_one_is_not(world: World) -> None:
    world.scores([score("en", 0.9), score("yo", 0.6)])
    build(world.figures, world.warehouse)
    first = open_store(world.warehouse)
    assert open_store(world.warehouse) is first
    world.scores([score("en", 0.9), score("yo", 0.5)])
    build(world.figures, world.warehouse)
    second = open_store(world.warehouse)
    assert second.view("gap")["gap_pp"].iloc[0] == pytest.approx(40)
    assert (
        first.view("benchmark", benchmark_id="exam")["name"].iloc[0] == "Exam"
    )  # a page still open on the old one goes on

    bad = world.warehouse.with_suffix(".bad")
    bad.write_bytes(b"rubbish" * 1000)
    bad.replace(world.warehouse)
    assert open_store(world.warehouse) is second
    world.warehouse.unlink()
    assert open_store(world.warehouse) is second


def test_a_path_with_a_quote_is_no_trouble(warehouse: Path, tmp_path: Path) -> None:
    odd = tmp_path / "l'entrepôt" / "warehouse.duckdb"
    odd.parent.mkdir()
    shutil.copy(warehouse, odd)
    assert len(Store(odd).view("language")) == 7854


def test_downloads_are_harmless_and_keep_numbers() -> None:
    frame = pd.DataFrame(
        {"name": ["=1+1", "+x", "-y", "@z", "Èdè Yorùbá", None], "gap_pp": [-1.5, 2, 3, 4, float("nan"), 6]}
    )
    lines = to_csv(frame).decode("utf-8-sig").split("\r\n")
    assert lines[:7] == ["name,gap_pp", "'=1+1,-1.5", "'+x,2.0", "'-y,3.0", "'@z,4.0", "Èdè Yorùbá,", ",6.0"]


@pytest.mark.parametrize(
    ("query", "tag"),
    [
        ("Yoruba", "yo"), ("yorùbá", "yo"), ("Èdè Yorùbá", "yo"), ("yor", "yo"), ("YO", "yo"), ("Mandarin Chinese", "zh"), ("cmn", "zh"),
        ("中文", "zh"), ("हिन्दी", "hi"), ("chinois", "zh"), ("Min Nan", "nan"), ("kiswahili", "sw"), ("Atlantis Prime", None), ("   ", None),
    ],
)  # fmt: skip
def test_a_language_is_found_by_any_of_its_names(store: Store, query: str, tag: str | None) -> None:
    found = find(query, store, Text("fr"))
    assert (found[0] if found else None) == tag


def test_of_equal_matches_the_most_spoken_comes_first(store: Store) -> None:
    assert find("arab", store, Text("en"))[0] == "ar"


def test_a_code_that_counts_under_another_leads_to_it(store: Store) -> None:
    text = Text("en")
    assert [with_code(code, store, text) for code in ("swa", "swh", "sw", "cmn", "qqz", "")] == [
        "sw",
        "sw",
        "sw",
        "zh",
        "qqz",
        "",
    ]
