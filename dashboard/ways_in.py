"""Ways into the language page for a reader who has chosen none: languages with results, and large ones without any."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from dashboard import state
from dashboard.linking import link
from dashboard.panel import table
from dashboard.reader import Reader
from dashboard.search import fold

NONE = ""
UNTESTED = 6


def language_label(page: Reader, tag: str) -> str:
    """A language, with its own name for itself and its tag."""
    own = page.store.view("language_profile", language_tag=tag)["autonym"].iloc[0]
    names = [page.text.label(tag)]
    if isinstance(own, str) and own.casefold() != page.text.language(tag).casefold():
        names.append(own)
    return f"{' · '.join(names)} · `{tag}`"


def with_evidence(page: Reader) -> pd.DataFrame:
    """Languages with a result on capability or safety, the most spoken first: ``language_tag``, ``speakers`` and a grade for each."""
    every = page.store.view("evidence_grade", dimension=("capability", "safety"))
    measured = every.loc[every["state"] == "measured", "language_tag"]
    grades = every[every["language_tag"].isin(measured)].pivot(
        index="language_tag", columns="dimension", values="grade"
    )
    speakers = page.store.view("speakers").set_index("language_tag")["speakers"]
    rows = grades.assign(speakers=speakers.reindex(grades.index)).reset_index()
    return rows.sort_values(["speakers", "language_tag"], ascending=[False, True], na_position="last")


def show_ways_in(page: Reader) -> None:
    """The languages with results, by name and as a table; then the largest without any safety test."""
    text, rows = page.text, with_evidence(page)
    tags = sorted(rows["language_tag"], key=lambda tag: fold(text.label(tag)))
    st.markdown(
        text(
            "page.language.lead",
            n=text.integer(len(page.store.view("language"))),
            measured=text.integer(len(tags)),
        )
    )
    state.choose(
        text,
        text("language.choose"),
        [NONE, *tags],
        "tag",
        lambda tag: text.label(tag) if tag else text("language.none"),
    )
    st.subheader(text("language.measured"), anchor="measured")
    shown = pd.DataFrame(
        {
            text("column.language"): [text.label(tag) for tag in rows["language_tag"]],
            text("column.speakers"): rows["speakers"],
            text("country.grade.capability"): rows["capability"],
            text("country.grade.safety"): rows["safety"],
        }
    )
    st.caption(text("language.measured_note"))
    table(shown, rows, text("language.measured_download"), "languages-with-results", text("language.measured"))
    st.subheader(text("language.suggestions"), anchor="untested")
    large = page.store.view("large_language", large=True, safety_state="not_measured", order="-speakers")
    for tag in large["language_tag"].head(UNTESTED):
        link(page, "language", language_label(page, tag), tag=tag)
