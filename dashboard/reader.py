"""Who is reading: their language, the warehouse, and the address. What every page starts from."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import pandas as pd
import streamlit as st
from babel import negotiate_locale

from dashboard.store import WAREHOUSE, Store, open_store
from dashboard.text import DEFAULT, Text, interface_languages


@dataclass(frozen=True)
class Reader:
    """A reader of one page."""

    store: Store
    text: Text

    def link_parameters(self, **parameters: str) -> dict[str, str]:
        """Query parameters of a link inside the dashboard: the language chosen goes along."""
        language = st.query_params.get("lang")
        return ({"lang": language} if language in interface_languages() else {}) | parameters


def interface_language() -> str:
    """The language in the address, else the browser's, else English."""
    asked = st.query_params.get("lang")
    if asked in interface_languages():
        return str(asked)
    return browser_language()


def browser_language() -> str:
    """The interface language nearest to the browser's."""
    return negotiate_locale([(st.context.locale or DEFAULT).replace("-", "_")], interface_languages()) or DEFAULT


def reader() -> Reader:
    """The reader of this run.

    Raises:
        WarehouseError: there is nothing to read.
    """
    store = open_store(WAREHOUSE)
    return Reader(store, _text(interface_language(), store))


@lru_cache(maxsize=32)
def _text(tag: str, store: Store) -> Text:
    return Text(tag, language_names(store), store.view("language")["language_tag"])


@lru_cache(maxsize=2)
def language_names(store: Store) -> dict[str, str]:
    """English reference names: language tags, and the narrower codes that count under one."""
    languages, merged = store.view("language"), store.view("merged_code")
    return dict(zip(merged["merged_tag"], merged["name"], strict=True)) | dict(
        zip(languages["language_tag"], languages["name"], strict=True)
    )


def first(frame: pd.DataFrame) -> pd.Series | None:
    """The first row, or None."""
    return None if frame.empty else frame.iloc[0]


def index_shown(page: Reader) -> bool:
    """Whether the index across tests has earned its place."""
    verdict = first(page.store.view("index_verdict"))
    return verdict is not None and bool(verdict["shown"])
