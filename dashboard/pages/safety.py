"""Safety: every test by itself. Counts side by side, then one test and model with its invalid or unclear answers beside the unsafe."""

from __future__ import annotations

import streamlit as st

from dashboard.controls import choose_model, choose_shown, choose_test, show_comparability
from dashboard.panel import show
from dashboard.reader import reader

page = reader()
text = page.text
st.title(text("page.safety.title"))
st.markdown(text("page.safety.lead"))
show(page, "safety_tests")

st.header(text("page.safety.one_test"), anchor="one-test")
shown = choose_shown(page)
test = choose_test(page, dimension="safety", aspects=("harm", "safe", "over_refusal"), shown=shown)
if test is None:
    st.info(text("control.nothing_left"))
    st.stop()
model = choose_model(page, test)
asked = {"test": str(test["test_id"]), "model": str(model["model_id"]), "shown": shown}
show(page, "answers", **asked)
if not show(page, "gaps", **asked):
    st.info(text("page.safety.no_gap"))
show_comparability(page, test)
