"""A chart as shapes and as words with their places. Typst sets the words itself: what draws SVG there shapes no Devanagari that
could be read aloud or copied, and picks fonts letter by letter."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from lxml import etree

SVG = "{http://www.w3.org/2000/svg}"
MARKS = dict.fromkeys(map(ord, "\u202a\u202b\u202c"))  # of embedding: the direction is told instead
MOVE = re.compile(r"translate\(\s*(-?[\d.eE+-]+)[ ,]+(-?[\d.eE+-]+)\s*\)")
TURN = re.compile(r"rotate\(\s*(-?[\d.eE+-]+)")


@dataclass(frozen=True)
class Label:
    """Words on a drawing. ``x``, ``y``: where their baseline begins, is centred or ends, in pixels from the top left corner."""

    words: str
    x: float
    y: float
    anchor: Literal["start", "middle", "end"]
    angle: float  # degrees, clockwise
    size: float
    bold: bool
    italic: bool
    fill: str


@dataclass(frozen=True)
class Drawing:
    """Shapes as SVG without any words, its size in pixels, and the words."""

    svg: str
    width: float
    height: float
    labels: tuple[Label, ...]


@lru_cache(maxsize=64)
def drawing(svg: str) -> Drawing:
    """A picture of ``printed`` taken apart."""
    root = etree.fromstring(svg.encode(), etree.XMLParser(resolve_entities=False, no_network=True))
    labels: list[Label] = []
    _collect(root, 0.0, 0.0, labels)
    for words in list(root.iter(f"{SVG}text")):
        parent = words.getparent()
        if parent is not None:
            parent.remove(words)
    width, height = (float(root.get(side, "0")) for side in ("width", "height"))
    # A number on a coloured ground is drawn twice, its white edge first; paper gives every word a white ground instead.
    return Drawing(etree.tostring(root, encoding="unicode"), width, height, tuple(dict.fromkeys(labels)))


def _collect(element: etree._Element, x: float, y: float, labels: list[Label]) -> None:
    """Every text below an element, its moves added up; Vega turns nothing but single texts."""
    move = MOVE.search(element.get("transform", ""))
    if move:
        x, y = x + float(move[1]), y + float(move[2])
    if element.tag == f"{SVG}text":
        labels += _lines(element, x, y)
        return
    for child in element:
        _collect(child, x, y, labels)


def _lines(element: etree._Element, x: float, y: float) -> list[Label]:
    """The lines of a text, of which each further one is a ``tspan`` some pixels lower, in the direction in which the text is turned."""
    turn = TURN.search(element.get("transform", ""))
    angle = float(turn[1]) if turn else 0.0
    lower = float(element.get("y", "0"))
    parts = [(element.text or "", lower)]
    for line in element.iter(f"{SVG}tspan"):
        lower += float(line.get("dy", "0"))
        parts.append((line.text or "", lower))
    anchor = element.get("text-anchor", "start")
    return [
        Label(
            words=words.translate(MARKS).strip(),
            x=x - below * math.sin(math.radians(angle)),
            y=y + below * math.cos(math.radians(angle)),
            anchor="middle" if anchor == "middle" else "end" if anchor == "end" else "start",
            angle=angle,
            size=float(element.get("font-size", "11").removesuffix("px")),
            bold=element.get("font-weight", "normal") in ("bold", "700"),
            italic=element.get("font-style", "normal") == "italic",
            fill=element.get("fill", "#000000"),
        )
        for words, below in parts
        if words.translate(MARKS).strip()
    ]
