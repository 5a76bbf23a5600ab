"""Charts of disparity."""

from __future__ import annotations

from functools import lru_cache

import pandas as pd

from dashboard.catalogue.asked import NoChartError, drawable, row_of, test_key, test_of
from dashboard.charts import disparity
from dashboard.charts.chart import Chart, Evidence
from dashboard.charts.comparison import scores, test_name
from dashboard.store import Conditions, Store
from dashboard.text import Text

INDEX = "relative_capability"


@lru_cache(maxsize=32)
def utility_names(store: Store, text: Text) -> dict[str, str]:
    """What each utility of ``disparity`` is, in words: the index, or a test and a model."""
    tests = store.view("test").set_index("test_id")
    models = store.view("model").set_index("model_id")["name"]
    return {
        row["utility_id"]: text("utility.index")
        if row["utility_id"] == INDEX
        else text(
            "utility.test",
            test=test_name(tests.loc[row["test_id"]].to_dict(), text),
            model=models.get(row["model_id"], row["model_id"]),
        )
        for row in store.view("disparity", tau=1).to_dict("records")
    }


def sources_of(store: Store, row: pd.Series) -> tuple[str, ...]:
    """Who published what a row of ``disparity`` rests on, the speakers too."""
    if row["utility_id"] == INDEX:
        lists = store.view("relative_capability")["source_ids"]
    else:
        lists = store.view("test", test_id=row["test_id"])["source_ids"]
    return tuple(sorted({"cldr", "linguameta", *(source for sources in lists for source in sources)}))


def behind(store: Store, row: pd.Series) -> Evidence:
    """The published scores that a row of ``disparity`` rests on."""
    if row["utility_id"] == INDEX:
        used = store.view("capability_input")
        return scores(used["score_id"], used["reference_score_id"].drop_duplicates())
    test = test_of(store, str(row["test_id"]))
    asked: Conditions = {**test_key(test), "model_id": str(row["model_id"]), "superseded": False}
    return scores(store.view("score_share", where=asked)["score_id"])


def rows_of(store: Store, utility: str) -> pd.DataFrame:
    """Rows of ``disparity`` of one utility, by tau.

    Raises:
        NoChartError: there is no such utility.
    """
    rows = store.view("disparity", utility_id=utility, order="tau")
    row_of(rows, utility)
    return rows


def at(rows: pd.DataFrame, tau: str) -> pd.Series:
    """The row of one tau.

    Raises:
        NoChartError: it is no step of tau.
    """
    try:
        wanted = float(tau)
    except ValueError as error:
        raise NoChartError("value", tau) from error
    return row_of(rows[(rows["tau"] - wanted).abs() < 1e-9], tau)


def by_weight(store: Store, text: Text, utility: str = INDEX, tau: str = "1") -> Chart:
    """How the mean hangs on who is counted."""
    rows = rows_of(store, utility)
    row = at(rows, tau)
    return disparity.by_weight(
        rows,
        text,
        utility=utility_names(store, text)[row["utility_id"]],
        tau=row["tau"],
        source_ids=sources_of(store, row),
        evidence=behind(store, row),
    )


def lorenz(store: Store, text: Text, utility: str = INDEX, tau: str = "1") -> Chart:
    """How unequally speakers, or languages, are served."""
    row = at(rows_of(store, utility), tau)
    if pd.isna(row["gini"]):
        raise NoChartError("empty", utility)
    curve = store.view("lorenz", utility_id=utility, order="position")
    curve = curve[(curve["tau"] - row["tau"]).abs() < 1e-9]
    return disparity.lorenz(
        curve,
        row,
        text,
        utility=utility_names(store, text)[row["utility_id"]],
        source_ids=sources_of(store, row),
        evidence=behind(store, row),
    )


def resources(store: Store, text: Text, indicator: str) -> Chart:
    """A digital resource beside results."""
    rows = store.view("resource_result", indicator_id=indicator)
    index = {source for sources in store.view("relative_capability")["source_ids"] for source in sources}
    return disparity.resources_and_results(drawable(rows, indicator), text, index_source_ids=index)
