"""Capability: one test and model, many languages over many tests, the index across tests, and the best model in a language."""

from __future__ import annotations

import streamlit as st

from dashboard import state
from dashboard.best import best_models
from dashboard.catalogue.many import LOWEST
from dashboard.catalogue.tests import LIMIT
from dashboard.controls import (
    choose_filters,
    choose_grid_model,
    choose_model,
    choose_shown,
    choose_test,
    show_comparability,
)
from dashboard.pages import page_file
from dashboard.panel import show, source_line, table
from dashboard.proof import show_proof
from dashboard.reader import Reader, index_shown, reader
from dashboard.text import literal


def show_test(page: Reader) -> None:
    """One test and one model, every language against English."""
    text = page.text
    shown = choose_shown(page)
    asked = choose_filters(page, "since", "area", "family", "resource", "weights")
    weights = asked.pop("weights")
    test = choose_test(
        page, dimension="capability", aspects=("correct",), shown=shown, since=asked["since"], weights=weights
    )
    if test is None:
        st.info(text("control.nothing_left"))
        return
    model = choose_model(page, test, since=asked["since"], weights=weights)
    left, right = st.columns(2)
    with left:
        measure = state.choose(
            text, text("control.measure"), ["gap", "score"], "measure", lambda code: text(f"measure.{code}")
        )
    drawn = "all"
    with right:
        if test["n_variants"] > LIMIT:
            drawn = choose_number(page, "widest", LIMIT)
    draw_gaps = measure == "gap" and bool(test["has_gap"]) and bool(model["has_reference"])
    if measure == "gap" and not test["parallel"]:
        st.info(text("page.capability.not_parallel"))
    elif measure == "gap" and not draw_gaps:
        reference = text.language(test["reference_tag"])
        st.info(text("page.capability.no_reference", model=model["model_name"], reference=reference))
    named = {"test": str(test["test_id"]), "model": str(model["model_id"])}
    if not show(page, "gaps" if draw_gaps else "scores", **named, show=drawn, shown=shown, **asked):
        st.info(text("page.capability.empty_area"))
    show_comparability(page, test)


def choose_number(page: Reader, some: str, limit: int) -> str:
    """Whether all results are drawn, or only ``some``."""
    text = page.text
    return state.choose(
        text,
        text("control.show"),
        [some, "all"],
        "show",
        lambda code: text(f"show.{code}", n=text.integer(limit)),
    )


def show_grid(page: Reader) -> None:
    """Languages by tests."""
    shown = choose_shown(page)
    asked = choose_filters(page, "since", "area", "family", "resource", "weights")
    model = choose_grid_model(page, weights=asked.pop("weights"))
    if model is None or not show(page, "grid", model=model, shown=shown, **asked):
        st.info(page.text("control.nothing_left"))


def show_index(page: Reader) -> None:
    """The index across tests, and its proof."""
    text = page.text
    asked = choose_filters(page, "area", "family", "resource")
    st.warning(text("page.capability.index_order"), icon=":material/info:")
    drawn = choose_number(page, "lowest", LOWEST)
    if not show(page, "index", show=drawn, **asked):
        st.info(text("control.nothing_left"))
    st.subheader(text("page.capability.proof"), anchor="proof")
    show_proof(page)
    st.page_link(
        page_file("methods"), label=text("page.capability.proof_link"), query_params=page.link_parameters()
    )  # fmt: skip


def show_best(page: Reader) -> None:
    """Which model does best in a language, test by test."""
    text = page.text
    query = state.typed(text("language.find"), "find", placeholder=text("language.placeholder"))
    shown = choose_shown(page)
    asked = choose_filters(page, "since", "area", "family", "resource", "weights")
    weights = asked.pop("weights")
    rows, words = best_models(page.store, text, query, weights, tuple(sorted({**asked, "shown": shown}.items())))
    st.subheader(text("page.capability.best"), anchor="best")
    if rows.empty:
        st.info(text("page.capability.no_best", query=literal(query)) if query else text("control.nothing_left"))
        return
    st.markdown(
        text(
            "page.capability.best_counts",
            rows=text.integer(len(rows)),
            languages=text.plural("count.languages", rows["language_tag"].nunique()),
            tied=text.integer((rows["n_tied"] > 0).sum()),
        )
    )
    file = rows.assign(tied=rows["tied"].map("; ".join))
    table(words, file, text("best.download"), "best", text("page.capability.best"))
    st.caption(f"{text('page.capability.best_note')}  \n{source_line(page, tuple(sorted(rows['source_id'].unique())))}")


VIEWS = {"test": show_test, "grid": show_grid, "index": show_index, "best": show_best}

page = reader()
st.title(page.text("page.capability.title"))
st.markdown(page.text("page.capability.lead"))
offered = [view for view in VIEWS if view != "index" or index_shown(page)]
view = state.choose(
    page.text,
    page.text("control.view"),
    offered,
    "view",
    lambda code: page.text(f"capability_view.{code}"),
    clears=("show",),
)
VIEWS[view](page)
