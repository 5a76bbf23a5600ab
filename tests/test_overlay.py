"""A reader's own results stay apart: checked like any, never inside the published warehouse."""

from __future__ import annotations

import csv
import json
import shutil
import subprocess
import sys
from datetime import date
from pathlib import Path

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from etl import overlay
from etl.build import build
from etl.contract import ROOT
from etl.overlay import held, load, loaded, overlay_file, private_folder, refresh_overlay, remove
from etl.own_results import RecordProblem, read_results
from etl.problems import EtlError, Exit
from etl.tables import write_rows
from tests.worlds import BENCHMARK, MODEL, World, score

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


def quiz(world: World) -> Path:
    """A source with a second benchmark, ``quiz``, built into the warehouse."""
    rows = [score("en", 0.9, benchmark_id="quiz", model_id="q")]
    declared = BENCHMARK.format(dimension="capability", parallel="true", items="").replace('"exam"', '"quiz"')
    folder = world.source("quizzes", {"scores.csv": ("score", rows)}, toml=declared + MODEL.format(model_id="q"))
    world.build().close()
    return folder


@pytest.fixture
def renamed(published: World, tmp_path: Path) -> World:
    """Results for two benchmarks are loaded, and one of the two has gone from the published warehouse since."""
    folder = quiz(published)
    load(write(tmp_path / "own.csv", OWN), published.warehouse, DAY)
    load(write(tmp_path / "old.csv", [row | {"benchmark_id": "quiz"} for row in OWN]), published.warehouse, DAY)
    shutil.rmtree(folder)
    published.build().close()
    return published


def said_of(failure: pytest.ExceptionInfo[EtlError]) -> list[str]:
    """What a failure says, line by line."""
    return [str(failure.value), *map(str, failure.value.problems)]


def gaps(world: World) -> list[tuple[object, ...]]:
    with duckdb.connect(str(overlay_file(world.warehouse)), read_only=True) as db:
        return db.execute(
            "SELECT model_id, variant_tag, round(gap_pp), verdict, source_id FROM gap ORDER BY ALL"
        ).fetchall()


@pytest.mark.parametrize("suffix", [".csv", ".parquet", ".json"])
def test_own_results_get_gaps_of_their_own_in_every_format(published: World, tmp_path: Path, suffix: str) -> None:
    before = published.warehouse.read_bytes()
    own = load(write(tmp_path / f"my results[1]{suffix}", OWN), published.warehouse, DAY)
    name = f"private_my_results_1__{suffix[1:]}"
    assert (own.name, own.count, own.left_out) == (name, 2, {})
    assert gaps(published) == [("mine", "yo", 30, "worse", name)]
    assert published.warehouse.read_bytes() == before  # nothing of it in the published figures


def test_published_scores_are_not_in_the_overlay(published: World, tmp_path: Path) -> None:
    load(write(tmp_path / "own.csv", OWN), published.warehouse, DAY)
    with duckdb.connect(str(overlay_file(published.warehouse)), read_only=True) as db:
        assert db.execute("SELECT DISTINCT source_id FROM score").fetchall() == [("private_own_csv",)]
        assert db.execute("SELECT redistribution FROM source WHERE source_id = 'private_own_csv'").fetchall() == [
            ("no",)
        ]


def test_files_gather_and_one_of_the_same_name_takes_the_place_of_the_earlier(published: World, tmp_path: Path) -> None:
    load(write(tmp_path / "one.csv", OWN), published.warehouse, DAY)
    load(write(tmp_path / "two.csv", [row | {"model_id": "other"} for row in OWN]), published.warehouse, DAY)
    load(write(tmp_path / "one.csv", [OWN[0], OWN[1] | {"value": "0.7"}]), published.warehouse, DAY)
    assert [(row[0], row[2]) for row in gaps(published)] == [("mine", 10), ("other", 30)]
    remove("private_one_csv", published.warehouse)
    assert [row[0] for row in gaps(published)] == ["other"]
    remove("private_two_csv", published.warehouse)
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
        "bad.csv, row 2, column value",
        "bad.csv, row 3, column variant_tag",
        "bad.csv, row 3, column n_items",
        "bad.csv, row 4, column benchmark_id",
        "bad.csv, row 4, column unit",
    }
    assert [row[0] for row in gaps(published)] == ["mine"]
    assert [folder.name for folder in loaded(published.warehouse)] == ["private_own_csv"]


