"""Charts of disparity: how the mean hangs on who is counted, how unequally speakers are served, and resources beside results."""

from __future__ import annotations

import math

import pandas as pd

from dashboard.charts.bars import said
from dashboard.charts.chart import Chart, Evidence, require
from dashboard.text import Text


def by_weight(
    frame: pd.DataFrame, text: Text, *, utility: str, tau: float, source_ids: tuple[str, ...], evidence: Evidence
) -> Chart:
    """The mean, the worst-off tenth and the bounds, for every weight between languages alike and speakers alike.

    ``frame``: rows of ``disparity`` of one utility, by tau; ``utility``: its name; ``tau``: the one that the reader looks at;
    ``evidence``: the published scores behind the utility.
    """
    require(frame, "by_weight", "tau", "mean_utility", "worst_off", "low", "high", "covered_share", "gini")
    series = {"mean": "mean_utility", "worst": "worst_off", "bound_high": "high", "bound_low": "low"}
    marks = pd.DataFrame(
        [
            {
                "label": f"{text(f'weight.{role}')} {text.number(row['tau'], 2)}",
                "role": role,
                "x": row["tau"],
                "value": 100 * row[column],
                "low": math.nan,
                "high": math.nan,
                "text": text(
                    "chart.by_weight.point",
                    series=text(f"weight.{role}"),
                    share=text.share(row[column]),
                    tau=text.number(row["tau"], 2),
                ),
            }
            for role, column in series.items()
            for row in frame.to_dict("records")
        ]
    )
    languages, speakers = frame.iloc[0], frame.iloc[-1]
    chosen = frame.iloc[(frame["tau"] - tau).abs().argmin()]
    words = {
        "utility": utility,
        "n": text.integer(speakers["n_languages"]),
        "by_speakers": text.share(speakers["mean_utility"], 0),
        "by_languages": text.share(languages["mean_utility"], 0),
        "tau": text.number(chosen["tau"], 2),
        "mean": text.share(chosen["mean_utility"], 0),
        "covered": text.share(chosen["covered_share"], 0),
    }
    title = text("chart.by_weight.title", **words)
    return Chart(
        chart_id="by_weight",
        mark="lines",
        title=title,
        subtitle=text("chart.by_weight.subtitle", **words),
        note=text("chart.by_weight.note"),
        alt=f"{title} {said(marks[marks['x'].isin([0.0, 1.0])], text)}",
        axis=text("axis.served"),
        across=text("axis.tau"),
        frame=marks,
        roles={role: text(f"weight.{role}") for role in series},
        maximum=100.0,
        source_ids=source_ids,
        evidence=evidence,
    )


def lorenz(
    frame: pd.DataFrame,
    disparity: pd.Series,
    text: Text,
    *,
    utility: str,
    source_ids: tuple[str, ...],
    evidence: Evidence,
) -> Chart:
    """The Lorenz curve beside the diagonal of an even share.

    ``frame``: rows of ``lorenz`` of one utility and tau, by position; ``disparity``: that row of ``disparity``;
    ``evidence``: the published scores behind the utility.
    """
    require(frame, "lorenz", "language_tag", "weight_share", "served_share", "utility")
    curve = [{"label": text("lorenz.start"), "x": 0.0, "value": 0.0, "text": text("lorenz.start")}] + [
        {
            "label": text.label(row["language_tag"]),
            "x": 100 * row["weight_share"],
            "value": 100 * row["served_share"],
            "text": text(
                "chart.lorenz.point",
                language=text.label(row["language_tag"]),
                kept=text.share(row["utility"], 0),
                weight=text.share(row["weight_share"], 0),
                served=text.share(row["served_share"], 0),
            ),
        }
        for row in frame.to_dict("records")
    ]
    even = [
        {"label": f"{text('lorenz.even')} {text.number(end, 0)}", "x": end, "value": end, "text": text("lorenz.even")}
        for end in (0.0, 100.0)
    ]
    marks = pd.DataFrame([row | {"role": "language"} for row in curve] + [row | {"role": "even"} for row in even])
    marks = marks.assign(low=math.nan, high=math.nan)
    words = {
        "utility": utility,
        "gini": text.number(disparity["gini"], 2),
        "mean": text.share(disparity["mean_utility"], 0),
        "worst": text.share(disparity["worst_off"], 0),
        "tau": text.number(disparity["tau"], 2),
        "n": text.integer(disparity["n_languages"]),
    }
    title = text("chart.lorenz.title", **words)
    return Chart(
        chart_id="lorenz",
        mark="lines",
        title=title,
        subtitle=text("chart.lorenz.subtitle", **words),
        note=text("chart.lorenz.note"),
        alt=f"{title} {text('chart.lorenz.subtitle', **words)}",
        axis=text("axis.lorenz_served"),
        across=text("axis.lorenz_weight"),
        frame=marks,
        roles={"language": text("lorenz.curve"), "even": text("lorenz.even")},
        maximum=100.0,
        source_ids=source_ids,
        evidence=evidence,
    )


