"""Charts for paper: the marks alone, in SVG, with the number of each mark beside it, so that nothing hangs on colour or on pointing."""

from __future__ import annotations

import json
import textwrap
from dataclasses import replace
from functools import lru_cache
from typing import Any

import vl_convert

from dashboard.charts.chart import Chart
from dashboard.charts.vega import specification
from dashboard.text import Text
from dashboard.theme import ROLES

LABEL_WIDTH = 50  # characters of a line: paper is wide
TICKS = 6  # about how many numbers an axis has: they are set in another font than they were measured in
NOTHING_KNOWN = ("not_measured", "cannot_say")
LETTER, AXIS = 6.2, 50  # pixels: of a letter of a label, and of the numbers and names of an axis
LEAST = 0.06  # of the widest bar: a part of a bar that is narrower holds no number


def printed(chart: Chart, text: Text) -> str:
    """The marks of a chart as SVG on white. Its words stand beside it in the document. Counts have no decimals."""
    chart = replace(chart, label_width=LABEL_WIDTH)
    plan = specification(chart, text, "print")
    digits = 0 if (chart.frame["value"].dropna() % 1 == 0).all() else 1
    plan["autosize"], plan["width"] = "pad", across(chart, plan["width"])
    for part in ("axis", "legend"):
        plan["config"][part]["labelLimit"] = (
            0  # labels are in lines already, and to measure them takes half of the time
        )
    plan["config"]["axisQuantitative"] = {"tickCount": TICKS, "labelFlush": False}
    for row in plan["data"]["values"]:
        row["shown"] = "" if row["value"] is None else text.number(row["value"], digits)
    for layer in plan["layer"]:
        if layer["mark"].get("type") == "bar":
            layer["mark"] |= {"stroke": "#57606A", "strokeWidth": 0.6}
    plan["layer"] += numbers(chart, plan["layer"], text)
    drawn = _drawn(json.dumps(plan, ensure_ascii=False))
    at = drawn.index(">", drawn.index("<svg")) + 1
    return f"{drawn[:at]}<defs>{patterns(chart)}</defs>{drawn[at:]}"


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


def across(chart: Chart, whole: float) -> float:
    """What is left for the marks beside their labels, in pixels: told to Vega, which else lays everything out twice."""
    if chart.mark not in ("dots", "bars"):
        return whole - AXIS
    lines = [
        part
        for label in (*chart.frame["label"], *chart.missing)
        for line in label.split("\n")
        for part in textwrap.wrap(line, LABEL_WIDTH)
    ]
    return whole - AXIS - LETTER * max(len(line) for line in lines)


@lru_cache(maxsize=64)
def _drawn(plan: str) -> str:
    """A specification drawn; the briefs of many languages share a chart, and to draw one takes longer than the rest of a brief."""
    return str(vl_convert.vegalite_to_svg(plan))


def numbers(chart: Chart, layers: list[dict[str, Any]], text: Text) -> list[dict[str, Any]]:
    """A layer that writes each number where its mark is: above dots and columns, behind bars, within bars of several parts."""
    mark = {"dots": "point", "bars": "bar", "columns": "bar"}.get(chart.mark)
    drawn = next((layer for layer in layers if mark and layer["mark"].get("type") == mark), None)
    if drawn is None:
        return []
    style: dict[str, Any] = {"type": "text", "fontSize": 11, "color": "#000000"}
    places = {
        key: value for key, value in drawn["encoding"].items() if key in ("x", "y", "xOffset", "yOffset", "order")
    }
    transform = list(drawn.get("transform", []))
    if chart.mark in ("dots", "columns"):
        style["dy"] = -9
    elif chart.frame["label"].duplicated().any():
        widest = chart.frame.groupby("label")["value"].sum().max()
        transform.append({"filter": f"datum.value >= {LEAST * widest}"})
        places["x"] = places["x"] | {"bandPosition": 0.5}
        places["detail"] = {"field": "series", "type": "nominal"}
        style |= {"stroke": "#FFFFFF", "strokeWidth": 2, "strokeJoin": "round"}
        halo = {"transform": transform, "mark": style, "encoding": places | {"text": {"field": "shown"}}}
        plain = {key: value for key, value in style.items() if not key.startswith("stroke")}
        return [halo, {"transform": transform, "mark": plain, "encoding": places | {"text": {"field": "shown"}}}]
    else:
        style |= {"align": "right" if text.right_to_left else "left", "dx": -4 if text.right_to_left else 4}
        if chart.frame["high"].notna().any():  # the number stands behind the line of the interval
            places["x"] = {key: value for key, value in places["x"].items() if key != "stack"} | {"field": "beyond"}
            transform.append({"calculate": "isValid(datum.high) ? datum.high : datum.value", "as": "beyond"})
    return [{"transform": transform, "mark": style, "encoding": places | {"text": {"field": "shown"}}}]