HEADER = "benchmark_id,model_id,variant_tag,metric_id,value,unit,published"
YORUBA = "exam,mine,yo,accuracy,0.5,share,2026"
RECORD = '{"benchmark_id": "exam", "model_id": "m", "variant_tag": "yo", "metric_id": "accuracy", "unit": "share", "published": "2026", '


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("own.csv", "benchmark_id,value\nexam,1\n", "own.csv, row 1, column model_id: The column is missing. Add it"),
        ("own.csv", f"{HEADER},mood\n{YORUBA},good\n", "own.csv, row 1, column mood: Unknown column."),
        ("own.csv", f"{HEADER},modelid\n{YORUBA},m\n", "column modelid: Unknown column. Rename or remove it. Closest: model_id."),
        ("own.csv", f"{HEADER},\n{YORUBA},\n", "column 8 (without a name): Unknown column."),
        ("own.csv", f"{HEADER},value\n{YORUBA},0.99\n", "own.csv, row 1, column value: The column stands twice. Remove one"),
        ("own.csv", f"{HEADER}\n", "own.csv holds no results. Add a row"),
        ("own.csv", "", "own.csv: The file is empty. Write a header with benchmark_id"),
        ("own.csv", "\n\n", "own.csv: The file is empty."),
        ("own.csv", HEADER.replace(",", ";") + "\n", "Its columns are not separated by commas. Save it with commas."),
        ("own.csv", f"{HEADER}\n\n{YORUBA},1\nexam\n", "own.csv, row 3: The row has 8 cells; 7 are expected"),
        ("own.csv", f"{HEADER}\n\n{YORUBA},1\nexam\n", "own.csv, row 4: The row has 1 cells; 7 are expected"),
        ("own.csv", f'{HEADER}\n{YORUBA}\n"exam,\n', "own.csv, row 3: It cannot be read as CSV from here on: unexpected end"),
        ("own.csv", b"benchmark_id\nex\xe9\n", "own.csv, row 2: It is not UTF-8. Save it as UTF-8"),
        ("own.json", "{not json", "own.json cannot be read: Expecting property name"),
        ("own.json", '{"a": 1}', "a list of objects is expected, one for each result. Write the file again"),
        ("own.json", "[" * 100_000, "own.json cannot be read: its lists or objects stand too deep in each other. Write"),
        ("own.json", "[]", "own.json holds no results."),
        ("own.json", f'[{RECORD}"value": 0.5}}, {RECORD}"value": 0.5, "value": 0.99}}]', "own.json, record 2, column value: The key stands twice."),
        ("own.json", f'[{RECORD}"value": [0.5]}}]', "own.json, record 1, column value: A text or a number is expected here."),
        ("own.json", '[{"value": 1}]', "own.json, column unit: The column is missing."),
        ("own.json", '{"evaluation_results": [], "model_info": {"name": "a", "name": "b"}}', "own.json, column name: The key stands twice"),
        ("own.json", '{"evaluation_results": 7}', "own.json"),
        ("own.parquet", "no parquet", "own.parquet cannot be read"),
        ("own.xlsx", "x", "write the results as .csv, .parquet or .json"),
    ],
)  # fmt: skip
def test_a_file_that_cannot_be_used_says_why(tmp_path: Path, name: str, content: str | bytes, said: str) -> None:
    (tmp_path / name).write_bytes(content if isinstance(content, bytes) else content.encode())
    with pytest.raises(EtlError) as failure:
        read_results(tmp_path / name, name, DAY).refuse()
    assert any(said in line for line in said_of(failure)), said_of(failure)
    assert str(tmp_path) not in " ".join(said_of(failure))


