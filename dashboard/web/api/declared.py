"""The collections of the interface for programs, one declaration each."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from dashboard.claims import claims_of
from dashboard.store import Store, Value
from dashboard.text import Text

Row = dict[str, object]


@dataclass(frozen=True)
class Section:
    """Rows of another relation that belong to one item, under ``name``."""

    name: str
    relation: str
    order: tuple[str, ...]


@dataclass(frozen=True)
class Worded:
    """What is added to a row in the language of the request."""

    statement: str
    word: Callable[[Store, Text, Row], str]


@dataclass(frozen=True)
class Collection:
    """A relation of the warehouse as a list, and, where it has a ``key``, each item of it with its ``sections``.

    ``order`` names an item, so that pages neither repeat nor miss one; the sections have the column ``key`` too.
    ``filters``: columns that a request may ask to equal a value. ``worded``: columns that are added.
    """

    name: str
    relation: str
    order: tuple[str, ...]
    filters: tuple[str, ...]
    key: str = ""
    sections: tuple[Section, ...] = ()
    worded: Mapping[str, Worded] = field(default_factory=dict)

    def page(
        self, store: Store, text: Text, where: Mapping[str, Value], limit: int, offset: int
    ) -> tuple[list[Row], int]:
        """Some of the rows, and how many there are in all."""
        order = ",".join(self.order)
        rows, total = store.page(self.relation, order=order, where=where, limit=limit, offset=offset)
        return [self.completed(store, text, row) for row in rows], total

    def completed(self, store: Store, text: Text, row: Row) -> Row:
        """A row with what is added to it in the language of the request."""
        return finite(row) | {name: added.word(store, text, row) for name, added in self.worded.items()}


def finite(row: Row) -> Row:
    """JSON has no word for what is not a number; it is as absent as what was never measured."""
    return {key: None if isinstance(value, float) and not math.isfinite(value) else value for key, value in row.items()}


def sentence(store: Store, text: Text, row: Row) -> str:
    """The sentence of a claim: that of its part, or the one for all parts."""
    claims = claims_of(store, text)
    said, parts = claims.sentences[str(row["claim_id"])], list(claims.of(str(row["claim_id"]))["part"])
    return said[parts.index(row["part"])] if len(said) == len(parts) else said[0]


LANGUAGE = {
    "language_name": Worded("Name of the language.", lambda _, text, row: text.language(str(row["language_tag"])))
}
TERRITORY = {
    "territory_name": Worded("Name of the territory.", lambda _, text, row: text.territory(str(row["territory_code"])))
}
SENTENCE = {"sentence": Worded("The claim in words.", sentence)}
TEST = ("benchmark_id", "subset", "condition", "metric_id")

COLLECTIONS = (
    Collection(
        "languages",
        "language_profile",
        ("language_tag",),
        (
            "iso639_3",
            "scope",
            "type",
            "family",
            "macroarea",
            "endangerment",
            "resource_class",
            "capability_state",
            "safety_state",
        ),
        key="language_tag",
        sections=(
            Section("evidence", "evidence_grade", ("dimension",)),
            Section("coverage", "coverage", ("dimension",)),
            Section("autonyms", "autonym", ("source_id",)),
            Section("speaker_estimates", "speaker_estimate", ("source_id",)),
            Section("territories", "language_territory", ("row_id",)),
        ),
        worded=LANGUAGE,
    ),
    Collection(
        "territories",
        "territory",
        ("territory_code",),
        ("iso3",),
        key="territory_code",
        sections=(
            Section("languages", "country_language", ("language_tag",)),
            Section("exposure", "territory_exposure", ("dimension", "level")),
            Section("groups", "territory_group", ("scheme", "group_name", "source_id")),
        ),
        worded=TERRITORY,
    ),
    Collection(
        "gaps",
        "gap",
        ("score_id",),
        (
            "language_tag",
            "variant_tag",
            "dimension",
            *TEST,
            "model_id",
            "aspect",
            "verdict",
            "item_origin",
            "transcription",
            "year",
            "source_id",
            "score_id",
        ),
        worded=LANGUAGE,
    ),
    Collection(
        "scores",
        "score",
        ("score_id",),
        ("language_tag", "variant_tag", *TEST, "model_id", "source_id", "score_id"),
        worded=LANGUAGE,
    ),
    Collection(
        "benchmarks",
        "catalogue",
        ("benchmark_id",),
        ("dimension", "task", "parallel", "item_origin"),
        key="benchmark_id",
    ),
    Collection(
        "claims",
        "claim",
        ("claim_id", "position", "part"),
        ("claim_id", "conclusion", "unit"),
        worded=SENTENCE,
    ),
    Collection(
        "sensitivity",
        "claim_sensitivity",
        ("claim_id", "part", "variation"),
        ("claim_id", "variation", "outcome"),
    ),
    Collection(
        "sources",
        "source_status",
        ("source_id",),
        ("licence", "redistribution", "transcription", "year"),
        key="source_id",
    ),
)
