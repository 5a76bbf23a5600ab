"""How the whole is taken elsewhere and cited, why it is as it is, and which edition of it this is: sections of the methods page."""

from __future__ import annotations

import streamlit as st

from dashboard import state
from dashboard.decisions import decisions
from dashboard.files import show_tables
from dashboard.panel import server
from dashboard.reader import Reader
from dashboard.share import citation
from dashboard.tables import grid

EXPORT = "python -m etl export figures"
COMPARE = """git checkout OLDER && python -m etl build && python -m etl export ../older
git checkout NEWER && python -m etl build && python -m etl export ../newer
diff ../older/datapackage.json ../newer/datapackage.json
diff --recursive --brief ../older ../newer"""
NONE = ""


def show_definitions(page: Reader) -> None:
    """One view or table, as the reader chooses: what it is, every column, and the query that works it out."""
    text, described = page.text, page.store.described()
    relations = described[described["column_name"] == ""].sort_values(["kind", "relation"], ascending=[False, True])
    kinds = dict(zip(relations["relation"], relations["kind"], strict=True))
    chosen = state.choose(
        text,
        text("page.methods.one_definition"),
        [NONE, *kinds],
        "relation",
        lambda name: f"{name} · {text(f'relation.{kinds[name]}')}" if name else text("page.methods.no_definition"),
    )
    if not chosen:
        return
    own = described[described["relation"] == chosen]
    statement = str(own.loc[own["column_name"] == "", "comment"].iloc[0])
    st.markdown(f"`{chosen}` {statement}")
    columns = own.loc[own["column_name"] != "", ["column_name", "data_type", "comment"]]
    grid(columns.rename(columns=lambda column: text(f"column.{column}")), text, key="columns", alt=statement)
    for query in page.store.view("definition", relation=chosen)["sql"]:
        st.code(query, language="sql", wrap_lines=True)


def show_decisions(page: Reader) -> None:
    """Every decision with the problem it answers; in full where the reader opens it."""
    for decision in decisions():
        place = st.expander(f"**{decision.title}.** {decision.problem}", key=decision.name, on_change="rerun")
        if place.open:
            place.markdown(decision.words())


def show_files(page: Reader) -> None:
    """Where every number can be had as a file: the large tables here, all of them by the command line."""
    text = page.text
    st.markdown(text("page.methods.files_lead"))
    show_tables(page)
    st.markdown(text("page.methods.files_all"))
    st.code(EXPORT, language="sh", wrap_lines=True)


def show_citation(page: Reader) -> None:
    """How to cite the whole: in words, as BibTeX and as CSL-JSON."""
    text = page.text
    cited = citation(page.store, text, text("page.overview.title"), f"{server()}/")
    st.code(cited.plain(text), language=None, wrap_lines=True)
    with st.container(horizontal=True):
        for label, words, file, kind in (
            ("BibTeX", cited.bibtex(), "language-gap.bib", "application/x-bibtex"),
            ("CSL-JSON", cited.csl(), "language-gap.json", "application/json"),
        ):
            menu = st.popover(label, key=f"cite_{file}", on_change="rerun")
            if menu.open:
                with menu:
                    st.code(words, wrap_lines=True)
                    st.download_button(text("page.methods.download"), words, file, kind, on_click="ignore")


def show_edition(page: Reader) -> None:
    """Which edition this is, that none was released before it, and how two are compared."""
    text, store = page.text, page.store
    st.markdown(text("page.methods.edition_text", date=text.date(store.as_of), hash=store.content_hash))
    st.markdown(text("page.methods.edition_first"))
    st.markdown(text("page.methods.edition_compare"))
    st.code(COMPARE, language="sh", wrap_lines=True)
    st.markdown(text("page.methods.edition_refresh"))
    st.code("python -m etl refresh --dry-run", language="sh")
