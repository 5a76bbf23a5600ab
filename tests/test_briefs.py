"""Briefs: two pages that say what the warehouse says, can be read aloud, and are the same every time."""

from __future__ import annotations

import io
import re
import shutil
import subprocess
import zipfile
from functools import lru_cache
from itertools import pairwise
from pathlib import Path

import duckdb
import pikepdf
import pypdfium2
import pytest
from lxml import etree
from starlette.testclient import TestClient
from typer.testing import CliRunner

from dashboard import briefs
from dashboard.__main__ import app as command
from dashboard.app import app
from dashboard.briefs import fonts
from dashboard.briefs.words import plain, runs
from dashboard.store import Store
from dashboard.text import interface_languages
from tests.brief_numbers import NUMBER, PEOPLE_STATED, STATED, allowed

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


# Counts of what is left out, which another test holds; numbers of recommendations and pages.
LEFT_OUT = r"\d+\s+more\s+(?:is|are)\s+not\s+printed|\d+\s+more\s+rows?\s+(?:is|are)\s+not\s+drawn|^ *\d\. |\d / \d"


@pytest.fixture(scope="module")
def store(warehouse: Path) -> Store:
    return Store(warehouse)


@pytest.fixture(scope="module")
def client(warehouse: Path) -> TestClient:
    return TestClient(app)


@lru_cache
def pdf(store: Store, kind: str, subject_id: str, lang: str = "en", paper: str = "a4") -> bytes:
    return briefs.in_form(briefs.make(store, kind, subject_id, lang=lang, paper=paper), "pdf")


def words_of(document: bytes) -> str:
    """The text of a document as pdftotext gives it; where that is not installed, as Chromium's engine does."""
    if shutil.which("pdftotext"):
        done = subprocess.run(["pdftotext", "-layout", "-", "-"], input=document, capture_output=True, check=True)
        return done.stdout.decode()
    return "\n".join(page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(document))


def without_axes(text: str) -> list[str]:
    """The lines without those that are nothing but the even steps of an axis."""
    kept = []
    for line in text.splitlines():
        steps = [float(step.replace("\N{MINUS SIGN}", "-")) for step in line.split() if re.fullmatch(r"[\N{MINUS SIGN}-]?\d+(\.\d+)?", step)]  # fmt: skip
        even = len(steps) >= 3 and len({round(b - a, 6) for a, b in pairwise(steps)}) == 1
        if not (even and len(steps) == len(line.split())):
            kept.append(line)
    return kept


@pytest.mark.parametrize(("kind", "subject_id"), [*KINDS.items(), ("language", "aaa"), ("country", "IN")])
def test_every_number_on_paper_is_one_of_the_warehouse(
    store: Store, real: duckdb.DuckDBPyConnection, kind: str, subject_id: str
) -> None:
    text = "\n".join(without_axes(words_of(pdf(store, kind, subject_id))))
    text = re.sub(LEFT_OUT, " ", text, flags=re.MULTILINE)
    text = re.sub(r"https?:\S+(?:\s*\S*edition=\w+)?|\b[0-9a-f]{12,64}\b", " ", text)
    edition = store.content_hash[:12]  # an address may be broken within it
    text = re.sub("|".join(rf"\b{edition[start:]}\b" for start in range(1, 9)), " ", text)
    said = {number.replace(",", "") for number in NUMBER.findall(text)}
    assert len(said) > 15
    assert sorted(said - allowed(real, kind, subject_id)) == []


def stated(sentence: str, real: duckdb.DuckDBPyConnection) -> list[float]:
    """The numbers of a sentence, without those in names of models."""
    for (name,) in real.execute(
        "SELECT name FROM model UNION SELECT name FROM benchmark ORDER BY length(name) DESC"
    ).fetchall():
        sentence = sentence.replace(name, "")
    return [float(number.replace(",", "")) for number in NUMBER.findall(sentence)]


