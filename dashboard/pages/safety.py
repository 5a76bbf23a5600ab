"""Safety: every test by itself. Counts side by side, then one test and model with its invalid or unclear answers beside the unsafe."""

from __future__ import annotations

import streamlit as st

from dashboard.charts import bars, comparison
from dashboard.controls import choose_model, choose_test, show_comparability, trusted, untested
from dashboard.panel import panel
from dashboard.reader import reader

page = reader()
text = page.text
st.title(text("page.safety.title"))
st.markdown(text("page.safety.lead"))
panel(
    page,
    bars.verdicts_by_test(page.store.view("safety_tally", order="-newest_year,benchmark_id,condition"), text),
)

st.header(text("page.safety.one_test"), anchor="one-test")
wanted = trusted(page)
test = choose_test(page, dimension="safety", aspects=("harm", "safe", "over_refusal"), wanted=wanted)
if test is None:
    st.info(text("control.nothing_left"))
    st.stop()
model = choose_model(page, test)
asked = {
    "benchmark_id": test["benchmark_id"],
    "subset": test["subset"],
    "condition": test["condition"],
    "model_id": model["model_id"],
} | wanted
answers = page.store.view("score_share", **asked, superseded=False)
names = {
    "benchmark": test["benchmark_name"],
    "model": model["model_name"],
    "untested": untested(page, test, answers, **wanted),
}
panel(page, bars.answers(answers, text, **names))
gaps = page.store.view("gap", **asked, metric_id=test["metric_id"])
if gaps.empty:
    st.info(text("page.safety.no_gap"))
else:
    panel(page, comparison.gap_dots(gaps, text, **names))
show_comparability(page, test)