def test_blank_lines_are_no_rows_but_count(published: World, tmp_path: Path) -> None:
    file = tmp_path / "own.csv"
    file.write_text(f"{HEADER}\n\n{YORUBA}\n,,,,,,\n{YORUBA.replace('0.5', '5')}\n\n", encoding="utf-8")
    with pytest.raises(EtlError) as failure:
        load(file, published.warehouse, DAY)
    assert [line.split(". ")[0] for line in said_of(failure)[1:]] == [
        "own.csv, row 5, column value: 5.0 does not fit the unit share",
        "own.csv, row 5: The row repeats row 3: the same source_id, published, benchmark_id, subset, condition, model_id, "
        "variant_tag, metric_id",
    ]
    file.write_text(f"{HEADER}\n\n{YORUBA}\n\n", encoding="utf-8")
    assert load(file, published.warehouse, DAY).count == 1


def test_a_remedy_is_one_that_a_reader_can_follow(published: World, tmp_path: Path) -> None:
    wrong = OWN[1] | {"benchmark_id": "exams", "metric_id": "acuracy", "variant_tag": "qqq"}
    with pytest.raises(EtlError) as failure:
        load(write(tmp_path / "own.json", [OWN[0], wrong]), published.warehouse, DAY)
    told = {problem.column: str(problem) for problem in failure.value.problems}
    assert all(isinstance(problem, RecordProblem) for problem in failure.value.problems)
    assert told["benchmark_id"] == (
        "own.json, record 2, column benchmark_id: 'exams' is not a known benchmark. Closest: exam. Use a benchmark of the "
        "page Benchmarks, or make a source that declares it: README, Add a source."
    )
    assert "record 2, column metric_id: 'acuracy' is not a known metric. Closest: accuracy" in told["metric_id"]
    assert "record 2, column variant_tag: 'qqq' is not a known language." in told["variant_tag"]
    assert not any("toml" in line or "private" in line for line in told.values())


def test_every_problem_is_listed_up_to_a_thousand_then_counted(published: World, tmp_path: Path) -> None:
    rows = [OWN[1] | {"model_id": str(number), "value": "many"} for number in range(1200)]
    with pytest.raises(EtlError) as failure:
        load(write(tmp_path / "own.csv", rows), published.warehouse, DAY)
    told = failure.value.problems
    assert [problem.row for problem in told[:1000]] == list(range(2, 1002))
    assert [str(problem) for problem in told[1000:]] == ["own.csv: 200 more problems. Mend these, then load it again."]


def test_an_evaluation_names_the_entry_that_is_wrong(published: World, tmp_path: Path) -> None:
    def entry(name: str, score: float) -> dict[str, object]:
        metric = {"lower_is_better": False, "min_score": 0, "max_score": 1}
        return {"evaluation_name": name, "source_data": {"dataset_name": "exam"}, "metric_config": metric,
                "score_details": {"score": score}}  # fmt: skip

    entries = [
        entry("Exam", 0.7),
        entry("English", 0.8),
        entry("Yoruba", -1),
        entry("Zulu", 0.5),
    ]  # no Zulu in this world
    content = {"evaluation_id": "e", "retrieved_timestamp": "1760000000", "model_info": {"name": "Mine"},
               "evaluation_results": entries}  # fmt: skip
    (tmp_path / "own.json").write_text(json.dumps(content), encoding="utf-8")
    with pytest.raises(EtlError) as failure:
        load(tmp_path / "own.json", published.warehouse, DAY)
    assert [str(problem).split(":")[0] for problem in failure.value.problems] == [
        "own.json, record 4, column variant_tag"
    ]


def test_a_parquet_column_that_stands_twice_is_refused(tmp_path: Path) -> None:
    pq.write_table(pa.table([pa.array(["1"]), pa.array(["2"])], names=["value", "value"]), tmp_path / "own.parquet")
    with pytest.raises(EtlError) as failure:
        read_results(tmp_path / "own.parquet", "own.parquet", DAY)
    assert "own.parquet, row 1, column value: The column stands twice." in " ".join(said_of(failure))


