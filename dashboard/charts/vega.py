"""A chart in Vega-Lite, for pages without script, pictures and print: how its marks and its words share the room that there is."""

from __future__ import annotations

import json
from dataclasses import replace
from functools import lru_cache
from math import ceil, isnan
from typing import Any, NamedTuple

import vl_convert

from dashboard.charts import layers
from dashboard.charts.chart import Chart
from dashboard.charts.draw import marks_in_a_row
from dashboard.charts.fitting import EDGE, SYMBOL, WIDTH, embedded_lines, in_lines, split, wrapped
from dashboard.charts.letters import LINE, sized, style, widest, width_of
from dashboard.text import Text

FONT = "Noto Sans, Liberation Sans, sans-serif"
# The PNG renderer looks for another font letter by letter, which breaks words apart: Arabic takes one that has Latin too.
ARABIC_FONT = f"DejaVu Sans, {FONT}"
ROW, COLUMNS_HEIGHT, PLANE_HEIGHT = 22, 260, 320
TICK = 40  # pixels from a number of an axis to the next, at least
APART = 1.5  # Vega may draw half as many more numbers as it was told
SYMBOL_HEIGHT = 11  # pixels: of a symbol of the legend
BELOW = 21  # pixels: the numbers below an axis, with their ticks
GROUND = {
    "light": ("#FFFFFF", "#1F2328", "#57606A"),
    "dark": ("#0E1117", "#FAFAFA", "#A8B0BA"),
    "print": ("#FFFFFF", "#000000", "#333333"),
}  # paper, ink, faint


def font(text: Text) -> str:
    """The fonts of a language of the interface, the best first."""
    return ARABIC_FONT if text.right_to_left else FONT


@lru_cache(maxsize=64)
def drawn(plan: str) -> str:
    """A specification as SVG. Kept: a page and the picture beside it, and the briefs of many languages, share drawings."""
    return sized(str(vl_convert.vegalite_to_svg(plan)))


def marks(chart: Chart, text: Text, theme: str = "light", width: int = WIDTH) -> str:
    """The marks of a chart as SVG, drawn once for a page and for the picture beside it. Its words are in the font around it."""
    return drawn(json.dumps(specification(chart, text, theme, width), ensure_ascii=False))


class Room(NamedTuple):
    """Pixels: the numbers or names beside the marks, the name of their axis beyond, what hangs over on the other side, and the marks."""

    names: float
    title: float
    over: float
    marks: float


def room_of(chart: Chart, text: Text, axis: str, whole: float, over: float = 0) -> Room:
    """How marks and words share ``whole`` pixels. ``axis``: the name of an upright one; ``over``: for what stands behind the marks."""
    title, names, over = 0.0, 0.0, max(over, 6.0)
    if chart.mark in ("dots", "bars"):
        labels = (*chart.frame["label"].unique(), *chart.missing)
        names = 8 + widest(line for label in labels for line in split(label, text, chart.label_width))
    elif chart.mark == "tiles":
        lines = [line for name in chart.rows for line in split(name, text, chart.label_width)]
        names = 8 + widest(lines) if lines else 0.0
    else:
        names = 8 + numbers_width(chart, text)
        title = LINE * (axis.count("\n") + 1) + 4 if axis else 0.0
        if chart.mark == "columns":
            over = max(over, 14.0)  # the name of the last column may be wider than it
        if chart.mark == "points":
            over = max(over, min(widest(chart.frame["short"].astype(str), 11) / 2, 60))
    return Room(names, title, over, whole - names - title - over)


def numbers_width(chart: Chart, text: Text) -> float:
    """The width of the longest number that the measure's axis may bear."""
    known = [value for column in ("value", "low", "high") for value in chart.frame[column].dropna().tolist()]
    top = chart.maximum or 1.25 * max(map(abs, known), default=0.0)
    number = -top if min(known, default=0.0) < 0 else top
    return width_of(text.number(number, 0 if top >= 5 else 1 if top >= 0.5 else 2))


def ticks(chart: Chart, text: Text, across: float) -> int:
    """About how many numbers the horizontal axis has room for, not one over the other."""
    each = width_of("2000") if chart.across else numbers_width(chart, text)
    return max(2, min(ceil(across / TICK), int(across / (APART * (each + 14)))))


