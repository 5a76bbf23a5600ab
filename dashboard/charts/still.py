"""Charts as pictures: SVG and PNG, without a browser.

The marks are drawn by Vega-Lite through vl-convert; title, statistic, note and sources stand around them in the
same picture, so that it says what it is wherever it is taken. Roles have the colours, symbols and hatchings that
they have in ``draw``; a test compares what both draw.
"""

from __future__ import annotations

import textwrap
from xml.sax.saxutils import escape

import vl_convert
from langcodes import Language

from dashboard.charts.chart import Chart
from dashboard.charts.fitting import EDGE, WIDTH
from dashboard.charts.vega import GROUND, font, marks
from dashboard.text import Text
from dashboard.theme import ROLES

NO_PNG = ("Deva",)  # scripts whose signs that renderer puts in the wrong place; browsers draw the SVG rightly


def svg(chart: Chart, text: Text, sources: str, theme: str = "light") -> str:
    """The chart as an SVG picture of ``WIDTH`` pixels. ``sources``: the line that names them; ``theme``: light or dark."""
    drawn = marks(chart, text, theme)
    width, height = (float(drawn.split(f'{side}="', 1)[1].split('"', 1)[0]) for side in ("width", "height"))
    paper, ink, faint = GROUND[theme]
    head = [*_lines(chart.title, 20, ink, 700), *_lines(chart.subtitle, 14, faint)]
    foot = [*_lines(chart.note, 12, faint), *_lines(sources, 12, faint)]
    scale = min(1.0, (WIDTH - 2 * EDGE) / width)
    top = EDGE + sum(size * 1.35 for _, size, _, _ in head) + 8
    below = top + height * scale + 12
    in_all = below + sum(size * 1.35 for _, size, _, _ in foot) + EDGE
    body = drawn[drawn.index("<svg") :]
    at = (WIDTH - EDGE - width * scale) if text.right_to_left else EDGE
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" width="{WIDTH}" height="{in_all:.0f}" '
        f'viewBox="0 0 {WIDTH} {in_all:.0f}" role="img" font-family="{font(text)}" direction="ltr">'
        f"<title>{escape(chart.title)}</title><desc>{escape(chart.alt)}</desc><defs>{hatchings(chart)}</defs>"
        f'<rect width="100%" height="100%" fill="{paper}"/>{_written(head, EDGE, text)}'
        f'<g transform="translate({at:.1f} {top:.1f}) scale({scale:.4f})" direction="ltr">{body}</g>{_written(foot, below, text)}</svg>'
    )


def png(picture: str, scale: float = 2) -> bytes:
    """An SVG picture as PNG, ``scale`` pixels of it for each CSS pixel."""
    return vl_convert.svg_to_png(picture, scale=scale)


def has_png(text: Text) -> bool:
    """Whether the language's script can be drawn as PNG."""
    return Language.get(text.tag).maximize().script not in NO_PNG


def _lines(words: str, size: int, colour: str, weight: int = 400) -> list[tuple[str, int, str, int]]:
    """Words in lines that fit the picture; a letter is taken for a little more than half as wide as high."""
    most = int((WIDTH - 2 * EDGE) / (size * (0.56 if weight > 400 else 0.53)))
    plain = words.replace("**", "").replace("  \n", " ")
    return [(line, size, colour, weight) for line in textwrap.wrap(plain, most)]


def _written(lines: list[tuple[str, int, str, int]], top: float, text: Text) -> str:
    x, y, parts = WIDTH - EDGE if text.right_to_left else EDGE, top, []
    for words, size, colour, weight in lines:
        y += size * 1.35
        # Embedding marks rather than the attribute ``direction``, which browsers heed and the PNG renderer does not.
        shown, anchor = (f"\u202b{words}\u202c", "end") if text.right_to_left else (words, "start")
        parts.append(
            f'<text x="{x}" y="{y:.1f}" text-anchor="{anchor}" font-size="{size}" font-weight="{weight}" fill="{colour}">{escape(shown)}</text>'
        )
    return "".join(parts)


def hatchings(chart: Chart) -> str:
    """A pattern for each role that is hatched in ``draw`` too."""
    return "".join(
        f'<pattern id="h-{role}" width="7" height="7" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">'
        f'<rect width="7" height="7" fill="{ROLES[role][0]}"/><line x1="0" y1="0" x2="0" y2="7" stroke="#FFFFFF" stroke-width="3" stroke-opacity="0.65"/>'
        + (
            '<line x1="0" y1="0" x2="7" y2="0" stroke="#FFFFFF" stroke-width="3" stroke-opacity="0.65"/>'
            if ROLES[role][2] == "x"
            else ""
        )
        + "</pattern>"
        for role in chart.roles
        if ROLES[role][2]
    )
