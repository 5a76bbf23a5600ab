"""Overview: five headline numbers, one chart each."""

from __future__ import annotations

import streamlit as st

from dashboard.pages import page_file
from dashboard.panel import show
from dashboard.reader import reader

HEADLINES = ("capability_gap", "capability_breadth", "safety_direct", "english_only", "safety_untested")

page = reader()
st.title(page.text("page.overview.title"))
st.markdown(page.text("page.overview.lead"))
st.page_link(
    page_file("language"),
    label=page.text("page.overview.find_language"),
    icon=":material/search:",
    query_params=page.link_parameters(),
)
for name in HEADLINES:
    show(page, name)
