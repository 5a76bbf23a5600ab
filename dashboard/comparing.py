"""Like with like: which tests several languages, or several models, have in common."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from functools import lru_cache
from itertools import combinations

import pandas as pd

from dashboard.store import Conditions, Store

ASPECTS = ("correct", "harm", "safe", "over_refusal")


def comparisons(store: Store, where: Conditions) -> pd.DataFrame:
    """Rows of ``gap`` that say something about a language, with their ``test_id``: a general model was asked, it does better than
    guessing in the reference language, and the language is another than that. ``where``: conditions on ``gap``."""
    rows = store.view("gap", where={**where, "aspect": ASPECTS, "reference_failed": False})
    prompted = store.view("condition", prompted=True)["condition_id"]
    rows = rows[rows["condition"].isin(prompted) & (rows["language_tag"] != _reference_language(rows))]
    parts = (rows[column] for column in ("benchmark_id", "subset", "condition", "metric_id"))
    return rows.assign(test_id=[".".join(names) for names in zip(*parts, strict=True)])


def _reference_language(rows: pd.DataFrame) -> pd.Series:
    return rows["reference_tag"].str.split("-").str[0]


def in_all_languages(rows: pd.DataFrame, tags: Collection[str]) -> pd.DataFrame:
    """Those rows of ``comparisons`` whose model took their test in every one of the languages. A language that is the reference of
    a test has no gap to itself, and counts as taken.

    ``rows``: of these languages.
    """
    needed = len(tags) - _reference_language(rows).isin(list(tags))
    held = rows.groupby(["test_id", "model_id"])["language_tag"].transform("nunique")
    return rows[(held == needed) & (needed > 0)]


def in_all_models(rows: pd.DataFrame, models: Collection[str]) -> pd.DataFrame:
    """Those rows of ``comparisons`` whose test every one of the models took in their language variant.

    ``rows``: of these models.
    """
    return rows[rows.groupby(["test_id", "variant_tag"])["model_id"].transform("nunique") == len(models)]


def common_tests(store: Store, rows: pd.DataFrame) -> pd.DataFrame:
    """The rows of ``test`` that ``rows`` belong to, by ``test_id``: capability first, tests with intervals and not asked a second
    time in other words before others, then the newest and largest."""
    tests = store.view("test", test_id=tuple(sorted(set(rows["test_id"]))))
    again = store.view("condition").set_index("condition_id")["repeats"]
    ranked = tests.assign(
        again=tests["condition"].map(again).notna(),
        bare=~tests["has_interval"],
    )
    by = ["again", "bare", "dimension", "newest_year", "n_items", "test_id"]
    ordered = ranked.sort_values(by, ascending=[True, True, True, False, False, True])
    return ordered.drop(columns=["again", "bare"]).set_index("test_id", drop=False)


def shared_by_pairs(rows: pd.DataFrame, tags: Sequence[str]) -> list[tuple[str, str, int]]:
    """Each pair of languages with the number of tests that one model took in both; none where it is zero.

    ``rows``: of ``comparisons``, of these languages.
    """
    pairs = []
    for pair in combinations(tags, 2):
        n = in_all_languages(rows[rows["language_tag"].isin(pair)], pair)["test_id"].nunique()
        if n:
            pairs.append((*pair, n))
    return pairs


def models_of(store: Store, rows: pd.DataFrame) -> pd.DataFrame:
    """The rows of ``model_dated`` of the models in ``rows``, newest first."""
    return store.view(
        "model_dated", model_id=tuple(sorted(set(rows["model_id"]))), order="-latest_date,model_name,model_id"
    )


@lru_cache(maxsize=2)
def every_model(store: Store) -> pd.DataFrame:
    """The rows of ``model_dated`` of every model that has a comparison, newest first."""
    return models_of(store, comparisons(store, {}))


def groups(store: Store, rows: pd.DataFrame) -> pd.DataFrame:
    """The rows of ``tie_group`` of one model on one test, with ``variant_tag``; empty where languages are not grouped there.

    ``rows``: of ``comparisons``, of one test and model.
    """
    tied = store.view("tie_group", kind="languages_of_model", score_id=tuple(rows["score_id"]), order="tie_group")
    return tied.merge(rows[["score_id", "variant_tag"]], on="score_id")


# Examples: chosen by rule from what is held, so that they change with it ----------------------


@lru_cache(maxsize=2)
def example_languages(store: Store, n: int = 3) -> list[tuple[str, ...]]:
    """In each part of the world, the most spoken languages that a test compares with another, where they share a test."""
    compared = store.view("evidence_grade", dimension="capability", grade=("A", "B", "C"))["language_tag"]
    tags = tuple(sorted(set(compared) & set(comparisons(store, {})["language_tag"])))
    profiles = store.view("language_profile", language_tag=tags, order="-speakers,language_tag")
    found = [
        tuple(tags.head(n)) for _, tags in profiles.groupby("macroarea", sort=True)["language_tag"] if len(tags) >= n
    ]
    return [tags for tags in found if len(in_all_languages(comparisons(store, {"language_tag": tags}), tags))]


@lru_cache(maxsize=2)
def example_countries(store: Store, n: int = 3) -> list[tuple[str, ...]]:
    """In each part of the world, the countries with most people."""
    regions = store.view("territory_group", source_id="country_groups", scheme="m49_region")
    people = store.view("territory", order="-population,territory_code")
    placed = people.merge(regions[["territory_code", "group_name"]], on="territory_code")
    return [tuple(codes.head(n)) for _, codes in placed.groupby("group_name", sort=True)["territory_code"]]


@lru_cache(maxsize=2)
def example_models(store: Store, n: int = 2) -> list[tuple[str, tuple[str, ...]]]:
    """For capability and for safety, the newest test that several models took, and the newest of them."""
    rows, found = comparisons(store, {}), []
    tests = common_tests(store, rows)
    for dimension in ("capability", "safety"):
        for test_id in tests.loc[tests["dimension"] == dimension, "test_id"]:
            held = rows[rows["test_id"] == test_id]
            newest = tuple(models_of(store, held)["model_id"].head(n))
            if len(newest) == n and len(in_all_models(held[held["model_id"].isin(newest)], newest)):
                found.append((str(test_id), newest))
                break
    return found
