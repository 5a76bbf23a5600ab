"""What pages of tests share: which test, which model, and how far the test can be trusted."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import partial

import pandas as pd
import streamlit as st

from dashboard import state
from dashboard.catalogue.asked import (
    EVERY,
    SHOWN,
    UNCLASSED,
    result_years,
    test_ids,
    test_key,
    tested_languages,
    trusted,
    years_from,
)
from dashboard.catalogue.many import NEWEST, grid_models
from dashboard.catalogue.tests import most_telling
from dashboard.reader import Reader

WEIGHTS = ("open", "closed")


def choose_shown(page: Reader) -> str:
    """What the reader wants to see: everything, nothing read from somebody else's copy, no machine-translated items, or neither."""
    text = page.text
    return state.choose(text, text("control.shown"), list(SHOWN), "shown", lambda code: text(f"shown.{code}"))


def choose_filters(page: Reader, *names: str) -> dict[str, str]:
    """What the reader leaves out: of ``since``, ``area``, ``family``, ``resource`` and ``weights`` those named, folded away until one is chosen."""
    text = page.text
    options = filter_options(page)
    labels = {name: text(f"filter.{name}") for name in names}
    chosen = sum(st.query_params.get(name, EVERY) != EVERY for name in names)
    title = text.plural("filter.chosen", chosen) if chosen else text("filter.none")
    asked: dict[str, str] = {}
    with st.expander(title, expanded=chosen > 0, key="filters", icon=":material/filter_alt:"):
        columns = st.columns(min(len(names), 3))
        for place, name in enumerate(names):
            with columns[place % len(columns)]:
                if name == "weights" and len(options[name]) == 1:
                    st.caption(text("filter.weights_unknown"))
                    asked[name] = EVERY
                    continue
                asked[name] = state.choose(text, labels[name], options[name], name, partial(option_name, page, name))
        if "weights" in names and len(options["weights"]) > 1:
            st.caption(weights_known(page))
    return asked


def filter_options(page: Reader) -> Mapping[str, list[str]]:
    """What each filter offers: nothing that no result has, but for parts of the world, where nothing is a finding."""
    tested = tested_languages(page.store)
    levels = sorted(set(tested["resource"]), key=lambda level: (level == UNCLASSED, level))
    return {
        "since": [EVERY, *result_years(page.store)],
        "area": [EVERY, *sorted(page.store.view("language_place")["macroarea"].dropna().unique())],
        "family": [
            EVERY,
            *tested["family"].value_counts().sort_index().sort_values(ascending=False, kind="stable").index,
        ],
        "resource": [EVERY, *levels],
        "weights": [EVERY, *(code for code in WEIGHTS if models_with(page, code))],
    }


def option_name(page: Reader, name: str, code: str) -> str:
    """An option of a filter in words."""
    text = page.text
    if code == EVERY:
        return text("area.all") if name == "area" else text("filter.every")
    if name == "area":
        return text.code("area", code)
    if name == "since":
        return text("filter.since_year", year=code)
    if name == "resource":
        return text(f"class.{code}")
    return text(f"weights.{code}") if name == "weights" else code


def models_with(page: Reader, weights: str) -> tuple[str, ...]:
    """Models of which a source says that their weights are open, or are not."""
    return tuple(page.store.view("model", open_weights=weights == "open", order="model_id")["model_id"])


def weights_known(page: Reader) -> str:
    """Of how few models any source says whether their weights are open."""
    known = page.store.view("model")["open_weights"]
    return page.text(
        "filter.weights_known", known=page.text.integer(known.notna().sum()), n=page.text.integer(len(known))
    )


def choose_test(
    page: Reader, *, dimension: str, aspects: tuple[str, ...], shown: str, since: str = EVERY, weights: str = EVERY
) -> pd.Series | None:
    """The test that the reader looks at: a row of ``test``. First the benchmark, those that compare languages with an interval
    first and of capability the one that says most, then its part. None where nothing is left.

    ``shown``: what ``choose_shown`` gave; ``since``, ``weights``: what ``choose_filters`` gave.
    """
    tests = page.store.view(
        "test",
        dimension=dimension,
        aspect=aspects,
        order="-has_gap,-has_interval,-newest_year,-n_items,-n_models,test_id",
        where=trusted(shown),
    ).set_index("test_id", drop=False)
    tests = tests[tests["n_variants"] > 1]  # a test in one language compares nothing
    if (since, weights) != (EVERY, EVERY):
        tests = tests[tests.index.isin(test_ids(let_in(page, page.store.view("test_model"), since, weights)))]
    if tests.empty:
        return None
    telling = [test_id for test_id in most_telling(page.store) if test_id in tests.index]
    tests = tests.loc[[*telling[:1], *tests.index.difference(telling[:1], sort=False)]]
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


def choose_model(page: Reader, test: pd.Series, *, since: str = EVERY, weights: str = EVERY) -> pd.Series:
    """The model that the reader looks at: a row of ``test_model``; those that can be compared with the reference and do not fail in
    it first, then newest first, and of equally new ones (dates are often known only to the year) the ablest in the reference."""
    models = page.store.view("test_model", where=test_key(test), order="model_name").set_index("model_id", drop=False)
    order, falling = ["has_reference", "reference_failed", "latest_date"], [False, True, False]
    if test["aspect"] == "correct":
        reference = page.store.view("score_share", where=test_key(test), is_reference=True, superseded=False)
        models = models.assign(able=reference.groupby("model_id")["score_share"].max())
        order, falling = [*order, "able"], [*falling, False]
    models = models.sort_values(order, ascending=falling, kind="stable")
    models = let_in(page, models, since, weights)
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


def let_in(page: Reader, models: pd.DataFrame, since: str, weights: str) -> pd.DataFrame:
    """Rows of ``test_model`` that the filters leave."""
    if since != EVERY:
        models = models[models["year"].isin(years_from(page.store, since))]
    return models if weights == EVERY else models[models["model_id"].isin(models_with(page, weights))]


def choose_grid_model(page: Reader, *, weights: str = EVERY) -> str | None:
    """Whose gaps the grid shows: ``NEWEST`` for the median of the newest models, which stands for all models and is not offered
    where only some are let in; or one model, those with most tests first. None where nothing is left."""
    text, counted = page.text, grid_models(page.store)
    if weights != EVERY:
        counted = counted[counted.index.isin(models_with(page, weights))]
    options = [*([NEWEST] if weights == EVERY else []), *counted.index]
    if not options:
        return None

    def label(code: str) -> str:
        if code == NEWEST:
            return text("control.newest_models")
        row = counted.loc[code]
        return text(
            "control.model_tests", model=row["model_name"], tests=text.plural("count.tests_held", int(row["n"]))
        )

    return state.choose(text, text("control.model"), options, "model", label)


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
