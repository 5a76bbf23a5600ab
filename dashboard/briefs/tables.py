"""The table of tests: one row a test, with the scores of one model in the language and in the one that it is compared with."""

from __future__ import annotations

import pandas as pd

from dashboard.briefs.brief import Table
from dashboard.catalogue.asked import KEY
from dashboard.charts.comparison import test_name
from dashboard.reader import Reader

SAME = (*KEY, "variant_tag")


def ranked(tests: pd.DataFrame) -> pd.DataFrame:
    """Rows of ``gap_on_test`` in the order in which a brief names them: those with a verdict first, then the largest, then the newest."""
    says = tests["standing"] != "cannot_say"
    by = ["says", "n_items", "year", "benchmark_name", "subset", "condition", "metric_id", "variant_tag"]
    order = tests.assign(says=says).sort_values(by, ascending=[False, False, False, True, True, True, True, True])
    return tests.loc[order.index]


def nearest_the_median(tests: pd.DataFrame, gaps: pd.DataFrame) -> pd.DataFrame:
    """For each test the row of ``gap_newest`` whose gap is nearest to the median over its models, in the order of ``tests``."""
    joined = tests[[*SAME, "median_gap_pp"]].merge(gaps, on=list(SAME))
    joined = joined.assign(distance=(joined["gap_pp"] - joined["median_gap_pp"]).abs())
    chosen = joined.sort_values(["distance", "score_id"]).drop_duplicates(list(SAME)).set_index(list(SAME))
    return chosen.loc[pd.MultiIndex.from_frame(tests[list(SAME)])].reset_index()


def table_of_tests(page: Reader, tests: pd.DataFrame, *, with_language: bool = False) -> Table | None:
    """The table of tests; None without any. ``tests``: rows of ``gap_on_test``; ``with_language``: where they are of several languages."""
    if tests.empty:
        return None
    text = page.text
    tests = ranked(tests)
    gaps = page.store.view("gap_newest", language_tag=tuple(dict.fromkeys(tests["language_tag"])))
    rows = nearest_the_median(tests, gaps)
    several = with_language or tests["variant_tag"].nunique() > 1
    reference = text.label(rows["reference_tag"].iloc[0])
    columns = [
        text("control.test"),
        text("brief.model"),
        text("best.year"),
        text("brief.score") if several else text.label(tests["variant_tag"].iloc[0]),
        reference,
        text("brief.gap"),
        text("brief.interval"),
        text("catalogue.origin"),
    ]
    cells = [
        (
            *((text.label(row["variant_tag"]),) if several else ()),
            test_name(row, text),
            row["model_name"],
            str(row["year"]),
            text.share(row["score_share"]),
            text.share(row["reference_share"]),
            text.number(row["gap_pp"]),
            text.interval(row["gap_low_pp"], row["gap_high_pp"]),
            text(f"origin.{row['item_origin']}"),
        )
        for row in rows.to_dict("records")
    ]
    if several:
        columns.insert(0, text("column.language"))
    first = 3 if several else 2
    return Table(
        text("brief.tests"), tuple(columns), tuple(cells), text("brief.tests_note"), tuple(range(first, first + 5))
    )
