"""The grid: languages down, tests across, the gap in each tile. A column is a test of its own and is compared with no other."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd

from dashboard.charts.chart import Chart, require
from dashboard.charts.comparison import items, scores, test_name
from dashboard.charts.profile import standing_roles
from dashboard.text import Text

LANGUAGES, TESTS = 25, 8  # drawn at most: what fits a phone


def grid(
    frame: pd.DataFrame, text: Text, *, speakers: Mapping[str, float], enough: int, model: str = "", which: str = ""
) -> Chart:
    """The gap of each language on each test: of one model, or the median of the newest models that took it.

    ``frame``: one row a language and test: ``language_tag``, ``variant_tag``, ``reference_tag``, ``test_id``, the columns that
    name a test, ``gap_pp``, ``low_pp``, ``high_pp``, ``standing``, ``n_models``, ``model_name``, ``n_items``, ``year``,
    ``score_ids``, ``source_ids``. ``speakers``: of each language; ``enough``: items below which a test sees wide
    differences only; ``model``: the name of the one model; ``which``: the languages
    that were let in, in words.
    """
    require(
        frame, "grid", "language_tag", "test_id", "gap_pp", "low_pp", "high_pp", "standing", "n_models", "score_ids"
    )
    tags, tests = chosen(frame, speakers)
    size = (
        frame.groupby("test_id")["n_items"].max().astype("Float64").fillna(enough)
    )  # a size that is not stated is not small
    small = [test for test in tests if size[test] < enough]
    tests = [test for test in tests if test not in small] + small
    drawn = frame[frame["language_tag"].isin(tags) & frame["test_id"].isin(tests)]
    newest = drawn.groupby("test_id")["year"].max()
    names = {
        row["test_id"]: text("chart.of_which", title=test_name(row, text), which=newest[row["test_id"]])
        for row in drawn.to_dict("records")
    }
    marks = pd.DataFrame(
        {
            "label": [
                f"{text.label(row['language_tag'])}\n{names[row['test_id']]}" for row in drawn.to_dict("records")
            ],
            "role": drawn["standing"].to_list(),
            "x": [tests.index(test) for test in drawn["test_id"]],
            "y": [tags.index(tag) for tag in drawn["language_tag"]],
            "short": [text.number(gap, 0) for gap in drawn["gap_pp"]],
            "value": drawn["gap_pp"].to_list(),
            "low": drawn["low_pp"].to_list(),
            "high": drawn["high_pp"].to_list(),
            "text": [said_of(row, names[row["test_id"]], text) for row in drawn.to_dict("records")],
        }
    )
    words = {
        "model": model,
        "reference": text.language(drawn["reference_tag"].iloc[0]),
        "n": text.integer(len(drawn)),
        "worse": text.integer((drawn["standing"] == "worse").sum()),
        "better": text.integer((drawn["standing"] == "better").sum()),
        "empty": text.integer(len(tags) * len(tests) - len(drawn)),
        "places": text.integer(len(tags) * len(tests)),
        "languages": text.integer(len(tags)),
        "all_languages": text.integer(frame["language_tag"].nunique()),
        "tests": text.integer(len(tests)),
        "all_tests": text.integer(frame["test_id"].nunique()),
    }
    title = text("chart.grid.title" if model else "chart.grid.title_newest", **words)
    title = text("chart.of_which", title=title, which=which) if which else title
    subtitle = text("chart.grid.subtitle" if model else "chart.grid.subtitle_newest", **words)
    notes = [text("chart.grid.missing", **words), text("chart.grid.shown", **words), text("chart.grid.note")]
    if (drawn["variant_tag"] != drawn["language_tag"]).any():
        notes.append(text("chart.grid.varieties"))
    if small:
        named = text.series(names[test] for test in small)
        notes.append(text("chart.grid.small", tests=named, enough=text.integer(enough)))
    return Chart(
        chart_id="grid",
        mark="tiles",
        title=title,
        subtitle=subtitle,
        note=" ".join(notes),
        alt=f"{title}. {subtitle}. {notes[0]}",
        axis=text("axis.gap", reference=words["reference"]),
        frame=marks,
        columns=tuple(names[test] for test in tests),
        rows=tuple(text.label(tag) for tag in tags),
        roles=standing_roles(set(marks["role"]), text, "correct"),
        source_ids=tuple(sorted({source for sources in drawn["source_ids"] for source in sources})),
        evidence=scores(*drawn["score_ids"]),
    )


def chosen(frame: pd.DataFrame, speakers: Mapping[str, float]) -> tuple[list[str], list[str]]:
    """Language tags, the most spoken first, and the tests with most of them; of equals the newer test."""
    tags = sorted(frame["language_tag"].unique(), key=lambda tag: (-speakers.get(tag, 0), tag))[:LANGUAGES]
    own = frame[frame["language_tag"].isin(tags)]
    sizes = own.groupby("test_id").agg(n=("language_tag", "size"), year=("year", "max")).reset_index()
    ordered = sizes.sort_values(["n", "year", "test_id"], ascending=[False, False, True])
    return tags, list(ordered["test_id"].head(TESTS))


def said_of(row: Mapping[str, Any], test: str, text: Text) -> str:
    """What a tile says when pointed at."""
    return text(
        "chart.grid.point" if row["n_models"] == 1 else "chart.grid.point_several",
        language=text.label(row["variant_tag"]),
        test=test,
        gap=text.number(row["gap_pp"]),
        interval=text.interval(row["low_pp"], row["high_pp"]),
        model=row["model_name"],
        models=text.plural("count.models", int(row["n_models"])),
        n=items(row["n_items"], text),
        year=row["year"],
    )
