"""Safety figures laid out for reading: a test by its ways of asking, and what speaks against the rule. Nothing is blended across tests."""

from __future__ import annotations

from functools import lru_cache

import pandas as pd

from dashboard.store import Store

REQUESTS = ("plain", "attack")
HARM = ("harm", "safe")  # what a verdict on unsafe answers rests on
COUNTED = (*HARM, "over_refusal")
TEST = ["benchmark_id", "subset", "condition", "metric_id", "aspect"]


@lru_cache(maxsize=2)
def attacks(store: Store) -> frozenset[str]:
    """Ways of asking that put something before the request which is meant to bring harm about."""
    return frozenset(store.view("condition", attack=True)["condition_id"])


def request_of(condition: str, attacks: frozenset[str]) -> str:
    """``attack`` where the way of asking is one of ``attacks``, else ``plain``."""
    return "attack" if condition in attacks else "plain"


@lru_cache(maxsize=2)
def counter_evidence(store: Store) -> tuple[pd.DataFrame, pd.DataFrame]:
    """``fewer_unsafe`` and ``reference_worst`` over every safety test, worked out once; the frames must not be changed."""
    gaps = store.view("gap", dimension="safety", aspect=HARM)
    return fewer_unsafe(gaps), reference_worst(gaps)


def by_request(gaps: pd.DataFrame, attacks: frozenset[str]) -> pd.DataFrame:
    """One row for each part, way of asking and metric of a test, harm first, plain requests before attacks.

    ``gaps``: rows of ``gap``; ``attacks``: ways of asking that are. Counts of comparisons by verdict (``n_worse``, ``n_better``, ``n_no_clear_difference``, ``n_cannot_say``,
    ``n_comparisons``); the lowest and highest share, 0 to 1, over models in the reference language (``reference_low``,
    ``reference_high``), over models and other varieties (``share_low``, ``share_high``), and of invalid or unclear answers
    there (``non_answer_low``, ``non_answer_high``; NaN where the source prints none).
    """
    verdicts = {
        f"n_{verdict}": (f"is_{verdict}", "sum") for verdict in ("worse", "better", "no_clear_difference", "cannot_say")
    }
    marked = gaps.assign(**{name.replace("n_", "is_", 1): gaps["verdict"] == name[2:] for name in verdicts})
    rows = marked.groupby([*TEST, "reference_tag"], as_index=False).agg(
        **verdicts,
        n_comparisons=("verdict", "size"),
        reference_low=("reference_share", "min"),
        reference_high=("reference_share", "max"),
        share_low=("score_share", "min"),
        share_high=("score_share", "max"),
        non_answer_low=("non_answer_share", "min"),
        non_answer_high=("non_answer_share", "max"),
        n_models=("model_id", "nunique"),
        n_items=("n_items", "max"),
        first_year=("year", "min"),
        newest_year=("year", "max"),
    )
    rows["request"] = [request_of(condition, attacks) for condition in rows["condition"]]
    order = rows.assign(of_refusal=rows["aspect"] == "over_refusal", attacked=rows["request"] == "attack").sort_values(
        ["of_refusal", "subset", "attacked", "condition"]
    )
    return rows.loc[order.index].reset_index(drop=True)


def fewer_unsafe(gaps: pd.DataFrame) -> pd.DataFrame:
    """The comparisons with clearly less harm than in the reference language, test by test, the widest first. ``gaps``: rows of ``gap``."""
    clear = gaps[gaps["aspect"].isin(HARM) & (gaps["verdict"] == "better")]
    return clear.sort_values([*TEST, "gap_pp", "score_id"]).reset_index(drop=True)


def reference_worst(gaps: pd.DataFrame) -> pd.DataFrame:
    """The models that do more harm in the reference language than in any other that a test compares: one row a test and model.

    ``gaps``: rows of ``gap``. Adds ``n_variants`` (compared), ``n_clear`` (where the difference is clear), ``non_answer_low``
    and ``non_answer_high`` (invalid or unclear answers there, 0 to 1; NaN where the source prints none).
    """
    rows = (
        gaps[gaps["aspect"].isin(HARM)]
        .assign(clear=lambda frame: frame["verdict"] == "better")
        .groupby([*TEST, "model_id", "reference_tag"], as_index=False)
        .agg(
            largest=("gap_pp", "max"),
            n_variants=("variant_tag", "nunique"),
            n_clear=("clear", "sum"),
            non_answer_low=("non_answer_share", "min"),
            non_answer_high=("non_answer_share", "max"),
            year=("year", "max"),
        )
    )
    worst = rows[rows["largest"] < 0].drop(columns="largest")
    return worst.sort_values([*TEST, "model_id"]).reset_index(drop=True)
