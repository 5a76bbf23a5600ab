"""Recommendations for a language, a country, a funder: what to do, on which rows, and what speaks against it.

Everything is read from the views ``advice``, ``advice_condition`` and ``advice_row``; nothing is judged here. Without Streamlit,
so that pages, briefs, reading pages and the API say the same.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from functools import lru_cache

import pandas as pd

from dashboard.advice.model import (
    STATES,
    Advice,
    Cited,
    CounterEvidence,
    Overview,
    Precedent,
    Publication,
    Recommendation,
    may_stand,
)
from dashboard.advice.words import condition_words, known, people_words, quantity_words
from dashboard.store import Conditions, Store
from dashboard.text import Text

__all__ = [
    "ON_RECORD", "STATES", "Advice", "Cited", "CounterEvidence", "Overview", "Precedent", "Publication", "Recommendation",
    "advice_for", "all_advice", "limits_of", "may_stand", "overviews", "recommendations",
]  # fmt: skip
Limits = Mapping[str, float]
ON_RECORD = "withdrawal_found"  # what every rule asks for, whether or not figures could show it
PARTS = ("premise", "trigger", "evidence", "withdrawal")
# Which conditions a reason is about.
PART_OF = {"premise_not_met": ("premise",), "evidence_missing": ("evidence",), "withdrawal_met": ("withdrawal",)}


def advice_for(
    store: Store, text: Text, kind: str, code: str, limits: Limits | None = None, states: tuple[str, ...] = STATES
) -> list[Advice]:
    """Every recommendation about one subject, by default whatever its state: those that fire first, then in the order of ``STATES``;
    within a state by strength of evidence, then people.

    ``kind``: language, territory, venue, product, model, developer or world. ``limits``: threshold_id -> the reader's own value.
    """
    rows = store.advice(limits, subject_kind=kind, subject=code, state=states)
    order = rows["state"].map(STATES.index)
    return worded(store, text, rows.loc[order.sort_values(kind="stable").index], limits)


def all_advice(
    store: Store,
    text: Text,
    limits: Limits | None = None,
    *,
    state: str | tuple[str, ...] = "fires",
    most: int | None = None,
    **equals: str | tuple[str, ...],
) -> list[Advice]:
    """Advice over all subjects, by default what fires, by strength of evidence, then people; the first ``most`` of it. ``equals``:
    columns of ``advice`` such as ``actor``, ``theme``, ``recommendation_id``. Counts over everything are in ``overviews``."""
    return worded(store, text, store.advice(limits, state=state, **equals).iloc[:most], limits)


def overviews(store: Store, text: Text, limits: Limits | None = None) -> list[Overview]:
    """Every recommendation with its subjects counted by state, by strength of evidence, then people."""
    counts = {
        (str(row["recommendation_id"]), row["state"]): row for row in store.advice_counts(limits).to_dict("records")
    }
    world = float(store.view("territory")["population"].sum())
    found = []
    for name, recommendation in recommendations(store, text).items():
        fires = counts.get((name, "fires"), {})
        low, high = known(fires.get("people_low")), known(fires.get("people_sum"))
        found.append(
            Overview(
                recommendation,
                {state: int(counts[name, state]["n"]) if (name, state) in counts else 0 for state in STATES},
                low,
                None if high is None else min(high, world),
            )
        )
    strengths = ("strong", "moderate", "weak")
    return sorted(
        found,
        key=lambda o: (
            strengths.index(o.recommendation.strength),
            -(o.people_low or 0),
            o.recommendation.recommendation_id,
        ),
    )


def limits_of(store: Store) -> pd.DataFrame:
    """The limits of the advice that a reader may move: ``threshold_id, value, unit, statement``, and the recommendations that use each."""
    used = store.view("recommendation_condition").dropna(subset=["threshold_id"])
    names = used.groupby("threshold_id")["recommendation_id"].unique().map(tuple).rename("recommendation_ids")
    return store.view("threshold", order="threshold_id").merge(names, on="threshold_id")


@lru_cache(maxsize=32)
def recommendations(store: Store, text: Text) -> dict[str, Recommendation]:
    """Every recommendation by its code, in the reader's words."""
    published = {str(row["policy_source_id"]): row for row in store.view("policy_source").to_dict("records")}
    cited = store.view("recommendation_source", order="recommendation_id,role,policy_source_id")
    before = store.view("recommendation_precedent", order="recommendation_id,position")
    held = {str(row["precedent_id"]): row for row in store.view("precedent").to_dict("records")}
    conditions = store.view("recommendation_condition", part="withdrawal")
    computed = set(conditions.loc[conditions["quantity_id"] != ON_RECORD, "recommendation_id"])
    found = {}
    for row in store.view("recommendation", order="recommendation_id").to_dict("records"):
        name = str(row["recommendation_id"])
        own = cited[cited["recommendation_id"] == name].to_dict("records")
        names = before.loc[before["recommendation_id"] == name, "precedent_id"]
        cost = said(row["cost_class"]) or None
        found[name] = Recommendation(
            recommendation_id=name,
            title=text(f"advice.{name}.title"),
            summary=text(f"advice.{name}.summary"),
            actor=str(row["actor"]),
            theme=str(row["theme"]),
            subject_kind=str(row["subject_kind"]),
            strength=str(row["strength"]),
            strength_reason=text(f"advice.{name}.strength"),
            withdraw_if=said_of_withdrawal(text, name, name in computed),
            counter_sentence=text(f"advice.{name}.counter"),
            cost_class=cost,
            cost_basis=text(f"advice.{name}.cost") if cost else "",
            precedents=tuple(precedent(held[p], published) for p in names if p in held),
            sources=tuple(
                publication(published, str(c["policy_source_id"]), str(c["role"]), said(c["place"])) for c in own
            ),
            declaration=str(row["declaration"]),
        )
    return found


