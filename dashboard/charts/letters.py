"""How much room words need in a drawing.

Vega lays out every word with the fonts of the machine to learn its width, which takes thirty times as long as to draw the marks,
and the reader's fonts are others anyway. So Vega is handed words of size 0, each with a name of a place for a font (``unmeasured``),
and is told how much room to leave (``width_of``, ``rows``); ``sized`` gives the words their size when all is drawn.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from typing import Any, NamedTuple

LINE = 14  # pixels from a line of words to the next
# Widths in hundredths of the size of the letters: those of wide fonts, so that words have room in narrow ones too.
NARROW, NORMAL, CAPITAL, BROAD, FULL = 34, 59, 70, 95, 100
NARROW_LETTERS, BROAD_LETTERS = frozenset(" \u00a0\u202fijlftrI.,:;'’|()[]-·!"), frozenset("mwMW%—@")
WORD = re.compile(r'<text([^>]*?) font-family="(\w+)" font-size="0px"([^>]*)>(.*?)</text>')


class Place(NamedTuple):
    """Words of one kind: their size, and how far below the point that Vega gives them their first line stands, in pixels."""

    size: int
    drop: int
    centred: bool = False  # whether lines are centred on that point, and not hung below it


PLACES = {
    "row": Place(12, 4, centred=True),  # names of rows, beside them
    "below": Place(12, 9),  # numbers and names below an axis
    "above": Place(10, -2),  # names of columns of tiles
    "aside": Place(12, -3),  # the name of an upright axis
    "legend": Place(12, 4),
    "mark": Place(12, 4),  # words in the place of marks
    "small": Place(11, 3),
    "tile": Place(10, 3),
}


def width_of(words: str, size: int = 12) -> float:
    """About how wide the longest line of some words is, in pixels; rather too wide than too narrow."""
    return max(sum(map(_hundredths, line)) for line in words.split("\n")) * size / 100


def widest(words: Iterable[str], size: int = 12) -> float:
    """The width of the widest of many; nothing where there is none."""
    return max((width_of(one, size) for one in words), default=0.0)


def _hundredths(letter: str) -> int:
    if letter in NARROW_LETTERS:
        return NARROW
    if letter in BROAD_LETTERS:
        return BROAD
    if unicodedata.category(letter) in ("Mn", "Me", "Cf"):
        return 0
    if unicodedata.east_asian_width(letter) in "WF":
        return FULL
    return CAPITAL if letter.isupper() else NORMAL


def style(place: str, part: str = "") -> dict[str, Any]:
    """What Vega is told of words in a place, in place of their font. ``part``: ``label`` or ``title`` of an axis or a legend."""
    names = [f"{part}{name}" if part else f"{name[0].lower()}{name[1:]}" for name in ("Font", "FontSize", "LineHeight")]
    return dict(zip(names, (place, 0, LINE), strict=True))


def sized(drawn: str) -> str:
    """A drawing with its words in their sizes. The font is that of the whole, which the page or the picture around it sets."""
    return WORD.sub(_sized, drawn)


def _sized(found: re.Match[str]) -> str:
    before, name, after, words = found.groups()
    place = PLACES[name]
    lines = words.count("<tspan")
    drop = place.drop - ((lines - 1) * LINE // 2 if place.centred and lines else 0)
    return f'<text{before} y="{drop}" font-size="{place.size}"{after}>{words}</text>'
