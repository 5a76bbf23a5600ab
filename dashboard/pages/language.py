"""Language: find any language; what is known about it, and what is not."""

from __future__ import annotations

from collections.abc import Collection

import pandas as pd
import streamlit as st

from dashboard import state
from dashboard.advised import show_own
from dashboard.catalogue.asked import trusted
from dashboard.charts import profile as profile_charts
from dashboard.charts.draw import draw
from dashboard.controls import choose_shown
from dashboard.files import show_scores
from dashboard.linking import link, links
from dashboard.offering import offer_brief
from dashboard.panel import panel, show, source_line
from dashboard.peers import NO_FAMILIES, show_peers
from dashboard.reader import Reader, first, reader
from dashboard.resources import show_resources
from dashboard.search import find, with_code
from dashboard.standing import (
    attention_line,
    bibliography_line,
    grade_line,
    index_line,
    papers_line,
    safety_line,
    unknowns,
)
from dashboard.store import private_store
from dashboard.text import Text, literal
from dashboard.ways_in import language_label, show_ways_in


def show_results(page: Reader, query: str) -> None:
    """Links to the languages that match, or what to try instead."""
    tags = find(query, page.store, page.text)
    if not tags:
        st.info(page.text("language.no_match", query=literal(query)))
    for tag in tags:
        link(page, "language", language_label(page, tag), tag=tag)


def show_language(page: Reader, row: pd.Series) -> None:
    """Everything about one language."""
    text, tag = page.text, row["language_tag"]
    name = text.language(tag)
    own = row["autonym"] if isinstance(row["autonym"], str) else None
    st.header(
        f"{text.label(tag)} · {own}" if own and own.casefold() != name.casefold() else text.label(tag),
        anchor="language",
    )
    offer_brief(page, "language", tag)
    st.markdown(facts(row, text))
    show_territories(page, tag)
    shown = choose_shown(page) if "measured" in (row["capability_state"], row["safety_state"]) else "all"
    for dimension in ("capability", "safety"):
        show_dimension(page, row, dimension, name, shown)
        known = [
            grade_line(page, tag, dimension),
            (index_line if dimension == "capability" else safety_line)(page, tag),
        ]
        if any(known):
            st.markdown("\n\n".join(line for line in known if line))
    show_private(page, tag, name)
    st.subheader(text("language.research"), anchor="research")
    show_research(page, tag)
    show_resources(page, tag)
    show_peers(page, row)
    show_scores(page, tag)
    show_own(page, "language", tag)
    st.subheader(text("language.unknown"), anchor="unknown")
    st.markdown("\n".join(f"- {item}" for item in unknowns(page, row)))
    st.caption(source_line(page, ("cldr", "linguameta", "glottolog", "iso639_3", "joshi2020")))
    link(page, "language", text("language.others"), tag="")


def facts(row: pd.Series, text: Text) -> str:
    """Identity of a language, as a list."""
    items = [text("fact.code", tag=row["language_tag"], iso=row["iso639_3"])]
    if row["scope"] == "macrolanguage":
        items.append(text("fact.macrolanguage"))
    if not pd.isna(row["speakers"]):
        items.append(
            text(
                "fact.speakers",
                speakers=text.speakers(
                    row["speakers_low"], row["speakers_high"], bool(row["sources_differ"]), row["speakers"]
                ),
            )
        )
        if row["sources_differ"]:
            items.append(
                text(
                    "fact.sources_differ",
                    cldr=text.integer(row["territorial_speakers"]),
                    linguameta=text.integer(row["printed_speakers"]),
                )
            )
    if isinstance(row["family"], str):
        items.append(
            text(
                "fact.no_family" if row["family"] in NO_FAMILIES else "fact.family",
                family=row["family"],
                area=text.code("area", row["macroarea"])
                if isinstance(row["macroarea"], str)
                else text("fact.area_unknown"),
            )
        )
    if isinstance(row["scripts"], Collection) and len(row["scripts"]):
        items.append(text("fact.scripts", scripts=text.listed(text.script(code) for code in row["scripts"])))
    status = (
        f"endangerment.{row['endangerment']}" if isinstance(row["endangerment"], str) else "endangerment.not_stated"
    )
    items.append(text("fact.endangerment", status=text(status)))
    if not pd.isna(row["resource_class"]):
        items.append(text("fact.class", name=text(f"class.{int(row['resource_class'])}")))
    return "\n".join(f"- {item}" for item in items)


