"""Whether everybody can use a page, as far as a program can tell. ``python -m tests.access``: every page in every way.

WCAG 2.2 A and AA by axe-core, and that a page can be made twice (1.4.4) and four times (1.4.10) as large: a window of 1280 pixels
is then 640 or 320 wide. What is wider than the window may scroll only in itself.
"""

from __future__ import annotations

import sys

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, sync_playwright

from dashboard.pages import PAGES
from dashboard.text import Text
from tests.server import launch, serve
from tests.watching import SIZES, Watched

PATHS = {"language": "language?tag=yo", "country": "country?code=NG", "compare": "compare?with=ha,yo,sw"}
WAYS = [(tag, size, scheme) for tag, size in (("en", "desktop"), ("ar", "phone")) for scheme in ("light", "dark")]
ZOOMED = (640, 320)
FADED_MS = 1500  # fading in changes contrast
MOVED_MS = 500
# Words and controls that lie outside the window, and in no part of the page that scrolls in itself.
OUTSIDE = """() => {
  const main = document.querySelector('[data-testid=stMain]'), width = document.documentElement.clientWidth;
  const inside = 'svg, pre, .katex, .wide, [data-testid=stTable], [data-testid=stDataFrame], [data-testid=stSlider] input, [class*=VisuallyHidden]';
  const seen = [...main.querySelectorAll('a, button, input, summary, h1, h2, h3, p, li, label')].filter(one => !one.closest(inside));
  const outside = seen.filter(one => {
    const box = one.getBoundingClientRect();
    return box.width > 1 && box.height > 1 && (box.left < -1 || box.right > width + 1);
  });
  const wide = main.scrollWidth > main.clientWidth ? [`the page itself: ${main.scrollWidth} > ${main.clientWidth}`] : [];
  return [...wide, ...outside.map(one => one.outerHTML.slice(0, 120))];
}"""
# Words of a chart that its edges cut off.
CUT = """() => [...document.querySelectorAll('.js-plotly-plot')].flatMap(chart => {
  const edge = chart.getBoundingClientRect();
  return [...chart.querySelectorAll('svg.main-svg text')].filter(words => {
    const box = words.getBoundingClientRect();
    return words.textContent.trim() && box.width > 1 && (box.left < edge.left - 2 || box.right > edge.right + 2 || box.top < edge.top - 2 || box.bottom > edge.bottom + 2);
  }).map(words => words.textContent);
})"""


def shown(browser: Browser, address: str, name: str, way: tuple[str, str, str]) -> Watched:
    """A page, drawn."""
    tag, size, scheme = way
    watched = Watched(browser, address, viewport=SIZES[size], color_scheme=scheme)
    path = PATHS.get(name, "" if name == "overview" else name)
    watched.open(f"{path}{'&' if '?' in path else '?'}lang={tag}", Text(tag)(f"page.{name}.title"))
    watched.page.wait_for_timeout(FADED_MS)
    return watched


def serious(page: Page) -> dict[str, list[str]]:
    """What axe finds that is serious or critical: rule and the elements that break it."""
    return {
        rule["id"]: [node["html"] for node in rule["nodes"]]
        for rule in Axe().run(page).response["violations"]
        if rule["impact"] in ("serious", "critical")
    }


def outside(page: Page, width: int) -> list[str]:
    """What lies outside a window of this width, or is cut off by the edge of a chart."""
    page.set_viewport_size({"width": width, "height": 900})
    page.wait_for_timeout(MOVED_MS)
    return [*page.evaluate(OUTSIDE), *page.evaluate(CUT)]


def main() -> int:
    """Every page in every way; how many are not for everybody."""
    failing = 0
    with serve() as address, sync_playwright() as playwright:
        browser = launch(playwright)
        for way in WAYS:
            for name in PAGES:
                watched = shown(browser, address, name, way)
                found: dict[str, list[str]] = serious(watched.page)
                found |= {str(width): lost for width in ZOOMED if (lost := outside(watched.page, width))}
                found |= {"console": watched.troubles} if watched.troubles else {}
                watched.context.close()
                failing += bool(found)
                print(f"{name:<16} {' '.join(way):<18} {found or 'nothing'}", flush=True)
        browser.close()
    return failing


if __name__ == "__main__":
    sys.exit(min(main(), 1))
