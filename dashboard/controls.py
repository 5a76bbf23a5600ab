"""What pages of tests share: which test, which model, and how far the test can be trusted."""

from __future__ import annotations

from collections.abc import Iterable

import pandas as pd
import streamlit as st

from dashboard import state
from dashboard.catalogue.asked import SHOWN, test_key, trusted
from dashboard.reader import Reader


def choose_shown(page: Reader) -> str:
    """What the reader wants to see: everything, nothing read from somebody else's copy, no machine-translated items, or neither."""
    text = page.text
    return state.choose(text, text("control.shown"), list(SHOWN), "shown", lambda code: text(f"shown.{code}"))


def choose_test(page: Reader, *, dimension: str, aspects: tuple[str, ...], shown: str) -> pd.Series | None:
    """The test that the reader looks at: a row of ``test``. First the benchmark, those that compare languages with an interval first, then its part. None where nothing is left.

    ``shown``: what ``choose_shown`` gave.
    """
    tests = page.store.view(
        "test",
        dimension=dimension,
        aspect=aspects,
        order="-has_gap,-has_interval,-newest_year,-n_items,-n_models,test_id",
        where=trusted(shown),
    ).set_index("test_id", drop=False)
    tests = tests[tests["n_variants"] > 1]  # a test in one language compares nothing
    if tests.empty:
        return None
    text, names = page.text, dict(zip(tests["benchmark_id"], tests["benchmark_name"], strict=True))
    sizes = tests.groupby("benchmark_id")[["n_languages", "newest_year"]].max()
    asked = st.query_params.get("test", "").split(".")[0]  # a link may name the part alone
    benchmark_id = state.choose(
        text,
        text("control.test"),
        list(names),
        "benchmark",
        lambda key: text(
            "control.test_label",
            test=names[key],
            languages=text.plural("count.languages", int(sizes.loc[key, "n_languages"])),
            year=sizes.loc[key, "newest_year"],
        ),
        default=asked if asked in names else None,
        clears=("test", "model"),
    )
    parts = tests[tests["benchmark_id"] == benchmark_id]
    if len(parts) == 1:
        return parts.iloc[0]
    metrics = page.store.view("metric").set_index("metric_id")["statement"]
    several = parts["metric_id"].nunique() > 1

    def label(test_id: str) -> str:
        part = parts.loc[test_id]
        words = [text.code("subset", part["subset"])] if part["subset"] != "all" else []
        name = text.listed([*words, text.code("condition", part["condition"])])
        name = name[:1].upper() + name[1:]
        if not several:
            return name
        measured = text.translated(f"metric.{part['metric_id']}", metrics[part["metric_id"]])
        return f"{name} · {measured.rstrip('.')}"

    return parts.loc[state.choose(text, text("control.part"), list(parts["test_id"]), "test", label, clears=("model",))]


def choose_model(page: Reader, test: pd.Series) -> pd.Series:
    """The model that the reader looks at: a row of ``test_model``; those that can be compared with the reference and do not fail in it first, then newest first."""
    models = page.store.view(
        "test_model", where=test_key(test), order="-has_reference,reference_failed,-latest_date,model_name"
    ).set_index("model_id", drop=False)
    names = {
        model_id: row["model_name"]
        if row["has_reference"] or not test["parallel"]
        else page.text(
            "control.model_without_reference",
            model=row["model_name"],
            reference=page.text.language(test["reference_tag"]),
        )
        for model_id, row in models.iterrows()
    }
    return models.loc[state.choose(page.text, page.text("control.model"), list(names), "model", names.__getitem__)]


def show_comparability(page: Reader, test: pd.Series) -> None:
    """Why languages can, or cannot, be compared in a test, where its items come from, and the warnings that concern it."""
    text = page.text
    benchmark = page.store.view("benchmark", benchmark_id=test["benchmark_id"]).iloc[0]
    reason = text.translated(f"parallel.{benchmark['parallel_reason']}", benchmark["parallel_reason"])
    metric = page.store.view("metric", metric_id=test["metric_id"]).iloc[0]
    st.caption(text("test.counted", statement=text.translated(f"metric.{metric['metric_id']}", metric["statement"])))
    origin = text(f"origin.{test['item_origin']}")
    if test["parallel"]:
        st.caption(text("test.comparable", reason=reason, origin=origin))
    else:
        st.caption(text("test.not_comparable", reason=reason, origin=origin))
    caveats = pd.concat(
        [
            page.store.view("source_caveat", source_id=tuple(test["source_ids"]))["caveat_id"],
            page.store.view("benchmark_caveat", benchmark_id=test["benchmark_id"])["caveat_id"],
        ]
    )
    for warning in warnings(page, caveats.unique()):
        st.caption(f":material/info: {warning}")


def warnings(page: Reader, caveat_ids: Iterable[str]) -> list[str]:
    """The words of warnings."""
    statements = page.store.view("caveat").set_index("caveat_id")["statement"]
    return [page.text.translated(f"caveat.{caveat_id}", statements[caveat_id]) for caveat_id in caveat_ids]
