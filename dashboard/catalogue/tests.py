"""Charts of tests: gaps, scores, answers, verdicts, and how gaps change."""

from __future__ import annotations

from functools import lru_cache

import pandas as pd

from dashboard.catalogue.asked import (
    KEY,
    conditions,
    drawable,
    filter_words,
    model_of,
    one_of,
    test_key,
    test_of,
    trusted,
)
from dashboard.charts import bars, comparison, trends
from dashboard.charts.chart import Chart
from dashboard.store import Conditions, Store
from dashboard.text import Text

BY_PEOPLE = ("original", "human_translated")
LIMIT = 30  # languages drawn where the reader asks for the widest gaps


def untested(store: Store, test: pd.Series, frame: pd.DataFrame, where: Conditions) -> list[str]:
    """Language variants of a test that are not among a model's rows: never measured, or without a usable score."""
    same = {**test_key(test), **where, "superseded": False}
    tested = store.view("score_share", where=same, order="variant_tag")["variant_tag"]
    return [tag for tag in tested.unique() if tag not in set(frame["variant_tag"]) and tag != test["reference_tag"]]


def _of_model(
    store: Store, text: Text, relation: str, test: str, model: str, shown: str, since: str, languages: dict[str, str]
) -> tuple[pd.DataFrame, dict[str, object]]:
    """The rows of a model on a test, and the names that its charts need. ``languages``: filters of languages."""
    row = test_of(store, test)
    named = model_of(store, row, model)
    where = conditions(store, shown=shown, since=since, **languages)
    asked = {**test_key(row), **where, "model_id": model} | ({"superseded": False} if relation == "score_share" else {})
    frame = drawable(store.view(relation, where=asked), test)
    benchmark, which = str(row["benchmark_name"]), filter_words(text, **languages)
    names = {
        "benchmark": text("test.name", name=benchmark, parts=which) if which else benchmark,
        "model": named["model_name"],
        "untested": untested(store, row, frame, where),
    }
    return frame, names


def gaps(
    store: Store, text: Text, test: str, model: str, area: str = "all", show: str = "all", shown: str = "all",
    since: str = "all", family: str = "all", resource: str = "all",
) -> Chart:  # fmt: skip
    """Points lost by each language on one test, by one model."""
    languages = {"area": area, "family": family, "resource": resource}
    frame, names = _of_model(store, text, "gap", test, model, shown, since, languages)
    limit = LIMIT if one_of(show, ("all", "widest")) == "widest" else None
    return comparison.gap_dots(frame, text, limit=limit, **names)  # type: ignore[arg-type]


def scores(
    store: Store, text: Text, test: str, model: str, area: str = "all", show: str = "all", shown: str = "all",
    since: str = "all", family: str = "all", resource: str = "all",
) -> Chart:  # fmt: skip
    """Score of each language on one test, by one model."""
    languages = {"area": area, "family": family, "resource": resource}
    frame, names = _of_model(store, text, "score_share", test, model, shown, since, languages)
    limit = LIMIT if one_of(show, ("all", "widest")) == "widest" else None
    return comparison.score_dots(frame, text, limit=limit, **names)  # type: ignore[arg-type]


@lru_cache(maxsize=2)
def most_telling(store: Store) -> tuple[str, ...]:
    """Tests of capability by how much they say about languages, the most first: what a reader who asked for none is shown.

    Only items that people wrote or translated, as many as grades A to C ask for (with ten items nearly every verdict is "no clear
    difference"), and general models, at least two, since one may be an exception. Of these the test that gives a verdict in most
    language varieties; the kind of verdict does not count, so that nobody is led to the worst news. Not the newest: a test of this
    year in a dozen languages leaves most of what is known about languages out; its year stands in its name.
    """
    tests = store.view("test", dimension="capability", aspect="correct", has_gap=True, item_origin=BY_PEOPLE)
    enough = store.view("threshold", threshold_id="grade_items")["value"].iloc[0]
    asked = set(store.view("condition", prompted=True)["condition_id"])
    tests = tests[(tests["n_items"] >= enough) & tests["condition"].isin(asked)]
    verdicts = store.view("verdict_by_class")
    said = verdicts[verdicts["verdict"] != "cannot_say"].groupby([*KEY, "model_id"])["n_variants"].sum()
    said = said.groupby(level=list(KEY)).agg(n="max", models="size").reset_index()
    ranked = tests.merge(said[said["models"] > 1], on=list(KEY))
    ordered = ranked.sort_values(["n", "models", "newest_year", "test_id"], ascending=[False, False, False, True])
    return tuple(ordered["test_id"])


def answers(store: Store, text: Text, test: str, model: str, shown: str = "all") -> Chart:
    """How a model answered the requests of a safety test: what is harmful, what is no answer, and the rest."""
    row = test_of(store, test)
    named = model_of(store, row, model)
    where = trusted(shown)
    asked = {**test_key(row), **where, "model_id": model, "superseded": False}
    del asked["metric_id"]
    frame = drawable(store.view("score_share", where=asked), test)
    return bars.answers(
        frame,
        text,
        benchmark=row["benchmark_name"],
        model=named["model_name"],
        untested=untested(store, row, frame, where),
    )


def slopes(store: Store, text: Text, test: str) -> Chart:
    """How the gaps of the most spoken languages change from model to model, on one test."""
    row = test_of(store, test)
    rows = drawable(store.view("trend", where=test_key(row)), test)
    speakers = store.view("speakers").set_index("language_tag")["speakers"]
    spoken = rows.assign(speakers=rows["language_tag"].map(speakers)).sort_values(
        ["speakers", "variant_tag"], ascending=[False, True]
    )
    return trends.slopes(rows, text, test=str(row["benchmark_name"]), shown=spoken.head(LIMIT))
