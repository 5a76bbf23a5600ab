"""The best model in a language, test by test: never across tests, and with who cannot be told apart from it."""

from __future__ import annotations

from functools import lru_cache

import pandas as pd

from dashboard.charts.comparison import test_name
from dashboard.reader import Reader
from dashboard.store import Conditions, Store
from dashboard.text import Text

NAMED = 2  # models named of those that cannot be told apart; the rest are counted


def best_rows(page: Reader, where: Conditions, weights: str, tags: tuple[str, ...] | None) -> pd.DataFrame:
    """Rows of ``best_model``, the most spoken languages first and in each the newest test with most items. ``tags``: the
    languages that the reader looks for, None for all."""
    rows = page.store.view("best_model", where={**where, "dimension": "capability", "weights": weights})
    if tags is not None:
        rows = rows[rows["language_tag"].isin(tags)]
    speakers = page.store.view("speakers").set_index("language_tag")["speakers"]
    ordered = rows.assign(speakers=rows["language_tag"].map(speakers))
    return ordered.sort_values(
        ["speakers", "language_tag", "year", "n_items", "benchmark_id", "subset", "condition", "variant_tag"],
        ascending=[False, True, False, False, True, True, True, True],
    )


def in_words(page: Reader, rows: pd.DataFrame) -> pd.DataFrame:
    """The rows as a reader reads them; empty where there is no gap or no interval."""
    text, names = page.text, test_names(page.store, page.text)
    tests = zip(rows["benchmark_id"], rows["subset"], rows["condition"], strict=True)
    return pd.DataFrame(
        {
            text("column.language"): [text.label(tag) for tag in rows["variant_tag"]],
            text("control.test"): [names[test] for test in tests],
            text("best.model"): rows["model_name"].to_list(),
            text("best.score"): (100 * rows["score_share"]).to_list(),
            text("column.low"): (100 * rows["score_low"]).to_list(),
            text("column.high"): (100 * rows["score_high"]).to_list(),
            text("best.tied"): [
                tied_words(tied, known, text) for tied, known in zip(rows["tied"], rows["has_interval"], strict=True)
            ],
            text("best.gap"): rows["gap_pp"].to_list(),
            text("best.gap_low"): rows["gap_low_pp"].to_list(),
            text("best.gap_high"): rows["gap_high_pp"].to_list(),
            text("best.models"): rows["n_models"].to_list(),
            text("best.year"): rows["year"].astype(str).to_list(),
        }
    )


def tied_words(tied: list[str], known: bool, text: Text) -> str:
    """Who cannot be told apart from the best: names, or that nobody can say where a result has no interval."""
    if not len(tied):
        return text("best.none_tied") if known else text("interval.none")
    return text.listed([*tied[:NAMED], text.plural("count.more", len(tied) - NAMED)] if len(tied) > NAMED else tied)


@lru_cache(maxsize=16)
def test_names(store: Store, text: Text) -> dict[tuple[str, str, str], str]:
    """Names of tests by benchmark, part and way of asking."""
    tests = store.view("test", dimension="capability").to_dict("records")
    return {(row["benchmark_id"], row["subset"], row["condition"]): test_name(row, text) for row in tests}
