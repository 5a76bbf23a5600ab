"""A reader's own gaps beside the published ones of the same test."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import pandas as pd

from dashboard.charts.chart import Chart, require
from dashboard.charts.comparison import gap_dots, gap_hover, scores, verdict_name
from dashboard.charts.profile import hover
from dashboard.text import Text, literal


def beside(
    own: pd.DataFrame, published: pd.DataFrame, text: Text, *, benchmark: str, counted: str, model: str, file: str
) -> Chart:
    """The gaps of one model of the reader's on one test, and in the same languages those published of the newest models.

    ``own``: rows of ``gap`` from the reader's ``file``; ``published``: rows of ``gap_on_test`` of the same test. Both in
    percentage points, positive is worse. ``counted``: what the metric says.
    """
    require(
        published, "beside", "variant_tag", "median_gap_pp", "low_pp", "high_pp", "n_models", "score_ids", "source_ids"
    )
    own = own.sort_values(["gap_pp", "variant_tag"], ascending=[False, True])
    order = {tag: place for place, tag in enumerate(own["variant_tag"])}
    same = published[published["variant_tag"].isin(order)]
    same = same.sort_values("variant_tag", key=lambda tags: tags.map(order))
    # The same words twice: a reader's own must be no markup in the title, and stay as they are where they are read out.
    alone, shown = (
        gap_dots(own, text, benchmark=benchmark, model=text("chart.own.model", model=name, test=benchmark))
        for name in (model, literal(model))
    )
    meta = comparison(own, same, text)
    roles = {"yours": text("role.yours"), "published": text("role.published")}
    marks = pd.concat([own_marks(own, text), published_marks(same, text)], ignore_index=True)
    more = len(published) - len(same)
    notes = [text("chart.own.note", file=literal(file)), text("test.counted", statement=counted), shown.note]
    notes += [text("chart.own.published_note")] if len(same) else []
    notes += [text.plural("chart.own.more", more)] if more else []
    return replace(
        shown,
        chart_id="own_beside_published",
        meta=meta,
        note=" ".join(notes),
        alt=f"{alone.alt} {meta}",
        frame=marks,
        roles={role: name for role, name in roles.items() if role in set(marks["role"])},
        source_ids=tuple(sorted({source for sources in same["source_ids"] for source in sources})),
        evidence=scores(*same["score_ids"]) if len(same) else None,
    )


def own_marks(own: pd.DataFrame, text: Text) -> pd.DataFrame:
    """A mark for each gap of the reader's; pointed at, it says the verdict too."""
    return pd.DataFrame(
        {
            "label": [text.label(tag) for tag in own["variant_tag"]],
            "role": "yours",
            "value": own["gap_pp"].to_list(),
            "low": own["gap_low_pp"].to_list(),
            "high": own["gap_high_pp"].to_list(),
            "text": [
                f"{gap_hover(row, text)}<br>{verdict_name(row['verdict'], row['aspect'], text)}"
                for row in own.to_dict("records")
            ],
        }
    )


def published_marks(same: pd.DataFrame, text: Text) -> pd.DataFrame:
    """A mark for each language: the median of the newest models with the range, or one model with its interval."""
    return pd.DataFrame(
        {
            "label": [text.label(tag) for tag in same["variant_tag"]],
            "role": "published",
            "value": same["median_gap_pp"].to_list(),
            "low": same["low_pp"].to_list(),
            "high": same["high_pp"].to_list(),
            "text": [published_hover(row, text) for row in same.to_dict("records")],
        }
    )


def published_hover(row: Mapping[str, Any], text: Text) -> str:
    """What a published mark says: the language, the model where it is one, and what the language page says of the test."""
    names = [text.label(row["variant_tag"]), *([row["model_name"]] if row["n_models"] == 1 else [])]
    return f"{text('chart.own.point', names=', '.join(names))}<br>{hover(row, text)}"


def comparison(own: pd.DataFrame, same: pd.DataFrame, text: Text) -> str:
    """In how many languages the whole interval of the reader's gap lies right (worse) or left of the whole line of what is published."""
    if same.empty:
        return text("chart.own.none_published")
    pairs = own.merge(same[["variant_tag", "low_pp", "high_pp"]], on="variant_tag")
    pairs = pairs.dropna(subset=["gap_low_pp", "gap_high_pp", "low_pp", "high_pp"])
    if pairs.empty:
        return text("chart.own.no_intervals")
    return text.plural(
        "chart.own.compared",
        len(pairs),
        above=text.integer(int((pairs["gap_low_pp"] > pairs["high_pp"]).sum())),
        below=text.integer(int((pairs["gap_high_pp"] < pairs["low_pp"]).sum())),
    )
