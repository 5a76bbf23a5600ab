"""The chart of gaps over time."""

from __future__ import annotations

import pandas as pd

from dashboard.charts.chart import Chart, require
from dashboard.charts.comparison import scores
from dashboard.text import Text

ROLE_OF_DIRECTION = {
    "closing": "better",
    "opening": "worse",
    "no_clear_trend": "no_clear_difference",
    "cannot_say": "cannot_say",
}


def slopes(frame: pd.DataFrame, text: Text, *, test: str, shown: pd.DataFrame) -> Chart:
    """How the gap of each language changes a year on one test, with its 95% interval; left of zero it closes.

    ``frame``: rows of ``trend`` of the test, all of them, for the counts of the title; ``shown``: those that are drawn.
    """
    require(
        shown,
        "slopes",
        "variant_tag",
        "slope_pp",
        "slope_low_pp",
        "slope_high_pp",
        "direction",
        "n_models",
        "score_ids",
    )
    drawn = shown.sort_values(["slope_pp", "variant_tag"])
    marks = pd.DataFrame(
        {
            "label": [text.label(tag) for tag in drawn["variant_tag"]],
            "role": drawn["direction"].map(ROLE_OF_DIRECTION).to_list(),
            "value": drawn["slope_pp"].to_list(),
            "low": drawn["slope_low_pp"].to_list(),
            "high": drawn["slope_high_pp"].to_list(),
            "text": [
                text(
                    "chart.slopes.point",
                    language=text.label(row["variant_tag"]),
                    slope=text.number(row["slope_pp"]),
                    interval=text.interval(row["slope_low_pp"], row["slope_high_pp"]),
                    models=text.plural("count.models", int(row["n_models"])),
                )
                for row in drawn.to_dict("records")
            ],
        }
    )
    counts = frame["direction"].value_counts()
    words = {
        "test": test,
        "n": text.integer(len(frame)),
        "shown": text.integer(len(drawn)),
        "closing": text.integer(int(counts.get("closing", 0))),
        "opening": text.integer(int(counts.get("opening", 0))),
        "models": text.plural("count.models", int(frame["n_models"].max())),
        "first": str(frame["first_release"].min().year),
        "last": str(frame["last_release"].max().year),
        "saturated": text.share(frame["saturated_share"].mean(), 0),
    }
    title = text("chart.slopes.title", **words)
    present = set(marks["role"])
    names = {role: text(f"trend.{direction}") for direction, role in ROLE_OF_DIRECTION.items() if role in present}
    return Chart(
        chart_id="slopes",
        mark="dots",
        title=title,
        subtitle=text("chart.slopes.subtitle", **words),
        note=text("chart.slopes.note", **words),
        alt=f"{title} {text('chart.slopes.note', **words)}",
        axis=text("axis.slope"),
        frame=marks,
        roles=names,
        source_ids=tuple(sorted({source for sources in drawn["source_ids"] for source in sources})),
        zero_line=True,
        evidence=scores(*drawn["score_ids"]),
    )
