"""Files of many figures at once: all scores of a language, and the tables of the edition; made only when they are asked for."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

import pandas as pd
import streamlit as st

from dashboard.downloads import to_csv
from dashboard.panel import with_corrections
from dashboard.reader import Reader

# Relations that a reader is likely to want whole, in the order of reading.
TABLES = ("gap", "claim", "coverage", "evidence_grade")
COMPARED = {"capability", "safety"}  # what the page of a language draws
OF_SOURCE = ("title", "authors", "year", "address", "licence")


def show_scores(page: Reader, tag: str) -> None:
    """How many scores of a language are held, from whom, about what, and all of them as one file."""
    text, scores = page.text, passed_on(page, page.store.view("score", language_tag=tag))
    st.subheader(text("language.files"), anchor="files")
    if scores.empty:
        st.caption(text("language.no_files", language=text.language(tag)))
        return
    measured = page.store.view("coverage", language_tag=tag, state="measured")
    about = (
        text(
            "language.files_about",
            dimension=text(f"dimension.{row['dimension']}"),
            benchmarks=text.plural("count.benchmarks", int(row["n_benchmarks"])),
            year=int(row["newest_year"]),
        )
        for _, row in measured.iterrows()
    )
    sources = text.plural("count.sources", scores["source_id"].nunique())
    said = [
        text.plural("language.files_text", len(scores), sources=sources),
        text("language.files_measured", about=text.series(about)),
    ]
    if not set(measured["dimension"]) <= COMPARED:
        said.append(text("language.files_others"))
    st.markdown(" ".join(said))
    download(page, text("language.files_download"), f"scores-{tag}", lambda: scores_of(page, tag))


def scores_of(page: Reader, tag: str) -> pd.DataFrame:
    """Every published score of a language, with its place in the source, the source, its licence, and names for codes."""
    store = page.store
    scores = with_corrections(page, store.view("score", language_tag=tag, order="score_id"), "score_id")
    names = {kind: store.view(kind).set_index(f"{kind}_id")["name"] for kind in ("benchmark", "model")}
    scores = scores.assign(
        benchmark_name=scores["benchmark_id"].map(names["benchmark"]),
        model_name=scores["model_id"].map(names["model"]),
    )
    return with_sources(page, scores)


def with_sources(page: Reader, rows: pd.DataFrame) -> pd.DataFrame:
    """The rows that may be passed on, and who published each under which licence where they name one source; lists become words."""
    rows = passed_on(page, rows)
    if "source_id" in rows:
        sources = page.store.view("source").set_index("source_id")
        rows = rows.assign(**{f"source_{name}": rows["source_id"].map(sources[name]) for name in OF_SOURCE})
    listed = [
        name for name in rows.columns if rows[name].dtype == object and rows[name].map(pd.api.types.is_list_like).any()
    ]
    return rows.assign(
        **{name: [" ".join(map(str, cell)) if cell is not None else "" for cell in rows[name]] for name in listed}
    )


def passed_on(page: Reader, rows: pd.DataFrame) -> pd.DataFrame:
    """The rows without those of a source that forbids it; an export leaves the same out."""
    if "source_id" not in rows:
        return rows
    return rows[~rows["source_id"].isin(page.store.view("source", redistribution="no")["source_id"])]


def download(page: Reader, label: str, name: str, rows: Callable[[], pd.DataFrame]) -> None:
    """A button for a CSV, which names the edition and is made when the button is pressed. ``rows``: a function that gives the frame."""
    file = f"{name}-{page.store.content_hash[:12]}.csv"
    st.download_button(label, lambda: to_csv(rows()), file, "text/csv", key=f"csv_{name}", on_click="ignore")


def show_tables(page: Reader) -> None:
    """The tables of this edition that a reader is likely to want whole."""
    with st.container(horizontal=True):
        for relation in TABLES:
            download(page, page.text(f"file.{relation}"), relation, partial(table_of, page, relation))


def table_of(page: Reader, relation: str) -> pd.DataFrame:
    """A whole relation, with who published each row."""
    return with_sources(page, page.store.view(relation))
