"""The digital resources of one language: what was counted, in words, and what was not."""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import lru_cache

import pandas as pd
import streamlit as st

from dashboard.charts.chart import Evidence
from dashboard.panel import published_rows, source_line, table
from dashboard.reader import Reader
from dashboard.store import Store
from dashboard.text import Text

# The view takes the median of these over all crawls, as one crawl differs from the next.
MEDIANS = ("web_share", "web_pages")


def show_resources(page: Reader, tag: str) -> None:
    """What the language has, as a table with its published rows; and what nobody counted for it."""
    text = page.text
    st.subheader(text("language.resources"), anchor="resources")
    held = _held(page.store, text, tag)
    if not held.shown.empty:
        table(held.shown, held.published, text("panel.download_rows"), f"resources-{tag}", text("language.resources"))
    st.caption("  \n".join(line for line in (held.missing, held.sources) if line))


@dataclass(frozen=True)
class _Held:
    shown: pd.DataFrame
    published: pd.DataFrame
    missing: str
    sources: str


@lru_cache(maxsize=256)
def _held(store: Store, text: Text, tag: str) -> _Held:
    """What the section shows, worked out once for a warehouse."""
    page, rows = Reader(store, text), resources_of(store, tag)
    row_ids = tuple(row_id for row_ids in rows["row_ids"] for row_id in row_ids)
    names = text.series(text(f"indicator.{indicator_id}") for indicator_id in uncounted(store, rows))
    return _Held(
        in_words(store, text, rows),
        published_rows(page, Evidence("resource_indicator", "row_id", row_ids)),
        text("language.resources_missing", language=text.language(tag), resources=names) if names else "",
        source_line(page, tuple(sorted(set(rows["source_id"])))) if row_ids else "",
    )


def resources_of(store: Store, tag: str) -> pd.DataFrame:
    """Rows of ``digital_resource`` of a language, in the order of ``indicator``, then by source."""
    position = {indicator_id: n for n, indicator_id in enumerate(store.view("indicator")["indicator_id"])}
    rows = store.view("digital_resource", language_tag=tag, order="source_id")
    return rows.sort_values("indicator_id", key=lambda ids: ids.map(position), kind="stable")


def uncounted(store: Store, rows: pd.DataFrame) -> list[str]:
    """Indicators without a row among ``rows``: not counted, or no source lists the language; none of them is a zero."""
    return [code for code in store.view("indicator")["indicator_id"] if code not in set(rows["indicator_id"])]


def in_words(store: Store, text: Text, rows: pd.DataFrame) -> pd.DataFrame:
    """The rows as readers see them: what, how much, when, who says so."""
    sources = store.view("source").set_index("source_id")
    return pd.DataFrame(
        {
            text("column.resource"): [_capital(text(f"indicator.{code}")) for code in rows["indicator_id"]],
            text("column.amount"): [
                value_words(text, code, value) for code, value in zip(rows["indicator_id"], rows["value"], strict=True)
            ],
            text("column.period"): [period_words(text, row) for _, row in rows.iterrows()],
            text("column.source"): [
                f"{sources.loc[source_id, 'authors']} ({sources.loc[source_id, 'year']})"
                for source_id in rows["source_id"]
            ],
        }
    )


def value_words(text: Text, indicator_id: str, value: float) -> str:
    """A level, or whether something is supported, in words; a count as a number, a small one to two digits that say something."""
    key = f"resource.{indicator_id}.{value:g}"
    if text.has(key):
        return text(key)
    if value == round(value) or abs(value) >= 100:
        return text.integer(value)
    first = math.floor(math.log10(abs(value)))
    digits = next(n for n in (1 - first, 2 - first) if n > 0)
    return text.number(value, digits - 1 if digits > 1 and round(value, digits - 1) == round(value, digits) else digits)


def period_words(text: Text, row: pd.Series) -> str:
    """When it was counted; the crawls that a median was taken over."""
    if row["indicator_id"] in MEDIANS and row["n_periods"] > 1:
        return text.plural(
            "resource.median", int(row["n_periods"]), first=row["first_period"], newest=row["newest_period"]
        )
    return str(row["newest_period"])


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]
