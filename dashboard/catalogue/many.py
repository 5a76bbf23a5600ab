"""Charts of many languages over many tests: the grid, and the index."""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache

import pandas as pd

from dashboard.catalogue.asked import (
    KEY,
    NoChartError,
    conditions,
    drawable,
    filter_words,
    one_of,
    row_of,
    spoken_where,
    test_ids,
)
from dashboard.charts import country
from dashboard.charts import grid as grids
from dashboard.charts.chart import Chart
from dashboard.store import Conditions, Store
from dashboard.text import Text

NEWEST = "newest"  # in place of one model: the median of the newest models that took a test
LOWEST = 30  # languages drawn of the index where the reader does not ask for all


@lru_cache(maxsize=64)
def grid(
    store: Store, text: Text, model: str = NEWEST, area: str = "all", family: str = "all", resource: str = "all",
    shown: str = "all", since: str = "all",
) -> Chart:  # fmt: skip
    """Languages by tests, with the gap in each tile."""
    languages = {"area": area, "family": family, "resource": resource}
    where = {"dimension": "capability", "aspect": "correct", **conditions(store, shown=shown, since=since, **languages)}
    rows = of_newest(store, where) if model == NEWEST else of_model(store, model, where)
    speakers = store.view("speakers").set_index("language_tag")["speakers"].to_dict()
    return grids.grid(
        one_variety(drawable(rows, model)),
        text,
        speakers=speakers,
        model="" if model == NEWEST else rows["model_name"].iloc[0],
        which=filter_words(text, **languages),
        enough=int(store.view("threshold", threshold_id="grade_items")["value"].iloc[0]),
    )


def of_newest(store: Store, where: Conditions) -> pd.DataFrame:
    """Rows of ``gap_on_test`` as the grid draws them."""
    rows = store.view("gap_on_test", where=where)
    return rows.assign(gap_pp=rows["median_gap_pp"], test_id=test_ids(rows))


def of_model(store: Store, model: str, where: Conditions) -> pd.DataFrame:
    """Rows of ``gap`` of one model as the grid draws them: asked as a general model is, each test once, the newest printing.

    Raises:
        NoChartError: there is no such model.
    """
    name = row_of(store.view("model", model_id=model), model)["name"]
    asked = general_conditions(store)
    rows = store.view("gap", where={**where, "model_id": model, "condition": asked}, order="-published,score_id")
    rows = rows[rows["language_tag"] != rows["reference_tag"].str.split("-").str[0]]
    rows = rows.drop_duplicates([*KEY, "variant_tag"])
    return rows.assign(
        test_id=test_ids(rows),
        benchmark_name=rows["benchmark_id"].map(store.view("benchmark").set_index("benchmark_id")["name"]),
        low_pp=rows["gap_low_pp"],
        high_pp=rows["gap_high_pp"],
        standing=rows["verdict"],
        n_models=1,
        model_name=name,
        score_ids=rows[["score_id", "reference_score_id"]].to_numpy().tolist(),
        source_ids=[[source] for source in rows["source_id"]],
    )


@lru_cache(maxsize=2)
def grid_models(store: Store) -> pd.DataFrame:
    """Models that the grid can show, by ``model_id``: ``model_name`` and ``n``, the tests with a gap; those with most first, then the newest."""
    tests = store.view(
        "test", dimension="capability", aspect="correct", has_gap=True, condition=general_conditions(store)
    )
    took = store.view("test_model", has_reference=True).merge(tests[list(KEY)], on=list(KEY))
    sizes = took.groupby("model_id").agg(
        model_name=("model_name", "first"), latest=("latest_date", "first"), n=("subset", "size")
    )
    return sizes.sort_values(["n", "latest", "model_name"], ascending=[False, False, True])


@lru_cache(maxsize=2)
def general_conditions(store: Store) -> tuple[str, ...]:
    """Ways of asking a general model; a second measurement of the same thing is left out, as in ``gap_newest``."""
    rows = store.view("condition", prompted=True)
    return tuple(sorted(rows.loc[rows["repeats"].isna(), "condition_id"]))


def one_variety(rows: pd.DataFrame) -> pd.DataFrame:
    """One variety a language and test, as in ``capability_input``: the plain tag, else the variety with most results."""
    often = rows["variant_tag"].map(rows["variant_tag"].value_counts())
    ordered = rows.assign(plain=rows["variant_tag"] == rows["language_tag"], often=often)
    ordered = ordered.sort_values(["plain", "often", "variant_tag"], ascending=[False, False, True])
    return ordered.drop_duplicates(["test_id", "language_tag"])


def index(
    store: Store, text: Text, area: str = "all", family: str = "all", resource: str = "all", show: str = "lowest"
) -> Chart:
    """The index across tests of every language that has one, while it earns its place."""
    where = spoken_where(store, area, family, resource)
    known, behind = index_rows(store, where, "index")
    limit = LOWEST if one_of(show, ("lowest", "all")) == "lowest" else None
    chart = country.index_of_languages(known, behind, text, limit=limit)
    which = filter_words(text, area=area, family=family, resource=resource)
    return replace(chart, title=text("chart.of_which", title=chart.title, which=which)) if which else chart


def index_rows(store: Store, where: Conditions, subject: str) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Rows of ``relative_capability`` and the published results behind them.

    Raises:
        NoChartError: no language of these has an index, or the index has not earned its place.
    """
    verdict = store.view("index_verdict")
    if verdict.empty or not verdict["shown"].iloc[0]:
        raise NoChartError("empty", subject)
    known = drawable(store.view("relative_capability", where=where), subject)
    return known, store.view("capability_input", language_tag=tuple(known["language_tag"]))
