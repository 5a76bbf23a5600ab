"""The chart of one language."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd

from dashboard.charts.chart import Chart, require
from dashboard.charts.comparison import VERDICTS, items, scores, test_name, verdict_name, verdict_roles
from dashboard.text import Text


def language_gaps(frame: pd.DataFrame, text: Text, *, dimension: str, name: str) -> Chart:
    """One mark a test: the median gap of the newest models that took it in this language. Tests are not comparable with each other.

    ``frame``: rows of ``gap_on_test`` for one language and dimension.
    """
    require(
        frame, "language_gaps", "benchmark_name", "n_models", "median_gap_pp", "low_pp", "high_pp", "standing", "n_items",
        "variant_tag", "year", "score_ids",
    )  # fmt: skip
    frame = frame.sort_values(["year", "benchmark_name", "median_gap_pp"], ascending=[False, True, False])
    several = frame["variant_tag"].nunique() > 1
    marks = pd.DataFrame(
        {
            "label": [label(row, text, several) for row in frame.to_dict("records")],
            "role": frame["standing"].to_list(),
            "value": frame["median_gap_pp"].to_list(),
            "low": frame["low_pp"].to_list(),
            "high": frame["high_pp"].to_list(),
            "text": [hover(row, text) for row in frame.to_dict("records")],
        }
    )
    aspect = {"capability": "correct", "safety": "safety"}[dimension]
    words = title_words(frame, text, aspect) | {"language": name}
    title = text.plural(f"chart.language_gaps.title.{dimension}", int(frame["n_models"].sum()), **words)
    return Chart(
        chart_id=f"language_gaps_{dimension}",
        mark="dots",
        title=title,
        subtitle=text("chart.language_gaps.subtitle", **words),
        note=text("chart.language_gaps.note"),
        alt=f"{title} {text('chart.language_gaps.subtitle', **words)}",
        axis=text("axis.gap", reference=words["reference"]),
        frame=marks,
        roles=standing_roles(set(marks["role"]), text, aspect),
        source_ids=tuple(sorted({source for sources in frame["source_ids"] for source in sources})),
        zero_line=True,
        evidence=scores(*frame["score_ids"]),
    )


def title_words(frame: pd.DataFrame, text: Text, aspect: str) -> dict[str, str]:
    """What the title says: the gap on the test with most items of those that give a verdict, and how the comparisons fall out in all."""
    ranked = frame.assign(says=frame["standing"] != "cannot_say")
    largest = ranked.sort_values(["says", "n_items", "year"], ascending=False).iloc[0]
    span = text.interval(largest["low_pp"], largest["high_pp"])
    counts = {verdict: int(frame[f"n_{verdict}"].sum()) for verdict in VERDICTS}
    return {
        "counts": text.series(
            text(
                "chart.language_gaps.verdict_count",
                verdict=small(verdict_name(verdict, aspect, text)),
                count=text.integer(n),
            )
            for verdict, n in counts.items()
            if n
        ),
        "reference": text.language(frame["reference_tag"].iloc[0]),
        "test": largest["benchmark_name"],
        "model": text.plural(
            "count.models", int(largest["n_models"])
        ),  # a finding holds no code names: the mark names it
        "gap": text.number(largest["median_gap_pp"]),
        "interval": span,
    }


def small(words: str) -> str:
    """The same within a sentence."""
    return words[:1].lower() + words[1:]


def standing_roles(present: set[str], text: Text, aspect: str) -> dict[str, str]:
    """Legend: the verdicts that occur, and that models differ."""
    mixed = {"mixed": text("verdict.mixed")} if "mixed" in present else {}
    return verdict_roles(present, text, aspect) | mixed


def hover(row: Mapping[str, Any], text: Text) -> str:
    """What a mark says when pointed at: the median, the range or interval, and how the models fall out."""
    counts = {f"n_{verdict}": text.integer(row[f"n_{verdict}"]) for verdict in VERDICTS}
    return text(
        "chart.language_gaps.point.one" if row["n_models"] == 1 else "chart.language_gaps.point.several",
        test=row["benchmark_name"],
        gap=text.number(row["median_gap_pp"]),
        interval=text.interval(row["low_pp"], row["high_pp"]),
        models=text.plural("count.models", int(row["n_models"])),
        n=items(row["n_items"], text),
        year=row["year"],
        **counts,
    )


def label(row: Mapping[str, Any], text: Text, several: bool) -> str:
    """One row of the chart: the variant where there are several, the test, the model or their number and the year, and the answers that are none."""
    lines = [text.label(row["variant_tag"])] if several else []
    model = row["model_name"] if row["n_models"] == 1 else text.plural("count.models", int(row["n_models"]))
    lines += [test_name(row, text), text("chart.language_gaps.model", model=model, year=row["year"])]
    if not pd.isna(row["non_answer_high"]):
        low, high = text.share(row["non_answer_low"], 0), text.share(row["non_answer_high"], 0)
        share = low if low == high else text("interval.range", low=low, high=high)
        lines.append(text("chart.language_gaps.non_answer", share=share))
    return "\n".join(lines)
