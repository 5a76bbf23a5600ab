"""An export is whole, exact, described for other tools, and holds nothing that may not be passed on."""

from __future__ import annotations

import csv
import json
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import Any, TypeAlias

import duckdb
import mlcroissant
import pyarrow.parquet
import pytest
from frictionless import Package

from etl.contract import ROOT
from etl.export import export
from etl.problems import Exit
from etl.tables import write_rows
from tests.worlds import World, score

FORMULAS = ("=1+1", "+1", "-1", "@x", "\tx", "\rx", "\nx", "'=1+1", "''-1")
HARMLESS = ("'Are'are", "NA", 'a, "b"\nc', " x ", "1", "null", "#x", "é")
Rows: TypeAlias = Callable[[str], list[tuple[Any, ...]]]
READ: dict[str, Callable[[str], Any]] = {
    "boolean": lambda cell: {"true": True, "false": False}[cell],
    "integer": int,
    "number": float,
    "date": date.fromisoformat,
    "array": json.loads,
    "string": lambda cell: re.sub(r"^'('*[=+@\t\r\n-])", r"\1", cell),
}


def declare(world: World, name: str, **keys: str) -> None:
    """Change keys of a source.toml."""
    toml = world.figures / name / "source.toml"
    text = toml.read_text(encoding="utf-8")
    for key, value in keys.items():
        text = re.sub(rf"(?m)^{key} = .*$", lambda _, key=key, value=value: f"{key} = {value}", text)  # type: ignore[misc]
    toml.write_text(text, encoding="utf-8")


def withhold(world: World, name: str) -> None:
    """Declare that the rows of a source may not be passed on."""
    declare(world, name, licence='"All rights reserved"', redistribution='"no"')


@pytest.fixture(scope="module")
def awkward(tmp_path_factory: pytest.TempPathFactory) -> World:
    """A world with every cell that a format, a reader or a spreadsheet could mistake."""
    world = World(tmp_path_factory.mktemp("awkward"))
    rows = [score("en", 0.9), score("sw", 0.95, locator="-")]
    rows += [
        score("yo", 1e-07 + at / 30, subset=f"part {at}", n_items=at or None, locator=cell)
        for at, cell in enumerate([*FORMULAS, *HARMLESS])
    ]
    folder = world.scores(rows)
    toml = folder / "source.toml"
    toml.write_text(toml.read_text(encoding="utf-8").replace("scores.csv", "scores.parquet"), encoding="utf-8")
    cells = [{name: None if cell is None else str(cell) for name, cell in row.items()} for row in rows]
    write_rows(folder / "scores.parquet", tuple(rows[0]), cells)  # a CSV of figures may not hold a bare line break
    world.resign(folder / "scores.parquet")
    places = [{"territory_code": "NA", "iso3": "NAM", "population": 2500000}, {"territory_code": "AQ", "population": 0}]
    world.source("places", {"territory.csv": ("territory", places)})
    declare(world, "places", licence='"not stated"', redistribution='"unclear"', notes='["=1, \\"a\\"", "b|c"]')
    world.build().close()
    return world


@pytest.fixture(scope="module")
def exported(awkward: World) -> Path:
    """Its export. Only for reading."""
    export(awkward.warehouse.parent / "out", awkward.warehouse)
    return awkward.warehouse.parent / "out"


@pytest.fixture
def copied(exported: Path, tmp_path: Path) -> Path:
    """The export, to be spoilt."""
    return Path(shutil.copytree(exported, tmp_path / "out"))


def resources(folder: Path, kind: str) -> list[dict[str, Any]]:
    """The resources of a package: of type ``table`` (CSV) or ``file`` (Parquet)."""
    package = json.loads((folder / "datapackage.json").read_text(encoding="utf-8"))
    return [resource for resource in package["resources"] if resource["type"] == kind]


def table(folder: Path, name: str) -> list[dict[str, Any]]:
    """The rows of an exported relation, from its Parquet."""
    (path,) = folder.glob(f"*/{name}.parquet")
    rows: list[dict[str, Any]] = pyarrow.parquet.read_table(path).to_pylist()
    return rows


def from_csv(folder: Path, resource: dict[str, Any]) -> list[tuple[Any, ...]]:
    """The rows of a CSV, read with nothing but its description and the rule in README."""
    fields = resource["schema"]["fields"]
    with (folder / resource["path"]).open(encoding="utf-8", newline="") as file:
        head, *lines = csv.reader(file)
    assert head == [field["name"] for field in fields]
    return [
        tuple(None if cell == "" else READ[field["type"]](cell) for cell, field in zip(line, fields, strict=True))
        for line in lines
    ]


