"""Briefs: two pages that say what the warehouse says, can be read aloud, and are the same every time."""

from __future__ import annotations

import io
import re
import shutil
import subprocess
import zipfile
from collections import Counter
from functools import lru_cache
from pathlib import Path

import duckdb
import pandas as pd
import pikepdf
import pypdfium2
import pytest
from lxml import etree
from starlette.testclient import TestClient
from typer.testing import CliRunner

from dashboard import briefs
from dashboard.__main__ import app as command
from dashboard.briefs import Brief, fonts
from dashboard.briefs.advised import LEAST
from dashboard.briefs.drawing import drawing
from dashboard.briefs.words import plain, runs
from dashboard.reader import Reader, text_for
from dashboard.store import Store
from dashboard.text import MINUS, interface_languages
from tests.brief_numbers import MACROS, TABLE, asked, counted, drawn, numbers, places, said_in, unaccounted
from tests.brief_numbers import SUBJECTS as SUBJECTS_OF

KINDS = {
    "language": "yo",
    "country": "NG",
    "region": "eastern-africa",
    "group": "low-income",
    "world": "all",
    "compare": "ha,yo,sw",
}
# Many languages, none, the longest names, no evidence, what nobody speaks or nobody writes.
HARD = (
    ("language", "en"),
    ("language", "ar"),
    ("language", "sat"),
    ("language", "yue"),
    ("language", "aaa"),
    ("language", "ads"),
    ("language", "la"),
    ("country", "IN"),
    ("country", "ID"),
    ("country", "PG"),
    ("country", "VA"),
    ("country", "BV"),
    ("group", "european-union"),
    ("group", "united-nations-members"),
    ("compare", "en,yo,ads,hi"),
)


SUBJECTS = [
    *KINDS.items(),
    ("language", "aaa"),
    ("country", "IN"),
]  # whose numbers are compared, each with SQL of its own
# Counts of what is left out, which another test holds; numbers of recommendations and pages.
LEFT_OUT = r"\d+\s+more\s+(?:is|are)\s+not\s+printed|\d+\s+more\s+rows?\s+(?:is|are)\s+not\s+drawn|^ *\d\. |\d ?/ ?2$"


@lru_cache
def pdf(store: Store, kind: str, subject_id: str, lang: str = "en", paper: str = "a4") -> bytes:
    return briefs.in_form(briefs.make(store, kind, subject_id, lang=lang, paper=paper), "pdf")


@lru_cache
def made(store: Store, kind: str, subject_id: str) -> Brief:
    return briefs.make(store, kind, subject_id)


def words_of(document: bytes) -> str:
    """The text of a document as pdftotext gives it; where that is not installed, as Chromium's engine does."""
    if shutil.which("pdftotext"):
        done = subprocess.run(["pdftotext", "-layout", "-", "-"], input=document, capture_output=True, check=True)
        return done.stdout.decode()
    return "\n".join(page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(document))


@pytest.mark.parametrize(("kind", "subject_id"), SUBJECTS)
def test_paper_prints_no_number_that_the_brief_does_not_say(store: Store, kind: str, subject_id: str) -> None:
    """Each number on paper is one of the brief's, and stands there no more often; pages, items of lists and what is left out besides."""
    brief = made(store, kind, subject_id)
    text = re.sub(LEFT_OUT, " ", words_of(pdf(store, kind, subject_id)), flags=re.MULTILINE)
    printed, said = counted(brief, text), counted(brief, said_in(brief))
    assert printed.total() > 60
    assert printed - said == Counter()


@pytest.mark.parametrize(("kind", "subject_id"), SUBJECTS)
def test_every_place_says_the_numbers_of_the_warehouse(
    store: Store, real: duckdb.DuckDBPyConnection, kind: str, subject_id: str
) -> None:
    """Finding, messages, people, what is not known, titles of charts: the numbers that SQL gives for the place, in their order."""
    brief = made(store, kind, subject_id)
    titles = [picture.chart.title for picture in brief.pictures]
    said = {
        "title": [brief.title],
        "messages": brief.messages.points,
        "affected": brief.affected.points,
        "unknown": brief.unknown.points,
        "charts": titles,
        "index": titles[1:],
    }
    for place, query in places(kind, subject_id, measured=subject_id != "aaa").items():
        assert numbers(real, *said[place]) == asked(real, query, subject_id), place


