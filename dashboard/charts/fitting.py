"""Words of a picture in lines that it has room for."""

from __future__ import annotations

import textwrap
from dataclasses import replace

from dashboard.charts.chart import Chart
from dashboard.charts.draw import embedded
from dashboard.text import Text

WIDTH = 720  # of the picture, in CSS pixels
EDGE, SYMBOL = 20, 18  # around the picture; of an entry of the legend, before its words
LETTER = 7  # pixels: about the width of one, in a line
NARROW, NARROW_LABEL = 340, 16  # a picture for a phone: CSS pixels, and characters of a label


def in_lines(chart: Chart, width: int) -> Chart:
    """The chart with the names of its roles in lines, and on a narrow picture its labels in short ones."""
    if width >= WIDTH:
        return chart
    roles = {role: wrapped(name, width - 2 * EDGE - SYMBOL) for role, name in chart.roles.items()}
    return replace(chart, roles=roles, label_width=min(chart.label_width, NARROW_LABEL))


def wrapped(words: str, pixels: float) -> str:
    """Words in lines that ``pixels`` are room for."""
    return "\n".join(textwrap.wrap(words, max(int(pixels // LETTER), 8)))


def embedded_lines(words: str) -> str:
    """Words from right to left, each line of them marked as such."""
    return "\n".join(str(embedded(line)) for line in words.split("\n"))


def split(label: str, text: Text, width: int) -> list[str]:
    """A label in lines, each embedded from right to left where the language is."""
    lines = [part for line in label.split("\n") for part in textwrap.wrap(line, width)] or [""]
    return [str(embedded(line)) for line in lines] if text.right_to_left else lines
