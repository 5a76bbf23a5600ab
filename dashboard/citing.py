"""What belongs to a chart wherever it stands: who published its figures, and what is drawn as a table."""

from __future__ import annotations

import re

import pandas as pd

from dashboard.charts.chart import Chart
from dashboard.store import Store
from dashboard.text import Text, literal

NAMED = 5  # sources under a chart of which a reader still reads the names


def source_line(store: Store, text: Text, source_ids: tuple[str, ...], where: str = "") -> str:
    """Who published the figures, when, under which licence, with a link to each, as Markdown. ``where``: the words under which
    the rest of many is found; without it all are named."""
    named = sources_named(store, text, source_ids)
    if where and len(named) > NAMED + 1:  # to name the last takes no more room than to count it
        named = [*named[:NAMED], text.plural("source.more", len(named) - NAMED, where=where)]
    return text("source.line", sources=text.series(named))


def sources_named(store: Store, text: Text, source_ids: tuple[str, ...]) -> list[str]:
    """Each source: authors with a link, year, licence, as Markdown."""
    sources = store.view("source", source_id=source_ids)
    return [
        text(
            f"source.cited.{row['transcription'] if row['address'] else 'own'}",
            authors=literal(row["authors"]),
            year=row["year"],
            address=row["address"],
            licence=licence_words(row["licence"], text),
        )
        for _, row in sources.iterrows()
    ]


def cited(store: Store, text: Text, source_ids: tuple[str, ...]) -> str:
    """The same in plain words, for a picture, with the edition of the figures."""
    plain = re.sub(r"\[([^\]]*)\]\([^)]*\)", r"\1", source_line(store, text, source_ids)).replace("\\", "")
    return f"{plain} {edition_words(store, text)}"


def edition_words(store: Store, text: Text) -> str:
    """Which edition of the figures this is."""
    return text("source.edition", site=text("app.title"), date=text.date(store.as_of), edition=store.content_hash[:12])


def licence_words(licence: str, text: Text) -> str:
    """A licence as stated, or that none is."""
    return text("licence.not_stated") if licence == "not stated" else licence


def drawn_table(chart: Chart, text: Text) -> pd.DataFrame:
    """The marks of a chart with readable columns; what was not measured is a row without a number."""
    frame = chart.frame
    table = pd.DataFrame(
        {
            text("column.label"): frame["label"].str.replace("\n", ", "),
            text("column.series"): frame["role"].map(chart.roles),
        }
    )
    if "x" in frame and chart.across:
        table[chart.across] = frame["x"]
    table[chart.axis] = frame["value"]
    if frame["low"].notna().any():
        table[text("column.low")], table[text("column.high")] = frame["low"], frame["high"]
    return table
