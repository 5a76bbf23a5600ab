"""Objections: what is said against acting, with the evidence on both sides; and why the gap exists and grows."""

from __future__ import annotations

import streamlit as st

from dashboard.advised import show_relation
from dashboard.arguments import CAUSES, OBJECTIONS, SIDES, Argument, arguments
from dashboard.charts.chart import Evidence
from dashboard.linking import link
from dashboard.reader import Reader, reader


def show_topic(page: Reader, topic: str) -> None:
    """An objection with both sides, or why the gap exists, with the rows behind the numbers."""
    text, found = page.text, arguments(page.store, page.text, topic)
    if not found:
        return
    st.subheader(text(f"objection.{topic}"), anchor=topic)
    for side in SIDES:
        said = [argument for argument in found if argument.side == side]
        if said and side != "stated":
            st.markdown(f"**{text(f'objection.{side}')}**")
        if said:
            st.markdown("\n".join(map(as_item, said)))
    show_evidence(page, topic, found)


def as_item(argument: Argument) -> str:
    """A sentence as an item of a list, and below it who says so."""
    return f"- {argument.sentence}  \n  :small[{'; '.join(argument.cited)}]"


def show_evidence(page: Reader, topic: str, found: tuple[Argument, ...]) -> None:
    """The rows behind the sentences of a topic, table by table; read only when they are asked for."""
    rows = st.expander(page.text("policy.rows"), key=f"rows_{topic}", on_change="rerun")
    if not rows.open:
        return
    values: dict[tuple[str, str], list[str]] = {}
    for argument in found:
        values.setdefault((argument.evidence.relation, argument.evidence.key), []).extend(argument.evidence.values)
    with rows:
        for (relation, key), ids in values.items():
            evidence = Evidence(relation, key, tuple(dict.fromkeys(ids)))
            show_relation(page, evidence, f"{topic}-{relation}")


page = reader()
text = page.text
st.title(text("page.objections.title"))
st.markdown(text("page.objections.lead"))
for topic in OBJECTIONS:
    show_topic(page, topic)
for topic in CAUSES:
    show_topic(page, topic)
link(page, "closing", text("objection.trend"))
