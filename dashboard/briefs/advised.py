"""What a brief recommends: the advice about its subject, and where the subject is people, about their largest languages."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

import pandas as pd

from dashboard.advice import Advice, Publication, may_stand
from dashboard.advice import worded as in_words
from dashboard.advice.words import cites
from dashboard.briefs.brief import Recommendation
from dashboard.reader import Reader

LEAST, MOST = 3, 5  # recommendations: fewer than the least are filled up with those whose evidence is too thin
CITED = 3  # publications named with one
HELD_BACK = "abstains"


@lru_cache(maxsize=8)
def recommendations(
    page: Reader, subjects: tuple[tuple[str, str], ...], own: tuple[str, str]
) -> tuple[Recommendation, ...]:
    """Each recommendation that fires, once, with the first of the subjects that it concerns; where those are few, also what is held
    back and said to be. ``subjects``: kind and code, the nearest first; ``own``: the subject of the brief, which needs no name."""
    kinds, codes = (tuple(dict.fromkeys(parts)) for parts in zip(*subjects, strict=True)) if subjects else ((), ())
    rows = page.store.advice(subject_kind=kinds, subject=codes, state=("fires", HELD_BACK))
    places = [
        subjects.index(place) if place in subjects else len(subjects)
        for place in zip(rows["subject_kind"], rows["subject"], strict=True)
    ]
    near = rows.assign(place=places).sort_values("place", kind="stable")
    near = near[near["place"] < len(subjects)]
    once = near.sort_values("state", key=lambda state: state != "fires", kind="stable").drop_duplicates(
        "recommendation_id"
    )
    fires = once["state"] == "fires"
    kept = standing(page, once[fires])[:MOST]
    if len(kept) < LEAST:
        kept += standing(page, once[~fires])[: LEAST - len(kept)]
    return tuple(worded(page, one, named=(one.subject_kind, one.subject) != own) for one in kept)


def standing(page: Reader, rows: pd.DataFrame) -> list[Advice]:
    """The advice of some rows that has what it must have beside it."""
    return [one for one in in_words(page.store, page.text, rows, None) if may_stand(one)]


def worded(page: Reader, one: Advice, *, named: bool) -> Recommendation:
    """One piece of advice in sentences. ``named``: whether the subject is named in front."""
    text = page.text
    action = one.title
    if named:
        name = text.label(one.subject) if one.subject_kind == "language" else text.territory(one.subject)
        action = text("compare.named", name=name, value=action)
    if one.state == HELD_BACK:
        action = text("compare.named", name=text("advice.state.abstains"), value=action)
    owner = text(f"advice.actor.{one.actor}")
    counter = one.counter_evidence
    against = [
        counter.sentence,
        *(f"{row.sentence[:1].upper()}{row.sentence[1:]}." for row in counter.rows),
        *cited(page, counter.publications),
    ]
    why = [one.reason, cites(text, one.evidence), one.recommendation.strength_reason, *cited(page, one.sources)]
    return Recommendation(
        action=f"**{action}.** {one.summary} **{text('brief.owner')}** {owner}.",
        details=(
            (text("brief.why"), " ".join(why)),
            (text("brief.against"), " ".join(against)),
            (text("brief.withdraw"), one.withdraw_if),
        ),
    )


def cited(page: Reader, publications: Iterable[Publication]) -> list[str]:
    """Who published what speaks for it or against it: the first of them, each once."""
    named = dict.fromkeys(
        page.text("brief.cited", authors=one.authors, year=one.year) if one.year else one.authors
        for one in publications
        if one.role in ("supports", "counter")
    )
    return [f"{page.text.series(list(named)[:CITED])}."] if named else []
