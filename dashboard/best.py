"""The best model in a language, test by test: never across tests, and with who cannot be told apart from it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Any

import pandas as pd

from dashboard.catalogue.asked import KEY, conditions
from dashboard.charts.comparison import test_name
from dashboard.search import find
from dashboard.store import Store
from dashboard.text import Text

FOUND = 50  # languages that a search may find
NAMED = 2  # models named of those that cannot be told apart; the rest are counted


@lru_cache(maxsize=32)
def best_models(
    store: Store, text: Text, query: str, weights: str, asked: tuple[tuple[str, str], ...]
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Rows of ``best_model``, and the same as a reader reads them: the most spoken languages first, and of each the newest
    tests. The reference language, which nobody needs to look for, only where it is searched for. Not to be changed.

    ``query``: a language that is looked for, or nothing; ``weights``: all, open or closed; ``asked``: other filters.

    Raises:
        NoChartError: nothing has one of these values.
    """
    where = conditions(store, **dict(asked))
    rows = store.view("best_model", where={**where, "dimension": "capability", "weights": weights})
    if query:
        rows = rows[rows["language_tag"].isin(find(query, store, text, FOUND))]
    else:
        references = store.view("benchmark")["reference_tag"].dropna().str.split("-").str[0]
        rows = rows[~rows["language_tag"].isin(set(references))]
    speakers = store.view("speakers").set_index("language_tag")["speakers"]
    rows = rows.assign(speakers=rows["language_tag"].map(speakers)).sort_values(
        ["speakers", "language_tag", "year", "n_items", *KEY, "variant_tag"],
        ascending=[False, True, False, False, *(True for _ in KEY), True],
    )
    return rows, in_words(store, text, rows)


def in_words(store: Store, text: Text, rows: pd.DataFrame) -> pd.DataFrame:
    """The rows as a reader reads them; what is missing is said."""
    names = test_names(store, text)
    parallel = store.view("benchmark").set_index("benchmark_id")["parallel"]
    shown = rows.to_dict("records")
    return pd.DataFrame(
        {
            text("column.language"): [text.label(row["variant_tag"]) for row in shown],
            text("control.test"): [names[tuple(row[key] for key in KEY)] for row in shown],
            text("best.model"): rows["model_name"].to_list(),
            text("best.score"): (100 * rows["score_share"]).round(1).to_list(),
            text("best.interval"): [interval_words(row, text) for row in shown],
            text("best.tied"): [tied_words(row["tied"], row["has_interval"], text) for row in shown],
            text("best.gap"): [gap_words(row, parallel[row["benchmark_id"]], text) for row in shown],
            text("best.models"): rows["n_models"].to_list(),
            text("best.year"): rows["year"].astype(str).to_list(),
        }
    )


def interval_words(row: Mapping[str, Any], text: Text) -> str:
    """The interval of the best score, and whether even that is not clearly better than guessing."""
    interval = text.interval(100 * row["score_low"], 100 * row["score_high"])
    return text("best.guessing", interval=interval) if row["no_better_than_guessing"] else interval


def gap_words(row: Mapping[str, Any], parallel: bool, text: Text) -> str:
    """The gap of the best model with its interval, or why there is none."""
    if row["is_reference"]:
        return text("best.reference")
    if pd.isna(row["gap_pp"]):
        return text("best.no_reference" if parallel else "best.not_parallel")
    interval = text.interval(row["gap_low_pp"], row["gap_high_pp"])
    return text("best.gap_is", gap=text.number(row["gap_pp"]), interval=interval)


def tied_words(tied: Sequence[str], known: bool, text: Text) -> str:
    """Who cannot be told apart from the best: names and a number; or that nobody can say, where a result has no interval."""
    if not len(tied):
        return text("best.none_tied" if known else "interval.none")
    more = [text.plural("count.more", len(tied) - NAMED)] if len(tied) > NAMED else []
    return text.listed([*tied[:NAMED], *more])


def test_names(store: Store, text: Text) -> dict[tuple[str, ...], str]:
    """Names of tests by what names them; what was counted stands behind where a test counts several things."""
    tests = store.view("test", dimension="capability", aspect="correct").to_dict("records")
    statements = store.view("metric").set_index("metric_id")["statement"]
    counted: dict[tuple[str, ...], int] = {}
    for row in tests:
        asked = tuple(row[key] for key in KEY[:3])
        counted[asked] = counted.get(asked, 0) + 1
    names = {}
    for row in tests:
        name, metric = test_name(row, text), row["metric_id"]
        if counted[tuple(row[key] for key in KEY[:3])] > 1:
            name = f"{name} · {text.translated(f'metric.{metric}', statements[metric]).rstrip('.')}"
        names[tuple(row[key] for key in KEY)] = name
    return names
