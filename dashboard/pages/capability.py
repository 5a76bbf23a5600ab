"""Capability: one test and one model at a time, every language against English."""

from __future__ import annotations

import streamlit as st

from dashboard import state
from dashboard.catalogue.tests import LIMIT
from dashboard.controls import choose_model, choose_shown, choose_test, show_comparability
from dashboard.panel import show
from dashboard.reader import reader

page = reader()
text = page.text
st.title(text("page.capability.title"))
st.markdown(text("page.capability.lead"))

shown = choose_shown(page)
test = choose_test(page, dimension="capability", aspects=("correct",), shown=shown)
if test is None:
    st.info(text("control.nothing_left"))
    st.stop()
model = choose_model(page, test)
left, middle, right = st.columns(3)
with left:
    measure = state.choose(
        text, text("control.measure"), ["gap", "score"], "measure", lambda code: text(f"measure.{code}")
    )
with middle:
    areas = sorted(page.store.view("language_place")["macroarea"].dropna().unique())
    area = state.choose(text, text("control.area"), ["all", *areas], "area", lambda code: text.code("area", code))
drawn = "all"
with right:
    if test["n_variants"] > LIMIT:
        drawn = state.choose(
            text,
            text("control.show"),
            ["widest", "all"],
            "show",
            lambda code: text(f"show.{code}", n=text.integer(LIMIT)),
        )
draw_gaps = measure == "gap" and bool(test["has_gap"]) and bool(model["has_reference"])
if measure == "gap" and not test["parallel"]:
    st.info(text("page.capability.not_parallel"))
elif measure == "gap" and not draw_gaps:
    st.info(
        text("page.capability.no_reference", model=model["model_name"], reference=text.language(test["reference_tag"]))
    )

asked = {"test": str(test["test_id"]), "model": str(model["model_id"]), "area": area, "show": drawn, "shown": shown}
if not show(page, "gaps" if draw_gaps else "scores", **asked):
    st.info(text("page.capability.empty_area"))
show_comparability(page, test)
