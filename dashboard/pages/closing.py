"""Is it closing? How gaps change from model to model, and how fast research attention grows."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from dashboard import state
from dashboard.charts import comparison
from dashboard.claims import claims_of
from dashboard.panel import show, source_line
from dashboard.reader import Reader, reader

TEST = ["benchmark_id", "subset", "condition", "metric_id"]


def choose_test(page: Reader, rows: pd.DataFrame) -> str:
    """The test that the reader looks at, of those with trends; those of most languages first."""
    text = page.text
    sizes = rows[TEST].agg(".".join, axis=1).value_counts()
    tests = page.store.view("test").set_index("test_id")
    return state.choose(
        text,
        text("control.test"),
        list(sizes.index),
        "test",
        lambda key: comparison.test_name(tests.loc[key].to_dict(), text),
    )


def show_research(page: Reader) -> None:
    """How fast each series of papers grows."""
    text, rows = page.text, page.store.view("attention_trend", order="-series,class")
    if rows.empty:
        return
    st.subheader(text("closing.research"), anchor="research")
    lines = [
        text(
            "closing.growth",
            series=text(f"series.{row['series']}"),
            papers=text(f"papers.{row['class']}"),
            n=text.integer(row["papers"]),
            growth=text.number(row["growth"]),
            low=text.number(row["growth_low"]),
            high=text.number(row["growth_high"]),
            first=str(row["first_year"]),
            last=str(row["last_year"]),
        )
        for _, row in rows.iterrows()
    ]
    claims = claims_of(page.store, text)
    lines += [s for name in ("attention_difference", "series_agreement") for s in claims.sentences.get(name, [])]
    st.markdown("\n".join(f"- {line}" for line in lines))
    st.caption(f"{text('closing.research_note')}  \n{source_line(page, tuple(sorted(set(rows['source_id']))))}")


page = reader()
st.title(page.text("page.closing.title"))
st.markdown(page.text("page.closing.lead"))
rows = page.store.view("trend")
if rows.empty:
    st.info(page.text("closing.none"))
else:
    show(page, "slopes", test=choose_test(page, rows))
show_research(page)
