"""Capability: one test and one model at a time, every language against English."""

from __future__ import annotations

import streamlit as st

from dashboard import state
from dashboard.charts import comparison
from dashboard.controls import choose_model, choose_test, show_comparability, trusted, untested
from dashboard.panel import panel
from dashboard.reader import reader

LIMIT = 30

page = reader()
text = page.text
st.title(text("page.capability.title"))
st.markdown(text("page.capability.lead"))

wanted = trusted(page)
test = choose_test(page, dimension="capability", aspects=("correct",), wanted=wanted)
if test is None:
    st.info(text("control.nothing_left"))
    st.stop()
model = choose_model(page, test)
same = {
    "benchmark_id": test["benchmark_id"],
    "subset": test["subset"],
    "condition": test["condition"],
    "metric_id": test["metric_id"],
    "model_id": model["model_id"],
} | wanted

left, middle, right = st.columns(3)
with left:
    measure = state.choose(
        text, text("control.measure"), ["gap", "score"], "measure", lambda code: text(f"measure.{code}")
    )
with middle:
    areas = sorted(page.store.view("language_place")["macroarea"].dropna().unique())
    area = state.choose(text, text("control.area"), ["all", *areas], "area", lambda code: text.code("area", code))
show = "all"
with right:
    if test["n_variants"] > LIMIT:
        show = state.choose(
            text,
            text("control.show"),
            ["widest", "all"],
            "show",
            lambda code: text(f"show.{code}", n=text.integer(LIMIT)),
        )
limit = LIMIT if show == "widest" else None
inside = {} if area == "all" else {"macroarea": area}
same |= inside
draw_gaps = measure == "gap" and bool(test["has_gap"]) and bool(model["has_reference"])
if measure == "gap" and not test["parallel"]:
    st.info(text("page.capability.not_parallel"))
elif measure == "gap" and not draw_gaps:
    st.info(
        text("page.capability.no_reference", model=model["model_name"], reference=text.language(test["reference_tag"]))
    )

frame = page.store.view("gap", **same) if draw_gaps else page.store.view("score_share", **same, superseded=False)
chart = comparison.gap_dots if draw_gaps else comparison.score_dots
benchmark = test["benchmark_name"] if area == "all" else f"{test['benchmark_name']} ({text.code('area', area)})"
if frame.empty:
    st.info(text("page.capability.empty_area"))
else:
    panel(
        page,
        chart(
            frame,
            text,
            benchmark=benchmark,
            model=model["model_name"],
            limit=limit,
            untested=untested(page, test, frame, **inside, **wanted),
        ),
    )
show_comparability(page, test)
