"""The command: its report for people and for scripts, its questions, its exit codes."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
import typer
from typer.testing import CliRunner, Result

from etl.commands_refresh import refresh
from tests import upstream
from tests.refreshing import TAGS, Place, a_place

APP = typer.Typer()
APP.command()(refresh)


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Place]:
    with a_place(tmp_path, monkeypatch) as world:
        yield world


def run(place: Place, *arguments: str, answer: str | None = None) -> Result:
    """The command on the invented world."""
    where = ["--figures", str(place.world.figures), "--cache", str(place.refresh.cache)]
    return CliRunner().invoke(APP, [*where, *arguments], input=answer)


@pytest.mark.parametrize(
    ("value", "arguments", "code", "status"),
    [
        ("0.60", [], 0, "unchanged"),
        ("0.61", [], 0, "changed"),
        ("0.61", ["--dry-run"], 0, "would_change"),
        ("0.30", [], 5, "held"),
        ("0.30", ["--yes"], 0, "changed"),
        ("0.30", ["--yes", "--dry-run"], 0, "would_change"),
        ("9.99", ["--yes"], 1, "failed"),
    ],
)
def test_status_and_exit_code_say_what_happened(
    place: Place, value: str, arguments: list[str], code: int, status: str
) -> None:
    place.publish(TAGS | {"yo": value})
    before = place.snapshot()
    result = run(place, *arguments)
    assert result.exit_code == code
    assert f"exams: {status} " in result.stdout
    assert (place.snapshot() == before) == (status != "changed")


def test_the_report_for_people_shows_the_largest_move(place: Place) -> None:
    place.publish(TAGS | {"yo": "0.30", "en": "0.81"})
    result = run(place)
    assert "0.60 to 0.30 (-30 percentage points)" in result.stdout
    assert "1 score moves by more than 5 percentage points" in result.stdout


def test_the_report_for_scripts_is_json_and_nothing_else(place: Place) -> None:
    place.exams("gone", place.server.at("/gone", upstream.status(404)))
    place.publish(TAGS | {"yo": "0.30"})
    result = run(place, "--json")
    report = json.loads(result.stdout)
    assert set(report) == {"date", "dry_run", "exit_code", "sources"}
    assert (report["dry_run"], report["exit_code"], result.exit_code) == (False, 1, 1)
    exams, gone = report["sources"]
    keys = {"source", "status", "reason", "files", "bytes_fetched", "problems", "explanation"}
    assert set(exams) == set(gone) == keys
    assert (exams["status"], gone["status"]) == ("held", "failed")
    assert exams["bytes_fetched"] > 0
    (change,) = exams["files"]
    assert set(change) == {"file", "kind", "rows", "added", "removed", "changed", "largest", "hold"}
    assert (change["rows"], change["added"], change["removed"], change["changed"]) == (3, 0, 0, 1)
    assert change["largest"] == {
        "row": "exam, all, default_prompt, m, yo, yo, accuracy, 2024",
        "before": "0.60",
        "after": "0.30",
        "unit": "share",
        "moved": -30.0,
    }
    assert "gone: failed" in result.stderr


@pytest.mark.parametrize(("answer", "code", "value"), [("y\n", 0, "0.30"), ("n\n", 5, "0.60"), ("\n", 5, "0.60")])
def test_a_person_at_a_terminal_is_asked(
    place: Place, monkeypatch: pytest.MonkeyPatch, answer: str, code: int, value: str
) -> None:
    monkeypatch.setattr("etl.commands_refresh.someone_is_there", lambda: True)
    place.publish(TAGS | {"yo": "0.30"})
    result = run(place, answer=answer)
    assert "Take the new figures of exams?" in result.stderr
    assert result.exit_code == code
    assert place.values()["yo"] == value


def test_ctrl_c_at_the_question_ends_the_run_and_writes_nothing(place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("etl.commands_refresh.someone_is_there", lambda: True)
    place.publish(TAGS | {"yo": "0.30"})
    before = place.snapshot()
    result = run(place, answer="")  # the end of the input aborts a question, as Ctrl-C does
    assert result.exit_code not in (0, 5)
    assert "exams: failed" not in result.stdout
    assert place.snapshot() == before


@pytest.mark.parametrize("argument", ["--json", "--dry-run", "--yes"])
def test_a_person_is_asked_nothing_where_the_answer_would_not_count(
    place: Place, monkeypatch: pytest.MonkeyPatch, argument: str
) -> None:
    monkeypatch.setattr("etl.commands_refresh.someone_is_there", lambda: True)
    place.publish(TAGS | {"yo": "0.30"})
    assert "Take the new figures" not in run(place, argument, answer="y\n").output


def test_nobody_is_asked_where_a_script_runs(place: Place) -> None:
    place.publish(TAGS | {"yo": "0.30"})
    result = run(place, answer="y\n")
    assert "Take the new figures" not in result.output
    assert result.exit_code == 5


def test_a_wrong_name_is_a_clear_message(place: Place) -> None:
    result = run(place, "exam")
    assert result.exit_code == 2
    assert result.stderr.strip() == "'exam' is no source. Those that can be refreshed: exams."
    assert result.stdout == ""


def test_a_retry_is_told(place: Place) -> None:
    place.server.at("/results.json", upstream.status(503, Retry_After=0), upstream.status(404))
    result = run(place)
    assert "answered 503 Service Unavailable. Trying again in 0 s." in result.stderr
    assert "exams: failed" in result.stdout