def said_of_withdrawal(text: Text, name: str, computed: bool) -> str:
    """What would take a recommendation back; that no figures can show it, where the rule has no condition on them."""
    condition = text(f"advice.{name}.withdraw")
    return condition if computed else text("advice.withdraw_on_record", condition=condition)


def publication(published: Mapping[str, Mapping[str, object]], name: str, role: str, place: str) -> Publication:
    """One publication as it is cited; only its code where the warehouse does not hold it."""
    row = published.get(name, {})
    year = known(row.get("year"))
    return Publication(
        policy_source_id=name,
        role=role,
        title=said(row.get("title")) or name,
        authors=said(row.get("authors")),
        year=None if year is None else int(year),
        address=said(row.get("address")),
        place=place,
        primary=row.get("transcription") == "primary",
    )


def precedent(row: Mapping[str, object], published: Mapping[str, Mapping[str, object]]) -> Precedent:
    """One precedent with its publication."""
    cited = replace(
        publication(published, str(row["policy_source_id"]), "precedent", said(row["locator"])),
        primary=row["transcription"] == "primary",  # a publication may itself have been read, and its numbers elsewhere
    )
    words = {
        key: said(row[key])
        for key in ("precedent_id", "programme", "holder", "period", "what", "numbers", "money", "languages")
    }
    return Precedent(**words, publication=cited)


def said(cell: object) -> str:
    """A cell as text; nothing where it is empty."""
    return cell if isinstance(cell, str) else ""


def worded(store: Store, text: Text, rows: pd.DataFrame, limits: Limits | None) -> list[Advice]:
    """The rows of ``advice`` with their sentences, evidence and counter-evidence, in the same order."""
    if rows.empty:
        return []
    kinds = tuple(sorted(set(rows["subject_kind"])))
    subjects = tuple(sorted(set(rows["subject"])))
    names = tuple(sorted(set(rows["recommendation_id"])))
    among: Conditions = {"subject_kind": kinds, "subject": subjects, "recommendation_id": names}
    key = ["recommendation_id", "subject_kind", "subject"]
    conditions = grouped(store.view("advice_condition", order="part,position", where=among), key)
    cited = grouped(store.view("advice_row", order="role,quantity_id", where=among), key)
    editorial = store.view("threshold").set_index("threshold_id")["value"].to_dict()
    units = store.view("quantity").set_index("quantity_id")["unit"].to_dict()
    said_once = recommendations(store, text)
    found = []
    for row in rows.to_dict("records"):
        place = tuple(str(row[column]) for column in key)
        own = cited.get(place, [])
        recommendation = said_once[place[0]]
        against = CounterEvidence(
            recommendation.counter_sentence,
            tuple(source for source in recommendation.sources if source.role == "counter"),
            tuple(rows_of(text, own, "counter_evidence", units)),
        )
        found.append(
            Advice(
                recommendation=recommendation,
                subject_kind=place[1],
                subject=place[2],
                state=str(row["state"]),
                people=known(row["people"]),
                people_words=people_words(text, row, editorial["sources_differ"]),
                reason=reason(text, row, conditions.get(place, []), {**editorial, **(limits or {})}, units),
                missing_registers=tuple(row["missing_registers"]),
                evidence=tuple(rows_of(text, own, "evidence", units)),
                counter_evidence=against,
            )
        )
    return found


def grouped(rows: pd.DataFrame, key: list[str]) -> dict[tuple[str, ...], list[dict[str, object]]]:
    """The records of a frame by their key."""
    found: dict[tuple[str, ...], list[dict[str, object]]] = {}
    for row in rows.to_dict("records"):
        found.setdefault(tuple(str(row[column]) for column in key), []).append(row)
    return found


def rows_of(text: Text, rows: Iterable[Mapping[str, object]], role: str, units: Mapping[str, str]) -> Iterable[Cited]:
    """The cited rows of one role."""
    for row in rows:
        if row["role"] != role:
            continue
        value = known(row["value"])
        quantity = str(row["quantity_id"])
        yield Cited(
            quantity=quantity,
            sentence=quantity_words(text, quantity, value, units[quantity]),
            value=value,
            relation=str(row["relation"]),
            row_key=str(row["row_key"]),
            row_ids=tuple(row["row_ids"]),  # type: ignore[arg-type]
            source_ids=tuple(row["source_ids"]),  # type: ignore[arg-type]
        )


def reason(
    text: Text,
    row: Mapping[str, object],
    conditions: Iterable[Mapping[str, object]],
    limits: Mapping[str, float],
    units: Mapping[str, str],
) -> str:
    """Why a piece of advice is in its state, with the numbers that decide."""
    code = str(row["reason"])
    if code == "register_missing":
        registers = text.series(text(f"register.{name}") for name in row["missing_registers"])  # type: ignore[attr-defined]
        return text("advice.reason.register_missing", registers=registers)
    if code == "source_missing":
        return text("advice.reason.source_missing", sources=text.series(row["missing_sources"]))  # type: ignore[arg-type]
    deciding = set(row["deciding_quantities"])  # type: ignore[call-overload]
    parts = PART_OF.get(code, PARTS[:3] if code == "all_met" else ("trigger",))
    said_of: dict[str, str] = {}
    for condition in sorted(conditions, key=lambda c: (PARTS.index(str(c["part"])), c["position"])):
        quantity = str(condition["quantity_id"])
        if condition["part"] not in parts or (deciding and quantity not in deciding):
            continue
        limit = limits.get(str(condition["threshold_id"]))
        said_of.setdefault(quantity, condition_words(text, condition, units[quantity], limit))
    return text(f"advice.reason.{code}", conditions=text.series(said_of.values()))
