"""Research attention: how few papers on the safety of language models look beyond English, by a survey and by a bibliography."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from dashboard import state
from dashboard.claims import claims_of
from dashboard.pages import page_file
from dashboard.panel import show, source_line, table
from dashboard.reader import Reader, reader
from dashboard.search import find
from dashboard.text import literal


def show_bibliography(page: Reader) -> None:
    """The second series, apart from the survey, and how well the two agree."""
    text, agreement = page.text, page.store.view("attention_agreement")
    st.header(text("attention.bibliography"), anchor="bibliography")
    st.markdown(text("attention.bibliography_lead"))
    if not show(page, "bibliography_by_year"):
        st.info(text("attention.bibliography_none"))
        return
    sentences = claims_of(page.store, text).sentences.get("series_agreement", [])
    lines = [f"{sentence}." for sentence in sentences]
    if len(agreement):
        lines.append(text("attention.agreement_note"))
    st.markdown("\n".join(f"- {line}" for line in lines))
    st.page_link(page_file("closing"), label=text("attention.growth_link"), query_params=page.link_parameters())


def show_languages(page: Reader) -> None:
    """Surveyed papers by language, as a table and a file, with a search."""
    text = page.text
    st.header(text("attention.languages"), anchor="languages")
    classes = page.store.view("resource_class").set_index("language_tag")["resource_class"]
    rows = page.store.view("attention", order="-papers,language_tag")
    typed = state.typed(text("language.find"), "find", placeholder=text("language.placeholder"))
    found = find(typed, page.store, text) if typed else []
    if typed and not found:
        st.info(text("language.no_match", query=literal(typed)))
    if found:
        unnamed = [tag for tag in found if tag not in set(rows["language_tag"])]
        rows = rows[rows["language_tag"].isin(found)]
        if unnamed:
            st.markdown(text.plural("attention.unnamed", len(unnamed), languages=text.listed(map(text.label, unnamed))))
    if not rows.empty:
        shown = pd.DataFrame(
            {
                text("column.language"): [text.label(tag) for tag in rows["language_tag"]],
                text("attention.class"): [
                    text("class.none") if pd.isna(level) else text(f"class.{int(level)}")
                    for level in rows["language_tag"].map(classes)
                ],
                text("column.publications"): rows["papers"],
                text("attention.share"): (rows["share_pct"] / 100).map(text.share),
                text("axis.papers_per_10m"): rows["papers_per_10m"].round(2),
                text("attention.per_speaker_range"): [
                    text.interval(low, high, 2)
                    for low, high in zip(rows["papers_per_10m_low"], rows["papers_per_10m_high"], strict=True)
                ],
            }
        )
        table(shown, rows, text("attention.download"), "papers-by-language", text("attention.languages"))
    st.caption(
        f"{text('attention.languages_note')}  \n{source_line(page, (*dict.fromkeys(rows['source_id']), 'cldr', 'joshi2020', 'linguameta'))}"
    )
    for tag in found[:LINKS]:
        st.page_link(page_file("language"), label=text.label(tag), query_params=page.link_parameters(tag=tag))


LINKS = 4  # languages found that are linked to their page

page = reader()
store, text = page.store, page.text
st.title(text("page.attention.title"))
st.markdown(text("page.attention.lead"))
show(page, "english_only")
row = store.view("attention_concentration").iloc[0]
show(page, "papers_by_topic")
show(page, "papers_by_class")
show(page, "papers_per_speaker")

st.subheader(text("page.attention.concentration"), anchor="concentration")
gini = store.view("attention_gini", order="source_id").set_index("source_id")
cldr, linguameta = gini.loc["cldr"], gini.loc["linguameta"]
st.markdown(
    text(
        "page.attention.concentration_text",
        share=text.share(row["english_only_share"]),
        interval=text.interval(100 * row["english_only_low"], 100 * row["english_only_high"]),
        papers=text.integer(row["papers"]),
        gini=text.number(cldr["gini"], 2),
        mean=text.number(cldr["mean_papers_per_10m"], 2),
        languages=text.integer(cldr["n_languages"]),
        other_gini=text.number(linguameta["gini"], 2),
        other_languages=text.integer(linguameta["n_languages"]),
    )
)
unnamed = store.view("finding", about="languages not named in paper").set_index("scope")
english = unnamed.loc["monolingual english"]
st.subheader(text("page.attention.named"), anchor="named")
st.markdown(
    text(
        "page.attention.named_text",
        share=text.share(english["value"] / 100),
        locator=english["locator"],
        others=text.share(unnamed.loc["monolingual non english", "value"] / 100),
        several=text.share(unnamed.loc["multilingual", "value"] / 100),
    )
)
st.caption(source_line(page, (row["source_id"], "cldr", "linguameta")))
show_languages(page)
show_bibliography(page)
