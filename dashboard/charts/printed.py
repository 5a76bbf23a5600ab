"""Charts for paper: the marks alone, in SVG, with the number of each mark beside it, so that nothing hangs on colour or on pointing."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

import pandas as pd

from dashboard.charts.chart import Chart
from dashboard.charts.letters import style, widest
from dashboard.charts.vega import drawn, font, specification
from dashboard.text import Text
from dashboard.theme import ROLES

LABEL_WIDTH = 50  # characters of a line: paper is wide
NOTHING_KNOWN = ("not_measured", "cannot_say")
LEAST = 0.06  # of the widest bar: a part of a bar that is narrower holds no number


def printed(chart: Chart, text: Text) -> str:
    """The marks of a chart as SVG on white. Its words stand beside it in the document. Counts have no decimals."""
    chart = replace(chart, label_width=LABEL_WIDTH)
    digits = 0 if (chart.frame["value"].dropna() % 1 == 0).all() else 1
    shown = ["" if pd.isna(value) else text.number(value, digits) for value in chart.frame["value"]]
    plan = specification(chart, text, "print", over=widest(shown, 11) + 8)
    plan["config"]["axisXQuantitative"] |= {"labelFlush": False}
    for row, number in zip(plan["data"]["values"], shown, strict=True):
        row["shown"] = number
    for layer in plan["layer"]:
        if layer["mark"].get("type") == "bar":
            layer["mark"] |= {"stroke": "#57606A", "strokeWidth": 0.6}
    plan["layer"] += numbers(chart, plan["layer"], text)
    body = drawn(json.dumps(plan, ensure_ascii=False))
    at = body.index("<svg") + len("<svg")
    inside = body.index(">", at) + 1
    return f'{body[:at]} font-family="{font(text)}"{body[at:inside]}<defs>{patterns(chart)}</defs>{body[inside:]}'


def patterns(chart: Chart) -> str:
    """A pattern for each hatched role: white lines on its colour, or grey lines on white where nothing is known, so that the two are
    told apart without colours."""
    found = []
    for role in chart.roles:
        colour, _, hatch = ROLES[role]
        ground, line = ("#FFFFFF", "#8A949E") if role in NOTHING_KNOWN else (colour, "#FFFFFF")
        if hatch:
            found.append(
                f'<pattern id="h-{role}" width="7" height="7" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">'
                f'<rect width="7" height="7" fill="{ground}"/><rect width="2.5" height="7" fill="{line}"/></pattern>'
            )
    return "".join(found)


def numbers(chart: Chart, layers: list[dict[str, Any]], text: Text) -> list[dict[str, Any]]:
    """A layer that writes each number where its mark is: above dots and columns, behind bars, within bars of several parts."""
    mark = {"dots": "point", "bars": "bar", "columns": "bar"}.get(chart.mark)
    drawn = next((layer for layer in layers if mark and layer["mark"].get("type") == mark), None)
    if drawn is None:
        return []
    words: dict[str, Any] = {"type": "text", **style("small"), "color": "#000000"}
    places = {
        key: value for key, value in drawn["encoding"].items() if key in ("x", "y", "xOffset", "yOffset", "order")
    }
    transform = list(drawn.get("transform", []))
    if chart.mark in ("dots", "columns"):
        words["dy"] = -10
    elif chart.frame["label"].duplicated().any():
        widest = chart.frame.groupby("label")["value"].sum().max()
        transform.append({"filter": f"datum.value >= {LEAST * widest}"})
        places["x"] = places["x"] | {"bandPosition": 0.5}
        places["detail"] = {"field": "series", "type": "nominal"}
        words |= {"stroke": "#FFFFFF", "strokeWidth": 2, "strokeJoin": "round"}
        halo = {"transform": transform, "mark": words, "encoding": places | {"text": {"field": "shown"}}}
        plain = {key: value for key, value in words.items() if not key.startswith("stroke")}
        return [halo, {"transform": transform, "mark": plain, "encoding": places | {"text": {"field": "shown"}}}]
    else:
        words |= {"align": "right" if text.right_to_left else "left", "dx": -4 if text.right_to_left else 4}
        if chart.frame["high"].notna().any():  # the number stands behind the line of the interval
            places["x"] = {key: value for key, value in places["x"].items() if key != "stack"} | {"field": "beyond"}
            transform.append({"calculate": "isValid(datum.high) ? datum.high : datum.value", "as": "beyond"})
    return [{"transform": transform, "mark": words, "encoding": places | {"text": {"field": "shown"}}}]
