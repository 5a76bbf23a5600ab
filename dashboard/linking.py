"""Links from one page to many others: the first few stand there, the rest are made when they are asked for."""

from __future__ import annotations

from collections.abc import Mapping

import streamlit as st

from dashboard.pages import page_file
from dashboard.reader import Reader

FIRST = 8


def links(page: Reader, name: str, parameter: str, labels: Mapping[str, str], *, more: str = "") -> None:
    """Links to a page, one a value of a parameter of its address, in the order given.

    ``labels``: value -> what the link says. ``more``: what opens all beyond the first eight; without it all stand there.
    """
    values = list(labels)
    shown = FIRST if more else len(values)
    for value in values[:shown]:
        link(page, name, labels[value], **{parameter: value})
    if len(values) > shown:
        rest = st.expander(more, key=f"more_{name}", on_change="rerun")
        if rest.open:
            with rest:
                for value in values[shown:]:
                    link(page, name, labels[value], **{parameter: value})


def link(page: Reader, name: str, label: str, **parameters: str) -> None:
    """One link inside the dashboard; the language of the interface goes along."""
    st.page_link(page_file(name), label=label, query_params=page.link_parameters(**parameters))
