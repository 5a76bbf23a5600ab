"""Research attention: how few papers on the safety of language models look beyond English."""

from __future__ import annotations

import streamlit as st

from dashboard.panel import show, source_line
from dashboard.reader import reader

page = reader()
store, text = page.store, page.text
st.title(text("page.attention.title"))
st.markdown(text("page.attention.lead"))
show(page, "papers_by_year")
row = store.view("attention_concentration").iloc[0]
show(page, "papers_by_topic")
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
