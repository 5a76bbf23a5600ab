"""Methods and sources: definitions in the contract's own words, and licence and citation of every source."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from dashboard import state
from dashboard.citing import licence_words
from dashboard.claims import claims_of
from dashboard.controls import warnings
from dashboard.meaning import show_claims, show_meaning
from dashboard.panel import correction_words
from dashboard.reader import Reader, reader
from dashboard.reuse import show_citation, show_decisions, show_definitions, show_edition, show_files
from dashboard.tables import grid
from dashboard.text import Text


def choose_source(page: Reader) -> pd.Series:
    """Every source as a table, and the one that the reader looks at: a row of ``source_status``."""
    text, sources = page.text, page.store.view("source_status", order="-n_scores,source_id")
    names = {
        row["source_id"]: f"{row['authors']} ({row['year']}): {row['title']}" for row in sources.to_dict("records")
    }
    shown = pd.DataFrame(
        {
            text("column.source"): list(names.values()),
            text("column.licence"): [licence_words(licence, text) for licence in sources["licence"]],
            text("column.rows"): sources["n_rows"],
            text("catalogue.newest"): sources["newest_year"].astype("Int64").astype("string"),
        }
    )
    grid(shown, text, key="sources", alt=text("page.methods.sources"))
    chosen = state.choose(text, text("page.methods.one_source"), list(names), "source", names.__getitem__)
    return sources.set_index("source_id", drop=False).loc[chosen]


def show_source(page: Reader, source: pd.Series) -> None:
    """One source: what it is, how to cite it, under which licence, what to know."""
    text = page.text
    st.markdown(
        text(
            "source.citation",
            authors=source["authors"],
            year=source["year"],
            title=source["title"],
            address=source["address"],
        )
    )
    lines = [
        text(
            "source.licence",
            licence=licence_words(source["licence"], text),
            redistribution=text(f"redistribution.{source['redistribution']}"),
        ),
        text(
            "source.origin",
            origin=source["origin"],
            date=text.date(source["retrieved"]),
            transcription=text(f"transcription.{source['transcription']}"),
        ),
        text.plural("source.rows", int(source["n_rows"]), source=source["source_id"]),
    ]
    if source["n_scores"]:
        lines.append(
            text(
                "source.scores",
                scores=text.integer(source["n_scores"]),
                languages=text.integer(source["n_languages"]),
                models=text.integer(source["n_models"]),
            )
        )
    lines += warnings(page, source["caveat_ids"])
    st.markdown("\n".join(f"- {line}" for line in [*lines, *source["notes"]]))


def correction_line(row: pd.Series, text: Text) -> str:
    """A correction, with its place in the file."""
    return text(
        "correction.line",
        source=row["source_id"],
        row=text.integer(row["file_row"]),
        words=correction_words(row, text),
    )


page = reader()
text = page.text
st.title(text("page.methods.title"))
st.markdown(text("page.methods.lead"))
st.header(text("page.methods.rules"), anchor="rules")
st.markdown("\n".join(f"{number}. {text(f'rule.{number}')}" for number in range(1, 10)))
st.header(text("page.methods.meaning"), anchor="meaning")
st.markdown(text("page.methods.meaning_lead"))
claims = claims_of(page.store, text)
show_meaning(page, claims)
st.header(text("page.methods.claims"), anchor="claims")
st.markdown(text("page.methods.claims_lead"))
show_claims(text, claims)
st.header(text("page.methods.sources"), anchor="sources")
st.markdown(text("page.methods.sources_lead"))
show_source(page, choose_source(page))
corrections = page.store.view("correction", order="source_id,file,file_row")
if not corrections.empty:
    st.header(text("page.methods.corrections"), anchor="corrections")
    st.markdown(text("page.methods.corrections_lead"))
    st.markdown("\n".join(f"- {correction_line(row, text)}" for _, row in corrections.iterrows()))
st.header(text("page.methods.definitions"), anchor="definitions")
st.markdown(text("page.methods.definitions_lead"))
show_definitions(page)
st.header(text("page.methods.decisions"), anchor="decisions")
st.markdown(text("page.methods.decisions_lead"))
show_decisions(page)
st.header(text("page.methods.files"), anchor="files")
show_files(page)
st.header(text("page.methods.cite"), anchor="cite")
show_citation(page)
st.header(text("page.methods.edition"), anchor="edition")
show_edition(page)
