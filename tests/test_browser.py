"""The real server in a real browser: every page, no request to another host, nothing on the console."""

from __future__ import annotations

import json
import urllib.request
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from dashboard.pages import GROUPS, PAGES
from dashboard.text import Text
from tests.watching import Watched

pytestmark = pytest.mark.browser


def test_a_deep_link_is_the_first_thing_a_new_server_is_asked(watched: Watched) -> None:
    watched.open("language?tag=yo", Text("en")("page.language.title"))
    expect(watched.page.get_by_role("combobox", name=Text("en")("menu.language"))).to_be_visible()


@pytest.mark.parametrize("tag", ["en", "ar", "fr"])
def test_walk_through_every_page_by_the_menu(watched: Watched, tag: str) -> None:
    text = Text(tag)
    watched.open(f"?lang={tag}", text("page.overview.title"))
    for group, names in GROUPS.items():
        watched.page.get_by_test_id("stPageLink").get_by_text(text(f"menu.{group}"), exact=True).first.click()
        for name in names:
            if len(names) > 1:
                inside = watched.page.locator(".st-key-submenu")
                inside.get_by_role("link", name=text(f"page.{name}.menu"), exact=True).click()
            expect(watched.page.locator("h1")).to_have_text(text(f"page.{name}.title"))
            if tag != "en":  # the browser's own language needs no parameter
                assert f"lang={tag}" in watched.page.url
    watched.page.go_back()
    expect(watched.page.locator("h1")).to_have_text(text(f"page.{PAGES[-2]}.title"))


def test_every_chart_is_drawn_and_named(watched: Watched) -> None:
    watched.open("", Text("en")("page.overview.title"))
    expect(watched.page.locator(".js-plotly-plot .main-svg").first).to_be_visible()
    expect(watched.page.get_by_test_id("stPlotlyChart")).to_have_count(5)
    assert watched.page.get_by_text("GPT-4.5 preview (2025-02-27) on MMMLU").count() >= 1


def test_from_a_name_to_the_published_row(watched: Watched) -> None:
    text = Text("en")
    watched.open("language", text("page.language.title"))
    watched.type_in(text("language.find"), "yorùbá", "find")
    watched.page.get_by_role("link", name="Yoruba · Èdè Yorùbá · yo").click()
    expect(watched.page.get_by_role("heading", name="Yoruba · Èdè Yorùbá")).to_be_visible()
    expect(watched.page).to_have_url(f"{watched.address}/language?tag=yo")
    watched.settle()
    watched.page.get_by_text(text("panel.details")).first.click()
    expect(watched.page.get_by_text(text("panel.published"), exact=True).first).to_be_visible()
    watched.settle()
    with watched.page.expect_download() as download:
        watched.page.get_by_role("button", name=text("panel.download_rows")).first.click()
    lines = Path(download.value.path()).read_text(encoding="utf-8-sig").splitlines()
    assert any(
        "Yoruba" in line and "0.6818" in line and "multilingual_mmlu_benchmark_results.md" in line for line in lines
    )


def test_a_choice_lives_in_the_address_and_the_back_button_undoes_it(watched: Watched) -> None:
    watched.open("capability?benchmark=mmmlu", Text("en")("page.capability.title"))
    expect(watched.page.locator("h3")).to_contain_text("GPT-4.5 preview")
    watched.choose("Model", "o1")
    expect(watched.page.locator("h3")).to_contain_text("o1: clearly worse")
    assert watched.page.url.endswith("capability?benchmark=mmmlu&model=o1")
    watched.page.go_back()
    expect(watched.page.locator("h3")).to_contain_text("GPT-4.5 preview")
    watched.open("capability?benchmark=mmmlu&model=o1", Text("en")("page.capability.title"))
    expect(watched.page.locator("h3")).to_contain_text("o1: clearly worse")


def test_no_address_makes_the_page_ask_another_host(watched: Watched) -> None:
    image = "![x](https://example.org/x.png)"
    for path in (f"language?tag={image}", f"language?find={image}", f"capability?model={image}", f"?lang={image}"):
        watched.page.goto(f"{watched.address}/{path}")
        expect(watched.page.locator("h1")).to_be_visible()
        watched.page.wait_for_timeout(1000)


def test_an_address_of_no_page_says_so_and_leads_on(browser: Browser, address: str) -> None:
    text, page = Text("fr"), browser.new_page()
    page.goto(f"{address}/a%20b%3Cscript%3E?lang=fr")
    expect(page.locator("h1")).to_have_text(text("error.no_page_title"))
    expect(page.get_by_text("/a b<script>")).to_be_visible()
    expect(page.get_by_role("dialog")).to_have_count(0)  # Streamlit's own words, in English
    page.get_by_role("link", name=text("page.overview.title")).click()
    expect(page.locator("h1")).to_have_text(text("page.overview.title"))
    page.close()


def test_health_answers_with_the_content_hash(address: str) -> None:
    with urllib.request.urlopen(f"{address}/health") as answer:  # noqa: S310 - a loopback address
        told = json.load(answer)
    assert told["status"] == "ok"
    assert len(told["content_hash"]) == 64
