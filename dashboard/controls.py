"""What pages of tests share: which test, which model, and how far the test can be trusted."""

from __future__ import annotations

from collections.abc import Iterable

import pandas as pd
import streamlit as st

from dashboard import state
from dashboard.charts.comparison import test_name
from dashboard.reader import Reader


def choose_test(page: Reader, *, dimension: str, aspects: tuple[str, ...]) -> pd.Series:
    """The test that the reader looks at: a row of ``test``; newest first."""
    tests = page.store.view(
        "test", dimension=dimension, aspect=aspects, order="-newest_year,-n_models,test_id"
    ).set_index("test_id", drop=False)
    labels = {
        test_id: page.text(
            "control.test_label",
            test=test_name(row, page.text),
            languages=page.text.plural("count.languages", row["n_languages"]),
            year=row["newest_year"],
        )
        for test_id, row in tests.iterrows()
    }
    return tests.loc[
        state.choose(page.text, page.text("control.test"), list(labels), "test", labels.__getitem__, clears=("model",))
    ]


def choose_model(page: Reader, test: pd.Series) -> pd.Series:
    """The model that the reader looks at: a row of ``test_model``; those that can be compared with the reference first, then newest first."""
    same = {key: str(test[key]) for key in ("benchmark_id", "subset", "condition", "metric_id")}
    models = page.store.view("test_model", **same, order="-has_reference,-latest_date,model_name").set_index(
        "model_id", drop=False
    )
    names = {
        model_id: row["model_name"]
        if row["has_reference"]
        else page.text(
            "control.model_without_reference",
            model=row["model_name"],
            reference=page.text.language(test["reference_tag"]),
        )
        for model_id, row in models.iterrows()
    }
    return models.loc[state.choose(page.text, page.text("control.model"), list(names), "model", names.__getitem__)]


def show_comparability(page: Reader, test: pd.Series) -> None:
    """Why languages can be compared in a test, where its items come from, and the warnings that concern it."""
    text = page.text
    benchmark = page.store.view("benchmark", benchmark_id=test["benchmark_id"]).iloc[0]
    reason = text.translated(f"parallel.{test['benchmark_id']}", benchmark["parallel_reason"])
    st.caption(text("test.comparable", reason=reason, origin=text(f"origin.{test['item_origin']}")))
    caveats = page.store.view("source_caveat", source_id=tuple(test["source_ids"]))["caveat_id"]
    for warning in warnings(page, caveats):
        st.caption(f":material/info: {warning}")


def warnings(page: Reader, caveat_ids: Iterable[str]) -> list[str]:
    """The words of warnings."""
    statements = page.store.view("caveat").set_index("caveat_id")["statement"]
    return [page.text.translated(f"caveat.{caveat_id}", statements[caveat_id]) for caveat_id in caveat_ids]


def untested(page: Reader, test: pd.Series, frame: pd.DataFrame, **area: str) -> list[str]:
    """Language variants of a test that are not among a model's rows: never measured, or without a usable score."""
    same = {key: str(test[key]) for key in ("benchmark_id", "subset", "condition", "metric_id")}
    tested = page.store.view("score_share", **same, **area, superseded=False, order="variant_tag")["variant_tag"]
    return [tag for tag in tested.unique() if tag not in set(frame["variant_tag"]) and tag != test["reference_tag"]]
