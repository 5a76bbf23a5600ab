"""Benchmarks: the catalogue of tests, what each is worth, and whether languages can be compared in it."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from dashboard import state
from dashboard.catalogue.flaws import ARENA, RANKS
from dashboard.controls import warnings
from dashboard.pages import page_file
from dashboard.panel import show, source_line, table
from dashboard.reader import Reader, reader

EVERY = "all"


def choose_rows(page: Reader) -> pd.DataFrame:
    """The rows of ``catalogue`` that the reader asks for, by what they are about and whether languages can be compared."""
    text, rows = page.text, page.store.view("catalogue", order="dimension,-has_gap,name")
    left, right = st.columns(2)
    with left:
        dimensions = list(dict.fromkeys(rows["dimension"]))
        dimension = state.choose(
            text, text("catalogue.about"), [EVERY, *dimensions], "about", lambda code: text(f"dimension.{code}")
        )
    with right:
        compared = state.choose(
            text,
            text("catalogue.compare"),
            [EVERY, "gap", "no_gap"],
            "compare",
            lambda code: text(f"comparable.{code}"),
        )
    if dimension != EVERY:
        rows = rows[rows["dimension"] == dimension]
    return rows if compared == EVERY else rows[rows["has_gap"] == (compared == "gap")]


def show_table(page: Reader, rows: pd.DataFrame) -> None:
    """The catalogue as a table and a file."""
    text = page.text
    shown = pd.DataFrame(
        {
            text("catalogue.name"): rows["name"],
            text("catalogue.about"): [text(f"dimension.{code}") for code in rows["dimension"]],
            text("catalogue.compare"): [text("comparable.yes" if gap else "comparable.no") for gap in rows["has_gap"]],
            text("catalogue.origin"): [text(f"origin.{code}") for code in rows["item_origin"]],
            text("catalogue.items"): rows["n_items"].astype("Int64"),
            text("catalogue.languages"): rows["n_languages"],
            text("catalogue.models"): rows["n_models"],
            text("catalogue.newest"): rows["newest_year"].astype("Int64").astype("string"),
        }
    )
    file = rows.assign(**{column: rows[column].map(", ".join) for column in ("metric_ids", "caveat_ids", "source_ids")})
    table(shown, file, text("catalogue.download"), "benchmarks", text("page.benchmarks.title"))


def show_benchmark(page: Reader, row: pd.Series) -> None:
    """One benchmark: everything that is declared of it."""
    text = page.text
    st.header(row["name"], anchor="benchmark")
    metrics = page.store.view("metric", metric_id=tuple(row["metric_ids"])).sort_values("metric_id")
    lines = [
        text(
            "catalogue.held",
            scores=text.integer(row["n_scores"]),
            languages=text.integer(row["n_languages"]),
            models=text.integer(row["n_models"]),
        ),
        text.translated(f"parallel.{row['parallel_reason']}", row["parallel_reason"])
        + (f" {text('catalogue.no_reference')}" if row["parallel"] and not row["has_gap"] else ""),
        text("catalogue.origin_is", origin=text(f"origin.{row['item_origin']}")),
        text("catalogue.items_unknown")
        if pd.isna(row["n_items"])
        else text("catalogue.items_are", n=text.integer(row["n_items"])),
    ]
    if isinstance(row["reference_tag"], str):
        lines.append(text("catalogue.reference", reference=text.language(row["reference_tag"])))
    if not pd.isna(row["chance_share"]):
        lines.append(text("catalogue.chance", share=text.share(row["chance_share"])))
    lines += [
        text(
            "catalogue.metric",
            statement=text.translated(f"metric.{metric['metric_id']}", metric["statement"]),
            direction=text("direction.higher" if metric["direction"] > 0 else "direction.lower"),
        )
        for _, metric in metrics.iterrows()
    ]
    lines += warnings(page, row["caveat_ids"])
    if isinstance(row["note"], str):
        lines.append(row["note"])
    st.markdown("\n".join(f"- {line}" for line in lines))
    st.caption(source_line(page, tuple(row["source_ids"])))


def show_flaws(page: Reader) -> None:
    """What is wrong with tests: where items come from, what they ask, what still tells languages apart, who has the data."""
    text = page.text
    st.header(text("flaws.title"), anchor="flaws")
    st.markdown(text("flaws.lead"))
    show(page, "item_origins")
    show(page, "cultural_questions")
    count = state.choose(text, text("flaws.ranks"), list(RANKS), "ranks", lambda code: text(f"flaws.ranks.{code}"))
    show(page, "rank_changes", count=count)
    show(page, "saturation")
    count = state.choose(text, text("flaws.arena"), list(ARENA), "arena", lambda code: text(f"flaws.arena.{code}"))
    show(page, "arena", count=count)
    st.page_link(page_file("works"), label=text("flaws.to_works"), query_params=page.link_parameters(of="arena_data"))


page = reader()
text = page.text
st.title(text("page.benchmarks.title"))
totals = page.store.view("edition").iloc[0]
st.markdown(
    text(
        "page.benchmarks.lead",
        n=text.integer(totals["n_benchmarks"]),
        parallel=text.integer(totals["n_parallel_benchmarks"]),
    )
)
rows = choose_rows(page)
if rows.empty:
    st.info(text("control.nothing_left"))
else:
    show_table(page, rows)
    names = rows.set_index("benchmark_id")["name"]
    chosen = state.choose(text, text("catalogue.one"), list(names.index), "benchmark", lambda key: str(names[key]))
    show_benchmark(page, rows.set_index("benchmark_id", drop=False).loc[chosen])
show_flaws(page)
