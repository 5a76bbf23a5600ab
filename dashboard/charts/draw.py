"""Charts as Plotly figures. Colours of text and ground come from Streamlit's theme, light or dark.

Where the reader's language is written from right to left the whole chart is mirrored: names stand at the right,
values grow to the left.
"""

from __future__ import annotations

import textwrap
from collections import Counter
from collections.abc import Iterable
from typing import Any

import pandas as pd
import plotly.graph_objects as go

from dashboard.charts.chart import Chart
from dashboard.text import Text
from dashboard.theme import GREY, INK_ON, ROLES

ROW_PX = 24  # height of a row with one line of label
LINE_PX = 16  # and of each further line
MARK_PX = 14  # a row is as high as its dots need to stand apart
LETTER_PX = 7  # width of a letter
MEASURE_CHARACTERS = 8  # room for the numbers and the name of a measure
LEGEND_PX = 24  # height of an entry of the legend, one below the other on a phone
PLANE_PX = 380  # height of charts with two measures
LABEL_WIDTH = 26  # characters; longer labels are broken, so that a phone keeps room for the marks
RANGE = "#5F6B76"  # of numbers, on a hatched bar: three to one against both grounds
AXIS_WIDTH = 20  # characters of a line below an axis that shares its width with the names of rows
LEGEND_WIDTH = 40  # characters of a line of the legend
CONFIG: dict[str, Any] = {"displayModeBar": False, "responsive": True, "scrollZoom": False}
FIXED = {"automargin": True, "fixedrange": True}


def draw(chart: Chart, text: Text) -> go.Figure:
    """The Plotly figure of a chart."""
    figure = go.Figure()
    mark = {"dots": _dots, "lines": _lines, "points": _points, "tiles": _tiles}.get(chart.mark, _bars)
    crowd = marks_in_a_row(chart)
    # Plotly fills a row from below: the last role is drawn first, so that the first stands on top.
    for role, name in reversed(chart.roles.items()) if crowd > 1 else chart.roles.items():
        rows = chart.frame[chart.frame["role"] == role]
        if len(rows):
            figure.add_trace(mark(chart, rows, role, wrap(name, LEGEND_WIDTH)))
    several = len(chart.roles) > 1
    figure.update_layout(
        separators=text.separators,
        showlegend=several,
        legend={"orientation": "h", "yanchor": "bottom", "y": 1.0, "x": 0, "xanchor": "left", "title": None, "traceorder": "reversed" if crowd > 1 else "normal"},
        margin={"l": 8, "r": 16, "t": 32 if several else 8, "b": 8},
        hoverlabel={"align": "left"},
        barmode={"columns": "group", "tiles": "overlay"}.get(chart.mark, "stack"),
        scattermode="group" if crowd > 1 else "overlay",
        dragmode=False,
    )  # fmt: skip
    layout = {"columns": _columns_layout, "lines": _plane_layout, "points": _plane_layout, "tiles": _tiles_layout}
    layout.get(chart.mark, _rows_layout)(figure, chart)
    if text.right_to_left:
        _read_from_right(figure)
    if text.right_to_left and not (chart.mark == "tiles" and not chart.columns):  # east stays east on a map
        _mirror(figure, [*chart.frame["label"], *chart.missing] if chart.mark in ("dots", "bars") else chart.rows)
    return figure


def marks_in_a_row(chart: Chart) -> int:
    """The most dots that share one row, and must stand apart in it; 1 for other marks."""
    return max(Counter(chart.frame["label"].tolist()).values()) if chart.mark == "dots" else 1


def _measure(chart: Chart, width: int = LABEL_WIDTH) -> dict[str, Any]:
    axis = {"title": {"text": wrap(chart.axis, width)}, "zeroline": False, "rangemode": "tozero", **FIXED}
    return axis | ({"range": [0, chart.maximum]} if chart.maximum is not None else {})


def _category(labels: list[str]) -> dict[str, Any]:
    return {"type": "category", "categoryorder": "array", "categoryarray": labels, "title": None, **FIXED}


def _rows_layout(figure: go.Figure, chart: Chart) -> None:
    """Categories one below the other, the measure along the page."""
    labels = [wrap(label) for label in dict.fromkeys((*chart.frame["label"], *chart.missing))]
    row_px = max(ROW_PX + LINE_PX * max(label.count("<br>") for label in labels), MARK_PX * marks_in_a_row(chart))
    rows_px = row_px * max(len(labels), 2)
    figure.update_layout(
        height=60 + LINE_PX * wrap(chart.axis, AXIS_WIDTH).count("<br>") + LEGEND_PX * len(chart.roles) + rows_px,
        xaxis=_measure(chart, AXIS_WIDTH),
        yaxis=_category(labels[::-1]) | {"ticksuffix": "  "},
    )
    for label in chart.missing:
        _missing(figure, wrap(label), chart.missing_text)
    if chart.zero_line:
        figure.add_vline(x=0, line={"color": GREY, "width": 1.5})


