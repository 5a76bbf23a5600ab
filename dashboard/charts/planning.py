"""The chart of the languages to test next."""

from __future__ import annotations

import pandas as pd

from dashboard.charts.bars import speakers_bars
from dashboard.charts.chart import Chart, Evidence, require
from dashboard.text import Text


def next_languages(frame: pd.DataFrame, text: Text, *, dimension: str, n_open: int) -> Chart:
    """Speakers of the languages of a plan, with the range between sources. ``frame``: rows of ``planner_candidate``, in their order."""
    require(
        frame, "next_languages", "language_tag", "speakers", "speakers_low", "speakers_high", "grade", "sources_differ"
    )
    roles = [{"D": "weak_evidence", "E": "not_measured"}[grade] for grade in frame["grade"]]
    marks = speakers_bars(frame, text, roles, lambda **words: text("chart.next.point", **words))
    words = {
        "n": text.integer(len(frame)),
        "open": text.integer(n_open),
        "languages": text.listed(text.language(tag) for tag in frame["language_tag"].head(3)),
    }
    title = text(f"chart.next.title.{dimension}", **words)
    present = set(marks["role"])
    return Chart(
        chart_id=f"next_languages_{dimension}",
        mark="bars",
        title=title,
        subtitle=text("chart.next.subtitle", **words),
        note=text("chart.next.note"),
        alt=f"{title}. {text('chart.next.subtitle', **words)}",
        axis=text("axis.speakers_million"),
        frame=marks,
        roles={role: text(f"role.{role}") for role in ("weak_evidence", "not_measured") if role in present},
        source_ids=("cldr", "linguameta"),
        evidence=Evidence("language_territory", "language_tag", tuple(frame["language_tag"])),
    )
