"""Country: its languages, what is known about them, how many people that covers, and who is served worst."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from dashboard import state
from dashboard.advised import show_own
from dashboard.linking import links
from dashboard.offering import offer_brief
from dashboard.panel import show, source_line, table
from dashboard.reader import Reader, index_shown, reader
from dashboard.search import fold
from dashboard.standing import asks, bounds_lines, country_facts

NONE = ""


def choose_territory(page: Reader) -> str:
    """The code of the territory that the reader looks at; empty where none is chosen."""
    text = page.text
    codes = list(page.store.view("territory")["territory_code"])
    by_name = sorted(codes, key=lambda code: fold(text.territory(code)))
    return state.choose(
        text,
        text("country.choose"),
        [NONE, *by_name],
        "code",
        lambda code: text.territory(code) if code else text("country.none"),
        default=page.home,
    )


def show_country(page: Reader, code: str) -> None:
    """Everything about one territory."""
    text, name = page.text, page.text.territory(code)
    row = page.store.view("territory", territory_code=code).iloc[0]
    spoken = page.store.view("country_language", territory_code=code, order="-share_pct,language_tag")
    st.header(name, anchor="country")
    offer_brief(page, "country", code)
    facts, none = country_facts(page, code, row, spoken), int((spoken["share_pct"] == 0).sum())
    if none:
        facts.append(text.plural("country.without_share", none))
    st.markdown("\n".join(f"- {item}" for item in facts))
    show_bounds(page, code)
    for dimension in ("capability", "safety"):
        show(page, "country_evidence", key=f"evidence_{dimension}", code=code, about=dimension)
    if index_shown(page) and not show(page, "country_index", code=code):
        st.info(text("country.no_index", country=name))
    show_asks(page, spoken)
    show_own(page, "territory", code)
    show_languages(page, spoken)


def show_asks(page: Reader, spoken: pd.DataFrame) -> None:
    """Which results would answer what is missing for the largest languages."""
    text, lines = page.text, asks(page, spoken)
    st.subheader(text("country.asks"), anchor="asks")
    if not lines:
        st.markdown(text("country.asks_none"))
        return
    st.markdown(text("country.asks_lead") + "\n\n" + "\n".join(f"- {line}" for line in lines))
    st.caption(text("country.asks_note"))


def show_bounds(page: Reader, code: str) -> None:
    """How many people speak at least one language that was tested, as bounds, and whom the data cannot place."""
    text, lines = page.text, bounds_lines(page, code)
    unplaced = page.store.view("territory_exposure", territory_code=code, level="compared")["people_unplaced"].iloc[0]
    st.subheader(text("country.bounds"), anchor="bounds")
    lines.append(
        text("country.unplaced", people=text.people(unplaced)) if unplaced > 0 else text("country.unplaced_none")
    )
    st.markdown("\n".join(f"- {line}" for line in lines))
    st.caption(f"{text('country.bounds_note')}  \n{source_line(page, ('cldr',))}")


def show_languages(page: Reader, spoken: pd.DataFrame) -> None:
    """Every language listed, as a table and a file, and a link to each."""
    text = page.text
    st.subheader(text("country.every_language"), anchor="languages")
    shown = pd.DataFrame(
        {
            text("column.language"): [text.label(tag) for tag in spoken["language_tag"]],
            text("column.share_pct"): spoken["share_pct"],
            text("column.speakers"): spoken["speakers"],
            text("column.official_status"): [
                text(f"status.{status}") if isinstance(status, str) else "" for status in spoken["official_status"]
            ],
            text("country.grade.capability"): spoken["capability_grade"],
            text("country.grade.safety"): spoken["safety_grade"],
            text("country.safety_worse"): [
                text("country.of", n=text.integer(worse), of=text.integer(of)) if of > 0 else ""
                for worse, of in zip(spoken["n_worse"].fillna(0), spoken["n_comparisons"].fillna(0), strict=True)
            ],
        }
    )
    file = spoken.assign(row_ids=spoken["row_ids"].map(", ".join))
    table(shown, file, text("country.download"), "languages", text("country.every_language"))
    labels = {tag: text.label(tag) for tag in spoken["language_tag"]}
    links(page, "language", "tag", labels, more=text("country.more_languages", count=text.integer(len(labels))))


def show_map(page: Reader) -> None:
    """The world by the share of people who speak a language that was compared, and the territories with the lowest."""
    text = page.text
    about = state.choose(
        text, text("country.map_about"), ["safety", "capability"], "about", lambda code: text(f"dimension.{code}")
    )
    show(page, "world_map", about=about)
    rows = page.store.view(
        "territory_exposure", dimension=about, level="compared", order="share_low,-population,territory_code"
    )
    rows = pd.concat([rows[rows["n_covered_languages"] > 0], rows[rows["n_covered_languages"] == 0]])
    shown = pd.DataFrame(
        {
            text("column.territory"): [text.territory(code) for code in rows["territory_code"]],
            text("country.lower"): [
                text("chart.world_map.unknown") if n == 0 else text.share(low)
                for n, low in zip(rows["n_covered_languages"], rows["share_low"], strict=True)
            ],
            text("country.upper"): [
                text("chart.world_map.unknown") if n == 0 else text.share(high)
                for n, high in zip(rows["n_covered_languages"], rows["share_high"], strict=True)
            ],
            text("column.population"): rows["population"],
        }
    )
    st.markdown(f"**{text('country.map_table')}**")
    table(shown, rows, text("country.map_download"), "territories", text("country.map_table"))


page = reader()
st.title(page.text("page.country.title"))
st.markdown(page.text("page.country.lead"))
code = choose_territory(page)
if code:
    show_country(page, code)
else:
    st.caption(page.text("country.empty"))
    show_map(page)