def resources_and_results(frame: pd.DataFrame, text: Text, *, index_source_ids: set[str], named: int = 6) -> Chart:
    """Each language by how much there is of one digital resource and how much models keep in it, with the interval of the index.

    ``frame``: rows of ``resource_result`` of one indicator; ``index_source_ids``: who published what the index rests on; ``named``: how many are written out, those served worst and best that have room.
    """
    require(frame, "resources_and_results", "language_tag", "resource", "relative_capability", "low", "high", "row_ids")
    frame = frame.sort_values(["relative_capability", "language_tag"])
    ends = apart(frame, named)
    first = frame.iloc[0]
    indicator = text(f"indicator.{first['indicator_id']}")
    marks = pd.DataFrame(
        {
            "label": [text.label(tag) for tag in frame["language_tag"]],
            "role": "language",
            "x": frame["resource"].to_list(),
            "value": (100 * frame["relative_capability"]).to_list(),
            "low": (100 * frame["low"]).clip(lower=0).to_list(),
            "high": (100 * frame["high"]).to_list(),
            "short": [text.label(tag) if tag in ends else "" for tag in frame["language_tag"]],
            "text": [
                text(
                    "chart.resources.point",
                    language=text.label(row["language_tag"]),
                    kept=text.share(row["relative_capability"], 0),
                    interval=text.interval(100 * max(0.0, row["low"]), 100 * row["high"], 0),
                    indicator=indicator,
                    resource=text.number(row["resource"], 0 if row["resource"] >= 10 else 4),
                )
                for row in frame.to_dict("records")
            ],
        }
    )
    words = {
        "indicator": indicator,
        "n": text.integer(first["n_languages"]),
        "correlation": text.number(first["correlation"], 2),
        "interval": text.interval(first["correlation_low"], first["correlation_high"], 2),
        "period": first["period"],
    }
    kind = "more" if first["correlation_low"] > 0 else "less" if first["correlation_high"] < 0 else "unclear"
    title = text(f"chart.resources.title.{kind}", **words)
    return Chart(
        chart_id="resources_and_results",
        mark="points",
        title=title,
        subtitle=text("chart.resources.subtitle", **words),
        note=text("chart.resources.note"),
        alt=f"{title} {text('chart.resources.subtitle', **words)} {said(marks[marks['short'] != ''], text)}",
        axis=text("axis.kept"),
        across=text("axis.resource", indicator=indicator),
        logarithmic=True,
        frame=marks,
        roles={"language": text("role.language")},
        source_ids=tuple(sorted({*frame["source_id"], *index_source_ids})),
        evidence=Evidence("resource_indicator", "row_id", tuple(row for rows in frame["row_ids"] for row in rows)),
    )


def apart(frame: pd.DataFrame, most: int) -> set[str]:
    """Languages to name on a plane: from both ends of the results inwards, those whose names would not lie on one already there."""
    tags, half = frame["language_tag"].to_list(), len(frame) // 2
    inwards = [tag for pair in zip(tags[:half], tags[::-1][:half], strict=True) for tag in pair]
    place = {row["language_tag"]: (math.log10(row["resource"]), row["relative_capability"]) for row in frame.to_dict("records")}  # fmt: skip
    named: list[str] = []
    for tag in inwards:
        x, y = place[tag]
        if all(abs(x - place[other][0]) > 0.8 or abs(y - place[other][1]) > 0.07 for other in named):
            named.append(tag)
        if len(named) == most:
            break
    return set(named)
