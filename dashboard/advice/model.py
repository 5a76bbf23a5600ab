"""What a piece of advice is, in words a reader can read and rows that a reader can check."""

from __future__ import annotations

from dataclasses import dataclass

STATES = ("fires", "abstains", "cannot_be_computed", "withdrawn", "does_not_fire")


@dataclass(frozen=True)
class Cited:
    """One number with the rows that it rests on: ``row_ids`` are values of ``row_key`` in ``relation``."""

    quantity: str
    sentence: str
    value: float | None
    relation: str
    row_key: str
    row_ids: tuple[str, ...]
    source_ids: tuple[str, ...]


@dataclass(frozen=True)
class Publication:
    """A publication that speaks for a recommendation, against it, or gives the basis of its cost (``role``)."""

    policy_source_id: str
    role: str
    title: str
    authors: str
    year: int | None
    address: str
    place: str
    primary: bool


@dataclass(frozen=True)
class Precedent:
    """What was done before. Empty text where the part read does not say."""

    precedent_id: str
    programme: str
    holder: str
    period: str
    what: str
    numbers: str
    money: str
    languages: str
    publication: Publication


@dataclass(frozen=True)
class CounterEvidence:
    """What speaks against a recommendation: one sentence, the publications, and rows where a view holds any."""

    sentence: str
    publications: tuple[Publication, ...]
    rows: tuple[Cited, ...]


@dataclass(frozen=True)
class Recommendation:
    """A recommendation without a subject: everything that is the same for all of them."""

    recommendation_id: str
    title: str
    summary: str
    actor: str
    theme: str
    subject_kind: str
    strength: str
    strength_reason: str
    withdraw_if: str
    counter_sentence: str
    cost_class: str | None
    cost_basis: str
    precedents: tuple[Precedent, ...]
    sources: tuple[Publication, ...]
    declaration: str


@dataclass(frozen=True)
class Advice:
    """A recommendation for one subject. ``people``: how many it concerns, the lower bound where there are bounds; None where
    nobody can be counted. ``actor``, ``theme`` and ``strength`` are codes; their words are ``advice.actor.<code>`` and so on."""

    recommendation: Recommendation
    subject_kind: str
    subject: str
    state: str
    people: float | None
    people_words: str
    reason: str
    missing_registers: tuple[str, ...]
    evidence: tuple[Cited, ...]
    counter_evidence: CounterEvidence

    @property
    def recommendation_id(self) -> str:
        """Code of the recommendation."""
        return self.recommendation.recommendation_id

    @property
    def title(self) -> str:
        """What should be done, in a few words."""
        return self.recommendation.title

    @property
    def summary(self) -> str:
        """The same in a sentence or two."""
        return self.recommendation.summary

    @property
    def actor(self) -> str:
        """Who should do it."""
        return self.recommendation.actor

    @property
    def theme(self) -> str:
        """What it is about."""
        return self.recommendation.theme

    @property
    def strength(self) -> str:
        """How strong the evidence for it is."""
        return self.recommendation.strength

    @property
    def withdraw_if(self) -> str:
        """What result would take it back."""
        return self.recommendation.withdraw_if

    @property
    def precedents(self) -> tuple[Precedent, ...]:
        """What was done before."""
        return self.recommendation.precedents

    @property
    def sources(self) -> tuple[Publication, ...]:
        """The publications that it rests on."""
        return self.recommendation.sources


@dataclass(frozen=True)
class Overview:
    """A recommendation over all its subjects: how many are in each state, and how many people those concern for which it fires.

    ``people_low``: the largest of them, ``people_high``: their sum, at most everybody, since languages overlap; None where
    nobody can be counted.
    """

    recommendation: Recommendation
    counts: dict[str, int]
    people_low: float | None
    people_high: float | None


def may_stand(item: Advice) -> bool:
    """Whether a piece of advice has what it must have beside it: a row that it cites, and what speaks against it."""
    against = item.counter_evidence
    return any(one.row_ids for one in item.evidence) and bool(
        against.sentence and (against.publications or against.rows)
    )
