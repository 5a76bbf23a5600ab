"""The page of a reader's own results: like beside like, every problem said, and nothing left behind."""

from __future__ import annotations

import io
import json
import os
import re
import tempfile
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path

import duckdb
import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from playwright.sync_api import expect
from streamlit.runtime.memory_uploaded_file_manager import MemoryUploadedFileManager
from streamlit.testing.v1 import AppTest

from dashboard import own_file
from dashboard.charts.own import beside
from dashboard.downloads import to_csv
from dashboard.own_file import FOLDER, MOST_MB, MOST_ROWS, NotInspectedError, Own, Wrong, example, inspect
from dashboard.store import Store, open_store
from dashboard.text import Text
from etl import own_results
from etl.contract import ROOT
from etl.overlay import load, remove
from tests.test_overlay import OWN
from tests.test_pages import opened, text_of
from tests.watching import Watched

MMMLU = {"benchmark_id": "mmmlu", "subset": "all", "condition": "default_prompt", "metric_id": "accuracy"}
HEADER = ",".join(own_file.REQUIRED)
TEXT = Text("en")


@pytest.fixture
def store(warehouse: Path) -> Store:
    return open_store(warehouse)


@pytest.fixture(autouse=True)
def temporary(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder in which temporary ones are made: empty before, and empty after."""
    folder = tmp_path / "temporary"
    folder.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(folder))
    return folder


def in_format(frame: pd.DataFrame, suffix: str) -> bytes:
    """Rows as a file."""
    if suffix == "csv":
        return to_csv(frame)
    if suffix == "json":
        return json.dumps(json.loads(frame.to_json(orient="records"))).encode()
    file = io.BytesIO()
    pq.write_table(pa.table({column: frame[column].astype(str).to_list() for column in frame}), file)
    return file.getvalue()


def csv_of(*rows: str) -> bytes:
    return "\n".join((HEADER, *rows)).encode()


def wrong(content: bytes, name: str = "own.csv") -> Wrong:
    found = inspect(content, name)
    assert isinstance(found, Wrong)
    return found


def loaded(content: bytes, name: str = "own.csv") -> Own:
    found = inspect(content, name)
    assert isinstance(found, Own)
    return found


def test_the_page_names_the_columns_that_the_etl_reads() -> None:
    assert own_file.REQUIRED == own_results.REQUIRED
    assert set(own_file.REQUIRED + own_file.OPTIONAL) == set(own_results.COLUMNS)


def test_the_server_takes_no_larger_file_than_the_page() -> None:
    config = (ROOT / ".streamlit" / "config.toml").read_text("utf-8")
    assert re.findall(r"^maxUploadSize = (\d+)$", config, re.M) == [str(MOST_MB)]


@pytest.mark.parametrize("suffix", ["csv", "parquet", "json"])
def test_the_example_loads_in_every_format_and_gives_the_published_gaps(
    store: Store, real: duckdb.DuckDBPyConnection, temporary: Path, suffix: str
) -> None:
    own = loaded(in_format(example(store), suffix), f"example.{suffix}")
    published = dict(
        real.execute(
            "SELECT variant_tag, gap_pp FROM gap WHERE benchmark_id = 'mmmlu' AND model_id = 'gpt-4.5-preview-2025-02-27'"
        ).fetchall()
    )
    assert dict(zip(own.gaps["variant_tag"], own.gaps["gap_pp"], strict=True)) == pytest.approx(published)
    assert (len(own.gaps), len(own.scores), own.records) == (14, 15, suffix == "json")
    assert list(temporary.iterdir()) == []


def test_what_is_published_stays_as_it_was(warehouse: Path, store: Store) -> None:
    before = (warehouse.stat().st_mtime_ns, sorted(path.name for path in warehouse.parent.iterdir()))
    loaded(to_csv(example(store)))
    assert (warehouse.stat().st_mtime_ns, sorted(path.name for path in warehouse.parent.iterdir())) == before


@pytest.mark.parametrize(
    ("row", "column", "said"),
    [
        ("nothing,m,yo,accuracy,0.5,share,2026", "benchmark_id", "is not a known benchmark"),
        ("mmmlu,m,qqq,accuracy,0.5,share,2026", "variant_tag", "is not a known language"),
        ("mmmlu,m,!!,accuracy,0.5,share,2026", "variant_tag", "is not a language tag"),
        ("mmmlu,m,yo,guess,0.5,share,2026", "metric_id", "is not a known metric"),
        ("mmmlu,m,yo,accuracy,=1+1,share,2026", "value", "does not fit"),
        ("mmmlu,m,yo,accuracy,50,share,2026", "value", "does not fit the unit share"),
        ("mmmlu,m,yo,accuracy,0.5,part,2026", "unit", "does not fit"),
        ("mmmlu,m,yo,accuracy,0.5,share,soon", "published", "is not a date"),
        ("mmmlu,m,yo,accuracy,0.5,share,2999", "published", "lies after the day of loading"),
        ("mmmlu,,yo,accuracy,0.5,share,2026", "model_id", "The cell is empty"),
    ],
)
def test_every_kind_of_problem_has_its_row_its_column_and_a_remedy(row: str, column: str, said: str) -> None:
    problems = wrong(csv_of("mmmlu,m,en,accuracy,0.9,share,2026", "", row)).problems  # a blank line counts
    found = problems[(problems["column"] == column) & problems["message"].str.contains(said, regex=False)]
    assert found["row"].to_list() == [4]
    assert found["remedy"].str.len().min() > 10


def test_rows_that_repeat_or_lack_cells_are_named() -> None:
    same = "mmmlu,m,yo,accuracy,0.5,share,2026"
    problems = wrong(csv_of(same, same)).problems
    assert problems[["row", "message"]].to_numpy().tolist()[0][0] == 3
    assert "repeats row 2" in problems["message"].iloc[0]
    assert wrong(csv_of(same, "mmmlu,m")).problems["row"].to_list() == [3]
    records = wrong(json.dumps([OWN[0] | {"benchmark_id": "nothing", "value": "x"}]).encode(), "own.json")
    assert records.records
    assert set(zip(records.problems["row"], records.problems["column"], strict=True)) == {
        (1, "value"),
        (1, "benchmark_id"),
    }


def rows_of_one_column(count: int) -> bytes:
    file = io.BytesIO()
    pq.write_table(pa.table({"benchmark_id": pa.array(["a"]).take(pa.array([0] * count))}), file)
    return file.getvalue()


def bomb() -> bytes:
    """Two kilobytes that unpack to sixty gigabytes."""
    file, rows = io.BytesIO(), MOST_ROWS - 1
    long = pa.DictionaryArray.from_arrays(pa.array([0] * rows, pa.int32()), pa.array(["x" * 3_000_000]))
    columns = {column: pa.array(["a"] * rows) for column in own_file.REQUIRED} | {"locator": long}
    pq.write_table(pa.table(columns), file, compression="zstd")
    return file.getvalue()


HOSTILE: dict[str, tuple[str, Callable[[], bytes], str]] = {
    "columns": ("own.csv", lambda: ",".join(f"c{n}" for n in range(600_000)).encode(), "There are 600,000 columns"),
    "keys": ("own.json", lambda: json.dumps([{f"k{n}": 1 for n in range(200_000)}]).encode(), "200,000 columns"),
    "deep": ("own.json", lambda: b"[" * 2_000_000, "too deep in each other"),
    "utf16": ("own.csv", lambda: csv_of("a").decode().encode("utf-16"), "It is not UTF-8"),
    "rows": ("own.parquet", lambda: rows_of_one_column(3_000_000), "3,000,000 rows; at most 20,000"),
    "no parquet": ("own.parquet", lambda: b"PAR1" + b"\0" * 90 + b"PAR1", "cannot be read"),
    "bomb": ("own.parquet", bomb, "more memory than is allowed"),
    "empty": ("own.csv", lambda: b"", "The file is empty"),
    "half a character": (
        "own.json",
        lambda: json.dumps([OWN[0] | {"benchmark_id": "mmmlu", "model_id": "\ud800"}]).encode(),
        "half a character",
    ),
}


@pytest.mark.parametrize("kind", HOSTILE)
def test_a_hostile_file_ends_in_clear_words_and_leaves_nothing(kind: str, temporary: Path) -> None:
    name, content, said = HOSTILE[kind]
    found = wrong(content(), name)
    words = " ".join([found.error, *found.problems["message"]])
    assert said in words
    assert "Traceback" not in words
    assert str(temporary) not in words
    assert list(temporary.iterdir()) == []


def test_a_file_that_is_too_large_is_not_even_written(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(own_file, "_ask", lambda *_: pytest.fail("asked"))
    with pytest.raises(NotInspectedError, match="large"):
        inspect(b"x" * (MOST_MB * 2**20 + 1), "own.csv")


def test_a_check_that_takes_too_long_is_ended_and_leaves_nothing(store: Store, temporary: Path) -> None:
    began = time.monotonic()
    with pytest.raises(NotInspectedError, match="slow"):
        inspect(to_csv(example(store)), "own.csv", seconds=0.7)
    assert time.monotonic() - began < 5
    assert list(temporary.iterdir()) == []


def test_a_machine_that_cannot_check_says_no_path(tmp_path: Path) -> None:
    with pytest.raises(NotInspectedError, match="failed"):
        inspect(csv_of("mmmlu,m,en,accuracy,0.9,share,2026"), "own.csv", warehouse=tmp_path / "absent.duckdb")


@pytest.mark.parametrize(
    ("name", "kept"),
    [
        ("../../etc/own.csv", "own.csv"),
        ("C:\\own.JSON", "own.json"),
        ("-rf\n<b>.csv", "-rf__b_.csv"),
        (".csv", "results.csv"),
    ],
)
def test_no_name_of_a_file_leads_elsewhere(name: str, kept: str) -> None:
    assert own_file.harmless(name) == kept


def test_like_stands_beside_like_and_what_is_whose_is_marked(store: Store) -> None:
    rows = example(store).assign(model_id="*m*")
    rows.loc[rows["variant_tag"] != "en", "value"] -= 0.05
    own = loaded(to_csv(rows[rows["variant_tag"] != "sw"]))
    chart = beside(
        own.gaps,
        store.view("gap_on_test", where=MMMLU),
        TEXT,
        benchmark="MMMLU",
        counted="",
        model="*m*",
        file="own.csv",
    )
    marks = chart.frame.set_index(["label", "role"])["value"]
    assert marks["Yoruba", "published"] == pytest.approx(21.42, abs=0.01)
    assert marks["Yoruba", "yours"] == pytest.approx(26.42, abs=0.01)
    assert "Swahili" not in set(chart.frame["label"])
    assert "1 more language variety" in chart.note
    assert "above the published line (worse) in 13 and below it (better) in 0" in chart.meta
    assert "\\*m\\*" in chart.title
    assert chart.evidence is not None
    assert not any("private" in score for score in chart.evidence.values)


def test_a_test_that_is_asked_in_another_way_stands_alone(store: Store) -> None:
    own = loaded(to_csv(example(store).assign(condition="few_shot", model_id="m")))
    published = store.view("gap_on_test", where=MMMLU | {"condition": "few_shot"})
    chart = beside(own.gaps, published, TEXT, benchmark="MMMLU", counted="", model="m", file="own.csv")
    assert set(chart.frame["role"]) == {"yours"}
    assert chart.evidence is None
    assert chart.source_ids == ()


def with_file(content: bytes, name: str = "own.csv", **parameters: str) -> AppTest:
    """The page after a file came."""
    app = opened("yours", **parameters)
    app.file_uploader[0].set_value((name, content, "text/csv"))
    app.run(timeout=60)
    return app


def test_a_reader_sees_the_file_and_forgets_it_and_no_other_reader_sees_it(
    store: Store, temporary: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    removed: list[str] = []
    monkeypatch.setattr(
        MemoryUploadedFileManager,
        "remove_file",
        lambda _, session_id, file_id: removed.append(f"{session_id} {file_id}"),
    )
    rows = example(store).assign(model_id="our secret model")
    rows = pd.concat([rows, rows[rows["variant_tag"] == "yo"].assign(model_id="lonely")])
    app = with_file(to_csv(rows), lang="en")
    assert not app.exception
    words = text_of(app)
    assert "Loaded: 16 rows in 15 languages, of 2 models, on 1 test. They give 14 gaps." in words
    assert "Your results, our secret model on MMMLU: clearly worse than in English in 14 of 14" in words
    assert "1 row without a gap" in words
    reasons = app.dataframe[-1].value
    assert reasons.iloc[0, 0] == 17
    assert "reference language (English)" in reasons.iloc[0, -1]
    assert dict(app.query_params) == {"lang": "en"}
    assert app.file_uploader[0].value is None
    assert len(removed) == 1  # the server holds no copy of the bytes
    other = opened("yours", lang="en")
    assert "our secret model" not in text_of(other)
    app.switch_page("../pages/overview.py").run()
    assert "secret" not in text_of(app)
    app.switch_page("../pages/yours.py").run()
    assert "our secret model" in text_of(app)
    app.button(key="yours_forget").click().run()
    assert "Your file" not in [heading.value for heading in app.header]
    assert "our secret model" not in text_of(app)
    assert "our secret model" not in str(app.session_state)
    assert list(temporary.iterdir()) == []


@pytest.mark.parametrize("tag", ["en", "fr"])
def test_problems_stand_in_a_table(tag: str) -> None:
    app = with_file(csv_of("nothing,m,yo,accuracy,x,share,2026"), lang=tag)
    assert not app.exception
    assert app.error[0].value == Text(tag).plural("yours.problems", 2)
    assert app.dataframe[0].value.iloc[:, :2].to_numpy().tolist() == [[2, "value"], [2, "benchmark_id"]]


def test_a_check_that_was_ended_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    def slow(*_: object, **__: object) -> None:
        raise NotInspectedError("slow")

    monkeypatch.setattr(own_file, "_inspect_in", slow)
    app = with_file(csv_of("mmmlu,m,yo,accuracy,0.5,share,2026"), lang="en")
    assert "took longer than 60 seconds" in app.error[0].value


@pytest.mark.browser
def test_in_a_browser_the_example_comes_back_beside_the_published_marks(watched: Watched, tmp_path: Path) -> None:
    watched.open("yours", TEXT("page.yours.title"))
    with watched.page.expect_download() as download:
        watched.page.get_by_role("button", name=TEXT("yours.example")).click()
    file = tmp_path / "example.csv"
    download.value.save_as(file)
    watched.page.locator("input[type=file]").set_input_files(file)
    expect(watched.page.get_by_role("heading", name="Your file: example.csv")).to_be_visible()
    expect(watched.page.locator(".js-plotly-plot .main-svg").first).to_be_visible()
    assert watched.page.url == f"{watched.address}/yours"
    watched.page.reload()
    expect(watched.page.get_by_text(TEXT("yours.choose"))).to_be_visible()
    expect(watched.page.get_by_role("heading", name="Your file")).to_have_count(0)  # a new session knows nothing
    assert not list(Path(os.environ.get("TMPDIR", "/tmp")).glob(f"{FOLDER}*"))  # noqa: S108


def test_the_language_page_calls_loaded_rows_the_readers_own_and_names_their_file(
    store: Store, warehouse: Path, tmp_path: Path
) -> None:
    file = tmp_path / "mine.csv"
    file.write_bytes(to_csv(example(store).assign(model_id="m")))
    name = load(file, warehouse, date.today()).name
    try:
        app = opened("language", tag="yo", lang="en")
        app.session_state["details_private_capability"] = True
        app.run()
        words = text_of(app)
    finally:
        remove(name, warehouse)
    assert "Your own results in Yoruba" in words
    assert "From mine.csv: loaded on this computer" in words
    assert "**Rows of your own behind it**" in words
    assert "2 rows, as loaded from mine.csv: not published." in words
    assert "Published rows behind it" not in words