@pytest.mark.parametrize(("kind", "subject_id"), SUBJECTS)
def test_every_mark_is_a_row_of_the_warehouse(
    store: Store, real: duckdb.DuckDBPyConnection, kind: str, subject_id: str
) -> None:
    """Value and interval of each mark, and the number that is printed beside it."""
    for picture in made(store, kind, subject_id).pictures:
        chart = picture.chart
        scores = list(chart.evidence.values) if chart.chart_id == "gap_dots" and chart.evidence else []
        held = drawn(real, kind, subject_id, chart.chart_id, scores)
        marks = [
            tuple(None if pd.isna(part) else round(float(part), 6) for part in mark)
            for mark in chart.frame[["value", "low", "high"]].itertuples(index=False)
        ]
        in_order = chart.chart_id.startswith(("languages_", "index_", "untested_", "papers_"))
        assert marks == held[: len(marks)] if in_order else Counter(marks) <= Counter(held), chart.chart_id
        shown = {label.words for label in drawing(picture.svg).labels}
        digits = 0 if all(value is not None and value % 1 == 0 for value, _, _ in marks) else 1
        assert {f"{value:.{digits}f}".replace("-", MINUS) for value, _, _ in marks} <= shown


@pytest.mark.parametrize(("kind", "subject_id"), SUBJECTS)
def test_every_row_of_the_table_is_one_of_the_warehouse(
    store: Store, real: duckdb.DuckDBPyConnection, kind: str, subject_id: str
) -> None:
    table = made(store, kind, subject_id).table
    if table is None:
        assert not real.execute("SELECT 1 FROM gap_on_test WHERE language_tag = ?", [subject_id]).fetchall()
        return
    real.execute(MACROS)
    tags = [tag for (tag,) in real.execute(SUBJECTS_OF[kind], [subject_id]).fetchall()]
    held = set(real.execute(TABLE, {"tags": tags}).fetchall())
    for row in table.rows:
        *cells, interval, _ = row[1 + (table.numbers[0] == 3) :]
        assert (*cells, interval if " to " in interval else None) in held, row


@pytest.mark.parametrize(("kind", "subject_id"), SUBJECTS)
def test_advice_states_what_the_warehouse_knows_of_its_subjects(
    store: Store, real: duckdb.DuckDBPyConnection, kind: str, subject_id: str
) -> None:
    text = Reader(store, text_for("en", store)).text
    labels = {quantity: text(f"quantity.{quantity}") for quantity in store.view("quantity")["quantity_id"]}
    for one in made(store, kind, subject_id).recommendations:
        for _, words in one.details:
            assert unaccounted(real, kind, subject_id, words, labels) == [], one.action


def test_sources_are_named_as_the_warehouse_names_them(store: Store, real: duckdb.DuckDBPyConnection) -> None:
    named = [plain(source) for source in made(store, "language", "yo").sources.points]
    held = real.execute("SELECT authors || ' (' || year || '). ' || title FROM source").fetchall()
    assert all(any(source.startswith(begins) for (begins,) in held) for source in named)


def test_a_comparison_states_the_widest_gap_of_its_chart(store: Store, real: duckdb.DuckDBPyConnection) -> None:
    brief = made(store, "compare", KINDS["compare"])
    frame = brief.pictures[0].chart.frame
    worse = int((frame["role"] == "worse").sum())
    assert numbers(real, brief.title) == [str(worse), str(len(frame)), f"{frame['value'].max():.1f}"]
    assert frame.loc[frame["value"].idxmax(), "label"] in brief.title


def test_what_is_left_out_is_counted(store: Store) -> None:
    brief = briefs.make(store, "language", "yo")
    assert brief.table is not None
    text = re.sub(r"\s+", " ", words_of(pdf(store, "language", "yo")))
    left = re.search(r"those with most items\. (\d+) more are not printed", text)
    assert left is not None
    origins = len(re.findall(r"translated by (?:people|machine)|written in each language", text.split("What is not known")[0].split("Tests held here")[1]))  # fmt: skip
    assert origins >= len(brief.table.rows) - int(left[1]) > 0


@pytest.mark.parametrize(
    ("kind", "subject_id", "lang"),
    [(*list(KINDS.items())[(n + turn) % len(KINDS)], lang) for n, lang in enumerate(interface_languages()) for turn in (0, 3)],
)  # fmt: skip
def test_a_brief_has_two_pages_in_every_language(store: Store, kind: str, subject_id: str, lang: str) -> None:
    document = pdf(store, kind, subject_id, lang)
    assert len(pikepdf.open(io.BytesIO(document)).pages) == 2
    assert len(document) <= 120_000


@pytest.mark.parametrize(
    ("kind", "subject_id", "paper"), [(*hard, briefs.PAPERS[n % 2]) for n, hard in enumerate(HARD)]
)
def test_a_hard_brief_has_two_pages(store: Store, kind: str, subject_id: str, paper: str) -> None:
    document = pdf(store, kind, subject_id, paper=paper)
    pages = pikepdf.open(io.BytesIO(document)).pages
    assert len(pages) == 2
    assert [round(float(side)) for side in pages[0].mediabox[2:]] == {"a4": [595, 842], "us-letter": [612, 792]}[paper]
    assert len(document) <= 120_000


