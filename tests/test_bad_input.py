"""Bad input gets one clear message, a non-zero exit, and the last good warehouse stays."""

from __future__ import annotations

import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from filelock import FileLock

from etl.build import build
from etl.contract import ROOT
from etl.problems import EtlError, Exit
from tests.worlds import World, score, unusable

GOOD = [score("en", 0.9), score("yo", 0.6)]


def replace(old: str, new: str) -> Callable[[World, Path], None]:
    """Change the scores and declare their new hash: only the content is wrong."""

    def change(world: World, folder: Path) -> None:
        file = folder / "scores.csv"
        text = file.read_text(encoding="utf-8")
        assert old in text
        file.write_text(text.replace(old, new, 1), encoding="utf-8")
        world.resign(file)

    return change


def in_toml(old: str, new: str) -> Callable[[World, Path], None]:
    """Change source.toml."""

    def change(_: World, folder: Path) -> None:
        file = folder / "source.toml"
        text = file.read_text(encoding="utf-8")
        assert old in text
        file.write_text(text.replace(old, new, 1), encoding="utf-8")

    return change


def content(data: bytes) -> Callable[[World, Path], None]:
    """Replace the scores altogether."""

    def change(world: World, folder: Path) -> None:
        (folder / "scores.csv").write_bytes(data)
        world.resign(folder / "scores.csv")

    return change


def append(row: str) -> Callable[[World, Path], None]:
    """Add a row."""

    def change(world: World, folder: Path) -> None:
        file = folder / "scores.csv"
        file.write_text(file.read_text(encoding="utf-8") + row, encoding="utf-8")
        world.resign(file)

    return change


