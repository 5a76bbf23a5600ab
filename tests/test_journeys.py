"""The journeys that the dashboard is for, in a real browser: from a question to an answer, in two languages and at two widths."""

from __future__ import annotations

import re
import urllib.request
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Locator, expect

from dashboard.advice import recommendations
from dashboard.reader import text_for
from dashboard.store import WAREHOUSE, Store, open_store
from dashboard.text import Text
from tests.watching import SIZES, Watched

pytestmark = pytest.mark.browser
LARGE = "advice_large_speakers"


# What is neither of one language nor of one width is tried in two of the four ways.
TWO = pytest.mark.parametrize(
    "reader", [("en", "desktop"), ("ar", "phone")], indirect=True, ids=["en-desktop", "ar-phone"]
)


@pytest.fixture(params=[(tag, size) for tag in ("en", "ar") for size in SIZES], ids=lambda case: "-".join(case))
def reader(request: pytest.FixtureRequest, browser: Browser, address: str) -> Iterator[tuple[Watched, Text]]:
    """Somebody who reads in a language, at a width."""
    tag, size = request.param
    watched = Watched(browser, address, viewport=SIZES[size])
    yield watched, text_for(tag, open_store(WAREHOUSE))
    watched.context.close()
    assert watched.troubles == []


def link(watched: Watched, words: str) -> Locator:
    """The first link with these words."""
    return watched.page.get_by_role("link").filter(has_text=words).first


def test_find_a_language_see_how_sure_it_is_and_open_the_source_row(reader: tuple[Watched, Text]) -> None:
    watched, text = reader
    watched.open(f"language?lang={text.tag}", text("page.language.title"))
    watched.type_in(text("language.find"), "yoruba", "find")
    link(watched, text.label("yo")).click()
    heading = watched.page.locator("#capability")
    expect(heading).to_contain_text("21.4")  # points behind English on MMMLU
    expect(heading).to_contain_text("20.5")
    expect(heading).to_contain_text("22.3")
    watched.page.get_by_text(text("panel.details")).first.click()
    expect(watched.page.get_by_text(text("panel.published"), exact=True).first).to_be_visible()
    expect(watched.page.get_by_role("button", name=text("panel.download_rows")).first).to_be_visible()


def test_find_a_country_and_read_its_bounds(reader: tuple[Watched, Text]) -> None:
    watched, text = reader
    watched.open(f"country?lang={text.tag}", text("page.country.title"))
    watched.choose(text("country.choose"), text.territory("NG"), typed=text.territory("NG"))
    expect(watched.page.get_by_text("53.0%").first).to_be_visible()
    expect(watched.page.get_by_text("98.8%").first).to_be_visible()
    assert "code=NG" in watched.page.url


def test_change_the_weight_and_see_whether_the_conclusion_changes(reader: tuple[Watched, Text]) -> None:
    watched, text = reader
    watched.open(f"disparity?lang={text.tag}&tau=0.9", text("page.disparity.title"))
    words = {"limit": text.share(0.5, 0)}
    served, unsure = (
        text(f"disparity.conclusion.{code}", **words).split("**")[1] for code in ("mostly_served", "cannot_say")
    )
    expect(watched.page.get_by_text(served, exact=True).first).to_be_visible()
    slider = watched.page.get_by_role("slider")
    slider.focus()
    watched.page.keyboard.press("ArrowDown")
    expect(watched.page.get_by_text(unsure, exact=True).first).to_be_visible()
    assert "tau=0.85" in watched.page.url


@TWO
def test_move_a_limit_of_the_advice_and_take_it_back(reader: tuple[Watched, Text]) -> None:
    watched, text = reader
    store = open_store(WAREHOUSE)
    recommendation = recommendations(store, text)["fund_safety_tests_large_languages"]
    before, after = (applied(store, limits, recommendation.recommendation_id) for limits in ({}, {LARGE: 2e7}))
    assert after < before
    watched.open(f"advice?lang={text.tag}&limit={LARGE}", text("page.advice.title"))
    watched.page.get_by_text(text("limits.title"), exact=True).first.click()
    watched.type_in(text("limits.value"), "20000000", "limits")
    words = {"before": text.integer(before), "after": text.integer(after)}
    expect(watched.page.get_by_text(text("advice.moved", title=recommendation.title, **words))).to_be_visible()
    assert f"limits={LARGE}" in watched.page.url
    moved = watched.page.get_by_text(text("advice.moved", title=recommendation.title, **words))
    watched.page.go_back()
    expect(moved).to_have_count(0)
    watched.page.go_forward()
    expect(moved).to_be_visible()
    link(watched, text("limits.back")).click()
    expect(watched.page).not_to_have_url(re.compile("limits="))


