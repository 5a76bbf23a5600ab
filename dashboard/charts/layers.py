"""The marks of a chart as layers of Vega-Lite. Roles have the colours, symbols and hatchings that they have in ``draw``."""

from __future__ import annotations

import json
import math
import textwrap
from typing import Any

from dashboard.charts.chart import Chart
from dashboard.charts.draw import marks_in_a_row
from dashboard.charts.fitting import split
from dashboard.charts.letters import LINE, style, widest
from dashboard.text import Text
from dashboard.theme import GREY, INK_ON, ROLES

INTERVAL = "#4D5560"  # lines on bars: dark enough on every colour of a role
COLUMN_NAMES = 104  # characters of the names of all columns of tiles beside each other
COLUMN_NAME = 9  # characters of a line of the name of a column
SHAPES = {
    "circle": "circle",
    "circle-open": "circle",
    "diamond": "diamond",
    "square": "square",
    "x-thin-open": "cross",
    "line-ns-open": "stroke",
    "triangle-up": "triangle-up",
    "cross": "cross",
}


def _colour(chart: Chart, *, hatched: bool) -> dict[str, Any]:
    paint = [f"url(#h-{role})" if hatched and ROLES[role][2] else ROLES[role][0] for role in chart.roles]
    scale = {"domain": list(chart.roles.values()), "range": paint}
    return {
        "field": "series",
        "type": "nominal",
        "scale": scale,
        "legend": {"title": None} if len(chart.roles) > 1 else None,
    }


def _measure(chart: Chart, text: Text, field: str = "value") -> dict[str, Any]:
    scale: dict[str, Any] = {"zero": True, "nice": chart.maximum is None}
    if chart.maximum is not None:
        scale["domain"] = [0, chart.maximum]
    if text.right_to_left and chart.mark in ("dots", "bars"):
        scale["reverse"] = True
    return {"field": field, "type": "quantitative", "scale": scale, "axis": {"title": chart.axis}}


def _category(chart: Chart, text: Text) -> dict[str, Any]:
    labels = list(dict.fromkeys((*chart.frame["label"], *chart.missing)))
    axis = {
        "title": None,
        "ticks": False,
        "domain": False,
        "labelPadding": 8,
        "labelExpr": "split(datum.label, '\\n')",
        "orient": "right" if text.right_to_left else "left",
    }
    wrapped = ["\n".join(split(label, text, chart.label_width)) for label in labels]
    return {"field": "wrapped", "type": "nominal", "sort": wrapped, "scale": {"domain": wrapped}, "axis": axis}


def _zero(chart: Chart, channel: str) -> list[dict[str, Any]]:
    line = {"mark": {"type": "rule", "color": GREY, "strokeWidth": 1.5}, "encoding": {channel: {"datum": 0}}}
    return [line] if chart.zero_line else []


def missing(chart: Chart, text: Text) -> list[dict[str, Any]]:
    """Words in the rows of what was not measured."""
    if not chart.missing:
        return []
    rows = [
        {"wrapped": "\n".join(split(label, text, chart.label_width)), "words": chart.missing_text}
        for label in chart.missing
    ]
    return [
        {
            "data": {"values": rows},
            "mark": {
                "type": "text",
                "align": "right" if text.right_to_left else "left",
                "color": GREY,
                "fontStyle": "italic",
                "x": "width" if text.right_to_left else 4,
            },
            "encoding": {"y": _category(chart, text), "text": {"field": "words"}},
        }
    ]


def dots(chart: Chart, text: Text) -> list[dict[str, Any]]:
    """Dots in rows, with their intervals."""
    y = _category(chart, text)
    plain = _colour(chart, hatched=False)
    apart = (
        {"yOffset": {"field": "series", "type": "nominal", "sort": list(chart.roles.values())}}
        if marks_in_a_row(chart) > 1
        else {}
    )
    fills = ["transparent" if ROLES[role][1].endswith("-open") else ROLES[role][0] for role in chart.roles]
    filled = plain | {"scale": {"domain": list(chart.roles.values()), "range": fills}}
    shape = plain | {
        "scale": {
            "domain": list(chart.roles.values()),
            "range": [SHAPES.get(ROLES[role][1], "circle") for role in chart.roles],
        }
    }
    return [
        *_zero(chart, "x"),
        {
            "transform": [{"filter": "isValid(datum.low)"}],
            "mark": {"type": "rule", "strokeWidth": 1.5},
            "encoding": {
                "x": _measure(chart, text, "low"),
                "x2": {"field": "high"},
                "y": y,
                **apart,
                "color": plain,
            },
        },
        {
            "mark": {"type": "point", "opacity": 1, "size": 70, "strokeWidth": 2},
            "encoding": {"x": _measure(chart, text), "y": y, **apart, "fill": filled, "stroke": plain, "shape": shape},
        },
        *missing(chart, text),
    ]


