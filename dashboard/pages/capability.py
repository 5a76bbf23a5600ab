"""Capability: one test and one model at a time, every language against English."""

from __future__ import annotations

import streamlit as st

from dashboard import state
from dashboard.charts import comparison
from dashboard.panel import panel
from dashboard.reader import reader
from dashboard.controls import choose_model, choose_test

LIMIT = 30

page = reader()
text = page.text
st.title(text("page.capability.title"))
st.markdown(text("page.capability.lead"))

test = choose_test(page, dimension="capability", aspects=("correct",))
model = choose_model(page, test)
same = {"benchmark_id": test["benchmark_id"], "subset": test["subset"], "condition": test["condition"], "metric_id": test["metric_id"], "model_id": model["model_id"]}

left, middle, right = st.columns(3)
with left:
    measure = state.choose(text, text("control.measure"), ["gap", "score"], "measure", lambda code: text(f"measure.{code}"))
gaps = page.store.view("gap", **same)
with middle:
    areas = sorted(page.store.view("classification")["macroarea"].dropna().unique())
    area = state.choose(text, text("control.area"), ["all", *areas], "area", lambda code: text.code("area", code))
with right:
    show = state.choose(text, text("control.show"), ["widest", "all"], "show", lambda code: text(f"show.{code}", n=text.integer(LIMIT)))
limit = LIMIT if show == "widest" else None
area_filter = {} if area == "all" else {"macroarea": area}

if measure == "gap" and model["has_reference"]:
    frame = page.store.view("gap", **same, **area_filter)
    if frame.empty:
        st.info(text("page.capability.empty_area"))
    else:
        panel(page, comparison.gap_dots(frame, text, benchmark=test["benchmark_name"], model=model["model_name"], limit=limit))
else:
    if measure == "gap":
        st.info(text("page.capability.no_reference", model=model["model_name"], reference=text.language(test["reference_tag"])))
    scores = page.store.view("score_share", **same, superseded=False)
    if area != "all":
        inside = page.store.view("classification", macroarea=area)["language_tag"]
        scores = scores[scores["language_tag"].isin(inside)]
    if scores.empty:
        st.info(text("page.capability.empty_area"))
    else:
        panel(page, comparison.score_dots(scores, text, benchmark=test["benchmark_name"], model=model["model_name"], limit=limit))
st.caption(text("page.capability.parallel", reason=page.store.view("benchmark", benchmark_id=test["benchmark_id"])["parallel_reason"].iloc[0], origin=text(f"origin.{test['item_origin']}")))
