"""Policy sources as they are cited beside a sentence."""

from __future__ import annotations

from functools import lru_cache
from textwrap import shorten

import pandas as pd

from dashboard.store import Store
from dashboard.text import Text, literal

AUTHORS = 40  # characters of a list of authors beside a sentence; the whole list stands in the table of sources
UNNAMED = ("not shown", "third parties", "various")  # no author: the title says more


@lru_cache(maxsize=2)
def policy_sources(store: Store) -> pd.DataFrame:
    """Every policy source, by its code."""
    return store.view("policy_source", order="policy_source_id").set_index("policy_source_id", drop=False)


def cited(store: Store, policy_source_id: str) -> str:
    """Authors and year of a policy source with a link to it where it has one, as Markdown."""
    row = policy_sources(store).loc[policy_source_id]
    who = row["title"] if row["authors"].startswith(UNNAMED) else row["authors"]
    year = f" ({int(row['year'])})" if not pd.isna(row["year"]) else ""
    words = f"{literal(shorten(who, AUTHORS, placeholder='…'))}{year}"
    return f"[{words}]({row['address']})" if isinstance(row["address"], str) and row["address"] else words


def read_how(text: Text, transcription: str) -> str:
    """Whether a place was read first-hand, in words."""
    return text(f"policy.{transcription}")
