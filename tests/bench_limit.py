"""A limit of the advice moved in a browser, from Enter to the last change of the page: ``python -m tests.bench_limit``."""

from __future__ import annotations

import statistics
from pathlib import Path

from playwright.sync_api import Page, expect, sync_playwright

from tests.server import launch, serve

TIMES = 10
QUIET_MS = 1500  # nothing has changed for so long: the page is done
WARM_MS = 15_000  # the server compresses scripts when a browser first asks for them
LIMIT = "advice_large_speakers"
PAGES = {"for everybody": "", "for a language": "whom=language&tag=yo&"}
# When Enter was pressed, when the address changed, when the words of the page last did, and when anything did: a grid writes what it
# has drawn into its canvas once more, for who cannot see it, a fifth of a second later.
WHAT = ("address", "list", "last")
WATCH = """
window.seen = {};
addEventListener('keydown', event => {
  if (event.key === 'Enter') window.seen = {enter: performance.now(), before: location.href};
}, true);
for (const name of ['pushState', 'replaceState']) {
  const usual = history[name].bind(history);
  history[name] = (...given) => {
    usual(...given);
    if (!seen.address && location.href !== seen.before) seen.address = performance.now() - seen.enter;
  };
}
new MutationObserver(changes => {
  seen.last = performance.now() - seen.enter;
  const shown = changes.some(({target}) => !(target.nodeType === 1 ? target : target.parentElement)?.closest('canvas'));
  if (shown) seen.list = seen.last;
})
  .observe(document.body, {subtree: true, childList: true, characterData: true});
"""


def move(page: Page, value: int) -> dict[str, float]:
    """Set the limit and wait until the page is still; milliseconds after Enter."""
    box = page.get_by_role("spinbutton")
    box.fill(str(value))
    box.press("Enter")
    page.wait_for_timeout(QUIET_MS)
    assert f"{LIMIT}%3A{value}" in page.url
    expect(page.get_by_role("status").first).to_contain_text("Your limits change")
    return {what: page.evaluate(f"seen.{what}") for what in WHAT}


def bench_limit() -> None:
    """Print the median and the longest of moves to values that nobody asked for before."""
    with serve() as address, sync_playwright() as playwright:
        browser = launch(playwright)
        for name, parameters in PAGES.items():
            page = browser.new_page(locale="en-GB", viewport={"width": 1280, "height": 900})
            page.goto(f"{address}/advice?{parameters}limits={LIMIT}:30000000&limit={LIMIT}")
            page.wait_for_timeout(WARM_MS)
            page.evaluate(WATCH)
            moves = [move(page, 31_000_000 + 1_000_000 * n) for n in range(TIMES + 2)][2:]
            said = (
                f"{what} median {statistics.median(times):.0f} ms, longest {max(times):.0f} ms"
                for what in WHAT
                if (times := [one[what] for one in moves])
            )
            print(f"limit moved, {name:<16} {'; '.join(said)}, of {len(moves)}; busy: {busy()}")
            page.close()
        browser.close()


def busy() -> str:
    """How many processes wanted to run in the last minute: above the number of cores, all times are too long."""
    return Path("/proc/loadavg").read_text(encoding="ascii").split()[0]


if __name__ == "__main__":
    bench_limit()
