"""What each kind of brief must say of its own; ``make`` adds what all have in common."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

import pandas as pd

from dashboard.briefs.brief import Section, Table
from dashboard.catalogue import NoChartError, chart_of
from dashboard.charts.chart import Chart
from dashboard.reader import Reader

LEADING, SUPPORTING = 8, 6  # marks of a chart that find room in print
ADVISED = 6  # languages of people whose advice is looked at


@dataclass(frozen=True)
class Content:
    """The part of a brief that its kind decides."""

    subject: str
    own_name: str
    title: str
    messages: tuple[str, ...]
    affected: Section
    charts: tuple[Chart, ...]  # the leading one first, at most two
    table: Table | None
    unknown: Section
    source_ids: tuple[str, ...]  # besides those of the charts
    advised: tuple[tuple[str, str], ...]  # subjects of advice, kind and code, the nearest first


def drawn(page: Reader, name: str, most: int, named: Sequence[str] = (), **parameters: str) -> Chart | None:
    """A chart of the catalogue, cut as ``cut`` does; None where there is nothing to draw."""
    try:
        chart = chart_of(page.store, page.text, name, parameters)
    except NoChartError as error:
        if error.reason != "empty":
            raise
        return None
    return cut(page, chart, most, named)


def cut(page: Reader, chart: Chart, most: int, named: Sequence[str] = ()) -> Chart:
    """``most`` rows of dots or bars, in their order: those that are ``named`` by their labels, then the first; the note says how many
    are left out."""
    labels = list(dict.fromkeys(chart.frame["label"]))
    if chart.mark not in ("dots", "bars") or len(labels) <= most:
        return chart
    wanted = [label for label in named if label in labels][:most]
    kept = {*wanted, *[label for label in labels if label not in wanted][: most - len(wanted)]}
    frame = chart.frame[chart.frame["label"].isin(kept)]
    present = set(frame["role"])
    roles = {role: name for role, name in chart.roles.items() if role in present}
    note = f"{chart.note} {page.text.plural('brief.rows_left_out', len(labels) - most)}"
    return replace(chart, frame=frame, roles=roles, note=note)


def two(*charts: Chart | None) -> tuple[Chart, ...]:
    """The first two of those that there are."""
    return tuple(chart for chart in charts if chart is not None)[:2]


def known_sources(*frames: pd.DataFrame) -> tuple[str, ...]:
    """Who published the rows, in the order of first use."""
    found: dict[str, None] = {}
    for frame in frames:
        if "source_ids" in frame:
            found |= dict.fromkeys(source for sources in frame["source_ids"] for source in sources)
        elif "source_id" in frame:
            found |= dict.fromkeys(frame["source_id"])
    return tuple(found)


def languages(tags: Iterable[str]) -> tuple[tuple[str, str], ...]:
    """The first of the languages as subjects of advice."""
    return tuple(("language", tag) for tag in tags)[:ADVISED]
