"""Controls that pages of tests share: which test, which model."""

from __future__ import annotations

import pandas as pd

from dashboard import state
from dashboard.charts.comparison import test_name
from dashboard.reader import Reader


def choose_test(page: Reader, *, dimension: str, aspects: tuple[str, ...]) -> pd.Series:
    """The test that the reader looks at: a row of ``test``; newest first."""
    tests = page.store.view("test", dimension=dimension, aspect=aspects, order="-newest_year,-n_models,test_id").set_index("test_id", drop=False)
    labels = {
        test_id: page.text("control.test_label", test=test_name(row, page.text), languages=page.text.plural("count.languages", row["n_languages"]), year=row["newest_year"])
        for test_id, row in tests.iterrows()
    }
    return tests.loc[state.choose(page.text, page.text("control.test"), list(labels), "test", labels.__getitem__)]


def choose_model(page: Reader, test: pd.Series) -> pd.Series:
    """The model that the reader looks at: a row of ``test_model``; those that can be compared with the reference first, then newest first."""
    same = {key: str(test[key]) for key in ("benchmark_id", "subset", "condition", "metric_id")}
    models = page.store.view("test_model", **same, order="-has_reference,-model_date,model_id").set_index("model_id", drop=False)
    names = {
        model_id: row["model_name"] if row["has_reference"] else page.text("control.model_without_reference", model=row["model_name"], reference=page.text.language(test["reference_tag"]))
        for model_id, row in models.iterrows()
    }
    return models.loc[state.choose(page.text, page.text("control.model"), list(names), "model", names.__getitem__)]
