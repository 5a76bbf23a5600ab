"""The history of the advice as pages show it: since the release before, what began to apply, what stopped, and why."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd
import streamlit as st

from dashboard.advice import recommendations
from dashboard.advice.history import Change, changes, release_before
from dashboard.advice.words import subject_name
from dashboard.panel import table
from dashboard.reader import Reader

COMMAND = "python -m etl advise --since OLDER.duckdb"


def show_history(page: Reader, **equals: str) -> None:
    """What changed since the release before, of all advice or that with some columns of ``advice_change``; that nothing can be said
    where there is no such release; and how to compare with any other edition."""
    text = page.text
    st.subheader(text("recommendation.history"), anchor="history")
    since = release_before(page.store)
    if since is None:
        st.markdown(text("history.none"))
    else:
        show_changes(page, changes(page.store, text, **equals), text.date(since))
    st.caption(text("recommendation.history_text"))
    st.code(COMMAND, language="sh", wrap_lines=True)


def show_changes(page: Reader, found: Sequence[Change], day: str) -> None:
    """How many changes there are, and all of them, those that began to apply first. ``day``: of the release before, in words."""
    text = page.text
    if not found:
        st.markdown(text("history.nothing", date=day))
        return
    fired = sum(one.fired for one in found)
    st.markdown(text("history.summary", date=day, fired=text.integer(fired), stopped=text.integer(len(found) - fired)))
    known = recommendations(page.store, text)
    ordered = sorted(found, key=lambda one: not one.fired)
    shown = pd.DataFrame(
        {
            text("recommendation.choose"): known[one.recommendation_id].title
            if one.recommendation_id in known
            else one.recommendation_id,
            text("recommendation.about"): subject_name(text, one.subject_kind, one.subject),
            text("history.before"): text(f"advice.state.{one.before}"),
            text("history.now"): text(f"advice.state.{one.now}"),
            text("history.because"): text.series(one.because) or text("history.rule"),
            text("history.rows"): ", ".join(one.rows),
        }
        for one in ordered
    )
    file = pd.DataFrame(
        {
            "recommendation_id": one.recommendation_id,
            "subject_kind": one.subject_kind,
            "subject": one.subject,
            "before": one.before,
            "now": one.now,
            "rows": " ".join(one.rows),
        }
        for one in ordered
    )
    table(shown, file, text("advice.download"), "changes", text("recommendation.history"))
