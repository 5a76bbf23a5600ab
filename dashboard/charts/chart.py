"""A chart is a value: what is drawn, its words and its sources. Marks draw it."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import Literal

import pandas as pd

from dashboard.theme import ROLES

PLACES = {"lines": ("x",), "points": ("x", "short"), "tiles": ("x", "y", "short")}


@dataclass(frozen=True)
class Evidence:
    """The rows of a relation that a chart rests on."""

    relation: str
    key: str
    values: tuple[str, ...]


@dataclass(frozen=True)
class Chart:
    """A chart before it is drawn.

    ``frame`` has one row a mark: ``label`` (category, in drawing order), ``role`` (a key of
    ``theme.ROLES``), ``value``, ``low`` and ``high`` (NaN where there is no interval), ``text`` (what the
    mark says when pointed at). Lines and points have ``x`` besides, a number, and points ``short``, a name to
    write beside the mark or nothing; tiles have ``x`` and ``y``, whole numbers from nought, and ``short``,
    what is written in the tile. ``roles`` names the roles for the legend, in order.
    """

    chart_id: str
    mark: Literal["dots", "bars", "columns", "lines", "points", "tiles"]
    title: str  # the finding
    subtitle: str  # the statistic
    note: str
    alt: str  # what a reader who cannot see it is told
    axis: str
    frame: pd.DataFrame
    roles: dict[str, str]
    source_ids: tuple[str, ...]
    across: str = ""  # what lies along the horizontal axis of lines and points
    logarithmic: bool = False  # whether that axis is
    columns: tuple[str, ...] = ()  # names of the columns of tiles, from the left; none on a map
    rows: tuple[str, ...] = ()  # names of their rows, from the top
    zero_line: bool = False
    maximum: float | None = None
    show_values: bool = False
    missing: tuple[str, ...] = ()  # labels of what was not measured: a row with words and no mark, never a mark at zero
    missing_text: str = ""
    meta: str = ""  # under a headline sentence: its interval, and what other figures would say
    evidence: Evidence | None = field(default=None, repr=False)  # published rows behind it
    label_width: int = 30  # characters of a line of a label, in a still picture

    def __post_init__(self) -> None:
        """Refuse a frame that lacks its columns or names an unknown role."""
        require(self.frame, self.chart_id, "label", "role", "value", "low", "high", "text", *PLACES.get(self.mark, ()))
        marks = list(zip(self.frame["label"].tolist(), self.frame["role"].tolist(), strict=True))
        if unknown := {role for _, role in marks} - set(self.roles):
            raise ValueError(f"{self.chart_id}: roles {sorted(unknown)} are not in its legend {sorted(self.roles)}.")
        if len(set(marks)) < len(marks):
            twice = {label for (label, _), times in Counter(marks).items() if times > 1}
            raise ValueError(f"{self.chart_id}: {sorted(twice)} would be drawn on top of each other.")
        if unknown := set(self.roles) - set(ROLES):
            raise ValueError(f"{self.chart_id}: roles {sorted(unknown)} have no colour in theme.ROLES.")


def require(frame: pd.DataFrame, name: str, *columns: str) -> None:
    """Refuse a frame that lacks columns.

    Raises:
        ValueError: naming what is missing and what is there.
    """
    if missing := set(columns) - set(frame.columns):
        raise ValueError(f"{name} needs {sorted(missing)}; the frame has {sorted(frame.columns)}.")
