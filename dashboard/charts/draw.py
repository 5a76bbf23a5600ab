"""Charts as Plotly figures. Colours of text and ground come from Streamlit's theme, light or dark."""

from __future__ import annotations

import textwrap
from typing import Any

import pandas as pd
import plotly.graph_objects as go

from dashboard.charts.chart import Chart
from dashboard.text import Text
from dashboard.theme import GREY, ROLES

ROW_PX = 24  # height of a row with one line of label
LINE_PX = 16  # and of each further line
LEGEND_PX = 24  # height of an entry of the legend, one below the other on a phone
LABEL_WIDTH = 26  # characters; longer labels are broken, so that a phone keeps room for the marks
CONFIG: dict[str, Any] = {"displayModeBar": False, "responsive": True, "scrollZoom": False}


def draw(chart: Chart, text: Text) -> go.Figure:
    """The Plotly figure of a chart."""
    figure = go.Figure()
    for role, name in chart.roles.items():
        rows = chart.frame[chart.frame["role"] == role]
        if len(rows):
            figure.add_trace(_dots(chart, rows, role, name) if chart.mark == "dots" else _bars(chart, rows, role, name))
    labels = [wrap(label) for label in dict.fromkeys((*chart.frame["label"], *chart.missing))]
    rows_px = (ROW_PX + LINE_PX * max(label.count("<br>") for label in labels)) * max(len(labels), 2)
    figure.update_layout(
        separators=text.separators,
        showlegend=len(chart.roles) > 1,
        legend={
            "orientation": "h",
            "yanchor": "bottom",
            "y": 1.0,
            "x": 0,
            "xanchor": "left",
            "title": None,
            "traceorder": "normal",
        },
        margin={"l": 8, "r": 16, "t": 32 if len(chart.roles) > 1 else 8, "b": 8},
        hoverlabel={"align": "left"},
        barmode="group" if chart.mark == "columns" else "stack",
        dragmode=False,
    )
    measure: dict[str, Any] = {
        "title": {"text": wrap(chart.axis)},
        "zeroline": False,
        "automargin": True,
        "fixedrange": True,
        "rangemode": "tozero",
    }
    if chart.maximum is not None:
        measure["range"] = [0, chart.maximum]
    category: dict[str, Any] = {
        "type": "category",
        "categoryorder": "array",
        "automargin": True,
        "fixedrange": True,
        "title": None,
    }
    if chart.mark == "columns":
        figure.update_layout(height=340, xaxis={**category, "categoryarray": labels}, yaxis=measure)
    else:
        figure.update_layout(
            height=60 + LINE_PX * wrap(chart.axis).count("<br>") + LEGEND_PX * len(chart.roles) + rows_px,
            xaxis=measure,
            yaxis={**category, "categoryarray": labels[::-1], "ticksuffix": "  "},
        )
        for label in chart.missing:
            _missing(figure, wrap(label), chart.missing_text)
        if chart.zero_line:
            figure.add_vline(x=0, line={"color": GREY, "width": 1.5})
    return figure


def wrap(label: str) -> str:
    """A label in lines short enough for a phone."""
    return "<br>".join(part for line in label.split("\n") for part in textwrap.wrap(line, LABEL_WIDTH))


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


def _missing(figure: go.Figure, label: str, words: str) -> None:
    """A row that says that nothing was measured: no mark, so that nobody reads a zero."""
    figure.add_trace(go.Scatter(x=[None], y=[label], mode="markers", showlegend=False, hoverinfo="skip"))
    figure.add_annotation(
        x=0.02, xref="x domain", y=label, text=f"<i>{words}</i>", showarrow=False, xanchor="left", font={"color": GREY}
    )


def _dots(chart: Chart, rows: pd.DataFrame, role: str, name: str) -> go.Scatter:
    colour, symbol, _ = ROLES[role]
    return go.Scatter(
        x=rows["value"],
        y=rows["label"].map(wrap),
        mode="markers",
        name=name,
        marker={"color": colour, "symbol": symbol, "size": 9, "line": {"width": 2, "color": colour}},
        error_x=interval(rows, colour),
        cliponaxis=False,  # a mark at zero is whole
        customdata=rows[["text"]],
        hovertemplate="%{customdata[0]}<extra></extra>",
    )


def _bars(chart: Chart, rows: pd.DataFrame, role: str, name: str) -> go.Bar:
    colour, _, pattern = ROLES[role]
    upright, labels = chart.mark == "columns", rows["label"].map(wrap)
    errors = interval(rows, GREY) if rows["low"].notna().any() else None
    return go.Bar(
        x=labels if upright else rows["value"],
        y=rows["value"] if upright else labels,
        orientation="v" if upright else "h",
        name=name,
        error_y=errors if upright else None,
        error_x=None if upright else errors,
        marker={"color": colour, "pattern": {"shape": pattern, "fillmode": "overlay", "fgopacity": 0.35, "size": 8}},
        text=rows["value"] if chart.show_values else None,
        texttemplate="%{text:,}" if chart.show_values else None,
        textposition="inside" if chart.show_values else None,
        insidetextanchor="middle",
        textangle=0,
        customdata=rows[["text"]],
        hovertemplate="%{customdata[0]}<extra></extra>",
    )
