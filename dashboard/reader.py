"""Who is reading: their language, the warehouse, and the address. What every page starts from."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import pandas as pd
from babel import negotiate_locale

from dashboard.store import WAREHOUSE, Store, open_store
from dashboard.text import DEFAULT, Text, interface_languages


@dataclass(frozen=True)
class Reader:
    """A reader of one page."""

    store: Store
    text: Text

    @property
    def own(self) -> str:
        """The reader's own language, chosen once and carried along in the address; empty where none is."""
        return _known(self.store, "language", "language_tag", "own")

    @property
    def home(self) -> str:
        """The reader's own country, likewise."""
        return _known(self.store, "territory", "territory_code", "home")

    def link_parameters(self, **parameters: str) -> dict[str, str]:
        """Query parameters of a link inside the dashboard: the language of the interface and the reader's own go along."""
        chosen = asked("lang")
        kept = {"lang": chosen if chosen in interface_languages() else "", "own": self.own, "home": self.home}
        return {key: value for key, value in kept.items() if value} | parameters


def _known(store: Store, relation: str, column: str, parameter: str) -> str:
    code = asked(parameter)
    return code if code and not store.view(relation, where={column: code}).empty else ""


def asked(parameter: str) -> str:
    """What the address says; empty where it says nothing. Streamlit takes longer to import than a brief to make, and a brief has no address."""
    import streamlit as st

    return str(st.query_params.get(parameter, ""))


def interface_language() -> str:
    """The language in the address, else the browser's, else English."""
    tag = asked("lang")
    return tag if tag in interface_languages() else browser_language()


def browser_language() -> str:
    """The interface language nearest to the browser's."""
    import streamlit as st

    return negotiate_locale([(st.context.locale or DEFAULT).replace("-", "_")], interface_languages()) or DEFAULT


def reader() -> Reader:
    """The reader of this run.

    Raises:
        WarehouseError: there is nothing to read.
    """
    store = open_store(WAREHOUSE)
    return Reader(store, text_for(interface_language(), store))


@lru_cache(maxsize=32)
def text_for(tag: str, store: Store) -> Text:
    """The words and names of an interface language, worked out once for a warehouse."""
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