def _columns_layout(figure: go.Figure, chart: Chart) -> None:
    """Categories beside each other, the measure up the page."""
    labels = [wrap(label) for label in dict.fromkeys(chart.frame["label"])]
    figure.update_layout(height=340, xaxis=_category(labels), yaxis=_measure(chart))


def _plane_layout(figure: go.Figure, chart: Chart) -> None:
    """Two measures."""
    across = {"title": {"text": wrap(chart.across)}, "zeroline": False, **FIXED}
    figure.update_layout(
        height=PLANE_PX + LEGEND_PX * len(chart.roles),
        xaxis=across | {"type": "log" if chart.logarithmic else "linear"},
        yaxis=_measure(chart),
    )
    if chart.zero_line:
        figure.add_hline(y=0, line={"color": GREY, "width": 1.5})


def _tiles_layout(figure: go.Figure, chart: Chart) -> None:
    """Tiles of one size in columns and rows; named on the axes, or on a map in the tiles themselves."""
    n_columns = max(int(chart.frame["x"].max()) + 1, len(chart.columns))
    n_rows = max(int(chart.frame["y"].max()) + 1, len(chart.rows))
    axis = {"showgrid": False, "zeroline": False, "title": None, **FIXED}
    names = [wrap(name) for name in chart.columns]
    # On a phone the names stand upright: as high as the longest line, half as wide as high a letter.
    longest = max((len(line) for name in names for line in name.split("<br>")), default=0)
    figure.update_layout(
        height=LEGEND_PX * len(chart.roles) + 40 + LINE_PX * longest // 3 + (ROW_PX + 2) * n_rows,
        bargap=0,
        xaxis=axis
        | {"range": [-0.5, n_columns - 0.5], "tickvals": list(range(len(names))), "ticktext": names, "side": "top"},
        yaxis=axis
        | {"range": [n_rows - 0.5, -0.5], "tickvals": list(range(len(chart.rows))), "ticktext": list(chart.rows)},
    )
    if names:  # the legend goes below the names of the columns
        figure.update_layout(legend={"y": 0, "yanchor": "top"}, margin={"t": 8})


def _read_from_right(figure: go.Figure) -> None:
    """Mark every line of words as Arabic or Hebrew, in which it is embedded: SVG would order mixed ones from the left."""
    for trace in figure.data:
        trace.name = embedded(trace.name)
        for place in ("x", "y", "text"):
            words = getattr(trace, place)
            if words is not None and any(isinstance(word, str) for word in words):
                setattr(trace, place, [embedded(word) for word in words])
    for axis in (figure.layout.xaxis, figure.layout.yaxis):
        axis.title.text = embedded(axis.title.text)
        for place in ("categoryarray", "ticktext"):
            if axis[place] is not None:
                axis[place] = [embedded(word) for word in axis[place]]
    for note in figure.layout.annotations:
        note.update(text=embedded(note.text), y=embedded(note.y))


def _mirror(figure: go.Figure, names: Iterable[str]) -> None:
    """Names to the right, values to the left. Plotly does not make room for names at the right: the longest line says how much."""
    longest = max((len(line) for name in names for line in wrap(name).split("<br>")), default=MEASURE_CHARACTERS)
    figure.update_layout(margin={"r": 16 + LETTER_PX * longest})
    axis = figure.layout.xaxis
    if axis.range is not None:
        axis.range = list(axis.range)[::-1]
    else:
        axis.autorange = "reversed"
    figure.layout.yaxis.side = "right"
    figure.update_layout(legend={"x": 1, "xanchor": "right"}, hoverlabel={"align": "right"})
    for note in figure.layout.annotations:
        note.update(x=0.98, xanchor="right")


def embedded(words: object) -> object:
    """Words, each line of them marked as written from right to left; what is no words, and codes in Latin capitals, as it is."""
    if not isinstance(words, str) or not words or words.isascii():
        return words
    return "<br>".join(f"\u202b{line}\u202c" for line in words.split("<br>"))


def wrap(label: str, width: int = LABEL_WIDTH) -> str:
    """A label in lines short enough for a phone."""
    return "<br>".join(part for line in label.split("\n") for part in textwrap.wrap(line, width))