def bars(chart: Chart, text: Text) -> list[dict[str, Any]]:
    """Bars in rows, one behind the other where a row has several."""
    y = _category(chart, text)
    order = {"field": "order", "type": "quantitative"}
    x = _measure(chart, text) | {"stack": "zero"}
    layers: list[dict[str, Any]] = [
        {
            "mark": {"type": "bar", "height": {"band": 0.8}},
            "encoding": {"x": x, "y": y, "color": _colour(chart, hatched=True), "order": order},
        }
    ]
    if chart.frame["low"].notna().any():
        layers.append(
            {
                "mark": {"type": "rule", "color": INTERVAL, "strokeWidth": 1.5},
                "encoding": {"x": _measure(chart, text, "low"), "x2": {"field": "high"}, "y": y},
            }
        )
    return [*layers, *missing(chart, text)]


def _short_lines(label: str) -> list[str]:
    return textwrap.wrap(label, COLUMN_NAME, break_long_words=False)


def below(chart: Chart) -> int:
    """Pixels that the names of columns take below their first line."""
    return (
        LINE * (max(len(_short_lines(label)) for label in chart.frame["label"]) - 1) if chart.mark == "columns" else 0
    )


def columns(chart: Chart, text: Text) -> list[dict[str, Any]]:
    """Columns, side by side where a place has several."""
    labels = list(dict.fromkeys(chart.frame["label"]))
    lines = {label: _short_lines(label) for label in labels}
    across = {
        "field": "label",
        "type": "nominal",
        "sort": labels[::-1] if text.right_to_left else labels,
        "axis": {
            "title": None,
            "labelAngle": 0,
            "labelExpr": f"({json.dumps(lines, ensure_ascii=False)})[datum.label]",
        },
    }
    beside = {"field": "series", "type": "nominal", "sort": list(chart.roles.values())}
    up = _measure(chart, text)
    up["axis"] = {"title": chart.axis, "orient": "right" if text.right_to_left else "left"}
    return [
        {
            "mark": {"type": "bar"},
            "encoding": {"x": across, "xOffset": beside, "y": up, "color": _colour(chart, hatched=True)},
        },
        {
            "transform": [{"filter": "isValid(datum.low)"}],
            "mark": {"type": "rule", "color": INTERVAL, "strokeWidth": 1.5},
            "encoding": {"x": across, "xOffset": beside, "y": up | {"field": "low"}, "y2": {"field": "high"}},
        },
    ]


def _plane(chart: Chart, text: Text) -> tuple[dict[str, Any], dict[str, Any]]:
    """The two axes of lines and points."""
    scale: dict[str, Any] = {"type": "log" if chart.logarithmic else "linear", "reverse": text.right_to_left}
    axis = {"title": chart.across, "format": "~f"}
    across = {"field": "x", "type": "quantitative", "scale": scale, "axis": axis}
    up = _measure(chart, text)
    up["axis"] = {"title": chart.axis, "orient": "right" if text.right_to_left else "left"}
    return across, up


def _power(text: Text, k: int) -> str:
    """Ten to the ``k`` as a number of people is written, without decimals that say nothing."""
    for least, unit in ((9, "billion"), (6, "million")):
        if k >= least:
            return text.plural(f"number.{unit}", 10 ** (k - least), number=text.integer(10 ** (k - least)))
    return text.number(10.0**k, max(-k, 0))


def powers(chart: Chart, text: Text, across: float) -> dict[str, Any]:
    """The numbers of a logarithmic axis: powers of ten in words, as many as ``across`` pixels have room for."""
    low, high = math.log10(chart.frame["x"].min()), math.log10(chart.frame["x"].max())
    whole = range(math.ceil(low), math.floor(high) + 1)
    apart = across / max(high - low, 1)
    step = max(1, math.ceil((widest(_power(text, k) for k in whole) + 8) / apart))
    named = {k: _power(text, k) for k in whole[::step]}
    return {
        "values": [10.0**k for k in named],
        "labelExpr": f"({json.dumps(named, ensure_ascii=False)})[round(log(datum.value) / LN10)]",
    }


