"""The marks of a chart in Vega-Lite, for ``still``. Roles have the colours, symbols and hatchings that they have in ``draw``."""

from __future__ import annotations

import json
import textwrap
from dataclasses import replace
from functools import lru_cache
from typing import Any

import pandas as pd
import vl_convert

from dashboard.charts.chart import Chart
from dashboard.charts.draw import marks_in_a_row
from dashboard.charts.fitting import EDGE, WIDTH, embedded_lines, in_lines, split
from dashboard.text import Text
from dashboard.theme import GREY, INK_ON, ROLES

INTERVAL = "#4D5560"  # lines on bars: dark enough on every colour of a role
FONT = "Noto Sans, Liberation Sans, sans-serif"
# The PNG renderer looks for another font letter by letter, which breaks words apart: Arabic takes one that has Latin too.
ARABIC_FONT = f"DejaVu Sans, {FONT}"
ROW, COLUMNS_HEIGHT, PLANE_HEIGHT = 22, 260, 320
COLUMN_NAMES = 104  # characters of the names of all columns of tiles beside each other
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
GROUND = {
    "light": ("#FFFFFF", "#1F2328", "#57606A"),
    "dark": ("#0E1117", "#FAFAFA", "#A8B0BA"),
    "print": ("#FFFFFF", "#000000", "#333333"),
}  # paper, ink, faint


def font(text: Text) -> str:
    """The fonts of a language of the interface, the best first."""
    return ARABIC_FONT if text.right_to_left else FONT


@lru_cache(maxsize=8)
def _marks(plan: str) -> str:
    return str(vl_convert.vegalite_to_svg(plan))


def marks(chart: Chart, text: Text, theme: str = "light", width: int = WIDTH) -> str:
    """The marks of a chart as SVG, drawn once for a page and for the picture beside it."""
    return _marks(json.dumps(specification(chart, text, theme, width), ensure_ascii=False))


def specification(chart: Chart, text: Text, theme: str = "light", width: int = WIDTH) -> dict[str, Any]:
    """The marks of a chart in Vega-Lite, ``width`` CSS pixels wide with its edges."""
    _, ink, faint = GROUND[theme]
    chart = in_lines(chart, width)
    if text.right_to_left:
        names = {role: embedded_lines(name) for role, name in chart.roles.items()}
        chart = replace(chart, roles=names, axis=embedded_lines(chart.axis), across=embedded_lines(chart.across))
    broken = {label: "\n".join(split(label, text, chart.label_width)) for label in chart.frame["label"].unique()}
    frame = chart.frame.assign(
        series=chart.frame["role"].map(chart.roles),
        order=range(len(chart.frame)),
        wrapped=chart.frame["label"].map(broken),
    )
    values = [
        {key: None if isinstance(value, float) and pd.isna(value) else value for key, value in row.items()}
        for row in frame.drop(columns="text").to_dict("records")
    ]
    layers = {
        "dots": _dots,
        "bars": _bars,
        "columns": _columns,
        "lines": _line_layers,
        "points": _points,
        "tiles": _tiles,
    }[chart.mark](chart, text)
    size: dict[str, Any] = {"height": PLANE_HEIGHT if chart.mark in ("lines", "points") else COLUMNS_HEIGHT}
    if chart.mark in ("dots", "bars"):
        lines = [
            len(split(label, text, chart.label_width)) for label in dict.fromkeys((*frame["label"], *chart.missing))
        ]
        size = {"height": len(lines) * max(ROW, 15 * max(lines), 13 * marks_in_a_row(chart))}
    if chart.mark == "tiles":
        size = {"height": ROW * max(int(frame["y"].max()) + 1, len(chart.rows))}
    return {
        "$schema": "https://vega.github.io/schema/vega-lite/v5.json",
        "width": width - 2 * EDGE,
        "autosize": {"type": "fit-x", "contains": "padding"},
        **size,
        "background": "transparent",
        "padding": {"left": 0, "right": 4, "top": 4, "bottom": 6},
        "data": {"values": values},
        "layer": layers,
        "config": {
            "font": font(text),
            "lineBreak": "\n",
            "locale": {
                "number": {"decimal": text.separators[0], "thousands": text.separators[1], "grouping": [3], "currency": ["", ""]}
            },
            "view": {"stroke": None},
            "axis": {
                "labelColor": ink,
                "titleColor": faint,
                "titleFontWeight": "normal",
                "labelFontSize": 12,
                "titleFontSize": 12,
                "gridColor": "#8A949E40",
                "domainColor": "#8A949E80",
                "tickColor": "#8A949E80",
                "labelLimit": 0,  # labels come in lines already; a limit doubles the time of a drawing
            },
            "legend": {
                "labelColor": ink,
                "labelFontSize": 12,
                "labelLimit": width - 2 * EDGE - 40,
                "title": None,
                "orient": "top",
                "direction": "vertical",
                "symbolSize": 90,
            },
        },
    }  # fmt: skip


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


