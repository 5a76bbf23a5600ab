"""The map: every territory as a tile, by how many of its people speak a language that was tested."""

from __future__ import annotations

import math

import pandas as pd

from dashboard.charts.chart import Chart, Evidence, require
from dashboard.charts.world_tiles import tiles
from dashboard.text import Text

STEPS = 5


def world_map(frame: pd.DataFrame, text: Text, *, dimension: str) -> Chart:
    """At least which share of each territory's people speak a language that was compared with English.

    ``frame``: rows of ``territory_exposure`` of one dimension at level ``compared``.
    """
    require(frame, "world_map", "territory_code", "share_low", "share_high", "n_covered_languages", "n_languages")
    place = tiles()
    rows = [row for row in frame.to_dict("records") if row["territory_code"] in place]
    marks = pd.DataFrame(
        {
            "label": [text.territory(row["territory_code"]) for row in rows],
            "role": [role_of(row) for row in rows],
            "x": [place[row["territory_code"]][0] for row in rows],
            "y": [place[row["territory_code"]][1] for row in rows],
            "short": [row["territory_code"] for row in rows],
            "value": [100 * row["share_low"] if row["n_covered_languages"] else math.nan for row in rows],
            "low": math.nan,
            "high": math.nan,
            "text": [said_of(row, text) for row in rows],
        }
    )
    unknown = int((marks["role"] == "not_measured").sum())
    low = int((marks["value"] < 100 / 2).sum())
    words = {"unknown": text.integer(unknown), "low": text.integer(low), "n": text.integer(len(marks))}
    title = text(f"chart.world_map.title.{dimension}", **words)
    present = set(marks["role"])
    names = {f"step_{step}": text("chart.world_map.step", low=text.share((step - 1) / STEPS, 0), high=text.share(step / STEPS, 0)) for step in range(1, STEPS + 1)}  # fmt: skip
    names["not_measured"] = text("chart.world_map.unknown")
    return Chart(
        chart_id=f"world_map_{dimension}",
        mark="tiles",
        title=title,
        subtitle=text("chart.world_map.subtitle"),
        note=text("chart.world_map.note"),
        alt=f"{title} {text('chart.world_map.subtitle')}",
        axis=text("axis.at_least_percent"),
        frame=marks,
        roles={role: name for role, name in names.items() if role in present},
        source_ids=("cldr",),
        evidence=Evidence("language_territory", "territory_code", tuple(frame["territory_code"])),
    )


def role_of(row: dict[str, object]) -> str:
    """The step of a territory's lower bound; no step where no language of it was compared."""
    if not row["n_covered_languages"]:
        return "not_measured"
    return f"step_{min(STEPS, 1 + math.floor(STEPS * float(str(row['share_low']))))}"


def said_of(row: dict[str, object], text: Text) -> str:
    """What a tile says when pointed at."""
    words = {
        "territory": text.territory(str(row["territory_code"])),
        "n": text.integer(float(str(row["n_languages"]))),
        "covered": text.integer(float(str(row["n_covered_languages"]))),
        "low": text.share(float(str(row["share_low"]))),
        "high": text.share(float(str(row["share_high"]))),
    }
    return text("chart.world_map.point_unknown" if not row["n_covered_languages"] else "chart.world_map.point", **words)
