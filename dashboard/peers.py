"""Languages near one: of its family, spoken where it is, or of its size, with what is known about each."""

from __future__ import annotations

from functools import lru_cache

import numpy as np
import pandas as pd
import streamlit as st

from dashboard.linking import links
from dashboard.reader import Reader
from dashboard.standing import known
from dashboard.store import Store
from dashboard.text import Text

COUNT = 4
# What Glottolog lists beside families although its members need not be related.
NO_FAMILIES = (
    "Artificial Language",
    "Bookkeeping",
    "Mixed Language",
    "Pidgin",
    "Sign Language",
    "Speech Register",
    "Unattested",
    "Unclassifiable",
)


def nearest(profiles: pd.DataFrame, spoken: pd.DataFrame, tag: str, count: int = COUNT) -> dict[str, list[str]]:
    """Language tags near a language, the closest in number of speakers (by ratio) first, by what they have in common:
    ``family``, ``territory`` (where each is spoken by most) and ``speakers`` alone. A kind without any is left out;
    all are where no source counts the speakers of the language.

    ``profiles``: rows of ``language_profile`` (people in ``speakers``); ``spoken``: rows of ``spoken_in``.

    Raises:
        KeyError: no profile has the tag.
    """
    by_tag = profiles.set_index("language_tag")
    own = by_tag.loc[tag]
    if pd.isna(own["speakers"]) or own["speakers"] <= 0:
        return {}
    others = by_tag[(by_tag["speakers"] > 0).fillna(False) & (by_tag.index != tag)]
    distance = np.log(others["speakers"].astype(float) / float(own["speakers"])).abs()
    closest = distance.sort_values(kind="stable").index
    home = homes(spoken)
    alike = {
        "family": _sharing(others["family"], own["family"] if own["family"] not in NO_FAMILIES else None),
        "territory": _sharing(home, home.get(tag)),
        "speakers": set(closest),
    }
    found = {kind: [other for other in closest if other in tags][:count] for kind, tags in alike.items()}
    return {kind: tags for kind, tags in found.items() if tags}


def homes(spoken: pd.DataFrame) -> pd.Series:
    """For each language the territory where it is spoken by most: codes by language tag. ``spoken``: rows of ``spoken_in``."""
    most = spoken.sort_values(["speakers", "territory_code"], ascending=[False, True])
    return most.drop_duplicates("language_tag").set_index("language_tag")["territory_code"]


def _sharing(values: pd.Series, wanted: object) -> set[str]:
    return set(values.index[values == wanted]) if isinstance(wanted, str) else set()


@lru_cache(maxsize=1024)
def peers_of(store: Store, text: Text, tag: str) -> dict[str, dict[str, str]]:
    """The nearest languages of one and what is known about each, worked out once: kind -> tag -> words."""
    found = nearest(store.view("language_profile", order="language_tag"), store.view("spoken_in"), tag)
    return {kind: {other: known(Reader(store, text), other) for other in tags} for kind, tags in found.items()}


def show_peers(page: Reader, row: pd.Series) -> None:
    """The nearest languages as links, with what is known about each. ``row``: of ``language_profile``."""
    text, tag = page.text, row["language_tag"]
    st.subheader(text("language.peers"), anchor="peers")
    found = peers_of(page.store, text, tag)
    if not found:
        st.caption(text("language.no_peers", language=text.language(tag)))
        return
    st.caption(text("language.peers_note"))
    territory = homes(page.store.view("spoken_in", language_tag=tag)).get(tag)
    names = {"family": row["family"], "territory": text.territory(territory) if territory else "", "speakers": ""}
    for kind, tags in found.items():
        st.markdown(f"**{text(f'peer.{kind}', name=names[kind])}**")
        links(page, "language", "tag", tags)
