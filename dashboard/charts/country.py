"""Charts of one country: what is known about its languages, and how well they are served."""

from __future__ import annotations

import math

import pandas as pd

from dashboard.charts.chart import Chart, Evidence, require
from dashboard.charts.comparison import scores
from dashboard.text import Text

ROLE_OF_GRADE = {"A": "compared", "B": "compared", "C": "compared", "D": "weak_evidence", "E": "not_measured"}


def languages_by_evidence(frame: pd.DataFrame, text: Text, *, territory: str, dimension: str, limit: int) -> Chart:
    """Share of a country's people who speak each language, by what is known about it; languages overlap, so bars do not add up.

    ``frame``: rows of ``spoken_in`` with ``grade`` of one dimension, for one territory, largest share first; shares above zero.
    """
    require(frame, "languages_by_evidence", "language_tag", "share_pct", "speakers", "grade", "source_id")
    drawn = frame.head(limit)
    marks = pd.DataFrame(
        {
            "label": [text.label(tag) for tag in drawn["language_tag"]],
            "role": drawn["grade"].map(ROLE_OF_GRADE).to_list(),
            "value": drawn["share_pct"].to_list(),
            "low": math.nan,
            "high": math.nan,
            "text": [
                text(
                    "chart.country.point",
                    language=text.label(row["language_tag"]),
                    share=text.share(row["share_pct"] / 100),
                    speakers=text.people(row["speakers"]),
                    grade=row["grade"],
                )
                for row in drawn.to_dict("records")
            ],
        }
    )
    unknown = frame[frame["grade"] == "E"]
    words = {
        "territory": territory,
        "n": text.integer(len(frame)),
        "unknown": text.integer(len(unknown)),
        "shown": text.integer(len(drawn)),
    }
    if len(unknown):
        largest = unknown.iloc[0]
        words |= {
            "language": text.language(largest["language_tag"]),
            "share": text.share(largest["share_pct"] / 100),
            "speakers": text.people(largest["speakers"]),
        }
        title = text(f"chart.country.title.{dimension}", **words)
    else:
        title = text(f"chart.country.title_none.{dimension}", **words)
    present = set(marks["role"])
    return Chart(
        chart_id=f"languages_by_evidence_{dimension}",
        mark="bars",
        title=title,
        subtitle=text("chart.country.subtitle", **words),
        note=text("chart.country.note"),
        alt=f"{title}. {text('chart.country.subtitle', **words)}",
        axis=text("axis.share_of_people"),
        frame=marks,
        roles={role: text(f"role.{role}") for role in ("compared", "weak_evidence", "not_measured") if role in present},
        maximum=100.0,
        source_ids=tuple(sorted(set(drawn["source_id"]))),
        evidence=Evidence("language_territory", "row_id", tuple(row for rows in drawn["row_ids"] for row in rows)),
    )


def index_of_languages(
    frame: pd.DataFrame, behind: pd.DataFrame, text: Text, *, territory: str = "", limit: int | None = None
) -> Chart:
    """The index across tests of the languages that have one, with its 95% interval: of a country, or of all.

    ``frame``: rows of ``relative_capability``; ``behind``: those of ``capability_input`` that they rest on.
    """
    require(frame, "index_of_languages", "language_tag", "relative_capability", "low", "high", "n_tests", "source_ids")
    frame = frame.sort_values(["relative_capability", "language_tag"])
    drawn = frame.head(limit) if limit else frame
    marks = pd.DataFrame(
        {
            "label": [text.label(tag) for tag in drawn["language_tag"]],
            "role": "language",
            "value": (100 * drawn["relative_capability"]).to_list(),
            "low": (100 * drawn["low"]).clip(lower=0).to_list(),
            "high": (100 * drawn["high"]).to_list(),
            "text": [
                text(
                    "chart.index.point",
                    language=text.label(row["language_tag"]),
                    kept=text.share(row["relative_capability"], 0),
                    low=text.share(max(0.0, row["low"]), 0),
                    high=text.share(row["high"], 0),
                    tests=text.plural("count.tests", int(row["n_tests"])),
                )
                for row in drawn.to_dict("records")
            ],
        }
    )
    lowest = frame.iloc[0]
    words = {
        "territory": territory,
        "n": text.integer(len(frame)),
        "shown": text.integer(len(drawn)),
        "below": text.integer((frame["high"] < 1).sum()),
        "language": text.language(lowest["language_tag"]),
        "kept": text.share(lowest["relative_capability"], 0),
        "low": text.share(max(0.0, lowest["low"]), 0),
        "high": text.share(lowest["high"], 0),
    }
    if territory:
        title = text("chart.index.title" if len(frame) > 1 else "chart.index.title_one", **words)
    else:
        title = text("chart.index.title_all", **words)
    notes = [text("chart.shown_of", **words)] if len(drawn) < len(frame) else []
    return Chart(
        chart_id="index_of_languages",
        mark="dots",
        title=title,
        subtitle=text("chart.index.subtitle", **words),
        note=" ".join([*notes, text("chart.index.items"), text("chart.index.note")]),
        alt=f"{title}. {text('chart.index.subtitle', **words)}",
        axis=text("axis.kept"),
        frame=marks,
        roles={"language": text("role.language")},
        source_ids=tuple(sorted({source for sources in drawn["source_ids"] for source in sources})),
        evidence=scores(behind["score_id"], behind["reference_score_id"].drop_duplicates()),
    )
