"""Charts for a page of HTML: the marks alone, as SVG that stands in the page, once for a wide window and once for a phone.

Title, statistic, note and sources are text of the page. The drawing is one picture with one text alternative; what Vega says
of each mark, in English, is taken out. Colours of the ground are those of the light theme; ``DARK`` says what they turn into.
"""

from __future__ import annotations

import re
from html import escape

from dashboard.briefs.words import plain
from dashboard.charts.chart import Chart
from dashboard.charts.fitting import NARROW, WIDTH
from dashboard.charts.layers import INTERVAL
from dashboard.charts.still import hatchings
from dashboard.charts.vega import GROUND, marks
from dashboard.text import Text

WIDE_ONLY = ("tiles",)  # tiles keep their size, and scroll where the window is narrower
SAID_OF_MARKS = re.compile(r' (?:aria-[a-z]+|role|tabindex|xmlns(?::xlink)?|version|class)="[^"]*"')
OWN_NAMES = re.compile(r'(id="|url\(#|xlink:href="#|href="#)')


def inline(chart: Chart, text: Text, name: str) -> str:
    """The chart as SVG for a page. ``name``: what the parts of this drawing are called, so that several stand in one page."""
    wide = _drawn(chart, text, f"{name}w", WIDTH)
    if chart.mark in WIDE_ONLY:
        return f'<div class="scroll" tabindex="0" role="region" aria-label="{escape(plain(chart.title))}">{wide}</div>'
    return f'<div class="wide">{wide}</div><div class="narrow">{_drawn(chart, text, f"{name}n", NARROW)}</div>'


def dark_style(scope: str) -> str:
    """Rules that turn the colours of the ground into those of the dark theme, below the elements that ``scope`` selects."""
    pairs = [*zip(GROUND["light"][1:], GROUND["dark"][1:], strict=True), (INTERVAL, GROUND["dark"][2])]
    return "".join(
        f'{scope} svg [{side}="{light}"]{{{side}:{dark}}}' for light, dark in pairs for side in ("fill", "stroke")
    )


def _drawn(chart: Chart, text: Text, name: str, width: int) -> str:
    """One drawing, ``width`` CSS pixels wide at most."""
    drawn = marks(chart, text, "light", width)
    drawn = OWN_NAMES.sub(rf"\g<1>{name}-", SAID_OF_MARKS.sub("", drawn[drawn.index("<svg") :]))
    patterns = OWN_NAMES.sub(rf"\g<1>{name}-", hatchings(chart))
    at = drawn.index(">") + 1
    head = drawn[:at].replace("<svg", f'<svg role="img" aria-label="{escape(plain(chart.alt))}"', 1)
    return f"{head}{f'<defs>{patterns}</defs>' if patterns else ''}{drawn[at:]}"
