"""The chart of one language."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd

from dashboard.charts.chart import Chart, require
from dashboard.charts.comparison import gap_hover, scores, test_name, verdict_roles
from dashboard.text import Text


def language_gaps(frame: pd.DataFrame, text: Text, *, dimension: str, name: str) -> Chart:
    """One dot a test: the gap of the newest model that took it in this language. Tests are not comparable with each other.

    ``frame``: rows of ``gap_newest`` for one language and dimension, with ``benchmark_name``.
    """
    require(
        frame,
        "language_gaps",
        "benchmark_name",
        "model_name",
        "gap_pp",
        "gap_low_pp",
        "gap_high_pp",
        "verdict",
        "variant_tag",
        "year",
    )
    frame = frame.sort_values(["year", "benchmark_name", "gap_pp"], ascending=[False, True, False])
    several = frame["variant_tag"].nunique() > 1
    marks = pd.DataFrame(
        {
            "label": [label(row, text, several) for row in frame.to_dict("records")],
            "role": frame["verdict"].to_list(),
            "value": frame["gap_pp"].to_list(),
            "low": frame["gap_low_pp"].to_list(),
            "high": frame["gap_high_pp"].to_list(),
            "text": [gap_hover(row, text) for row in frame.to_dict("records")],
        }
    )
    largest = frame.sort_values(["n_items", "year"], ascending=False).iloc[0]
    count = {
        verdict: text.integer(int((frame["verdict"] == verdict).sum()))
        for verdict in ("worse", "better", "no_clear_difference")
    }
    words = {
        "language": name,
        "reference": text.language(frame["reference_tag"].iloc[0]),
        "worse": count["worse"],
        "better": count["better"],
        "unclear": count["no_clear_difference"],
        "test": largest["benchmark_name"],
        "model": largest["model_name"],
        "gap": text.number(largest["gap_pp"]),
        "interval": text.interval(largest["gap_low_pp"], largest["gap_high_pp"]),
    }
    title = text.plural(f"chart.language_gaps.title.{dimension}", len(frame), **words)
    return Chart(
        chart_id=f"language_gaps_{dimension}",
        mark="dots",
        title=title,
        subtitle=text("chart.language_gaps.subtitle", **words),
        note=text("chart.language_gaps.note"),
        alt=f"{title} {text('chart.language_gaps.subtitle', **words)}",
        axis=text("axis.gap", reference=words["reference"]),
        frame=marks,
        roles=verdict_roles(set(marks["role"]), text, {"capability": "correct", "safety": "safety"}[dimension]),
        source_ids=tuple(sorted(set(frame["source_id"]))),
        separators=text.separators,
        zero_line=True,
        evidence=scores(frame["score_id"], frame["reference_score_id"]),
    )


def label(row: Mapping[str, Any], text: Text, several: bool) -> str:
    """One row of the chart: the variant where there are several, the test, the model and year, and the answers that are none."""
    lines = [text.label(row["variant_tag"])] if several else []
    lines += [test_name(row, text), text("chart.language_gaps.model", model=row["model_name"], year=row["year"])]
    if not pd.isna(row["non_answer_share"]):
        lines.append(text("chart.language_gaps.non_answer", share=text.share(row["non_answer_share"], 0)))
    return "\n".join(lines)