@pytest.mark.parametrize(
    ("kind", "subject_id", "paper"),
    [*((*kind, "a4") for kind in KINDS.items()), *((*hard, briefs.PAPERS[n % 2]) for n, hard in enumerate(HARD))],
)
def test_nothing_runs_over_an_edge(store: Store, kind: str, subject_id: str, paper: str) -> None:
    """Every letter stands within the margins, and nothing below the foot."""
    for page in pypdfium2.PdfDocument(pdf(store, kind, subject_id, paper=paper)):
        text = page.get_textpage()
        boxes = [text.get_rect(n) for n in range(text.count_rects())]
        width, _ = page.get_size()
        assert min(box[0] for box in boxes) > 40
        assert max(box[2] for box in boxes) < width - 40
        assert min(box[1] for box in boxes) > 15


@pytest.mark.parametrize("lang", ["en", "ar", "hi"])
def test_a_document_can_be_read_aloud(store: Store, lang: str) -> None:
    """Tags, language, title, alternatives and the order of reading."""
    brief = briefs.make(store, "language", "yo", lang=lang)
    document = pikepdf.open(io.BytesIO(briefs.in_form(brief, "pdf")))
    root = document.Root
    assert bool(root.MarkInfo.Marked)
    assert str(root.Lang) == lang
    assert bool(root.ViewerPreferences.DisplayDocTitle)
    meta = document.open_metadata()
    assert meta["dc:title"] == brief.title
    assert meta["pdfuaid:part"] == "1"
    assert meta.pdfa_status == "2A"
    elements: list[tuple[str, str]] = []

    def walk(element: object) -> None:
        if isinstance(element, pikepdf.Array):
            for part in element:
                walk(part)
        elif isinstance(element, pikepdf.Dictionary) and "/S" in element:
            elements.append((str(element.S), str(element.get("/Alt", ""))))
            if "/K" in element:
                walk(element.K)

    walk(root.StructTreeRoot.K)
    kinds = [kind for kind, _ in elements]
    assert kinds.count("/H1") == 1
    assert kinds.index("/H1") < kinds.index("/H2") < kinds.index("/Figure") < kinds.index("/Table")
    assert {"/L", "/LI", "/TR", "/TH", "/TD", "/Link"} <= set(kinds)
    figures = [alternative for kind, alternative in elements if kind == "/Figure"]
    assert figures == [*(plain(picture.chart.alt) for picture in brief.pictures), brief.edition.qr_alt]
    assert all(figures)


def test_the_same_warehouse_gives_the_same_bytes(store: Store) -> None:
    for form in briefs.FORMS:
        first, second = (briefs.in_form(briefs.make(store, "country", "VA"), form) for _ in range(2))
        assert first == second, form


def test_every_form_says_the_same(store: Store) -> None:
    brief = briefs.make(store, "language", "yo")
    page = briefs.in_form(brief, "html").decode()
    markdown = briefs.in_form(brief, "md").decode()
    with zipfile.ZipFile(io.BytesIO(briefs.in_form(brief, "docx"))) as document:
        xml = document.read("word/document.xml")
    tree = etree.fromstring(xml)
    word = "".join(str(part) for part in tree.itertext())
    for said in (brief.title, *(plain(message) for message in brief.messages.points), brief.edition.address):
        assert said in word
    for said in (brief.title, *brief.messages.points, *(one.action for one in brief.recommendations)):
        assert said in markdown
    assert brief.table is not None
    for row in brief.table.rows:
        assert "| " + " | ".join(row) + " |" in markdown
    assert page.count("<tr>") == len(brief.table.rows) + 1 + sum(len(p.figures.rows) + 1 for p in brief.pictures)
    assert "<script" not in page
    alternatives = [shape.get("descr") for shape in tree.iter("{*}docPr")]
    assert alternatives == [plain(picture.chart.alt) for picture in brief.pictures]


def test_arabic_runs_from_right_to_left_in_every_form(store: Store) -> None:
    """Places on a chart are counted from the left all the same; a word processor keeps bold and size apart for such scripts."""
    brief = briefs.make(store, "language", "ar", lang="ar")
    page = briefs.in_form(brief, "html").decode()
    assert page.count("<figure>") == page.count("<svg direction='ltr'") == len(brief.pictures)
    with zipfile.ZipFile(io.BytesIO(briefs.in_form(brief, "docx"))) as document:
        tree = etree.fromstring(document.read("word/document.xml"))
    assert len(tree.findall(".//{*}sectPr/{*}bidi")) == 1
    assert len(tree.findall(".//{*}tblPr/{*}bidiVisual")) == 1
    texts = [run for run in tree.iter("{*}r") if run.find("{*}t") is not None]
    assert all(run.find("{*}rPr/{*}rtl") is not None for run in texts)
    bold = [run for run in texts if run.find("{*}rPr/{*}b") is not None]
    assert len(bold) > 10
    assert all(run.find("{*}rPr/{*}bCs") is not None for run in bold)