ROW = "exam,all,default_prompt,m,{tag},{tag},accuracy,{value},share,100,2024,Table 1\n"
BAD = {
    "wrong column": (
        replace("locator", "place"),
        ["exams/scores.csv, row 1, column place", "Unknown column", "locator"],
    ),
    "percent where a share belongs": (
        replace(",0.6,", ",60,"),
        ["exams/scores.csv, row 3, column value", "60", "between 0 and 1", "unit = percent"],
    ),
    "unknown language": (
        replace("yo,yo", "qqz,qqz"),
        ["exams/scores.csv, row 3, column language_tag", "'qqz'", "iso639_3/languages.csv"],
    ),
    "no language tag": (
        replace("yo,yo", "not a tag,yo"),
        ["exams/scores.csv, row 3, column variant_tag", "'not a tag'", "BCP-47"],
    ),
    "duplicate row": (
        append(ROW.format(tag="yo", value=0.6)),
        ["exams/scores.csv, row 4", "repeats row 3", "Remove one"],
    ),
    "not a number": (replace(",0.6,", ",0·6,"), ["exams/scores.csv, row 3, column value", "'0·6'", "a number"]),
    "empty cell": (replace(",0.6,", ",,"), ["exams/scores.csv, row 3, column value", "empty"]),
    "unknown model": (
        replace("m,yo", "other,yo"),
        ["exams/scores.csv, row 3, column model_id", "'other'", "[[model]]"],
    ),
    "unknown metric": (
        replace("yo,yo,accuracy", "yo,yo,goodness"),
        ["exams/scores.csv, row 3, column metric_id", "'goodness'", "vocabulary.sql"],
    ),
    "year of a wrong form": (
        replace("yo,yo,accuracy,0.6,share,100,2024", "yo,yo,accuracy,0.6,share,100,24"),
        ["exams/scores.csv, row 3, column published"],
    ),
    "ragged row": (append("exam,all\n"), ["exams/scores.csv", "cannot be read as CSV"]),
    "missing licence": (in_toml('licence = "CC0-1.0"\n', ""), ["exams/source.toml, column licence", "not stated"]),
    "misspelt key": (in_toml("licence", "license"), ["exams/source.toml, column license", "spelling"]),
    "not TOML": (in_toml("title = ", "title "), ["exams/source.toml", "not TOML"]),
    "no hash": (in_toml("sha256", "# sha256"), ["exams/scores.csv", "No hash is declared", 'Write sha256 = "']),
    "unknown dimension": (
        in_toml('dimension = "capability"', 'dimension = "capabilities"'),
        ["exams/source.toml, column benchmark exam, dimension", "'capabilities'", "Use one of capability, safety"],
    ),
    "no reference language": (
        in_toml('reference_tag = "en"\n', ""),
        ["exams/source.toml", "exam is parallel and names no reference_tag"],
    ),
    "unknown reference language": (
        in_toml('reference_tag = "en"', 'reference_tag = "qqz"'),
        ["exams/source.toml, column benchmark exam, reference_tag", "'qqz'"],
    ),
    "malformed reference language": (
        in_toml('reference_tag = "en"', 'reference_tag = "x!!"'),
        ["exams/source.toml, column benchmark exam, reference_tag", "'x!!'"],
    ),
    "caveat twice": (
        in_toml("caveats = []", 'caveats = ["small_sample", "small_sample"]'),
        ["exams/source.toml", "small_sample twice"],
    ),
    "file twice": (
        in_toml("[[table]]", '[[table]]\nfile = "scores.csv"\nkind = "score"\n\n[[table]]'),
        ["exams/source.toml", "scores.csv twice"],
    ),
    "semicolons": (content(b"benchmark_id;subset\nexam;all\n"), ["exams/scores.csv, row 1", "not separated by commas"]),
    "not a finite number": (replace(",0.6,", ",nan,"), ["exams/scores.csv, row 3, column value", "'nan'", "a number"]),
    "unknown condition": (
        replace("default_prompt,m,yo", "default,m,yo"),
        ["exams/scores.csv, row 3, column condition", "'default'", "default_prompt, direct_request", "vocabulary.sql"],
    ),
    "unknown kind": (
        in_toml('kind = "score"', 'kind = "scores"'),
        ["exams/source.toml", "Unknown kind", "publication_count"],
    ),
    "unknown caveat": (
        in_toml("caveats = []", 'caveats = ["hearsay"]'),
        ["exams/source.toml, column caveats", "'hearsay'"],
    ),
    "not UTF-8": (content(b"benchmark_id,subset\nexam,\xe9\n"), ["exams/scores.csv, row 2", "not UTF-8"]),
    "empty": (content(b""), ["exams/scores.csv", "empty"]),
    "header only": (content(b"benchmark_id,subset\n"), ["exams/scores.csv", "no rows"]),
    "missing file": (lambda _, folder: (folder / "scores.csv").unlink(), ["exams/scores.csv", "missing", "[[table]]"]),
}


@pytest.mark.parametrize("case", BAD)
def test_bad_figures_are_named_and_the_last_good_warehouse_stays(world: World, case: str) -> None:
    folder = world.scores(GOOD)
    world.build().close()
    before = world.warehouse.read_bytes()
    spoil, said = BAD[case]
    spoil(world, folder)
    with pytest.raises(EtlError) as failure:
        build(world.figures, world.warehouse)
    problems = [str(problem) for problem in failure.value.problems]
    assert failure.value.code == Exit.PROBLEMS
    assert any(all(words in problem for words in said) for problem in problems), problems
    assert world.warehouse.read_bytes() == before
    assert not list(world.warehouse.parent.glob("*.building*"))


def test_a_changed_file_is_caught_by_its_hash(world: World) -> None:
    folder = world.scores(GOOD)
    file = folder / "scores.csv"
    file.write_bytes(file.read_bytes().replace(b"0.6", b"0.7"))
    with pytest.raises(EtlError) as failure:
        build(world.figures, world.warehouse)
    (problem,) = failure.value.problems
    assert "does not match its declared hash" in str(problem)
    assert "exams/scores.csv" in str(problem)