def specification(
    chart: Chart, text: Text, theme: str = "light", width: int = WIDTH, over: float = 0
) -> dict[str, Any]:
    """The marks of a chart in Vega-Lite, ``width`` CSS pixels wide with its edges. ``over``: as in ``room_of``."""
    chart = in_lines(chart, width)
    upright = chart.mark not in ("dots", "bars")  # whether the measure's axis is
    axis = wrapped(chart.axis, _height(chart, text)) if upright else ""
    room = room_of(chart, text, axis, width - 2 * EDGE, over)
    words = (axis or wrapped(chart.axis, room.marks), wrapped(chart.across, room.marks))
    roles = chart.roles
    if text.right_to_left:
        words = (embedded_lines(words[0]), embedded_lines(words[1]))
        roles = {role: embedded_lines(name) for role, name in roles.items()}
    chart = replace(chart, roles=roles, axis=words[0], across=words[1])
    sides = {"left": room.title, "right": room.over}
    if text.right_to_left:
        sides = {"left": room.over, "right": room.title}
    below = chart.across if chart.mark in ("lines", "points") else chart.axis if chart.mark in ("dots", "bars") else ""
    drawn_by = getattr(layers, chart.mark)(chart, text)
    if chart.logarithmic:
        for layer in drawn_by:
            if "x" in layer["encoding"]:
                layer["encoding"]["x"]["axis"] |= layers.powers(chart, text, room.marks)
    return {
        "$schema": "https://vega.github.io/schema/vega-lite/v5.json",
        "width": room.marks,
        "height": _height(chart, text),
        "autosize": "pad",
        "background": "transparent",
        "padding": {
            **sides,
            "top": 8,
            "bottom": 6 + (LINE * (below.count("\n") + 1) if below else 0) + layers.below(chart),
        },
        "data": {"values": _values(chart, text)},
        "layer": drawn_by,
        "config": _config(chart, text, theme, room),
    }


def _values(chart: Chart, text: Text) -> list[dict[str, Any]]:
    """The marks as Vega reads them: nothing where there is no number, the name of the role, the label in lines."""
    broken = {label: "\n".join(split(label, text, chart.label_width)) for label in chart.frame["label"].unique()}
    columns = {name: chart.frame[name].tolist() for name in chart.frame.columns if name != "text"}
    rows = (dict(zip(columns, row, strict=True)) for row in zip(*columns.values(), strict=True))
    return [
        {key: None if isinstance(value, float) and isnan(value) else value for key, value in row.items()}
        | {"series": chart.roles[row["role"]], "order": place, "wrapped": broken[row["label"]]}
        for place, row in enumerate(rows)
    ]


def _height(chart: Chart, text: Text) -> int:
    if chart.mark in ("dots", "bars"):
        labels = dict.fromkeys((*chart.frame["label"], *chart.missing))
        lines = [len(split(label, text, chart.label_width)) for label in labels]
        return len(lines) * max(ROW, 15 * max(lines), 13 * marks_in_a_row(chart))
    if chart.mark == "tiles":
        return ROW * max(int(chart.frame["y"].max()) + 1, len(chart.rows))
    return COLUMNS_HEIGHT if chart.mark == "columns" else PLANE_HEIGHT


def _config(chart: Chart, text: Text, theme: str, room: Room) -> dict[str, Any]:
    """Colours, numbers and places. Vega is told how much room words need: it does not measure them (``letters``)."""
    _, ink, faint = GROUND[theme]
    decimal, thousands = text.separators[0], text.separators[1]
    return {
        "lineBreak": "\n",
        "locale": {"number": {"decimal": decimal, "thousands": thousands, "grouping": [3], "currency": ["", ""]}},
        "view": {"stroke": None},
        "axis": {
            "labelColor": ink,
            "titleColor": faint,
            "titleFontWeight": "normal",
            "gridColor": "#8A949E40",
            "domainColor": "#8A949E80",
            "tickColor": "#8A949E80",
            "labelLimit": 0,  # labels come in lines already
        },
        "axisX": {**style("below", "label"), **style("below", "title"), "minExtent": BELOW},
        "axisTop": style("above", "label"),
        "axisY": {**style("row", "label"), **style("aside", "title"), "minExtent": room.names},
        "axisXQuantitative": {"tickCount": ticks(chart, text, room.marks)},
        "text": style("mark"),
        "legend": _legend(chart, text, ink, room),
    }


def _legend(chart: Chart, text: Text, ink: str, room: Room) -> dict[str, Any]:
    """The roles one below the other, above the marks and the names beside them."""
    step = SYMBOL + LINE * max(name.count("\n") for name in chart.roles.values())
    right = {"labelAlign": "right", "labelOffset": -SYMBOL, "legendX": room.marks + room.names - SYMBOL}
    return {
        "labelColor": ink,
        **style("legend", "label"),
        "labelLimit": 0,
        "title": None,
        "orient": "none",
        "direction": "vertical",
        "symbolSize": 90,
        "rowPadding": step if chart.mark == "lines" else step - SYMBOL_HEIGHT,  # a stroke has no height
        "legendX": -room.names,
        "legendY": -step * len(chart.roles) - layers.above(chart) - (2 * LINE if chart.mark == "lines" else 6),
        **(right if text.right_to_left else {}),
    }