def test_a_language_without_evidence_says_so_and_what_it_would_take(store: Store) -> None:
    brief = briefs.make(store, "language", "aaa")
    assert brief.title == "How well AI works in Ghotuo, and how safely, is not known"
    assert brief.table is None
    assert any("769 items" in point for point in brief.unknown.points)
    signed = briefs.make(store, "language", "ads")
    assert "do not apply" in signed.title
    assert any("signed" in point for point in signed.unknown.points)


def test_a_font_that_is_missing_is_named_and_the_name_falls_back(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("dashboard.briefs.making.can_be_set", lambda words: "ᱥ" not in words)
    brief = briefs.make(store, "language", "sat")
    assert brief.own_name == ""
    assert brief.title.startswith("In Santali")
    assert brief.notices == (
        "No font for the script Ol Chiki is installed, so the own name of the language is left out. "
        "The package fonts-noto-core brings one.",
    )


def test_letters_without_a_font_are_found_out() -> None:
    assert fonts.can_be_set("Yoruba")
    assert fonts.can_be_set("हिन्दी العربية")
    assert not fonts.can_be_set("\U0010fffd")  # of private use: no font has it


def test_an_address_is_never_trusted(client: TestClient, store: Store) -> None:
    edition = store.content_hash[:12]
    for path in (
        "nothing/yo.pdf",
        "language/yo.exe",
        "language/nothing.pdf",
        "language/<script>.pdf",
        "country/yo.pdf",
        "compare/yo.pdf",
        "compare/ha,yo,sw,hi,fr.pdf",
        "language/yo.pdf?paper=a0",
        "language/yo.pdf?edition=000000000000",
        f"language/yo.pdf?edition={edition[:3]}",
    ):
        answer = client.get(f"/brief/{path}")
        assert answer.status_code == 404, path
        assert "<" not in answer.text
    whole = client.get(f"/brief/language/yo.html?lang=ar&edition={edition}")
    assert whole.status_code == 200
    assert 'dir="rtl"' in whole.text.replace("'", '"')
    assert "immutable" in whole.headers["cache-control"]
    assert "immutable" not in client.get("/brief/language/yo.md").headers["cache-control"]
    assert client.get("/brief/language/yo.pdf").content == pdf(store, "language", "yo")


def test_one_command_makes_one_brief(tmp_path: Path, store: Store) -> None:
    run = CliRunner()
    file = tmp_path / "yo.pdf"
    done = run.invoke(command, ["brief", "language", "yo", "-o", str(file)])
    assert done.exit_code == 0
    assert file.read_bytes() == pdf(store, "language", "yo")
    assert run.invoke(command, ["brief", "language", "none", "-o", str(file)]).exit_code == 2
    assert run.invoke(command, ["brief", "language", "yo", "-o", str(tmp_path / "yo.txt")]).exit_code == 2
    assert run.invoke(command, ["brief", "language", "yo", "--lang", "xx", "-o", str(file)]).exit_code == 2


def test_a_release_holds_every_country_group_and_language_with_people_or_results(store: Store) -> None:
    held = briefs.all_of(store)
    assert len(set(held)) == len(held)
    assert len([subject for kind, subject in held if kind == "country"]) == len(store.view("territory"))
    measured = set(store.view("coverage", state="measured", dimension=("capability", "safety"))["language_tag"])
    assert measured <= {subject for kind, subject in held if kind == "language"}
    assert {kind for kind, _ in held} == set(KINDS) - {"compare"}


def test_people_of_a_group_add_up(real: duckdb.DuckDBPyConnection) -> None:
    whole = real.execute(
        """SELECT g.group_name FROM group_exposure AS g WHERE g.people_low <> (
            SELECT sum(e.people_low) FROM territory_exposure AS e WHERE e.dimension = g.dimension AND e.level = g.level
            AND e.territory_code IN (SELECT territory_code FROM territory_group AS t WHERE t.group_name = g.group_name AND t.scheme = g.scheme))"""
    ).fetchall()
    assert whole == []
    assert real.execute("SELECT count(*) FROM group_language WHERE share_pct > 100.5").fetchall() == [(0,)]


def test_markdown_is_taken_apart() -> None:
    assert [(run.text, run.bold, run.address) for run in runs("**a** b [c](https://d.e) `f`\n g \\*h")] == [
        ("a", True, ""), (" b ", False, ""), ("c", False, "https://d.e"), (" ", False, ""), ("f", False, ""), (" g ", False, ""), ("*", False, ""), ("h", False, ""),
    ]  # fmt: skip


def test_advice_that_cites_no_row_takes_no_place_from_advice_that_does(store: Store) -> None:
    assert len(briefs.make(store, "language", "yo").recommendations) == LEAST