def test_results_that_no_longer_load_are_named_and_in_nobody_s_way(renamed: World, tmp_path: Path) -> None:
    own = load(write(tmp_path / "new.csv", [row | {"model_id": "new"} for row in OWN]), renamed.warehouse, DAY)
    assert list(own.left_out) == ["private_old_csv"]
    assert own.left_out["private_old_csv"].startswith(
        "old.csv, row 2, column benchmark_id: 'quiz' is not a known benchmark."
    )
    assert [row[0] for row in gaps(renamed)] == ["mine", "new"]
    assert list(remove("private_new_csv", renamed.warehouse)) == ["private_old_csv"]
    assert [row[0] for row in gaps(renamed)] == ["mine"]
    assert remove("private_old_csv", renamed.warehouse) == {}
    assert [folder.name for folder in loaded(renamed.warehouse)] == ["private_own_csv"]


@pytest.mark.parametrize("content", ["", "{", "[]", '{"file": "own.csv", "loaded": "some day"}', None])
def test_a_damaged_note_is_named_and_its_results_can_be_removed(
    published: World, tmp_path: Path, content: str | None
) -> None:
    file = write(tmp_path / "own.csv", OWN)
    load(file, published.warehouse, DAY)
    note = private_folder(published.warehouse) / "private_own_csv" / "about.json"
    note.unlink() if content is None else note.write_text(content, encoding="utf-8")
    again = load(file, published.warehouse, DAY)
    assert again.name == "private_own_csv_2"
    assert "about.json of private_own_csv is missing or damaged" in again.left_out["private_own_csv"]
    assert remove("private_own_csv", published.warehouse) == {}
    assert set(held(published.warehouse)) == {"private_own_csv_2"}


def test_removed_results_are_gone_even_if_the_others_cannot_be_built(published: World, tmp_path: Path) -> None:
    load(write(tmp_path / "one.csv", OWN), published.warehouse, DAY)
    load(write(tmp_path / "two.csv", OWN), published.warehouse, DAY)
    published.warehouse.unlink()
    with pytest.raises(EtlError, match="private_one_csv is removed; the others could not be shown again"):
        remove("private_one_csv", published.warehouse)
    assert [folder.name for folder in loaded(published.warehouse)] == ["private_two_csv"]
    assert not overlay_file(published.warehouse).exists()


def test_the_overlay_follows_the_warehouse(published: World, tmp_path: Path) -> None:
    load(write(tmp_path / "own.csv", OWN), published.warehouse, DAY)
    made = overlay_file(published.warehouse).stat().st_ino
    assert refresh_overlay(published.warehouse) == {}
    assert overlay_file(published.warehouse).stat().st_ino == made  # nothing changed, nothing built
    published.scores([score("en", 0.9), score("yo", 0.6)], parallel=False)
    build(published.figures, published.warehouse)
    assert len(gaps(published)) == 1
    assert refresh_overlay(published.warehouse) == {}
    assert gaps(published) == []


def test_an_overlay_that_cannot_be_opened_is_built_again(published: World, tmp_path: Path) -> None:
    load(write(tmp_path / "own.csv", OWN), published.warehouse, DAY)
    file = overlay_file(published.warehouse)
    with duckdb.connect(str(file)) as db:
        db.execute("UPDATE build SET contract_version = 'another'")
    assert held(published.warehouse) == {}
    assert refresh_overlay(published.warehouse) == {}
    assert held(published.warehouse) == {"private_own_csv": 2}
    file.write_bytes(b"no database")
    refresh_overlay(published.warehouse)
    file.unlink()
    refresh_overlay(published.warehouse)
    assert held(published.warehouse) == {"private_own_csv": 2}
    shutil.rmtree(private_folder(published.warehouse))
    refresh_overlay(published.warehouse)
    assert not file.exists()


def test_each_file_has_a_name_of_its_own(published: World, tmp_path: Path) -> None:
    files = ["list.csv", "list.json", "a-b.csv", "a_b.csv", "A_b.csv"]
    for number, file in enumerate(files):
        load(write(tmp_path / file, [row | {"model_id": str(number)} for row in OWN]), published.warehouse, DAY)
    names = ["private_a_b_csv", "private_a_b_csv_2", "private_a_b_csv_3", "private_list_csv", "private_list_json"]
    assert sorted(held(published.warehouse)) == names
    assert len(gaps(published)) == len(files)
    remove("private_a_b_csv", published.warehouse)
    assert (
        load(tmp_path / "a_b.csv", published.warehouse, DAY).name == "private_a_b_csv_2"
    )  # its own place, not a free one


