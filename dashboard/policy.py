"""Policy sources as they are cited, beside a sentence and in lists, and whose word it is."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from textwrap import shorten

import pandas as pd

from dashboard.advice import Precedent, Publication
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


def read_how(text: Text, primary: bool) -> str:
    """Whether a place was read first-hand, in words."""
    return text("policy.primary" if primary else "policy.secondary")


def published(store: Store, text: Text, sources: Sequence[Publication], role: str) -> list[str]:
    """Publications of one role as Markdown, each with its place and whether it was read first-hand, those that were first."""
    own = sorted((one for one in sources if one.role == role), key=lambda one: (not one.primary, one.policy_source_id))
    return [f"**{read_how(text, one.primary)}** ({one.policy_source_id}): {in_full(store, text, one)}" for one in own]


def in_full(store: Store, text: Text, one: Publication) -> str:
    """A publication with its place, what was read of it and what to know, as Markdown."""
    year = f" ({one.year})" if one.year else ""
    title = literal(one.title, 160)
    parts = [
        f"{literal(one.authors, 80)}{year}: {f'[{title}]({one.address})' if one.address else title}",
        literal(one.place, 120),
    ]
    sources = policy_sources(store)
    if one.policy_source_id in sources.index:
        source = sources.loc[one.policy_source_id]
        parts.append(text("policy.read", what=literal(source["what_was_read"], 200)))
        parts.append(literal(source["note"], 200) if isinstance(source["note"], str) else "")
    return text.series(filter(None, parts))


def before(text: Text, one: Precedent) -> str:
    """A precedent: what, who, when, for how much, and on whose word, as Markdown."""
    source = one.publication
    named = literal(shorten(source.title, AUTHORS * 2, placeholder="…"))
    unknown = text("advice.unknown")
    said = text(
        "recommendation.precedent",
        programme=literal(one.programme, 120),
        what=literal(one.what, 300),
        who=literal(one.holder, 160) or unknown,
        when=literal(one.period) or unknown,
        money=money(text, one),
        numbers=literal(one.numbers, 300) or unknown,
    )
    cited = f"[{named}]({source.address})" if source.address else named
    return f"{said}  \n  :small[{read_how(text, source.primary)}: {text.series(filter(None, (cited, literal(source.place, 160))))}]"


def money(text: Text, one: Precedent) -> str:
    """Sums of a precedent as printed; said to be second-hand where they are and the rest was read first-hand."""
    sums = [part.strip() for part in one.money.split(";") if part.strip()]
    if not sums:
        return text("advice.unknown")
    clauses = one.numbers.split(";")
    return "; ".join(
        f"{part} ({text('policy.secondary')})"
        if any(part in clause and "secondary" in clause for clause in clauses)
        else part
        for part in sums
    )
