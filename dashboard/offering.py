"""The brief of what a page shows, in the forms in which it can be had."""

from __future__ import annotations

from urllib.parse import quote

import streamlit as st

from dashboard.briefs import FORMS
from dashboard.panel import server
from dashboard.reader import Reader


def offer_brief(page: Reader, kind: str, subject_id: str) -> None:
    """A button for the brief on paper, and links to its other forms."""
    text = page.text
    address = f"{server()}/brief/{kind}/{quote(subject_id, safe=',')}"
    asked = f"?lang={text.tag}"
    with st.container(horizontal=True, vertical_alignment="center"):
        st.link_button(text("brief.button"), f"{address}.{FORMS[0]}{asked}", icon=":material/print:")
        st.markdown(" · ".join(f"[{form.upper()}]({address}.{form}{asked})" for form in FORMS[1:]))
