"""Find a language by any of its names or codes."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from functools import lru_cache

from dashboard.store import Store
from dashboard.text import Text


@dataclass(frozen=True)
class Entry:
    """A language as it can be found: ``codes`` and ``names`` are folded."""

    tag: str
    codes: frozenset[str]
    names: tuple[str, ...]
    speakers: float


def fold(words: str) -> str:
    """Words without case, accents, apostrophes and hyphens, so that ``yoruba`` finds Yorùbá."""
    plain = (c for c in unicodedata.normalize("NFKD", words) if not unicodedata.combining(c))
    return " ".join("".join(c if c.isalnum() else " " for c in plain).casefold().split())


@lru_cache(maxsize=16)
def index(store: Store, text: Text) -> tuple[Entry, ...]:
    """Every language with its tag, ISO codes, English, own and translated name, and the narrower codes it covers; most speakers first."""
    merged: dict[str, list[tuple[str, str, str]]] = {}
    for row in store.view("merged_code").itertuples():
        merged.setdefault(row.language_tag, []).append((row.merged_tag, row.iso639_3, row.name))
    entries = []
    for row in store.view("language_profile", order="-speakers,language_tag").itertuples():
        narrower = merged.get(row.language_tag, [])
        codes = {row.language_tag, row.iso639_3} | {code for tag, iso, _ in narrower for code in (tag, iso)}
        names = [text.language(row.language_tag), row.name] + [name for _, _, name in narrower]
        if isinstance(row.autonym, str):
            names.append(row.autonym)
        entries.append(
            Entry(row.language_tag, frozenset(codes), tuple(dict.fromkeys(fold(name) for name in names)), row.speakers)
        )
    return tuple(entries)


def find(query: str, store: Store, text: Text, limit: int = 12) -> list[str]:
    """Language tags that match, best first: a code or whole name, then the start of a name, of a word, any part; ties by speakers."""
    wanted = fold(query)
    if not wanted:
        return []
    ranked = [
        (rank, position, entry.tag)
        for position, entry in enumerate(index(store, text))
        if (rank := match(wanted, entry)) is not None
    ]
    return [tag for _, _, tag in sorted(ranked)[:limit]]


def match(wanted: str, entry: Entry) -> int | None:
    """How well an entry matches: 0 best, None not at all."""
    if wanted in entry.codes or wanted in entry.names:
        return 0
    if any(name.startswith(wanted) for name in entry.names):
        return 1
    if any(f" {wanted}" in name for name in entry.names):
        return 2
    return 3 if any(wanted in name for name in entry.names) else None


def with_code(code: str, store: Store, text: Text) -> str:
    """The language tag that a code stands for (``swa`` and ``swh`` for ``sw``); the code itself if it stands for none."""
    return next((entry.tag for entry in index(store, text) if code in entry.codes), code) if code else code


@lru_cache(maxsize=16)
def language_options(store: Store, text: Text) -> tuple[str, ...]:
    """Every language by name, those with any result first."""
    rows = store.view("language_profile")
    measured = (rows["capability_state"] == "measured") | (rows["safety_state"] == "measured")
    first = set(rows.loc[measured, "language_tag"])
    return tuple(sorted(rows["language_tag"], key=lambda tag: (tag not in first, fold(text.label(tag)), tag)))