def test_every_problem_is_reported_at_once(world: World) -> None:
    rows = [score("en", 9), score("yo", 0.6, unit="parts"), score("sw", 0.5, n_items="many")]
    world.scores(rows)
    with pytest.raises(EtlError) as failure:
        build(world.figures, world.warehouse)
    assert {problem.column for problem in failure.value.problems} == {"value", "unit", "n_items"}


def test_a_spreadsheet_s_mark_and_line_ends_are_no_trouble(world: World) -> None:
    folder = world.scores(GOOD)
    file = folder / "scores.csv"
    file.write_bytes(b"\xef\xbb\xbf" + file.read_bytes().replace(b"\n", b"\r\n"))
    world.resign(file)
    with world.build() as db:
        assert db.execute(
            "SELECT round(gap_pp, 1), locator FROM gap JOIN score USING (score_id, locator)"
        ).fetchall() == [(30.0, "Table 1")]


def test_a_wrong_source_is_the_only_one_named(world: World) -> None:
    world.scores(GOOD)
    other = world.source("other", {"autonyms.csv": ("autonym", [{"language_tag": "yo", "autonym": "Yorùbá"}])})
    in_toml('dimension = "capability"', 'dimension = "sport"')(world, world.figures / "exams")
    with pytest.raises(EtlError) as failure:
        build(world.figures, world.warehouse)
    assert [problem.file for problem in failure.value.problems] == ["exams/source.toml"]
    assert other.exists()


def test_a_benchmark_declared_twice_names_both_sources(world: World) -> None:
    world.scores(GOOD)
    world.scores([score("en", 0.9, published="2020")], name="more")
    with pytest.raises(EtlError) as failure:
        build(world.figures, world.warehouse)
    assert [str(problem) for problem in failure.value.problems] == [
        "more/source.toml, column benchmark: 'exam' is declared in exams already. Declare it once, or give it another id."
    ]


def test_a_slip_in_a_transcription_breaks_a_check(world: World) -> None:
    # Unsafe, safe and invalid answers add to 100%.
    folder = world.scores(
        [score("en", value, metric_id=metric, benchmark_id="multijail") for metric, value in (("unsafe_rate", 0.1), ("safe_rate", 0.8), ("invalid_rate", 0.2))],
        dimension="safety",
    )  # fmt: skip
    toml = folder / "source.toml"
    toml.write_text(toml.read_text(encoding="utf-8").replace('"exam"', '"multijail"'), encoding="utf-8")
    with pytest.raises(EtlError) as failure:
        build(world.figures, world.warehouse)
    assert "shares_of_one_test_add_up" in str(failure.value.problems[0])
    assert "1.1000" in str(failure.value.problems[0])