@pytest.mark.parametrize("kind", STATED)
def test_the_finding_states_the_numbers_of_its_rows(store: Store, real: duckdb.DuckDBPyConnection, kind: str) -> None:
    expected = real.execute(STATED[kind], [KINDS[kind]]).fetchall()[0][0]
    assert stated(briefs.make(store, kind, KINDS[kind]).title, real) == [pytest.approx(value) for value in expected]


@pytest.mark.parametrize(
    ("kind", "relation", "key"),
    [
        ("country", "territory_exposure", "territory_code"),
        ("region", "group_exposure", "group_id"),
        ("group", "group_exposure", "group_id"),
    ],
)
def test_the_sentences_on_people_state_the_bounds(
    store: Store, real: duckdb.DuckDBPyConnection, kind: str, relation: str, key: str
) -> None:
    query = PEOPLE_STATED.format(relation=relation, key=key)
    for sentence, expected in zip(
        briefs.make(store, kind, KINDS[kind]).messages.points,
        real.execute(query, [KINDS[kind]]).fetchall()[0][0],
        strict=False,
    ):
        said = stated(sentence, real)
        if "billion" in sentence:
            said = [1000 * value if n < 2 and value < 10 else value for n, value in enumerate(said)]
        assert said == [pytest.approx(value, rel=0.05 if "billion" in sentence else 1e-6) for value in expected]


def test_the_index_is_stated_with_its_intervals(store: Store, real: duckdb.DuckDBPyConnection) -> None:
    sentence = briefs.make(store, "language", "yo").messages.points[0]
    expected = real.execute(
        """SELECT [round(100 * relative_capability), round(100 * low), round(100 * high), round(100 * new_test_low), round(100 * new_test_high),
        n_tests, n_scores, newest_year] FROM relative_capability WHERE language_tag = 'yo'"""
    ).fetchall()[0][0]
    assert stated(sentence.split("Index across tests:")[1], real) == expected


def test_a_comparison_states_the_widest_gap_of_its_chart(store: Store) -> None:
    brief = briefs.make(store, "compare", KINDS["compare"])
    frame = brief.pictures[0].chart.frame
    assert brief.title == brief.pictures[0].chart.title
    assert f"{frame['value'].max():.1f} points" in brief.title


def test_the_rows_of_the_table_are_rows_of_the_warehouse(store: Store, real: duckdb.DuckDBPyConnection) -> None:
    table = briefs.make(store, "language", "yo").table
    assert table is not None
    assert len(table.rows) == len(store.view("gap_on_test", language_tag="yo"))
    for row in table.rows:
        _, model, year, share, reference, gap, _, _ = row
        found = real.execute(
            """SELECT count(*) FROM gap JOIN model USING (model_id) WHERE language_tag = 'yo' AND name = ? AND year = ?
            AND abs(100 * score_share - ?) < 0.051 AND abs(100 * reference_share - ?) < 0.051 AND abs(gap_pp - ?) < 0.051""",
            [model, int(year), *(float(cell.rstrip("%").replace("\N{MINUS SIGN}", "-")) for cell in (share, reference, gap))],
        ).fetchall()  # fmt: skip
        assert found[0][0] > 0, row


def test_what_is_left_out_is_counted(store: Store) -> None:
    brief = briefs.make(store, "language", "yo")
    assert brief.table is not None
    text = re.sub(r"\s+", " ", words_of(pdf(store, "language", "yo")))
    left = re.search(r"those with most items\. (\d+) more are not printed", text)
    assert left is not None
    origins = len(re.findall(r"translated by (?:people|machine)(?! and)|written in each language", text.split("What is not known")[0].split("Tests held here")[1]))  # fmt: skip
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


def test_numbers_stand_beside_the_marks_of_a_chart(store: Store) -> None:
    for picture in briefs.make(store, "language", "yo").pictures:
        for value in picture.chart.frame["value"]:
            assert f">{value:.1f}<" in picture.svg


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
