"""What a reader is told of results of their own that load, and of those that cannot be right."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from etl.contract import ROOT
from etl.overlay import load, private_folder, remove
from etl.own_results import read_results
from etl.problems import EtlError
from tests.test_overlay import DAY, OWN, quiz, said_of, write
from tests.worlds import World, score


@pytest.mark.parametrize(
    ("published", "known"), [("2026-11-24", True), ("2026", True), ("2026-11-25", False), ("2027", False)]
)
def test_no_result_is_of_a_day_to_come(world: World, tmp_path: Path, published: str, known: bool) -> None:
    world.scores([score("en", 0.9)])
    world.build().close()
    file = write(tmp_path / "own.csv", [row | {"published": published} for row in OWN])
    if known:
        assert load(file, world.warehouse, DAY).count == 2
        return
    with pytest.raises(EtlError) as failure:
        load(file, world.warehouse, DAY)
    assert [line for line in said_of(failure) if "lies after the day of loading, 2026-11-24" in line] == [
        f"own.csv, row {row}, column published: {published} lies after the day of loading, 2026-11-24."
        " Write the date of the measurement."
        for row in (2, 3)
    ]


def test_results_without_a_gap_are_counted_with_the_reason(world: World, tmp_path: Path) -> None:
    world.scores([score("en", 0.9)])
    folder = quiz(world)
    toml = folder / "source.toml"
    toml.write_text(toml.read_text("utf-8").replace("parallel = true", "parallel = false"), encoding="utf-8")
    world.build().close()
    english, yoruba = OWN
    rows = [
        english, yoruba,  # a gap
        english | {"published": "2026-10"}, yoruba | {"published": "2026-10"},  # an earlier run
        yoruba | {"model_id": "other"}, yoruba | {"model_id": "third"},
        yoruba | {"benchmark_id": "quiz"},
    ]  # fmt: skip
    assert load(write(tmp_path / "own.csv", rows), world.warehouse, DAY).without_gap == {
        "another run of the same thing counts": 1,
        "the items of the benchmark are not known to be the same in every language": 1,
        "there is no row in en with the same model, metric, subset, condition and date": 2,
    }


def test_results_of_a_test_whose_languages_cannot_be_compared_load_alone(warehouse: Path, tmp_path: Path) -> None:
    published = tmp_path / "warehouse.duckdb"  # the real figures, read where they are
    published.symlink_to(warehouse)
    file = write(tmp_path / "own.csv", [row | {"benchmark_id": "global_piqa", "unit": "share"} for row in OWN])
    reason = "the items of the benchmark are not known to be the same in every language"
    assert load(file, published, DAY).without_gap == {reason: 2}


def test_a_carriage_return_in_a_cell_is_no_end_of_a_row(world: World, tmp_path: Path) -> None:
    world.scores([score("en", 0.9)])
    world.build().close()
    rows = [row | {"locator": "Table 2\rp. 7"} for row in OWN]
    assert load(write(tmp_path / "own.csv", rows), world.warehouse, DAY).count == 2


def test_numbers_in_json_stay_as_they_are_written(tmp_path: Path) -> None:
    file = tmp_path / "own.json"
    file.write_text(json.dumps(OWN).replace('"0.8"', "0.800").replace('"100"', "100"), encoding="utf-8")
    first = read_results(file, file.name, DAY).rows[0]
    assert (first["value"], first["n_items"]) == ("0.800", "100")


def test_a_killed_load_leaves_no_copy_that_a_removal_forgets(world: World, tmp_path: Path) -> None:
    world.scores([score("en", 0.9)])
    world.build().close()
    load(write(tmp_path / "own.csv", OWN), world.warehouse, DAY)
    code = f"""
import os, signal
from datetime import date
from pathlib import Path
from etl import overlay
overlay.build_overlay = lambda *_, **__: os.kill(os.getpid(), signal.SIGKILL)
overlay.load(Path({str(tmp_path / "own.csv")!r}), Path({str(world.warehouse)!r}), date(2026, 11, 24))
"""
    killed = subprocess.run([sys.executable, "-c", code], cwd=ROOT, check=False, timeout=60)
    assert killed.returncode == -signal.SIGKILL
    assert len(list(private_folder(world.warehouse).iterdir())) == 2
    remove("private_own_csv", world.warehouse)
    assert list(private_folder(world.warehouse).iterdir()) == []