def interval(rows: pd.DataFrame, colour: str) -> dict[str, Any]:
    """Error bars from low to high."""
    return {
        "type": "data",
        "symmetric": False,
        "array": rows["high"] - rows["value"],
        "arrayminus": rows["value"] - rows["low"],
        "color": colour,
        "thickness": 1.5,
        "width": 3,
    }


def _said(rows: pd.DataFrame) -> dict[str, Any]:
    return {"customdata": rows[["text"]], "hovertemplate": "%{customdata[0]}<extra></extra>"}


def _missing(figure: go.Figure, label: str, words: str) -> None:
    """A row that says that nothing was measured: no mark, so that nobody reads a zero."""
    figure.add_trace(go.Scatter(x=[None], y=[label], mode="markers", showlegend=False, hoverinfo="skip"))
    figure.add_annotation(
        x=0.02, xref="x domain", y=label, text=f"<i>{words}</i>", showarrow=False, xanchor="left", font={"color": GREY}
    )


def _dots(_: Chart, rows: pd.DataFrame, role: str, name: str) -> go.Scatter:
    colour, symbol, _pattern = ROLES[role]
    return go.Scatter(
        x=rows["value"],
        y=rows["label"].map(wrap),
        mode="markers",
        orientation="h",  # marks of one row stand apart across it; without this Plotly would move them along the measure
        offsetgroup=role,
        name=name,
        marker={"color": colour, "symbol": symbol, "size": 9, "line": {"width": 2, "color": colour}},
        cliponaxis=False,  # a mark at the end of the axis is drawn whole
        error_x=interval(rows, colour),
        **_said(rows),
    )


def _points(_: Chart, rows: pd.DataFrame, role: str, name: str) -> go.Scatter:
    colour, symbol, _pattern = ROLES[role]
    return go.Scatter(
        x=rows["x"],
        y=rows["value"],
        mode="markers+text",
        text=rows["short"],
        textposition="top center",
        name=name,
        marker={"color": colour, "symbol": symbol, "size": 8, "line": {"width": 1.5, "color": colour}},
        error_y=interval(rows, colour) if rows["low"].notna().any() else None,
        **_said(rows),
    )


def _lines(_: Chart, rows: pd.DataFrame, role: str, name: str) -> go.Scatter:
    colour, _symbol, pattern = ROLES[role]
    return go.Scatter(
        x=rows["x"],
        y=rows["value"],
        mode="lines",
        name=name,
        line={"color": colour, "width": 2.5, "dash": "dot" if role == "even" else "dash" if pattern else "solid"},
        **_said(rows),
    )


def _tiles(chart: Chart, rows: pd.DataFrame, role: str, name: str) -> go.Bar:
    colour, _symbol, pattern = ROLES[role]
    return go.Bar(
        x=rows["x"],
        y=[0.9] * len(rows),
        base=rows["y"] - 0.45,
        width=0.92,
        name=name,
        marker={"color": colour, "pattern": _pattern(pattern), "line": {"width": 0}},
        text=rows["short"],
        textposition="inside",
        insidetextanchor="middle",
        textangle=0,
        insidetextfont={"color": INK_ON.get(role, "#FFFFFF"), "size": 11},
        constraintext="inside" if chart.columns else "none",  # a code on a map is never too long for its tile
        **_said(rows),
    )


def _bars(chart: Chart, rows: pd.DataFrame, role: str, name: str) -> go.Bar:
    colour, _symbol, pattern = ROLES[role]
    upright, labels = chart.mark == "columns", rows["label"].map(wrap)
    # On a grey bar a grey range would not be seen: there the bar is only hatched, and the range is darker than its lines.
    ranged, hollow = rows["low"].notna().any(), colour == GREY and bool(pattern)
    errors = interval(rows, RANGE if hollow else GREY) if ranged else None
    return go.Bar(
        x=labels if upright else rows["value"],
        y=rows["value"] if upright else labels,
        orientation="v" if upright else "h",
        name=name,
        error_y=errors if upright else None,
        error_x=None if upright else errors,
        marker={"color": colour, "pattern": _pattern(pattern) | ({"fillmode": "replace"} if ranged and hollow else {})},
        text=rows["value"] if chart.show_values else None,
        texttemplate="%{text:,}" if chart.show_values else None,
        textposition="inside" if chart.show_values else None,
        insidetextanchor="middle",
        textangle=0,
        **_said(rows),
    )


def _pattern(shape: str) -> dict[str, Any]:
    return {"shape": shape, "fillmode": "overlay", "fgopacity": 0.35, "size": 8}