def applied(store: Store, limits: dict[str, float], name: str) -> int:
    """To how many a recommendation applies."""
    return len(store.advice(limits, recommendation_id=name, state="fires"))


def test_share_a_chart(reader: tuple[Watched, Text]) -> None:
    watched, text = reader
    watched.open(f"?lang={text.tag}", text("page.overview.title"))
    watched.page.get_by_role("button", name=text("share.menu")).first.click()
    snippet = watched.page.get_by_text("<iframe src=").first
    expect(snippet).to_be_visible()
    place = snippet.inner_text().split('src="')[1].split('"')[0].replace("&amp;", "&")
    assert place.startswith(watched.address)
    with urllib.request.urlopen(place) as answer:  # noqa: S310 - a loopback address
        page = answer.read().decode()
    assert "21.4" in page
    assert f'lang="{text.tag}"' in page
    for kind in ("PNG", "SVG", "CSV", "JSON"):
        target = watched.page.get_by_role("link", name=kind, exact=True).get_attribute("href")
        assert target is not None
        with urllib.request.urlopen(target) as answer:  # noqa: S310 - a loopback address
            assert answer.status == 200
    expect(watched.page.get_by_text(open_store(WAREHOUSE).content_hash[:12]).first).to_be_visible()


@TWO
def test_the_reader_s_own_language_and_country_go_along(reader: tuple[Watched, Text]) -> None:
    watched, text = reader
    watched.open(f"?lang={text.tag}&own=yo&home=NG", text("page.overview.title"))
    expect(watched.page.locator("#own")).to_be_visible()
    link(watched, text("own.more", name=text.label("yo"))).click()
    expect(watched.page.locator("#language")).to_contain_text("Èdè Yorùbá")
    assert "own=yo" in watched.page.url
    assert "home=NG" in watched.page.url


@TWO
def test_the_tour_is_dismissed_for_good(reader: tuple[Watched, Text]) -> None:
    watched, text = reader
    watched.open(f"?lang={text.tag}", text("page.overview.title"))
    tour = watched.page.locator(".st-key-tour")
    expect(tour).to_contain_text(text("tour.1")[:30])
    watched.page.get_by_role("button", name=text("tour.next")).click()
    expect(tour).to_contain_text(text("tour.2")[:30])
    link(watched, text("tour.dismiss")).click()
    expect(watched.page.locator("h1")).to_have_text(text("page.overview.title"))
    expect(watched.page.locator("#own")).to_be_visible()
    expect(tour).to_have_count(0)
    watched.open(f"?lang={text.tag}", text("page.overview.title"))
    expect(watched.page.locator("#own")).to_be_visible()
    expect(tour).to_have_count(0)


@pytest.mark.parametrize("path", ["", "language?tag=yo"])
def test_a_first_visit_is_light_and_the_next_one_almost_nothing(browser: Browser, address: str, path: str) -> None:
    """What comes over the wire, Streamlit's own scripts and the words of the page included."""
    context = browser.new_context(locale="en-GB")
    weights = []
    for _ in range(2):
        page = context.new_page()
        tools = context.new_cdp_session(page)
        tools.send("Network.enable")
        got: list[float] = []
        tools.on("Network.loadingFinished", lambda event, got=got: got.append(event["encodedDataLength"]))
        tools.on(
            "Network.webSocketFrameReceived",
            lambda event, got=got: got.append(0.75 * len(event["response"]["payloadData"])),
        )
        page.goto(f"{address}/{path}")
        expect(page.locator(".js-plotly-plot .main-svg").first).to_be_visible()
        page.wait_for_timeout(2500)
        weights.append(sum(got))
        page.close()
    context.close()
    first, again = weights
    assert first <= 2.5e6
    assert again <= 200e3
