"""One figure on a page: the finding, the statistic, the chart, its sources, its table, the published rows behind it."""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache
from typing import Any
from urllib.parse import urlsplit

import pandas as pd
import plotly.graph_objects as go
import streamlit as st

from dashboard import citing
from dashboard.briefs.words import plain
from dashboard.catalogue import NoChartError, chart_of
from dashboard.charts.chart import Chart, Evidence
from dashboard.charts.draw import CONFIG, draw
from dashboard.charts.still import has_png
from dashboard.citing import drawn_table
from dashboard.downloads import to_csv
from dashboard.reader import Reader
from dashboard.reader import reader as of_this_run
from dashboard.share import FILES, Place, citation
from dashboard.store import Store
from dashboard.tables import grid
from dashboard.text import Text, literal
from dashboard.web.editions import edition_of

# Columns of published rows, in reading order; those that a relation lacks are left out.
PUBLISHED = (
    "language_as_reported",
    "variant_tag",
    "territory_code",
    "indicator_id",
    "period",
    "class",
    "topic",
    "value",
    "correction",
    "publications",
    "speakers",
    "unit",
    "locator",
    "model_id",
    "metric_id",
    "condition",
    "subset",
    "n_items",
    "published",
    "source_id",
    "licence",
    "score_id",
    "row_id",
)


def show(reader: Reader, name: str, *, key: str | None = None, **parameters: str) -> bool:
    """Show a chart of the catalogue, with its *Share* menu. False, and nothing shown, where there is nothing to draw."""
    asked = {parameter: value for parameter, value in parameters.items() if value}
    try:
        chart, figure = drawn(reader.store, reader.text, name, tuple(sorted(asked.items())))
    except NoChartError as error:
        if error.reason != "empty":
            raise
        return False
    panel(reader, chart, figure, key=key or name, place=Place(name, asked, server(), reader.text.tag))
    return True


@lru_cache(maxsize=256)
def drawn(store: Store, text: Text, name: str, asked: tuple[tuple[str, str], ...]) -> tuple[Chart, go.Figure]:
    """A chart of the catalogue and its figure, made once for all who look at the same; neither may be changed.

    Raises:
        NoChartError: as ``chart_of`` does.
    """
    chart = chart_of(store, text, name, dict(asked))
    return chart, draw(chart, text)


def server() -> str:
    """Scheme and host that the reader's browser asks, as far as they are known."""
    address = urlsplit(st.context.url or "")
    return f"{address.scheme}://{address.netloc}" if address.netloc else ""


def panel(reader: Reader, chart: Chart, figure: go.Figure, *, key: str, place: Place | None = None) -> None:
    """Show a chart, drawn, with everything that belongs to it. ``place``: where it is found, for the *Share* menu; a reader's own
    results have none."""
    text = reader.text
    st.subheader(chart.title, anchor=anchor(key))
    if chart.meta:
        st.markdown(chart.meta)
    st.caption(chart.subtitle)
    st.plotly_chart(figure, key=f"chart_{key}", config=CONFIG, alt=chart.alt)
    lines = [chart.note, *([source_line(reader, chart.source_ids, text("panel.details"))] if chart.source_ids else [])]
    st.caption("  \n".join(lines))
    with st.container(horizontal=True, vertical_alignment="top"):
        if place:
            share(reader, chart, place, key)
        details = st.expander(text("panel.details"), key=f"details_{key}", on_change="rerun")
    if details.open:
        with details:
            table_and_rows(reader, chart, key)


def anchor(key: str) -> str:
    """The part of an address that leads to a chart on its page."""
    return key.replace("_", "-")


def share(reader: Reader, chart: Chart, place: Place, key: str) -> None:
    """The *Share* menu: link, lines to embed, picture, figures, citation. Made only when it is opened."""
    text = reader.text
    menu = st.popover(text("share.menu"), icon=":material/share:", key=f"share_{key}", on_change="rerun")
    if not menu.open:
        return
    with menu:
        here = f"{(st.context.url or '').split('#')[0].split('?')[0]}"
        asked = Place("", st.query_params.to_dict(), "", text.tag)
        link = f"{here}{asked.query()}#{anchor(key)}"
        title, kind = plain(chart.title), "png" if has_png(text) else "svg"
        frozen = replace(place, parameters={**place.parameters, "edition": edition_of(reader.store)})
        for label, value, language in (
            (text("share.link"), link, None),
            (text("share.embed"), place.snippet(title), "html"),
            (text("share.embed_frozen"), frozen.snippet(title), "html"),
            (text("share.image"), place.image(title, plain(chart.alt), kind), "html"),
            (text("share.cite"), citation(reader.store, text, chart.title, link).plain(text), None),
        ):
            st.caption(label)
            st.code(value, language=language, wrap_lines=True)
        st.caption(text("share.files"))
        st.markdown(
            " · ".join(f"[{kind.upper()}]({place.file(kind)})" for kind in FILES if kind != "png" or has_png(text))
        )
        st.markdown(f"[{text('gallery.title')}]({place.server}/embed/?lang={text.tag})")


