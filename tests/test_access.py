"""Every page is for everybody: by axe, twice and four times as large, by keyboard alone, without motion."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser, expect

from dashboard.pages import PAGES
from dashboard.text import Text
from tests.access import FADED_MS, WAYS, ZOOMED, outside, serious, shown
from tests.watching import Watched, until

pytestmark = pytest.mark.browser
ENGLISH, ARABIC = WAYS[0], WAYS[-1]  # the cheaper half: English in light on a desktop, Arabic in dark on a phone


# Every page in the one way, every fourth one in the other; ``make access`` tries all in all four.
@pytest.mark.parametrize(
    ("name", "way"), [*((name, ENGLISH) for name in PAGES), *((name, ARABIC) for name in PAGES[::4])], ids=str
)
def test_a_page_can_be_used_by_everybody_and_made_four_times_as_large(
    browser: Browser, address: str, name: str, way: tuple[str, str, str]
) -> None:
    watched = shown(browser, address, name, way)
    assert serious(watched.page) == {}
    assert [lost for width in ZOOMED for lost in outside(watched.page, width)] == []
    watched.context.close()
    assert watched.troubles == []


def test_the_keyboard_alone_finds_a_page_and_sees_where_it_is(watched: Watched) -> None:
    text, page = Text("en"), watched.page
    assert any(found_by_tab(watched, text("page.language.menu")) for _ in range(3))
    page.keyboard.press("Enter")
    expect(page.locator("h1")).to_have_text(text("page.language.title"))


def found_by_tab(watched: Watched, words: str) -> bool:
    """Whether the Tab key comes from the top of the Overview to a link of the menu. What has the focus shows it at each step; on a busy
    machine the page may still be drawn anew, and the focus then begins elsewhere."""
    watched.open("", Text("en")("page.overview.title"))
    watched.page.wait_for_timeout(FADED_MS)
    for _ in range(12):
        watched.page.keyboard.press("Tab")
        shown = watched.page.evaluate(FOCUS)
        if watched.page.evaluate("document.activeElement === document.body"):
            return False
        assert shown != "none"
        if watched.page.evaluate("document.activeElement.textContent") == words:
            return True
    return False


# How the element that has the focus shows it: by an outline or a shadow of its own or of what is around it.
FOCUS = """() => {
  for (let one = document.activeElement, step = 0; one && step < 4; one = one.parentElement, step++) {
    const style = getComputedStyle(one);
    if (style.outlineStyle !== 'none' && style.outlineWidth !== '0px') return 'outline';
    if (style.boxShadow !== 'none') return 'shadow';
  }
  return 'none';
}"""


def test_who_asks_for_less_motion_gets_none(browser: Browser, address: str) -> None:
    watched = Watched(browser, address, reduced_motion="reduce")
    watched.open("", Text("en")("page.overview.title"))
    lasting = "one => Math.max(parseFloat(getComputedStyle(one).transitionDuration), parseFloat(getComputedStyle(one).animationDuration))"
    until(watched.page, f"[...document.querySelectorAll('*')].map({lasting}).every(seconds => seconds < 0.001)")
    watched.context.close()