def _missing(chart: Chart, text: Text) -> list[dict[str, Any]]:
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


def _dots(chart: Chart, text: Text) -> list[dict[str, Any]]:
    y = _category(chart, text)
    plain = _colour(chart, hatched=False)
    apart = (
        {"yOffset": {"field": "series", "type": "nominal", "sort": list(chart.roles.values())}}
        if marks_in_a_row(chart) > 1
        else {}
    )
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
                "color": plain | {"legend": None},
            },
        },
        {
            "mark": {"type": "point", "filled": True, "opacity": 1, "size": 70, "strokeWidth": 2},
            "encoding": {
                "x": _measure(chart, text),
                "y": y,
                **apart,
                "color": plain,
                "shape": shape,
                "fillOpacity": {
                    "condition": {
                        "test": {"field": "role", "oneOf": [r for r in chart.roles if ROLES[r][1].endswith("-open")]},
                        "value": 0,
                    },
                    "value": 1,
                },
                "stroke": plain | {"legend": None},
            },
        },
        *_missing(chart, text),
    ]


def _bars(chart: Chart, text: Text) -> list[dict[str, Any]]:
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
    return [*layers, *_missing(chart, text)]


def _columns(chart: Chart, text: Text) -> list[dict[str, Any]]:
    labels = list(dict.fromkeys(chart.frame["label"]))
    across = {
        "field": "label",
        "type": "nominal",
        "sort": labels[::-1] if text.right_to_left else labels,
        "axis": {"title": None, "labelAngle": 0},
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
    across = {
        "field": "x",
        "type": "quantitative",
        "scale": scale,
        "axis": {"title": chart.across, "format": "~s" if chart.logarithmic else "~f"},
    }
    up = _measure(chart, text)
    up["axis"] = {"title": chart.axis, "orient": "right" if text.right_to_left else "left"}
    return across, up


def _line_layers(chart: Chart, text: Text) -> list[dict[str, Any]]:
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


def _points(chart: Chart, text: Text) -> list[dict[str, Any]]:
    across, up = _plane(chart, text)
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
                "color": plain | {"legend": None},
            },
        },
        {
            "mark": {"type": "point", "filled": True, "opacity": 1, "size": 60},
            "encoding": {"x": across, "y": up, "color": plain},
        },
        {
            "mark": {"type": "text", "dy": -9, "fontSize": 11, "color": GREY},
            "encoding": {"x": across, "y": up, "text": {"field": "short"}},
        },
    ]


def _tiles(chart: Chart, text: Text) -> list[dict[str, Any]]:
    places: dict[str, Any] = {}
    for channel, names in (("x", chart.columns), ("y", chart.rows)):
        n = max(int(chart.frame[channel].max()) + 1, len(names))
        axis: dict[str, Any] | None = None
        if names:
            most = COLUMN_NAMES // n if channel == "x" else chart.label_width
            lines = [textwrap.wrap(name, max(most, 8), break_long_words=False) for name in names]
            high = max(len(name) for name in lines)  # Vega lets lines grow downwards: all are as high as the highest
            words = ", ".join(json.dumps([" "] * (high - len(name)) + name, ensure_ascii=False) for name in lines)
            axis = {
                "title": None,
                "labelExpr": f"[{words}][datum.value]",
                "ticks": False,
                "domain": False,
                "orient": "top" if channel == "x" else "right" if text.right_to_left else "left",
                "labelAngle": 0,
            }
            if channel == "x":
                axis |= {"labelFontSize": 10, "labelLineHeight": 12, "labelPadding": 4 + 12 * (high - 1)}
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
            "mark": {"type": "text", "fontSize": 10},
            "encoding": {**places, "text": {"field": "short"}, "color": ink},
        },
    ]