def table_and_rows(reader: Reader, chart: Chart, key: str) -> None:
    """What is drawn, as a table and a file; and the published rows it rests on."""
    text = reader.text
    drawn = drawn_table(chart, text)
    st.markdown(f"**{text('panel.drawn')}**")
    table(drawn.round(2), drawn, text("panel.download_drawn"), key, chart.alt)
    if chart.evidence:
        show_rows(reader, published_rows(reader, chart.evidence), key)
    if len(chart.source_ids) > citing.NAMED:
        named = citing.sources_named(reader.store, text, chart.source_ids)
        st.markdown(f"**{text('page.methods.sources')}**\n" + "\n".join(f"- {source}" for source in named))


def show_rows(reader: Reader, rows: pd.DataFrame, key: str) -> None:
    """The rows behind a chart, as a table and a file: published ones, or those of files that a reader loaded, which are named."""
    text, own = reader.text, bool(rows["licence"].eq("private").all())
    heading = text("panel.own" if own else "panel.published")
    if own:
        files = reader.store.view("source", source_id=tuple(rows["source_id"].unique()))["authors"]
        note = text.plural("panel.own_note", len(rows), files=text.listed(map(literal, files)))
    else:
        note = text.plural("panel.published_note", len(rows))
    if "correction" in rows:
        note += " " + text.plural("panel.corrected_note", int(rows["correction"].notna().sum()))
    st.markdown(f"**{heading}**")
    st.caption(note)
    own_words = {"value": text("panel.own_value"), "published": text("panel.own_date")} if own else {}
    shown = rows.rename(columns=lambda column: own_words.get(column) or text.code("column", column))
    name = f"{key}-own-rows" if own else f"{key}-published-rows"
    table(shown, rows, text("panel.download_own" if own else "panel.download_rows"), name, heading)


def table(shown: pd.DataFrame, file: pd.DataFrame, label: str, name: str, alt: str, *, wrapped: bool = False) -> None:
    """A table and its file; the file is made only when asked for. ``wrapped``: a small table of words, its cells broken into
    lines so that a phone shows several columns."""
    if wrapped:
        st.table(shown, hide_index=True, alt=alt)
    else:
        grid(shown, of_this_run().text, key=f"table_{name}", alt=alt)
    st.download_button(label, lambda: to_csv(file), f"{name}.csv", "text/csv", key=f"csv_{name}", on_click="ignore")


def published_rows(reader: Reader, evidence: Evidence) -> pd.DataFrame:
    """The rows as published, with licence and place in the source; what a corrected one said before stands beside it."""
    filters: dict[str, Any] = {evidence.key: evidence.values}
    rows = reader.store.view(evidence.relation, **filters)
    rows = with_corrections(reader, rows, "score_id" if "score_id" in rows else "row_id")
    licences = reader.store.view("source").set_index("source_id")["licence"]
    rows = rows.assign(licence=rows["source_id"].map(licences))
    return rows[[column for column in PUBLISHED if column in rows.columns]]


def with_corrections(reader: Reader, rows: pd.DataFrame, row_id: str) -> pd.DataFrame:
    """The rows, and in ``correction`` what a corrected one said before, where any was; ``row_id`` names the rows."""
    told = {
        f"{row['source_id']}/{row['file']}:{row['file_row']}": correction_words(row, reader.text)
        for _, row in reader.store.view("correction").iterrows()
    }
    return rows.assign(correction=rows[row_id].map(told)) if rows[row_id].isin(told.keys()).any() else rows


def correction_words(row: pd.Series, text: Text) -> str:
    """What a publisher printed, and what is used instead: a row of ``correction``."""
    used = (
        text("correction.corrected", value=row["corrected"])
        if isinstance(row["corrected"], str)
        else text("correction.left_out")
    )
    return text(
        "correction.words", column=row["column_name"], published=row["published"], used=used, reason=row["reason"]
    )


def source_line(reader: Reader, source_ids: tuple[str, ...], where: str = "") -> str:
    """Who published the figures, as Markdown: a handful by name, the rest ``where`` it says, on the page of all sources if nowhere."""
    where = where or reader.text("page.methods.menu")
    return citing.source_line(reader.store, reader.text, source_ids, where)
