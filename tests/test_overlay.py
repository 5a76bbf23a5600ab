"""A reader's own results stay apart: checked like any, never inside the published warehouse."""

from __future__ import annotations

import csv
import json
import subprocess
import sys
from datetime import date
from pathlib import Path

import duckdb
import pytest

from etl.contract import ROOT
from etl.overlay import load, loaded, overlay_file, remove
from etl.problems import EtlError
from etl.tables import write_rows
from tests.worlds import World, score

DAY = date(2026, 11, 24)
OWN = [
    {"benchmark_id": "exam", "model_id": "mine", "variant_tag": tag, "metric_id": "accuracy", "value": value, "unit": "share",
     "published": "2026-11", "n_items": "100"}
    for tag, value in (("en", "0.8"), ("yo", "0.5"))
]  # fmt: skip


@pytest.fixture
def published(world: World) -> World:
    """A published warehouse that knows the exam."""
    world.scores([score("en", 0.9), score("yo", 0.6)])
    world.build().close()
    return world


def write(file: Path, rows: list[dict[str, str]]) -> Path:
    """Rows as CSV, Parquet or JSON, by the suffix."""
    if file.suffix == ".json":
        file.write_text(json.dumps(rows), encoding="utf-8")
    elif file.suffix == ".parquet":
        write_rows(file, tuple(rows[0]), [dict(row) for row in rows])
    else:
        with file.open("w", encoding="utf-8", newline="") as out:
            writer = csv.DictWriter(out, list(dict.fromkeys(key for row in rows for key in row)))
            writer.writeheader()
            writer.writerows(rows)
    return file


def gaps(world: World) -> list[tuple[object, ...]]:
    with duckdb.connect(str(overlay_file(world.warehouse)), read_only=True) as db:
        return db.execute(
            "SELECT model_id, variant_tag, round(gap_pp), verdict, source_id FROM gap ORDER BY ALL"
        ).fetchall()


@pytest.mark.parametrize("suffix", [".csv", ".parquet", ".json"])
def test_own_results_get_gaps_of_their_own_in_every_format(published: World, tmp_path: Path, suffix: str) -> None:
    before = published.warehouse.read_bytes()
    name, count = load(write(tmp_path / f"my results{suffix}", OWN), published.warehouse, DAY)
    assert (name, count) == ("private_my_results", 2)
    assert gaps(published) == [("mine", "yo", 30, "worse", "private_my_results")]
    assert published.warehouse.read_bytes() == before  # nothing of it in the published figures


def test_published_scores_are_not_in_the_overlay(published: World, tmp_path: Path) -> None:
    load(write(tmp_path / "own.csv", OWN), published.warehouse, DAY)
    with duckdb.connect(str(overlay_file(published.warehouse)), read_only=True) as db:
        assert db.execute("SELECT DISTINCT source_id FROM score").fetchall() == [("private_own",)]
        assert db.execute("SELECT redistribution FROM source WHERE source_id = 'private_own'").fetchall() == [("no",)]


def test_files_gather_and_one_of_the_same_name_takes_the_place_of_the_earlier(published: World, tmp_path: Path) -> None:
    load(write(tmp_path / "one.csv", OWN), published.warehouse, DAY)
    load(write(tmp_path / "two.csv", [row | {"model_id": "other"} for row in OWN]), published.warehouse, DAY)
    load(write(tmp_path / "one.csv", [OWN[0], OWN[1] | {"value": "0.7"}]), published.warehouse, DAY)
    assert [(row[0], row[2]) for row in gaps(published)] == [("mine", 10), ("other", 30)]
    remove("private_one", published.warehouse)
    assert [row[0] for row in gaps(published)] == ["other"]
    remove("private_two", published.warehouse)
    assert not overlay_file(published.warehouse).exists()


def test_every_problem_is_reported_at_once_and_the_overlay_stays(published: World, tmp_path: Path) -> None:
    load(write(tmp_path / "own.csv", OWN), published.warehouse, DAY)
    bad = [
        OWN[0] | {"value": "8.0"},
        OWN[1] | {"variant_tag": "yo!", "n_items": "0"},
        OWN[1] | {"benchmark_id": "unheard", "unit": ""},
    ]
    with pytest.raises(EtlError) as failure:
        load(write(tmp_path / "bad.csv", bad), published.warehouse, DAY)
    told = [str(problem) for problem in failure.value.problems]
    places = {line.split(":")[0] for line in told}
    assert places == {
        "private_bad/bad.csv, row 2, column value",
        "private_bad/bad.csv, row 3, column variant_tag",
        "private_bad/bad.csv, row 3, column n_items",
        "private_bad/bad.csv, row 4, column benchmark_id",
        "private_bad/bad.csv, row 4, column unit",
    }
    assert [row[0] for row in gaps(published)] == ["mine"]
    assert [folder.name for folder in loaded(published.warehouse)] == ["private_own"]


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("own.csv", "benchmark_id,value\nexam,1\n", "column model_id: The column is missing."),
        ("own.csv", ",".join([*OWN[0], "mood"]) + "\n" + ",".join([*OWN[0].values(), "good"]) + "\n", "column mood: Unknown column."),
        ("own.csv", "benchmark_id\n", "holds no results"),
        ("own.json", "{not json", "cannot be read"),
        ("own.json", '{"a": 1}', "a list of objects is expected"),
        ("own.parquet", "no parquet", "cannot be read"),
        ("own.xlsx", "x", "write the results as .csv, .parquet or .json"),
    ],
)  # fmt: skip
def test_a_file_that_cannot_be_used_says_why(
    published: World, tmp_path: Path, name: str, content: str, said: str
) -> None:
    (tmp_path / name).write_text(content, encoding="utf-8")
    with pytest.raises(EtlError) as failure:
        load(tmp_path / name, published.warehouse, DAY)
    assert said in " ".join([str(failure.value), *map(str, failure.value.problems)])


def test_the_command_loads_lists_and_removes(published: World, tmp_path: Path) -> None:
    file = write(tmp_path / "own.csv", OWN)

    def etl(*arguments: str) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "-m", "etl", *arguments, "--warehouse", str(published.warehouse)]
        return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)

    assert "Loaded 2 results as private_own" in etl("load", str(file)).stdout
    assert "private, in no published figure: private_own" in etl("status", "--figures", str(published.figures)).stdout
    assert etl("load").stdout.strip() == "private_own"
    assert etl("load", "--remove", "private_own").returncode == 0
    gone = etl("load", "--remove", "private_own")
    assert gone.returncode == 2
    assert "Traceback" not in gone.stderr