def show_territories(page: Reader, tag: str) -> None:
    """Where it is spoken, each a link to the country; those with most speakers first."""
    text = page.text
    rows = page.store.view("spoken_in", language_tag=tag, order="-speakers")
    rows = rows[rows["speakers"] > 0]
    if rows.empty:
        st.caption(text("language.no_territories"))
        return
    parts = {
        row["territory_code"]: text(
            "fact.territory",
            territory=text.territory(row["territory_code"]),
            speakers=text.people(row["speakers"]),
            share=text.share(row["share_pct"] / 100),
        )
        + (", " + text(f"status.{row['official_status']}") if isinstance(row["official_status"], str) else "")
        for _, row in rows.iterrows()
    }
    st.markdown(text("language.spoken_in"))
    links(page, "country", "code", parts, more=text("language.more_territories", count=text.integer(len(parts))))


def show_dimension(page: Reader, row: pd.Series, dimension: str, name: str, shown: str) -> None:
    """What is measured in one dimension, or that nothing is. ``shown``: what ``choose_shown`` gave."""
    text = page.text
    state_code = row[f"{dimension}_state"]
    if state_code != "measured":
        st.subheader(text(f"language.{dimension}"), anchor=dimension)
        reason = row["not_applicable_reason"]
        key = (
            f"language.not_applicable.{reason}"
            if state_code == "not_applicable"
            else f"language.not_measured.{dimension}"
        )
        st.info(text(key, language=name))
        return
    gaps = page.store.view("gap_on_test", language_tag=row["language_tag"], dimension=dimension, where=trusted(shown))
    if gaps.empty:
        st.subheader(text(f"language.{dimension}"), anchor=dimension)
        st.info(why_no_gap(page, row["language_tag"], dimension, name))
        link(page, dimension, text("language.scores_of_tests", page=text(f"page.{dimension}.menu")))
        return
    show(page, "language_gaps", key=dimension, tag=row["language_tag"], about=dimension, shown=shown)


def why_no_gap(page: Reader, tag: str, dimension: str, name: str) -> str:
    """Why a language that was measured has no gap: hidden by choice, the reference itself, or tested only where languages cannot be compared."""
    text = page.text
    if not page.store.view("gap_on_test", language_tag=tag, dimension=dimension).empty:
        return text("control.nothing_left")
    if not page.store.view("test", dimension=dimension, reference_tag=tag, has_gap=True).empty:
        return text(f"language.reference.{dimension}", language=name)
    tested = page.store.view("coverage", language_tag=tag, dimension=dimension).iloc[0]
    return text.plural("language.no_gap", int(tested["n_benchmarks"]), language=name, year=int(tested["newest_year"]))


def show_private(page: Reader, tag: str, name: str) -> None:
    """Results of the reader's own, where some are loaded on this computer: apart, and said to be theirs."""
    own = private_store()
    gaps = own.view("gap_on_test", language_tag=tag) if own else pd.DataFrame()
    if own is None or gaps.empty:
        return
    st.header(page.text("language.private", language=name), anchor="private")
    files = own.view("source", source_id=tuple({name for names in gaps["source_ids"] for name in names}))["authors"]
    st.warning(page.text("language.private_note", files=page.text.listed(map(literal, files))))
    theirs = Reader(own, page.text)
    for dimension in ("capability", "safety"):
        part = gaps[gaps["dimension"] == dimension]
        if not part.empty:
            chart = profile_charts.language_gaps(part, page.text, dimension=dimension, name=name)
            panel(theirs, chart, draw(chart, page.text), key=f"private_{dimension}")


def show_research(page: Reader, tag: str) -> None:
    """How much research looks at it: by the survey that people read, and by the bibliography that rules read, apart."""
    lines = [papers_line(page, tag), attention_line(page, tag), bibliography_line(page, tag)]
    st.markdown("\n".join(f"- {line}" for line in lines if line))
    sources = page.store.view("source", source_id=("safety_research_survey", "acl_anthology"))["source_id"]
    st.caption(f"{page.text('language.research_note')}  \n{source_line(page, tuple(sources))}")


page = reader()
st.title(page.text("page.language.title"))
query = state.typed(page.text("language.find"), "find", placeholder=page.text("language.placeholder"))
tag = with_code(st.query_params.get("tag", page.own), page.store, page.text)
profile = first(page.store.view("language_profile", language_tag=tag)) if tag else None
if query:
    show_results(page, query)
if profile is not None:
    show_language(page, profile)
elif tag:
    st.warning(page.text("language.unknown_tag", tag=literal(tag)))
    show_results(page, tag)
elif not query:
    show_ways_in(page)
