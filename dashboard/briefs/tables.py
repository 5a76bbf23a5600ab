"""The table of tests: one row a test, with the scores of one model in the language and in the one that it is compared with."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd

from dashboard.briefs.brief import Table
from dashboard.catalogue.asked import KEY
from dashboard.charts.chart import Chart
from dashboard.charts.comparison import test_name
from dashboard.reader import Reader
from dashboard.text import Text

SAME = (*KEY, "variant_tag")


def ranked(tests: pd.DataFrame) -> pd.DataFrame:
    """Rows of ``gap_on_test`` in the order in which a brief names them: those with a verdict first, then the largest, then the newest."""
    says = tests["standing"] != "cannot_say"
    by = ["says", "n_items", "year", "benchmark_name", "subset", "condition", "metric_id", "variant_tag"]
    order = tests.assign(says=says).sort_values(by, ascending=[False, False, False, True, True, True, True, True])
    return tests.loc[order.index]


def nearest_the_median(tests: pd.DataFrame, gaps: pd.DataFrame) -> pd.DataFrame:
    """For each test the row of ``gap_newest`` whose gap is nearest to the median over its models, in the order of ``tests``."""
    joined = tests[[*SAME, "median_gap_pp"]].assign(place=range(len(tests))).merge(gaps, on=list(SAME))
    joined["distance"] = (joined["gap_pp"] - joined["median_gap_pp"]).abs()
    nearest = joined.sort_values(["place", "distance", "score_id"]).drop_duplicates("place")
    return nearest.reset_index(drop=True)


def of_languages(page: Reader, tags: pd.Series, most: int) -> pd.DataFrame:
    """Rows of ``gap_on_test``: of each language the most telling test of capability and that of safety, the languages in the order
    given, ``most`` languages of those that have any."""
    rows = page.store.view("gap_on_test", language_tag=tuple(tags), dimension=("capability", "safety"))
    best = ranked(rows).drop_duplicates(["language_tag", "dimension"])
    places = {tag: place for place, tag in enumerate(tags)}
    order = best.assign(place=best["language_tag"].map(places)).sort_values(["place", "dimension"], kind="stable")
    kept = list(dict.fromkeys(order["language_tag"]))[:most]
    return best.loc[order.index[order["language_tag"].isin(kept)]]


def table_of_tests(page: Reader, tests: pd.DataFrame, *, of_one: bool = True) -> Table | None:
    """The table of tests, in their order; None without any. ``tests``: rows of ``gap_on_test``; ``of_one``: of one language."""
    if tests.empty:
        return None
    text = page.text
    gaps = page.store.view("gap_newest", language_tag=tuple(dict.fromkeys(tests["language_tag"])))
    rows = nearest_the_median(tests, gaps)
    several = not of_one or tests["variant_tag"].nunique() > 1
    columns = [
        *((text("column.language"),) if several else ()),
        text("control.test"),
        text("brief.model"),
        text("best.year"),
        text("brief.score") if several else text.label(tests["variant_tag"].iloc[0]),
        text.label(rows["reference_tag"].iloc[0]),
        text("brief.gap"),
        text("brief.interval"),
        text("catalogue.origin"),
    ]
    cells = tuple(
        (*((text.label(row["variant_tag"]),) if several else ()), *cells_of(page, row))
        for row in rows.to_dict("records")
    )
    first = 3 if several else 2
    return Table(text("brief.tests"), tuple(columns), cells, text("brief.tests_note"), tuple(range(first, first + 5)))


def cells_of(page: Reader, row: Mapping[str, Any]) -> tuple[str, ...]:
    """A row of ``gap_newest`` in words."""
    text = page.text
    return (
        test_name(row, text),
        row["model_name"],
        str(row["year"]),
        text.share(row["score_share"]),
        text.share(row["reference_share"]),
        text.number(row["gap_pp"]),
        text.interval(row["gap_low_pp"], row["gap_high_pp"]),
        text(f"origin.{row['item_origin']}"),
    )


def table_of_marks(chart: Chart, text: Text) -> Table:
    """What a chart draws, in words: each mark, what it means where there are several meanings, its number and its interval."""
    several, spans = len(chart.roles) > 1, bool(chart.frame["low"].notna().any())
    marks = chart.frame.to_dict("records")
    cells = [
        (
            row["label"].replace("\n", text.comma),
            *((chart.roles[row["role"]],) if several else ()),
            *((text.number(row["x"], 2),) if chart.across else ()),
            "" if pd.isna(row["value"]) else text.number(row["value"]),
            *((text.interval(row["low"], row["high"]),) if spans else ()),
        )
        for row in marks
    ]
    columns = (
        text("column.label"),
        *((text("column.series"),) if several else ()),
        *((chart.across,) if chart.across else ()),
        chart.axis,
        *((text("brief.interval"),) if spans else ()),
    )
    numbers = tuple(range(1 + several, len(columns)))
    return Table(chart.title, columns, tuple(cells), chart.note, numbers)
