"""The build is deterministic, does nothing when nothing changed, and is described."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from datetime import date
from pathlib import Path
from types import ModuleType

import duckdb
import pytest

from etl.build import build
from etl.contract import CONTRACT, FIGURES, ROOT
from etl.problems import EtlError
from etl.refresh import Refresh
from tests.upstream import body, serving
from tests.worlds import World, score


def test_same_figures_same_content_hash(warehouse: Path, tmp_path: Path, real: duckdb.DuckDBPyConnection) -> None:
    again = build(FIGURES, tmp_path / "again.duckdb")
    assert real.execute("SELECT content_hash FROM build").fetchall() == [(again.content_hash,)]


def test_other_figures_another_hash(world: World) -> None:
    world.scores([score("en", 0.9), score("yo", 0.6)])
    first = build(world.figures, world.warehouse)
    world.scores([score("en", 0.9), score("yo", 0.61)])
    second = build(world.figures, world.warehouse)
    assert first.content_hash != second.content_hash


def test_nothing_changed_nothing_built(world: World) -> None:
    world.scores([score("en", 0.9), score("yo", 0.6)])
    build(world.figures, world.warehouse)
    written = world.warehouse.stat().st_mtime_ns
    assert build(world.figures, world.warehouse).unchanged
    assert world.warehouse.stat().st_mtime_ns == written
    assert not build(world.figures, world.warehouse, force=True).unchanged


def test_the_data_date_is_the_newest_retrieval_and_no_clock(world: World) -> None:
    world.scores([score("en", 0.9), score("yo", 0.6)])
    with world.build() as db:
        assert str(db.execute("SELECT as_of FROM build").fetchall()[0][0]) == "2024-06-01"


def test_status_for_scripts_lists_every_source(warehouse: Path) -> None:
    ended = subprocess.run(
        [sys.executable, "-m", "etl", "status", "--json", "--warehouse", str(warehouse)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    told = json.loads(ended.stdout)
    assert told["up_to_date"]
    assert {source["source"] for source in told["sources"]} == {folder.name for folder in FIGURES.iterdir()}
    assert all(source["licence"] for source in told["sources"])


def test_every_relation_and_column_is_described(real: duckdb.DuckDBPyConnection) -> None:
    blanks = real.execute(
        """SELECT table_name, column_name FROM duckdb_columns() WHERE NOT internal AND comment IS NULL
        UNION ALL SELECT view_name, '' FROM duckdb_views() WHERE NOT internal AND comment IS NULL"""
    ).fetchall()
    assert blanks == []


@pytest.mark.parametrize("file", sorted((CONTRACT / "views").glob("*.sql")), ids=lambda file: file.stem)
def test_every_view_states_its_grain(file: Path) -> None:
    assert "-- grain:" in file.read_text(encoding="utf-8")


def test_the_readme_s_example_of_a_source_builds(world: World) -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    table, toml = (re.findall(rf"```{kind}\n(.*?)```", readme, re.DOTALL)[0] for kind in ("csv", "toml"))
    folder = world.figures / "example_exam"
    folder.mkdir()
    (folder / "scores.csv").write_text(table, encoding="utf-8")
    (folder / "source.toml").write_text(toml, encoding="utf-8")
    with pytest.raises(EtlError) as failure:  # the hash is not declared yet; the build names the one to write
        build(world.figures, world.warehouse)
    (problem,) = failure.value.problems
    named = re.findall(r"[0-9a-f]{64}", str(problem))[0]
    (folder / "source.toml").write_text(toml.replace("HASH", named), encoding="utf-8")
    with world.build() as db:
        assert db.execute("SELECT language_tag, round(gap_pp, 1), verdict FROM gap").fetchall() == [
            ("sw", 16.5, "worse")
        ]


def readme_blocks(kind: str) -> list[str]:
    """The code blocks of one kind in what the README says of sources."""
    told = (ROOT / "README.md").read_text(encoding="utf-8").partition("## Share a chart")[0]
    return re.findall(rf"```{kind}\n(.*?)```", told, re.DOTALL)


def test_the_readme_s_source_of_a_new_format_is_refreshed_and_builds(
    world: World, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (module,), (sample,) = readme_blocks("python"), readme_blocks("json")
    described, upstream = readme_blocks("toml")[0], readme_blocks("toml")[-1]
    reader = ModuleType("etl.sources.example_exam")
    exec(module, reader.__dict__)  # noqa: S102 - the README's own text
    monkeypatch.setitem(sys.modules, reader.__name__, reader)
    folder = world.figures / "example_exam"
    folder.mkdir()
    without_table = re.sub(r"\[\[table\]\].*?(?=\n\[\[)", "", described, flags=re.DOTALL)
    with serving() as server:
        address = server.at("/exam/results.json", body(sample.encode(), Content_Type="application/json"))
        with_address = upstream.replace("https://example.org/exam/results.json", address)
        (folder / "source.toml").write_text(f"{without_table}\n{with_address}", encoding="utf-8")
        (outcome,) = Refresh(world.figures, tmp_path / "raw", date(2026, 11, 24)).run(["example_exam"])
    assert (outcome.status, [file.added for file in outcome.files]) == ("changed", [2])
    with world.build() as db:
        rows = db.execute("SELECT language_tag, round(gap_pp, 1), published, locator FROM gap").fetchall()
    assert rows == [("sw", 16.5, "2026-11-24", "results.json, example-model")]