def etl(*arguments: str) -> subprocess.CompletedProcess[str]:
    """Run the command line as a person would."""
    return subprocess.run(
        [sys.executable, "-m", "etl", *arguments],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


def test_the_command_line_prints_no_traceback(world: World) -> None:
    folder = world.scores(GOOD)
    replace(",0.6,", ",60,")(world, folder)
    ended = etl("build", "--figures", str(world.figures), "--warehouse", str(world.warehouse))
    assert ended.returncode == Exit.PROBLEMS
    assert "row 3, column value" in ended.stderr
    assert "Traceback" not in ended.stderr


def test_two_builds_do_not_run_at_once(world: World) -> None:
    world.scores(GOOD)
    with FileLock(f"{world.warehouse}.lock"):
        ended = etl("build", "--figures", str(world.figures), "--warehouse", str(world.warehouse))
    assert ended.returncode == Exit.BUSY
    assert "Another build" in ended.stderr


def test_a_build_killed_half_way_leaves_the_last_good_one(world: World, warehouse: Path, tmp_path: Path) -> None:
    warehouse = Path(shutil.copy(warehouse, tmp_path / "whole.duckdb"))
    before = warehouse.read_bytes()
    beside = warehouse.with_name("whole.duckdb.building")
    running = subprocess.Popen(
        [sys.executable, "-m", "etl", "build", "--force", "--warehouse", str(warehouse)],
        cwd=ROOT,
        stderr=subprocess.DEVNULL,
    )
    while not beside.exists() and running.poll() is None:
        time.sleep(0.005)
    running.send_signal(signal.SIGKILL)
    assert running.wait() == -signal.SIGKILL
    assert warehouse.read_bytes() == before
    assert beside.exists()  # it really was half-way
    build(world.figures, warehouse, force=True)
    assert not beside.exists()


def test_a_full_disk_leaves_the_last_good_one(warehouse: Path, tmp_path: Path) -> None:
    warehouse = Path(shutil.copy(warehouse, tmp_path / "whole.duckdb"))
    before = warehouse.read_bytes()
    limited = f"import resource, signal; signal.signal(signal.SIGXFSZ, signal.SIG_IGN); resource.setrlimit(resource.RLIMIT_FSIZE, ({2**20}, {2**20}))"
    ended = subprocess.run(
        [sys.executable, "-c", f"{limited}; import sys; sys.argv = ['etl', 'build', '--force', '--warehouse', {str(warehouse)!r}]; import runpy; runpy.run_module('etl', run_name='__main__')"],
        cwd=ROOT, capture_output=True, text=True, timeout=60, check=False,
    )  # fmt: skip
    assert ended.returncode == Exit.MACHINE, ended.stderr
    assert "last good warehouse is untouched" in ended.stderr
    assert "Traceback" not in ended.stderr
    assert warehouse.read_bytes() == before
    assert not list(tmp_path.glob("*.building*"))


def test_a_place_where_nothing_can_be_written_is_named() -> None:
    ended = etl("build", "--warehouse", "/proc/warehouse.duckdb")
    assert ended.returncode == Exit.MACHINE
    assert "Nothing can be written in /proc" in ended.stderr
    assert "another build" not in ended.stderr.lower()


@pytest.mark.parametrize("command", ["status", "check"])
@pytest.mark.parametrize("state", ["absent", "unreadable", "outdated"])
def test_commands_say_what_to_do_about_a_bad_warehouse(tmp_path: Path, command: str, state: str) -> None:
    warehouse = unusable(tmp_path / "warehouse.duckdb", state)
    ended = etl(command, "--warehouse", str(warehouse))
    assert ended.returncode == Exit.MACHINE
    assert "Run python -m etl build" in ended.stderr
    assert "Traceback" not in ended.stderr


@pytest.mark.parametrize(
    ("column", "written", "said"),
    [
        ("n_items", "2.5", "'2.5' does not fit. Expected a whole number"),
        ("n_items", "0b11", "'0b11' does not fit. Expected a whole number"),
        ("value", "0_5", "'0_5' does not fit. Expected a number"),
        ("value", "inf", "'inf' does not fit. Expected a number"),
        ("published", "2026-13", "'2026-13' is not a date"),
        ("published", "2026-02-30", "'2026-02-30' is not a date"),
        ("condition", "  ", "The cell is empty"),
    ],
)
def test_what_a_cast_would_bend_is_refused(world: World, column: str, written: str, said: str) -> None:
    world.scores([score("en", 0.9) | {column: written}])
    with pytest.raises(EtlError) as failure:
        build(world.figures, world.warehouse)
    assert any(said in str(problem) for problem in failure.value.problems)


def test_a_class_is_never_rounded(world: World) -> None:
    rows = [
        {"language_tag": "yo", "resource_class": "2.6", "name_in_source": "yoruba", "mapping": "", "locator": "row 1"}
    ]
    world.source("classes", {"classes.csv": ("resource_class", rows)})
    with pytest.raises(EtlError) as failure:
        build(world.figures, world.warehouse)
    assert any("'2.6' does not fit. Expected a whole number" in str(problem) for problem in failure.value.problems)