@pytest.fixture(scope="module")
def warehouse_rows(awkward: World) -> Iterator[Rows]:
    """The rows of a relation as the warehouse has them."""
    with duckdb.connect(str(awkward.warehouse), read_only=True) as connection:
        yield lambda name: connection.execute(f'SELECT * FROM "{name}"').fetchall()


def contents(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def same(left: Sequence[tuple[Any, ...]], right: Sequence[tuple[Any, ...]]) -> bool:
    return sorted(map(repr, left)) == sorted(map(repr, right))


def etl(*words: str, first: str = "") -> subprocess.CompletedProcess[str]:
    """The command line; ``first`` is Python to run before it."""
    run = "import sys, runpy; sys.argv = ['etl', *sys.argv[1:]]; runpy.run_module('etl', run_name='__main__')"
    return subprocess.run(
        [sys.executable, "-c", f"{first}\n{run}", *words],
        cwd=ROOT, capture_output=True, text=True, timeout=60, check=False,
    )  # fmt: skip


def test_every_relation_is_there_in_both_formats_and_described(awkward: World, exported: Path) -> None:
    with duckdb.connect(str(awkward.warehouse), read_only=True) as connection:
        relations = connection.execute(
            """SELECT 'tables/' || table_name FROM duckdb_tables()
            WHERE NOT internal AND table_name NOT IN (SELECT relation FROM definition)
            UNION ALL SELECT 'views/' || relation FROM definition
            UNION SELECT 'views/' || view_name FROM duckdb_views() WHERE NOT internal"""
        ).fetchall()
    files = {f"{name}.{suffix}" for (name,) in relations for suffix in ("csv", "parquet")}
    assert set(contents(exported)) == files | {"README.md", "datapackage.json", "croissant.json"}
    for resource in resources(exported, "table"):
        assert resource["description"]
        assert all(field["description"] for field in resource["schema"]["fields"])


def test_parquet_equals_the_warehouse_row_for_row(warehouse_rows: Rows, exported: Path) -> None:
    for resource in resources(exported, "file"):
        rows = pyarrow.parquet.read_table(exported / resource["path"]).to_pylist()
        name = Path(resource["path"]).stem
        assert same([tuple(row.values()) for row in rows], warehouse_rows(name)), name


def test_csv_equals_the_warehouse_once_typed_and_the_apostrophes_undone(warehouse_rows: Rows, exported: Path) -> None:
    for resource in resources(exported, "table"):
        assert same(from_csv(exported, resource), warehouse_rows(resource["name"])), resource["name"]


def test_no_text_cell_of_a_csv_runs_in_a_spreadsheet(exported: Path) -> None:
    starts: set[str] = set()
    for resource in resources(exported, "table"):
        at = [field["type"] in ("string", "array") for field in resource["schema"]["fields"]]
        with (exported / resource["path"]).open(encoding="utf-8", newline="") as file:
            cells = [cell for line in csv.reader(file) for cell, text in zip(line, at, strict=True) if text and cell]
        assert [cell for cell in cells if cell.startswith(("=", "+", "-", "@", "\t", "\r", "\n"))] == [], resource[
            "path"
        ]
        starts |= {cell[:2] for cell in cells}
    assert {"'=", "'+", "'-", "'@", "'\t", "'\r", "'\n"} <= starts
    with (exported / "tables/score.csv").open(encoding="utf-8", newline="") as file:
        assert set(HARMLESS) <= {line["locator"] for line in csv.DictReader(file)}


def test_numbers_stay_numbers(exported: Path) -> None:
    lines = list(csv.DictReader((exported / "views/gap.csv").open(encoding="utf-8", newline="")))
    assert {line["gap_pp"][:2] for line in lines if line["language_tag"] == "sw"} == {"-4"}


def test_namibia_survives(exported: Path) -> None:
    assert [row["territory_code"] for row in table(exported, "territory")] == ["AQ", "NA"]
    rows = Package(str(exported / "datapackage.json")).get_table_resource("territory").read_rows()
    assert [(row["territory_code"], row["iso3"]) for row in rows] == [("AQ", None), ("NA", "NAM")]


def test_frictionless_finds_nothing_wrong(exported: Path) -> None:
    report = Package(str(exported / "datapackage.json")).validate()
    assert report.flatten(["name", "type", "message"]) == []
    assert len(report.tasks) == len(resources(exported, "table")) + len(resources(exported, "file"))
    assert [task.warnings for task in report.tasks if task.warnings] == []


def spoil_csv(folder: Path) -> None:
    file = folder / "tables/score.csv"
    file.write_text(file.read_text(encoding="utf-8").replace(",0.9,", ",0.8,", 1), encoding="utf-8", newline="")


def spoil_parquet(folder: Path) -> None:
    file = folder / "tables/score.parquet"
    file.write_bytes(file.read_bytes()[:-1] + b"?")


def name_an_unknown_source(folder: Path) -> None:
    """With hash and size mended, so that only the foreign key can tell."""
    (folder / "tables/territory.csv").write_text(
        "territory_code,iso3,population,source_id\nNA,NAM,1,nobody\n", encoding="utf-8"
    )
    package = json.loads((folder / "datapackage.json").read_text(encoding="utf-8"))
    for resource in package["resources"]:
        if resource["name"] == "territory":
            del resource["hash"], resource["bytes"]
    (folder / "datapackage.json").write_text(json.dumps(package), encoding="utf-8")


@pytest.mark.parametrize(
    ("spoil", "resource", "error"),
    [
        (spoil_csv, "score", "hash-count"),
        (spoil_parquet, "score.parquet", "hash-count"),
        (name_an_unknown_source, "territory", "foreign-key"),
    ],
)
def test_frictionless_finds_a_broken_file(
    copied: Path, spoil: Callable[[Path], None], resource: str, error: str
) -> None:
    spoil(copied)
    report = Package(str(copied / "datapackage.json")).validate()
    assert {(task.name, one.type) for task in report.tasks for one in task.errors} == {(resource, error)}


def test_croissant_has_neither_errors_nor_warnings_and_its_records_are_the_rows(exported: Path) -> None:
    data = mlcroissant.Dataset(str(exported / "croissant.json"))
    assert not data.metadata.ctx.issues.errors
    assert not data.metadata.ctx.issues.warnings
    assert {one.id for one in data.metadata.record_sets} == {one["name"] for one in resources(exported, "table")}
    lists = [
        field["@id"] for one in data.metadata.to_json()["recordSet"] for field in one["field"] if "repeated" in field
    ]
    assert {"source/notes", "test/source_ids"} <= set(lists)
    for name in ("score", "source", "territory", "gap"):
        records = [{key: plain(value) for key, value in record.items()} for record in data.records(name)]
        assert records == [{f"{name}/{key}": value for key, value in row.items()} for row in table(exported, name)]


def plain(value: Any) -> Any:
    """A value of a Croissant record as Python has it."""
    if isinstance(value, bytes):
        return value.decode()
    if isinstance(value, list):
        return [plain(one) for one in value]
    return value.date() if hasattr(value, "date") else value


def test_the_data_date_and_the_hash_name_the_edition_and_no_clock_does(exported: Path, warehouse_rows: Rows) -> None:
    ((version, _, content_hash, as_of),) = warehouse_rows("build")
    package, croissant = (json.loads((exported / name).read_text()) for name in ("datapackage.json", "croissant.json"))
    assert package["version"] == content_hash[:16]
    assert croissant["datePublished"] == package["asOf"] == str(as_of) == "2024-06-01"
    page = (exported / "README.md").read_text(encoding="utf-8")
    assert all(text in page for text in (content_hash, version, "2024-06-01", croissant["citeAs"]))


def test_a_source_that_states_no_licence_stays_and_is_named(exported: Path) -> None:
    page = (exported / "README.md").read_text(encoding="utf-8")
    assert "- `places`, licence not stated: places, https://example.org/places" in page
    assert "| places | places, https://example.org/places | A. Tester (2024) | not stated | unclear |" in page
    assert len(table(exported, "territory")) == 2


def test_same_rows_in_whatever_order_same_bytes(exported: Path, awkward: World, tmp_path: Path) -> None:
    again = Path(shutil.copy(awkward.warehouse, tmp_path / "again.duckdb"))
    with duckdb.connect(str(again)) as connection:
        connection.execute("CREATE TEMP TABLE turned AS FROM score ORDER BY score_id DESC")
        connection.execute("DELETE FROM score")
        connection.execute("INSERT INTO score FROM turned")
    export(tmp_path / "again", again)
    assert contents(tmp_path / "again") == contents(exported)


def test_what_may_not_be_passed_on_is_in_no_file_and_is_named(tmp_path: Path) -> None:
    world = World(tmp_path)
    world.scores([score("en", 0.9), score("yo", 0.6)])
    secret = [score(tag, 0.5, benchmark_id="sekret_exam", model_id="sekret", locator="sekret") for tag in ("en", "yo")]
    folder = world.scores(secret, name="sekret_source")
    toml = folder / "source.toml"
    toml.write_text(toml.read_text().replace('benchmark_id = "exam"', 'benchmark_id = "sekret_exam"'))
    withhold(world, "sekret_source")
    world.build().close()
    ended = etl("export", str(tmp_path / "out"), "--warehouse", str(world.warehouse))
    assert ended.returncode == Exit.OK, ended.stderr
    assert "Left out, may not be passed on: sekret_source (All rights reserved), 2 rows" in ended.stdout
    told = contents(tmp_path / "out")
    export(tmp_path / "again", world.warehouse)
    assert contents(tmp_path / "again") == told
    assert {name for name, content in told.items() if b"sekret" in content} == {"README.md", "datapackage.json"}
    assert (
        "`sekret_source`: sekret_source, https://example.org/sekret_source. Licence: All" in told["README.md"].decode()
    )
    left_out = {"sourceId": "sekret_source", "title": "sekret_source", "licence": "All rights reserved", "rows": 2}
    assert json.loads(told["datapackage.json"])["leftOut"] == [left_out]
    assert [row["source_id"] for row in table(tmp_path / "out", "source_status")] == ["exams", "tongues"]
    assert [row["gap_pp"] for row in table(tmp_path / "out", "gap")] == [pytest.approx(30)]
    assert not any(b"sekret" in pyarrow.parquet.read_table(tmp_path / "out" / name).to_pandas().to_csv().encode()
                   for name in told if name.endswith(".parquet"))  # fmt: skip
    assert Package(str(tmp_path / "out/datapackage.json")).validate().valid


def test_a_test_or_model_that_another_source_uses_stays_with_that_source(tmp_path: Path) -> None:
    world = World(tmp_path)
    world.scores([score("en", 0.9), score("yo", 0.6)], name="a_first")
    others = [score("en", 0.8, subset="other"), score("yo", 0.7, subset="other")]
    world.source("b_second", {"scores.csv": ("score", others)})
    withhold(world, "a_first")
    world.build().close()
    export(tmp_path / "out", world.warehouse)
    assert [(row["model_id"], row["source_id"]) for row in table(tmp_path / "out", "model")] == [("m", "b_second")]
    assert [row["source_id"] for row in table(tmp_path / "out", "benchmark")] == ["b_second"]
    assert [row["value"] for row in table(tmp_path / "out", "score")] == [0.8, 0.7]
    assert [row["gap_pp"] for row in table(tmp_path / "out", "gap")] == [pytest.approx(10)]
    assert Package(str(tmp_path / "out/datapackage.json")).validate().valid


def test_a_number_printed_again_counts_where_its_first_printing_is_left_out(tmp_path: Path) -> None:
    world = World(tmp_path)
    world.scores([score("en", 0.9), score("yo", 0.6)], name="a_first")
    again = [score("en", 0.9, published="2025"), score("yo", 0.6, published="2025")]
    world.source("b_second", {"scores.csv": ("score", again)}, table_toml='republishes = "a_first"')
    withhold(world, "a_first")
    world.build().close()
    export(tmp_path / "out", world.warehouse)
    assert [row["superseded"] for row in table(tmp_path / "out", "score_share")] == [False, False]
    assert {row["republishes"] for row in table(tmp_path / "out", "figure_table")} == {None}


def test_rows_that_name_something_left_out_are_left_out_and_counted(tmp_path: Path) -> None:
    world = World(tmp_path)
    hausa = {"language_tag": "ha", "iso639_3": "hau", "name": "Hausa", "scope": "individual", "type": "living"}
    world.source("more_tongues", {"languages.csv": ("language", [hausa])})
    world.scores([score("en", 0.9), score("ha", 0.6), score("yo", 0.5)])
    withhold(world, "more_tongues")
    world.build().close()
    export(tmp_path / "out", world.warehouse)
    assert [row["language_tag"] for row in table(tmp_path / "out", "score")] == ["en", "yo"]
    assert "1 rows of other sources name something left out" in (tmp_path / "out/README.md").read_text()
    assert Package(str(tmp_path / "out/datapackage.json")).validate().valid
