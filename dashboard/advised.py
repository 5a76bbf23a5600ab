"""Advice as pages show it: a recommendation never stands without the rows that it cites and what speaks against it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache

import streamlit as st

from dashboard.advice import STATES, Advice, Cited, advice_for, may_stand, recommendations, worded
from dashboard.advice.words import cites, meta, rows_and_sources, subject_name
from dashboard.charts.chart import Evidence
from dashboard.limits import carried
from dashboard.linking import link
from dashboard.panel import published_rows, show_rows, source_line, table
from dashboard.reader import Reader
from dashboard.store import Store
from dashboard.text import Text, literal

Limits = Mapping[str, float]
FEW = 3  # sources that are named beside a piece of advice


def show_advice(page: Reader, item: Advice, limits: Limits, *, named: bool = False) -> None:
    """A recommendation for one subject, with its reason, what speaks against it and a link to its rows. ``named``: the subject, too."""
    text, why = page.text, item.reason
    if named:
        why = text("advice.example", subject=literal(subject_name(text, item.subject_kind, item.subject)), reason=why)
    against = text("advice.against", words=item.counter_evidence.sentence)
    st.markdown(f"#### {item.title}\n\n{item.summary}\n\n- {why}\n- {against}")
    st.caption(f"{meta(text, item)}  \n{rests_on(page, item.evidence)}")
    more = text("own.more", name=item.title)
    link(page, "recommendation", more, of=item.recommendation_id, about=item.subject, **carried(limits))


def rests_on(page: Reader, cited: Sequence[Cited]) -> str:
    """How many rows a piece of advice cites, and from whom; of many sources only how many, as its own page names them."""
    rows, sources = rows_and_sources(cited)
    if len(sources) > FEW:
        return cites(page.text, cited)
    return page.text.plural("advice.rests_on", rows) + " " + source_line(page, sources)


def show_cited(page: Reader, cited: Sequence[Cited], key: str) -> None:
    """The sentences of cited rows, then the rows themselves, table by table."""
    st.markdown("\n".join(f"- {one.sentence}" for one in cited))
    rows = st.expander(page.text("policy.rows"), key=f"rows_{key}", on_change="rerun")
    if not rows.open:
        return
    values: dict[tuple[str, str], dict[str, None]] = {}
    for one in cited:
        values.setdefault((one.relation, one.row_key), {}).update(dict.fromkeys(one.row_ids))
    with rows:
        st.caption(source_line(page, tuple(sorted({source for one in cited for source in one.source_ids}))))
        for (relation, column), ids in values.items():
            show_relation(page, Evidence(relation, column, tuple(ids)), f"{key}-{relation}")


def show_relation(page: Reader, evidence: Evidence, key: str) -> None:
    """Rows of one relation: as published, or, where it is a view without a source of its own, as it is worked out."""
    text, rows = page.text, page.store.view(evidence.relation, where={evidence.key: evidence.values})
    if "source_id" in rows and rows.columns.intersection(["row_id", "score_id"]).size:
        show_rows(page, published_rows(page, evidence), key)
        return
    heading = text("advice.worked_out", relation=evidence.relation)
    st.markdown(f"**{heading}**")
    shown = rows.rename(columns=lambda column: text.code("column", column))
    table(shown, rows, text("panel.download_rows"), key, heading)


def counts_line(text: Text, items: Sequence[Advice]) -> str:
    """How many recommendations are in which state: all five, also those of none."""
    return text.series(
        text(
            "advice.count",
            state=text(f"advice.state.{state}"),
            n=text.integer(sum(item.state == state for item in items)),
        )
        for state in STATES
    )


@lru_cache(maxsize=128)
def editorial(store: Store, text: Text, kind: str, code: str) -> tuple[Advice, ...]:
    """What ``advice_for`` says under the editorial limits, worded once."""
    return tuple(advice_for(store, text, kind, code))


def largest(store: Store, text: Text, limits: Limits) -> dict[str, Advice]:
    """Of each recommendation that applies somewhere, the advice for the subject with most people. Only what the limits concern is
    judged and worded again."""
    usual = usual_largest(store, text)
    if not limits:
        return usual
    moved = store.moved(limits)
    kept = {name: item for name, item in usual.items() if name not in moved}
    return kept | largest_of(store, text, moved, limits)


@lru_cache(maxsize=32)
def usual_largest(store: Store, text: Text) -> dict[str, Advice]:
    """The same under the editorial limits."""
    return largest_of(store, text, store.moved({}), {})


def largest_of(store: Store, text: Text, names: Sequence[str], limits: Limits) -> dict[str, Advice]:
    """The same of some recommendations."""
    counts = store.advice_counts(limits)
    tops = counts[(counts["state"] == "fires") & counts["recommendation_id"].isin(names)]
    subjects = dict(zip(tops["recommendation_id"], tops["subject"], strict=True))
    if not subjects:
        return {}
    rows = store.advice(limits, recommendation_id=tuple(subjects), subject=tuple(sorted(set(subjects.values()))))
    rows = rows[rows["recommendation_id"].map(subjects) == rows["subject"]]
    return {item.recommendation_id: item for item in worded(store, text, rows, limits)}


def show_own(page: Reader, kind: str, code: str) -> None:
    """What applies to a language or a country, for its own page, with a link to all that can and cannot be said."""
    text, items = page.text, editorial(page.store, page.text, kind, code)
    if not items:
        return
    st.subheader(text("page.advice.title"), anchor="advice")
    st.caption(f"{counts_line(text, items)}. {text('advice.order')}")
    for item in items:
        if item.state == "fires" and may_stand(item):
            show_advice(page, item, {})
    if kind == "territory":
        show_for_languages(page, code, {})
    link(page, "advice", text("recommendation.every"), whom=kind, **{"tag" if kind == "language" else "code": code})


def show_for_languages(page: Reader, code: str, limits: Limits) -> None:
    """What applies to the languages of a country: each recommendation once, with the largest of them and the names of all."""
    text = page.text
    spoken = page.store.view("country_language", territory_code=code, order="-share_pct,language_tag")["language_tag"]
    rows = page.store.advice(limits, state="fires", subject_kind="language", subject=tuple(spoken))
    if rows.empty:
        return
    place = {tag: position for position, tag in enumerate(spoken)}
    by_share = rows.assign(place=rows["subject"].map(place)).sort_values("place", kind="stable")
    subjects = {str(name): list(own["subject"]) for name, own in by_share.groupby("recommendation_id")}
    st.markdown(f"**{text('advice.for_languages')}**")
    for item in worded(
        page.store, text, rows[rows["subject"] == rows["recommendation_id"].map(lambda n: subjects[n][0])], limits
    ):
        if may_stand(item):
            tags = subjects[item.recommendation_id]
            show_advice(page, item, limits, named=True)
            st.caption(text.plural("advice.applies_to", len(tags), languages=text.listed(map(text.label, tags))))


def advice_by_language(page: Reader, tags: Sequence[str]) -> list[str]:
    """The recommendations that apply to each of some languages, by their names; empty where none does."""
    rows = page.store.advice({}, state="fires", subject_kind="language", subject=tuple(tags))
    known = recommendations(page.store, page.text)
    titles = (
        rows["recommendation_id"].map(lambda name: known[name].title).groupby(rows["subject"]).agg(page.text.series)
    )
    return [titles.get(tag, "") for tag in tags]
