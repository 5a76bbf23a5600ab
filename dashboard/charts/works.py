"""Charts of interventions: the published numbers with one, beside those that they are compared with."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Any

import pandas as pd

from dashboard.charts.chart import Chart, Evidence, require
from dashboard.charts.comparison import scores
from dashboard.text import Text

# Interventions whose labels are languages.
BY_LANGUAGE = ("merging", "safety_data", "vision_recipe", "thinking")


def intervention_dots(frame: pd.DataFrame, text: Text) -> Chart:
    """One comparison: each label with the number under the intervention and the one it is compared with, widest effect the wanted way first.

    ``frame``: rows of ``intervention_effect`` for one ``comparison_id``, not headlines. Numbers as published.
    """
    require(
        frame, "intervention_dots", "label", "value", "baseline_value", "effect", "direction", "verdict", "outcome", "unit"
    )  # fmt: skip
    wanted = (frame["effect"].fillna(0) * frame["direction"]).where(frame["kind"] != "average", -math.inf)
    frame = frame.assign(wanted=wanted).sort_values(
        ["wanted", "value", "label"], ascending=[False, False, True], kind="stable"
    )
    first = frame.iloc[0]
    alone = bool(frame["baseline_value"].isna().all())
    pairs = frame[frame["kind"] == "compared"]
    words = {
        "arm": arm_name(first, "arm", text),
        "baseline": "" if alone else arm_name(first, "baseline_arm", text),
        "model": first["model"],
        "test": first["test"],
        "year": first["period"],
        "rival": first["baseline_arm"],
        "n": text.integer(len(frame if alone else pairs)),
        "wanted": text.integer(int((pairs["outcome"] == "wanted").sum())),
        "unwanted": text.integer(int((pairs["outcome"] == "unwanted").sum())),
        "better": text.integer(int((pairs["verdict"] == "better").sum())),
        "worse": text.integer(int((pairs["verdict"] == "worse").sum())),
        "over": text.integer(int((frame["value"] > 50).sum())),
    }
    kind = "languages" if first["intervention_id"] in BY_LANGUAGE else "results"
    words["wanted_of"] = text(f"chart.works.of.{kind}", wanted=words["wanted"], n=words["n"])
    bounded = bool((pairs["verdict"] != "cannot_say").any())
    measure = "alone" if alone else str(first["measure"])
    title = text(f"chart.works.title.{measure}", **words)
    if not alone:
        title = f"{title} {text('chart.works.clear' if bounded else 'chart.works.unclear', **words)}"
    statistic = "accuracy_by_language" if (measure, kind) == ("accuracy", "languages") else measure
    subtitle = text(f"chart.works.subtitle.{statistic}", **words)
    rows = [mark for row in frame.to_dict("records") for mark in _marks(row, text)]
    known = frame["n_items"].dropna()
    sure = (
        text("chart.works.items", n=text.integer(known.min()))
        if bounded and not known.empty
        else text("chart.works.no_items")
    )
    roles = {"treated": words["arm"]} | ({} if alone else {"untreated": words["baseline"]})
    return Chart(
        chart_id=f"intervention_{first['intervention_id']}",
        mark="dots",
        title=title,
        subtitle=subtitle,
        note=f"{text(f'chart.works.note.{measure}', **words)} {sure}",
        alt=f"{title} {subtitle}",
        axis=text(f"works.axis.{'win_rate' if alone else measure}"),
        frame=pd.DataFrame(rows),
        roles=roles,
        source_ids=(str(first["source_id"]),),
        evidence=_evidence(frame),
    )


def _evidence(frame: pd.DataFrame) -> Evidence:
    """The published rows on both sides of each comparison."""
    rows = (frame["row_id"], frame["baseline_row_id"].dropna())
    if frame["intervention_id"].iloc[0] == "thinking":
        return scores(*rows)
    return Evidence("finding", "row_id", tuple(sorted(set(pd.concat(rows)))))


def _marks(row: Mapping[str, Any], text: Text) -> list[dict[str, object]]:
    """The two dots of a label, or one where nothing stands beside it."""
    label = row_label(row, text)
    said = text("chart.works.point_alone", label=label, value=text.number(row["value"], 1))
    if not pd.isna(row["baseline_value"]):
        said = text(
            "chart.works.point",
            label=label,
            arm=arm_name(row, "arm", text),
            baseline=arm_name(row, "baseline_arm", text),
            value=text.number(row["value"], 1),
            baseline_value=text.number(row["baseline_value"], 1),
            effect=text.number(row["effect"], 1),
            interval=text.interval(row["effect_low"], row["effect_high"]),
        )
    pair = [("treated", "value", "low", "high"), ("untreated", "baseline_value", "baseline_low", "baseline_high")]
    return [
        {"label": label, "role": role, "value": row[value], "low": row[low], "high": row[high], "text": said}
        for role, value, low, high in pair
        if not pd.isna(row[value])
    ]


def row_label(row: Mapping[str, Any], text: Text) -> str:
    """A label of ``intervention_effect`` in words."""
    if row["kind"] == "average" and row["intervention_id"] in BY_LANGUAGE:
        return text("works.average")
    return text.label(str(row["label"])) if row["intervention_id"] in BY_LANGUAGE else str(row["label"])


def arm_name(row: Mapping[str, Any], column: str, text: Text) -> str:
    """A variant of an intervention, or what it is compared with, in words; the source's own name where it has one."""
    arm = str(row[column])
    if arm.endswith("% Safety"):
        return text("works.arm.mixed", share=text.share(int(arm.split("%")[0]) / 100, 0))
    if arm.endswith("% arena data"):
        return text("works.arm.arena" if column == "arm" else "works.arm.no_arena")
    if row["intervention_id"] == "merging":
        return text("works.arm.merged", method=arm)
    if row["intervention_id"] == "vision_recipe":
        return text("works.arm.won" if column == "arm" else "works.arm.lost")
    if row["intervention_id"] == "thinking":
        return text("works.arm.thinking" if column == "arm" else "works.arm.non_thinking")
    return arm


def comparison_name(row: Mapping[str, Any], text: Text) -> str:
    """One comparison in words, for the list to choose from."""
    parts = [text(f"works.measure.{row['measure']}")]
    if row["intervention_id"] in ("vision_recipe", "thinking") or row["kind"] == "alone":
        parts.append(str(row["test"]))
    if row["intervention_id"] in ("thinking", "hard_examples", "generated_examples"):
        parts.append(str(row["model"]))
    if isinstance(row["setting"], str):
        parts.append(row["setting"])
    if row["intervention_id"] == "vision_recipe":
        parts.append(text("works.against_rival", rival=row["baseline_arm"]))
    elif row["intervention_id"] != "thinking" and isinstance(row["baseline_arm"], str):
        parts.append(
            text(
                "works.versus",
                arm=arm_name(row, "arm", text),
                baseline=arm_name(row, "baseline_arm", text),
            )
        )
    name = " · ".join(parts)
    return name[:1].upper() + name[1:]
