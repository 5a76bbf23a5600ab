"""Pictures of every page: ``python -m tests.pictures [FOLDER [LANGUAGE...]]``, in English and Arabic if none is named. The one in the README is made here too."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path

from playwright.sync_api import Browser, expect, sync_playwright

from etl.contract import ROOT
from tests.server import launch, serve

PATHS = {
    "overview": "",
    "capability": "capability",
    "capability-grid": "capability?view=grid",
    "capability-index": "capability?view=index",
    "capability-best": "capability?view=best&find=yoruba",
    "safety": "safety",
    "attention": "attention",
    "language": "language?tag=yo",
    "language-many-variants": "language?tag=zh",
    "language-no-evidence": "language?tag=aaa",
    "language-unknown": "language?tag=qqz",
    "search": "language?find=arab",
    "country": "country?code=NG",
    "country-many-languages": "country?code=IN",
    "country-none-chosen": "country",
    "compare": "compare?with=ha,yo,sw",
    "disparity": "disparity",
    "yours": "yours",
    "compare-countries": "compare?kind=countries&with=NG,KE,IN",
    "compare-models": "compare?kind=models&with=o1,gpt-4.5-preview-2025-02-27",
    "compare-nothing-shared": "compare?with=pcm,yo,ha",
    "coverage": "coverage",
    "closing": "closing",
    "advice": "advice",
    "advice-language": "advice?tag=yo",
    "advice-country": "advice?code=NG",
    "advice-own-limits": "advice?limits=advice_large_speakers:20000000",
    "recommendation": "recommendation?of=fund_safety_tests_large_languages",
    "recommendation-not-computed": "recommendation?of=track_summit_pledges",
    "objections": "objections",
    "works": "works",
    "works-recipe": "works?of=vision_recipe",
    "benchmarks": "benchmarks?benchmark=afrimgsm",
    "methods": "methods",
}
SIZES = {"desktop": (1280, 900), "phone": (390, 844)}
TALLEST = 8000


def picture(browser: Browser, url: str, size: tuple[int, int], scheme: str, file: Path, *, whole: bool = True) -> None:
    """One page, from top to bottom or the first screen of it, as a PNG."""
    width, height = size
    context = browser.new_context(viewport={"width": width, "height": height}, color_scheme=scheme, locale="en-GB")  # type: ignore[arg-type]
    page = context.new_page()
    page.goto(url)
    expect(page.locator("h1")).to_be_visible(timeout=30_000)
    page.wait_for_timeout(3000)
    if whole:
        tall = page.evaluate("document.querySelector('[data-testid=stMain]').scrollHeight")
        page.set_viewport_size({"width": width, "height": min(tall + 40, TALLEST)})
        page.wait_for_timeout(1000)
    page.screenshot(path=file)
    context.close()


def main(folder: Path, languages: Sequence[str]) -> None:
    """Every page in both sizes, light and dark, in some languages of the interface; and the README's picture."""
    folder.mkdir(parents=True, exist_ok=True)
    with serve() as address, sync_playwright() as playwright:
        browser = launch(playwright)
        picture(browser, address, SIZES["desktop"], "light", ROOT / "docs" / "overview.png", whole=False)
        for tag in languages:
            for name, path in PATHS.items():
                url = f"{address}/{path}{'&' if '?' in path else '?'}lang={tag}"
                for size, pixels in SIZES.items():
                    for scheme in ("light", "dark"):
                        picture(browser, url, pixels, scheme, folder / f"{name}-{tag}-{size}-{scheme}.png")
        browser.close()
    print(f"{len(list(folder.glob('*.png')))} pictures in {folder}")


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT / "build" / "pictures", sys.argv[2:] or ("en", "ar"))
