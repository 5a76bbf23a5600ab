"""An export takes its place whole, replaces nothing but an export, and a failure leaves what was there."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from filelock import FileLock

from etl.export import export, holds_edition
from etl.problems import EtlError, Exit
from tests.test_export import contents, etl, table
from tests.worlds import World, score, unusable


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two languages and one test. Only for reading."""
    world = World(tmp_path_factory.mktemp("built"))
    world.scores([score("en", 0.9), score("yo", 0.6)])
    world.build().close()
    return world.warehouse


def test_an_earlier_export_is_replaced_whole(built: Path, tmp_path: Path) -> None:
    other = World(tmp_path)
    other.build().close()
    export(tmp_path / "out", other.warehouse)
    result = export(tmp_path / "out", built)
    assert [row["value"] for row in table(tmp_path / "out", "score")] == [0.9, 0.6]
    assert f"version {result.edition.version}" in (tmp_path / "out/README.md").read_text()
    assert not list(tmp_path.glob("out.*"))


@pytest.mark.parametrize("place", ["notes.txt", "tables/notes.txt"])
def test_a_folder_with_something_else_in_it_is_refused(built: Path, tmp_path: Path, place: str) -> None:
    export(tmp_path / "out", built)
    (tmp_path / "out" / place).write_text("mine")
    before = contents(tmp_path / "out")
    ended = etl("export", str(tmp_path / "out"), "--warehouse", str(built))
    assert ended.returncode == Exit.USAGE
    assert f"holds {place}, which no export wrote there" in ended.stderr
    assert contents(tmp_path / "out") == before


def test_another_package_s_folder_is_refused_and_an_empty_one_taken(built: Path, tmp_path: Path) -> None:
    folder = tmp_path / "out"
    folder.mkdir()
    export(folder, built)
    package = json.loads((folder / "datapackage.json").read_text(encoding="utf-8")) | {"name": "another"}
    (folder / "datapackage.json").write_text(json.dumps(package), encoding="utf-8")
    with pytest.raises(EtlError, match="which no export wrote there"):
        export(folder, built)


def test_what_stands_where_an_export_is_written_stays(built: Path, tmp_path: Path) -> None:
    mine = tmp_path / "out.writing" / "old" / "mine.txt"
    mine.parent.mkdir(parents=True)
    mine.write_text("mine")
    ended = etl("export", str(tmp_path / "out"), "--warehouse", str(built))
    assert ended.returncode == Exit.USAGE
    assert "out.writing stands where an export is written" in ended.stderr
    assert mine.read_text() == "mine"


@pytest.mark.parametrize("place", ["file", "file/out"])
def test_a_file_in_the_way_is_named(built: Path, tmp_path: Path, place: str) -> None:
    (tmp_path / "file").write_text("mine")
    ended = etl("export", str(tmp_path / place), "--warehouse", str(built))
    assert ended.returncode == (Exit.USAGE if place == "file" else Exit.MACHINE)
    assert "file" in ended.stderr
    assert "Traceback" not in ended.stderr
    assert (tmp_path / "file").read_text() == "mine"


def test_a_full_disk_leaves_the_earlier_export_and_nothing_else(built: Path, tmp_path: Path) -> None:
    export(tmp_path / "out", built)
    before = contents(tmp_path / "out")
    beside = {path.name for path in tmp_path.iterdir()}
    full = "import resource, signal; signal.signal(signal.SIGXFSZ, signal.SIG_IGN); resource.setrlimit(resource.RLIMIT_FSIZE, (4096, 4096))"
    ended = etl("export", str(tmp_path / "out"), "--warehouse", str(built), first=full)
    assert ended.returncode == Exit.MACHINE, ended.stderr
    assert "an earlier export is untouched" in ended.stderr
    assert "Traceback" not in ended.stderr
    assert contents(tmp_path / "out") == before
    assert {path.name for path in tmp_path.iterdir()} == beside


def test_what_a_killed_export_left_is_mended(built: Path, tmp_path: Path) -> None:
    export(tmp_path / "out", built)
    before = contents(tmp_path / "out")
    workspace = tmp_path / "out.writing"
    (workspace / "new" / "tables").mkdir(parents=True)
    (workspace / "lock").touch()
    (tmp_path / "out").rename(workspace / "old")  # killed between the two renames
    with pytest.raises(EtlError, match="no warehouse"):
        export(tmp_path / "out", tmp_path / "absent.duckdb")
    assert contents(tmp_path / "out") == before
    assert not workspace.exists()


def test_a_place_that_cannot_be_taken_gives_the_earlier_export_back(
    built: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    export(tmp_path / "out", built)
    before = contents(tmp_path / "out")
    rename = Path.rename

    def refused(path: Path, target: Path) -> Path:
        if path.name == "new":
            raise PermissionError(13, "Permission denied")
        return rename(path, target)

    monkeypatch.setattr(Path, "rename", refused)
    with pytest.raises(EtlError, match="Permission denied") as failure:
        export(tmp_path / "out", built)
    assert failure.value.code == Exit.MACHINE
    assert contents(tmp_path / "out") == before
    assert not list(tmp_path.glob("out.*"))


def test_two_exports_to_one_place_do_not_mix(built: Path, tmp_path: Path) -> None:
    (tmp_path / "out.writing").mkdir()
    with FileLock(tmp_path / "out.writing" / "lock"), pytest.raises(EtlError, match="Another export") as failure:
        export(tmp_path / "out", built)
    assert failure.value.code == Exit.BUSY
    export(tmp_path / "out", built)


@pytest.mark.parametrize("state", ["absent", "unreadable", "outdated"])
def test_a_bad_warehouse_says_what_to_do(tmp_path: Path, state: str) -> None:
    warehouse = unusable(tmp_path / "warehouse.duckdb", state)
    with pytest.raises(EtlError, match="Run python -m etl build") as failure:
        export(tmp_path / "out", warehouse)
    assert failure.value.code == Exit.MACHINE
    assert not list(tmp_path.glob("out*"))


def test_an_address_given_is_in_every_description(built: Path, tmp_path: Path) -> None:
    export(tmp_path / "out", built, url="https://example.org/data")
    for name in ("README.md", "datapackage.json", "croissant.json"):
        assert "https://example.org/data" in (tmp_path / "out" / name).read_text(encoding="utf-8")


def test_an_edition_that_is_there_whole_need_not_be_written_again(built: Path, tmp_path: Path) -> None:
    place = tmp_path / "export"
    assert not holds_edition(place, built)
    export(place, built)
    assert holds_edition(place, built)
    assert not holds_edition(place, built, "https://example.org/data")
    (place / "tables" / "source.csv").write_bytes(b"")
    assert not holds_edition(place, built)