def test_a_full_disk_ends_in_words(published: World, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(_: duckdb.DuckDBPyConnection) -> None:
        raise duckdb.IOException("IO Error: No space left on device")

    monkeypatch.setattr(overlay, "copy_dimensions", full)
    with pytest.raises(EtlError, match="could not be written: IO Error: No space left on device") as failure:
        load(write(tmp_path / "own.csv", OWN), published.warehouse, DAY)
    assert failure.value.code == Exit.MACHINE
    assert loaded(published.warehouse) == []
    assert not list(published.warehouse.parent.glob("*.building*"))


def answers(value: str) -> list[dict[str, str]]:
    """Unsafe, safe and invalid answers of one test; they add to 1 if ``value`` is 0.1."""
    shares = (("unsafe_rate", "0.1"), ("safe_rate", "0.8"), ("invalid_rate", value))
    return [OWN[0] | {"benchmark_id": "multijail", "metric_id": metric, "value": share} for metric, share in shares]


def test_the_checks_of_the_contract_hold_for_own_results_too(world: World, tmp_path: Path) -> None:
    folder = world.scores([score("en", 0.1, metric_id="unsafe_rate", benchmark_id="multijail")], dimension="safety")
    toml = folder / "source.toml"
    toml.write_text(toml.read_text(encoding="utf-8").replace('"exam"', '"multijail"'), encoding="utf-8")
    world.build().close()
    with pytest.raises(EtlError, match=r"own\.csv breaks a check") as failure:
        load(write(tmp_path / "own.csv", answers("0.2")), world.warehouse, DAY)
    assert "own.csv: multijail all default_prompt mine en: 3 parts add to 1.1000" in said_of(failure)[1]
    assert load(write(tmp_path / "own.csv", answers("0.1")), world.warehouse, DAY).count == 3
    write(private_folder(world.warehouse) / "private_own_csv" / "results.csv", answers("0.2"))
    own = load(
        write(tmp_path / "other.csv", [row | {"model_id": "other"} for row in answers("0.1")]), world.warehouse, DAY
    )
    assert "3 parts add to 1.1000" in own.left_out["private_own_csv"]  # an earlier file is left out, the new one is in
    assert held(world.warehouse) == {"private_other_csv": 3}


def test_a_second_run_may_differ_from_the_first(published: World, tmp_path: Path) -> None:
    load(write(tmp_path / "first.csv", OWN), published.warehouse, DAY)
    second = [row | {"value": "0.75", "published": "2026-11-20"} for row in OWN]
    assert load(write(tmp_path / "second.csv", second), published.warehouse, DAY).left_out == {}


def test_the_commands_load_list_name_and_remove(renamed: World, tmp_path: Path) -> None:
    file = write(tmp_path / "new.csv", OWN)

    def etl(*arguments: str) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "-m", "etl", *arguments, "--warehouse", str(renamed.warehouse)]
        return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)

    figures = ("--figures", str(renamed.figures))
    built = etl("build", *figures)
    assert "Nothing changed" in built.stdout
    assert "private_old_csv no longer loads and is left out: old.csv, row 2" in built.stderr
    assert "--remove private_old_csv" in built.stderr
    status = etl("status", *figures).stdout
    assert (
        "private_old_csv (not in the overlay), private_own_csv (in the overlay); python -m etl build says why" in status
    )
    assert {"name": "private_old_csv", "in_overlay": False} in json.loads(etl("status", *figures, "--json").stdout)[
        "private"
    ]
    loading = etl("load", str(file))
    assert "Loaded 2 results as private_new_csv" in loading.stdout
    assert "private_old_csv no longer loads" in loading.stderr
    assert etl("load").stdout.split() == ["private_new_csv", "private_old_csv", "private_own_csv"]
    assert "private_old_csv no longer loads" in etl("load", "--remove", "private_new_csv").stderr
    gone = etl("load", "--remove", "private_new_csv")
    assert gone.returncode == 2
    assert "Traceback" not in gone.stderr
