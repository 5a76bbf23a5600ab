"""Words of a picture in lines that it has room for."""

from __future__ import annotations

import textwrap
from dataclasses import replace

from dashboard.charts.chart import Chart
from dashboard.charts.draw import embedded
from dashboard.text import Text

WIDTH = 720  # of the picture, in CSS pixels
EDGE = 20
NARROW, NARROW_LABEL = 340, 16  # a picture for a phone: CSS pixels, and characters of a label


def in_lines(chart: Chart, width: int) -> Chart:
    """The chart with the names of its axes in lines that the picture has room for; on a narrow one its labels too."""
    beside = 0 if chart.mark in ("lines", "points", "columns") else width // 4  # labels leave the axis less room
    most = (width - beside) // 7
    chart = replace(
        chart, axis="\n".join(textwrap.wrap(chart.axis, most)), across="\n".join(textwrap.wrap(chart.across, most))
    )
    if width >= WIDTH:
        return chart
    roles = {
        role: "\n".join(textwrap.wrap(name, (width - 2 * EDGE - beside) // 8)) for role, name in chart.roles.items()
    }
    return replace(chart, roles=roles, label_width=min(chart.label_width, NARROW_LABEL))


def embedded_lines(words: str) -> str:
    """Words from right to left, each line of them marked as such."""
    return "\n".join(str(embedded(line)) for line in words.split("\n"))


def split(label: str, text: Text, width: int) -> list[str]:
    """A label in lines, each embedded from right to left where the language is."""
    lines = [part for line in label.split("\n") for part in textwrap.wrap(line, width)] or [""]
    return [str(embedded(line)) for line in lines] if text.right_to_left else lines