def lines(chart: Chart, text: Text) -> list[dict[str, Any]]:
    """Lines over a measure."""
    across, up = _plane(chart, text)
    dash = {
        "field": "series",
        "type": "nominal",
        "legend": None,
        "scale": {
            "domain": list(chart.roles.values()),
            "range": [[2, 3] if role == "even" else [6, 4] if ROLES[role][2] else [1, 0] for role in chart.roles],
        },
    }
    return [
        *_zero(chart, "y"),
        {
            "mark": {"type": "line", "strokeWidth": 2.5},
            "encoding": {
                "x": across,
                "y": up,
                "color": _colour(chart, hatched=False),
                "strokeDash": dash,
                "order": {"field": "order"},
            },
        },
    ]


def points(chart: Chart, text: Text) -> list[dict[str, Any]]:
    """Points in a plane, some with a name, by turns above and below."""
    across, up = _plane(chart, text)
    named = [name for name in chart.frame.sort_values("x")["short"] if isinstance(name, str) and name]
    names: list[dict[str, Any]] = [
        {
            "transform": [{"filter": {"field": "short", "oneOf": some}}],
            "mark": {"type": "text", "dy": away, **style("small"), "color": GREY},
            "encoding": {"x": across, "y": up, "text": {"field": "short"}},
        }
        for some, away in ((named[::2], -9), (named[1::2], 16))  # neighbours would lie one over the other
        if some
    ]
    plain = _colour(chart, hatched=False)
    return [
        *_zero(chart, "y"),
        {
            "transform": [{"filter": "isValid(datum.low)"}],
            "mark": {"type": "rule", "strokeWidth": 1.2, "opacity": 0.7},
            "encoding": {
                "x": across,
                "y": up | {"field": "low"},
                "y2": {"field": "high"},
                "color": plain,
            },
        },
        {
            "mark": {"type": "point", "filled": True, "opacity": 1, "size": 60},
            "encoding": {"x": across, "y": up, "color": plain},
        },
        *names,
    ]


def _column_names(chart: Chart) -> list[list[str]]:
    """The names of the columns of tiles in lines, all as many: Vega lets lines grow downwards."""
    most = max(COLUMN_NAMES // max(int(chart.frame["x"].max()) + 1, len(chart.columns)), 8)
    lines = [textwrap.wrap(name, most, break_long_words=False) for name in chart.columns]
    high = max(map(len, lines))
    return [[" "] * (high - len(name)) + name for name in lines]


def above(chart: Chart) -> int:
    """Pixels that the names of columns take above the marks."""
    return 8 + LINE * len(_column_names(chart)[0]) if chart.mark == "tiles" and chart.columns else 0


def tiles(chart: Chart, text: Text) -> list[dict[str, Any]]:
    """Tiles of one size, with a code in each."""
    places: dict[str, Any] = {}
    for channel, names in (("x", chart.columns), ("y", chart.rows)):
        n = max(int(chart.frame[channel].max()) + 1, len(names))
        axis: dict[str, Any] | None = None
        if names:
            lines = _column_names(chart) if channel == "x" else [split(name, text, chart.label_width) for name in names]
            high = max(len(name) for name in lines)
            words = json.dumps(lines, ensure_ascii=False)
            axis = {
                "title": None,
                "labelExpr": f"{words}[datum.value]",
                "ticks": False,
                "domain": False,
                "orient": "top" if channel == "x" else "right" if text.right_to_left else "left",
                "labelAngle": 0,
            }
            if channel == "x":
                axis |= {"labelPadding": 4 + LINE * (high - 1), "minExtent": above(chart)}
        order = list(range(n))
        if channel == "x" and text.right_to_left and chart.columns:  # east stays east on a map
            order = order[::-1]
        places[channel] = {
            "field": channel,
            "type": "ordinal",
            "scale": {"domain": order, "paddingInner": 0.08},
            "axis": axis,
        }
    dark = [role for role in chart.roles if role in INK_ON]
    ink = {"condition": {"test": {"field": "role", "oneOf": dark}, "value": "#000000"}, "value": "#FFFFFF"}
    return [
        {"mark": {"type": "rect"}, "encoding": {**places, "color": _colour(chart, hatched=True)}},
        {
            "mark": {"type": "text", **style("tile")},
            "encoding": {**places, "text": {"field": "short"}, "color": ink},
        },
    ]
