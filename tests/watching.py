"""A browser page that is watched: no request to another host, no word on its console."""

from __future__ import annotations

import re
import time

from playwright.sync_api import Browser, Frame, Page, TimeoutError, expect

FIRST_LOAD_MS = 30_000
expect.set_options(timeout=FIRST_LOAD_MS)  # other tests and the warehouse share the machine
DRAWN = (
    "[...document.querySelectorAll('[data-testid=stPlotlyChart]')].every(chart => chart.querySelector('svg.main-svg'))"
)
SIZES = {"desktop": {"width": 1280, "height": 900}, "phone": {"width": 390, "height": 844}}


class Watched:
    """A page that remembers every foreign request and every word on its console."""

    def __init__(self, browser: Browser, address: str, **options: object) -> None:
        self.context = browser.new_context(locale="en-GB", **options)  # type: ignore[arg-type]
        self.page: Page = self.context.new_page()
        self.address = address
        self.troubles: list[str] = []
        self.page.on(
            "console",
            lambda message: self.troubles.append(message.text) if message.type in ("error", "warning") else None,
        )
        self.page.on("pageerror", lambda error: self.troubles.append(str(error)))
        self.page.on("request", lambda request: self.check(request.url))
        self.page.on("websocket", lambda socket: self.check(socket.url.replace("ws:", "http:")))

    def check(self, url: str) -> None:
        """Note a request that leaves this server."""
        if not url.startswith((self.address, "data:", "blob:")):
            self.troubles.append(f"foreign request: {url}")

    def open(self, path: str, title: str) -> None:
        """Go there and wait until the page has its title and all its charts."""
        self.page.goto(f"{self.address}/{path}")
        expect(self.page.locator("h1")).to_have_text(title)
        self.settle()

    def settle(self) -> None:
        """Wait until the server has finished the page and every chart is drawn: before that, what moves closes an open list."""
        expect(self.page.locator("[data-test-script-state=notRunning]")).to_be_attached()
        until(self.page, DRAWN)

    def choose(self, label: str, option: str, *, typed: str = "") -> None:
        """Open a list and choose, as often as it takes: a list that is open while its page changes is closed. ``typed``: to filter it."""
        for _ in range(3):
            box = self.page.get_by_role("combobox", name=label)
            box.click()
            if typed:
                box.fill(typed)
            try:
                self.page.get_by_role("option", name=option, exact=True).click(timeout=FIRST_LOAD_MS / 3)
            except TimeoutError:
                self.page.keyboard.press("Escape")
                continue
            return
        raise AssertionError(f"{label} does not offer {option}")

    def type_in(self, label: str, words: str, parameter: str) -> None:
        """Type into a box and press Enter, as often as it takes until the address says so: on a busy machine the page may still
        be drawn when the words come, and a box that is drawn anew is empty."""
        for _ in range(3):
            self.page.get_by_label(label).first.fill(words)
            self.page.keyboard.press("Enter")
            try:
                self.page.wait_for_url(re.compile(rf"[?&]{parameter}="), timeout=FIRST_LOAD_MS / 3)
            except TimeoutError:
                continue
            self.settle()
            return
        raise AssertionError(f"{label} does not take {words}")


def until(page: Page | Frame, expression: str) -> None:
    """Wait until an expression holds in a page. Playwright's own way compiles text as script, which the pages forbid."""
    end = time.monotonic() + FIRST_LOAD_MS / 1000
    while not page.evaluate(expression):
        assert time.monotonic() < end, f"never true: {expression}"
        page.wait_for_timeout(50)
