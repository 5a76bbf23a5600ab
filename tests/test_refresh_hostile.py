"""Whatever a publisher sends, and whenever a refresh is interrupted: a clear line, and the figures as they were."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from etl import swap
from etl.build import source_folders
from etl.contract import ROOT
from etl.fetch import Limits
from etl.manifest import Source, Upstream
from etl.problems import Exit
from etl.refresh import described, exit_code
from tests import upstream
from tests.refreshing import TAGS, Place, a_place, results
from tests.test_fetch import HOSTILE


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Place]:
    with a_place(tmp_path, monkeypatch) as world:
        yield world


WRONG: dict[str, tuple[bytes, str]] = {
    "no JSON": (b"language,score", "JSONDecodeError"),
    "another shape that the reader knows": (b'{"results": []}', "there is no key 'scores', only results"),
    "another shape that it does not": (b'{"scores": [1, 2]}', "has probably changed"),
    "a shape that is too deep": (b"[" * 100_000, "has probably changed"),
    "nothing in it": (b'{"scores": {}}', "found no rows"),
    "a value out of range": (results(TAGS | {"yo": "6.1"}), "scores.csv, row 3"),
    "a value that is no number": (results(TAGS | {"yo": "n/a"}), "scores.csv, row 3, column value"),
    "a value that is not finite": (results(TAGS | {"yo": "NaN"}), "scores.csv, row 3"),
    "a value beyond all bounds": (results(TAGS | {"yo": "1e999999"}), "scores.csv, row 3"),
    "an unknown language": (results(TAGS | {"xx": "0.5"}), "scores.csv, row 5"),
}


@pytest.mark.parametrize("case", WRONG)
def test_a_file_that_cannot_be_read_or_built_is_a_clear_line_and_changes_nothing(place: Place, case: str) -> None:
    content, words = WRONG[case]
    place.server.at("/results.json", upstream.body(content, Content_Type="application/json"))
    before = place.snapshot()
    outcome = place.run(confirm=lambda _: True)
    assert outcome.status == "failed", outcome
    assert words in outcome.reason
    assert "\n" not in outcome.reason
    assert place.snapshot() == before


CASES = [
    "it stalls", "429", "500", "cut off", "cut off in a chunk", "a web page", "a picture", "another host",
    "zeros without end", "gzip without end", "429 for a year",
]  # fmt: skip


@pytest.mark.parametrize("case", CASES)
def test_a_hostile_server_is_a_clear_line_and_changes_nothing(place: Place, case: str) -> None:
    behaviour, words = HOSTILE[case]
    url = place.server.at("/results.json", behaviour)
    place.exams("exams", url, more="max_bytes = 1048576")
    before = place.snapshot()
    outcome = place.run(confirm=lambda _: True)
    assert outcome.status == "failed"
    assert outcome.reason.startswith(url)
    assert words in outcome.reason
    assert "\n" not in outcome.reason
    assert place.snapshot() == before


def test_one_broken_source_never_stops_the_others(place: Place) -> None:
    place.exams("a_broken_one", place.server.at("/broken", upstream.status(500)))
    place.exams("z_broken_one", place.server.at("/page", upstream.body(b"<html>")))
    place.publish(TAGS | {"yo": "0.61"})
    before = place.snapshot()
    outcomes = list(place.refresh.run([]))
    assert [(o.source, o.status) for o in outcomes] == [
        ("a_broken_one", "failed"), ("exams", "changed"), ("z_broken_one", "failed")
    ]  # fmt: skip
    assert exit_code(outcomes) == Exit.PROBLEMS
    after = place.snapshot()
    assert {name.split("/")[0] for name in after if after[name] != before[name]} == {"exams"}


def test_a_fault_of_the_program_never_stops_the_others(place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    place.exams("a_broken_one", place.url)

    def stumbles(folder: Path) -> tuple[Source, Upstream]:
        if folder.name == "a_broken_one":
            raise LookupError("a fault of the program")
        return described(folder)

    monkeypatch.setattr("etl.refresh.described", stumbles)
    place.publish(TAGS | {"yo": "0.61"})
    first, second = place.refresh.run([])
    assert (first.status, second.status) == ("failed", "changed")
    assert "LookupError: a fault of the program" in first.reason


def test_a_broken_source_toml_is_a_line_of_its_own_source(place: Place) -> None:
    folder = place.world.source("broken", {"languages.csv": ("language", [])})
    (folder / "source.toml").write_text("title = ")
    outcomes = {outcome.source: outcome for outcome in place.refresh.run([])}
    assert outcomes["broken"].status == "failed"
    assert "broken/source.toml" in outcomes["broken"].reason
    assert outcomes["exams"].status == "unchanged"


@pytest.mark.parametrize("name", ["../results.json", "/results.json", ".results.json.json", "a\\\\b", ".."])
def test_an_upstream_file_never_leaves_its_folder(place: Place, name: str) -> None:
    toml = place.world.figures / "exams" / "source.toml"
    toml.write_text(toml.read_text().replace('"results.json"', f'"{name}"'))
    outcome = place.run()
    assert outcome.status == "failed"
    assert "cannot be the name of a file" in outcome.reason
    assert not place.refresh.cache.exists()


def test_a_reader_that_does_not_exist_is_named(place: Place) -> None:
    toml = place.world.figures / "exams" / "source.toml"
    toml.write_text(toml.read_text().replace('"tiny"', '"tinny"'))
    assert "There is no reader 'tinny'" in place.run().reason


def test_a_cache_that_cannot_be_written_is_a_clear_line(place: Place) -> None:
    place.refresh.cache.write_text("a file in its way")
    outcome = place.run()
    assert outcome.status == "failed"
    assert "could not be read or written" in outcome.reason


@pytest.mark.parametrize("rest", ["", "x" * 9000], ids=["short", "long"])
def test_words_of_a_publisher_cannot_steer_or_fill_a_terminal(place: Place, rest: str) -> None:
    place.server.at("/results.json", upstream.body(json.dumps({"\x1b[2J\r\n\x9b": 1, rest: 2}).encode()))
    outcome = place.run()
    assert outcome.status == "failed"
    assert "no key 'scores', only ?[2J ?" in outcome.reason
    assert outcome.reason.isprintable()
    assert len(outcome.reason) < 1000


def test_committed_figures_that_are_damaged_are_named_and_left_as_they_are(place: Place) -> None:
    (place.world.figures / "exams" / "scores.csv").write_text("benchmark_id,subset\nexam\n")
    place.publish(TAGS | {"yo": "0.61"})
    before = place.snapshot()
    outcome = place.run()
    assert outcome.status == "failed"
    assert "The committed figures are damaged. exams/scores.csv: It cannot be read" in outcome.reason
    assert place.snapshot() == before


def test_a_file_of_another_kind_than_declared_is_refused(place: Place) -> None:
    toml = place.world.figures / "exams" / "source.toml"
    toml.write_text(toml.read_text().replace('kind = "score"', 'kind = "finding"'))
    place.publish(TAGS | {"yo": "0.61"})
    before = place.snapshot()
    assert "declares scores.csv as finding, its reader makes it as score" in place.run().reason
    assert place.snapshot() == before


def test_ctrl_c_in_a_download_leaves_everything_as_it_was(place: Place) -> None:
    place.server.at("/results.json", upstream.stall_in_body())
    before = place.snapshot()
    # A shell starts what it runs in the background with the signal ignored.
    kept = signal.signal(signal.SIGINT, signal.default_int_handler)
    try:
        threading.Timer(0.3, os.kill, [os.getpid(), signal.SIGINT]).start()
        with pytest.raises(KeyboardInterrupt):
            place.run(limits=Limits(read=20))
    finally:
        signal.signal(signal.SIGINT, kept)
    assert place.snapshot() == before
    assert list((place.refresh.cache / "exams").iterdir()) == []
    place.publish(TAGS)
    assert place.run().status == "unchanged"


@pytest.mark.parametrize("step", [1, 2])
def test_ctrl_c_in_a_rename_leaves_everything_as_it_was(
    place: Place, step: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    rename, renames = Path.rename, []

    def interrupted(self: Path, target: Path) -> Path:
        renames.append(target)
        if len(renames) == step:
            raise KeyboardInterrupt
        return rename(self, target)

    monkeypatch.setattr(Path, "rename", interrupted)
    place.publish(TAGS | {"yo": "0.61"})
    before = place.snapshot()
    with pytest.raises(KeyboardInterrupt):
        place.run()
    assert len(renames) >= step
    assert place.snapshot() == before


KILLED = """
import os, sys
from pathlib import Path
from typing import Any
from etl import swap
real, calls = {what}, []
def killed(*arguments, **named):
    calls.append(arguments)
    if len(calls) == {step}:
        os._exit(9)
    return real(*arguments, **named)
{what} = killed
swap.swap(Path(sys.argv[1]), Path(sys.argv[2]))
"""


@pytest.mark.parametrize(
    ("what", "step", "comes_back"),
    [("Path.rename", 1, "old"), ("Path.rename", 2, "old"), ("swap.shutil.rmtree", 1, "new")],
)
def test_a_swap_that_is_killed_is_recovered_at_the_next_start(
    place: Place, tmp_path: Path, what: str, step: int, comes_back: str
) -> None:
    folder = place.world.figures / "exams"
    new = tmp_path / "new"
    new.mkdir()
    for file in folder.iterdir():
        (new / file.name).write_bytes(file.read_bytes().replace(b"A. Tester", b"B. Tester"))
    before = place.snapshot()
    after = {name: text.replace(b"A. T", b"B. T") if "exams" in name else text for name, text in before.items()}
    code = KILLED.format(what=what, step=step)
    killed = subprocess.run([sys.executable, "-c", code, folder, new], cwd=ROOT, check=False, timeout=60)
    assert killed.returncode == 9
    assert place.snapshot() not in (before, after)
    assert swap.interrupted(place.world.figures) == (["exams"] if (what, step) == ("Path.rename", 2) else [])
    outcome = place.run()
    assert outcome.status == "unchanged"
    assert ("An interrupted refresh was undone" in outcome.reason) == ((what, step) == ("Path.rename", 2))
    assert place.snapshot() == (before if comes_back == "old" else after)


def test_a_host_that_is_declared_may_be_where_a_publisher_sends_readers(place: Place) -> None:
    elsewhere = place.url.replace("127.0.0.1", "localhost").replace("results.json", "moved.json")
    place.server.at("/moved.json", upstream.body(results(TAGS)))
    place.server.at("/results.json", upstream.redirect(elsewhere))
    assert "add it to redirect_hosts in source.toml" in place.run().reason
    toml = place.world.figures / "exams" / "source.toml"
    toml.write_text(toml.read_text().replace('reader = "tiny"', 'reader = "tiny"\nredirect_hosts = ["localhost"]'))
    assert place.run().status == "unchanged"


def test_a_refresh_that_cannot_clear_the_old_folder_has_taken_the_new_one(
    place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = shutil.rmtree

    def refused(path: Path, ignore_errors: bool = False, **named: Any) -> None:
        if str(path).endswith(".old") and not ignore_errors:
            raise PermissionError(13, "Permission denied", str(path))
        if not str(path).endswith(".old"):
            real(path, ignore_errors, **named)

    monkeypatch.setattr(shutil, "rmtree", refused)
    place.publish(TAGS | {"yo": "0.61"})
    assert place.run().status == "changed"
    assert place.values()["yo"] == "0.61"


def test_a_build_does_not_see_what_a_killed_refresh_left(place: Place) -> None:
    (place.world.figures / ".exams.new").mkdir()
    assert [folder.name for folder in source_folders(place.world.figures)] == ["exams", "tongues"]
