"""Sentences of the advice: words around the numbers of the warehouse, which are the only numbers they may state."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pandas as pd

from dashboard.advice.model import Advice, Cited
from dashboard.text import Text

DIGITS = {"kappa": 2, "ratio": 2, "percent": 2, "points": 1, "hours": 1}


def known(cell: object) -> float | None:
    """A cell as a number; None where it is empty."""
    return float(cell) if isinstance(cell, int | float) and not pd.isna(cell) else None


def amount(text: Text, value: float | None, unit: str) -> str:
    """A quantity in the reader's words; that it is not known where there is none."""
    if value is None or pd.isna(value):
        return text("advice.unknown")
    if unit == "yes_no":
        return text("advice.yes") if value else text("advice.no")
    if unit == "people":
        return text.people(value)
    digits = DIGITS.get(unit, 0)
    while value and 0 < digits < 6 and abs(value) < 10 ** (1 - digits):
        digits += 1  # a small ratio would else be shown as nothing
    return text.number(value, digits)


def limit_words(text: Text, comparison: str, limit: float | None, unit: str) -> str:
    """What a condition asks for: ``above 10 million``."""
    if comparison in ("yes", "no", "zero") or limit is None:
        return text(f"advice.{comparison}")
    digits = len(f"{limit:f}".rstrip("0").partition(".")[2])
    shown = text.people(limit) if unit == "people" else text.number(limit, digits)
    return text(f"advice.limit.{comparison}", limit=shown)


def quantity_words(text: Text, quantity: str, value: float | None, unit: str) -> str:
    """One quantity with its number: ``speakers: 31.8 million``."""
    return text("advice.quantity_line", quantity=text(f"quantity.{quantity}"), value=amount(text, value, unit))


def condition_words(text: Text, condition: Mapping[str, object], unit: str, limit: float | None) -> str:
    """One condition with what is known: ``speakers: 31.8 million (the rule needs above 10 million)``. Of what can only be so or not,
    what the rule needs is said only where it is otherwise: "yes (the rule needs yes)" says nothing."""
    value, comparison = known(condition["value"]), str(condition["comparison"])
    quantity = str(condition["quantity_id"])
    if value == {"yes": 1, "no": 0, "zero": 0}.get(comparison):
        return quantity_words(text, quantity, value, unit)
    asked = limit_words(text, comparison, limit, unit)
    return text(
        "advice.condition_line",
        quantity=text(f"quantity.{quantity}"),
        value=amount(text, value, unit),
        asked=asked,
    )


def people_words(text: Text, row: Mapping[str, object], differ: float) -> str:
    """How many people, and how they were counted: a range where the sources differ by more than the ratio ``differ``."""
    people, low, high = (known(row[column]) for column in ("people", "people_low", "people_high"))
    if people is None:
        return text("advice.people.not_counted")
    if row["people_counted"] == "speakers":
        wide = low is not None and high is not None and high > differ * low
        return text("advice.people.speakers", people=text.speakers(low or people, high or people, wide, people))
    if low is None or high is None:
        return text("advice.people.one", people=text.people(people))
    return text("advice.people.bounds", low=text.people(low), high=text.people(high))


def cites(text: Text, cited: Sequence[Cited]) -> str:
    """How many rows a piece of advice cites, and from how many sources; empty where it cites none."""
    rows, sources = rows_and_sources(cited)
    return text.plural("advice.rests_on_many", rows, sources=text.plural("count.sources", len(sources))) if rows else ""


def rows_and_sources(cited: Sequence[Cited]) -> tuple[int, tuple[str, ...]]:
    """How many rows are cited, each once, and their sources."""
    rows = {(one.relation, row) for one in cited for row in one.row_ids}
    return len(rows), tuple(sorted({source for one in cited for source in one.source_ids}))


def subject_name(text: Text, kind: str, subject: str) -> str:
    """A language, territory or whatever else a recommendation is about, by its name."""
    if kind == "language":
        return text.label(subject)
    return text.territory(subject) if kind in ("territory", "world") else subject


def meta(text: Text, item: Advice) -> str:
    """Who should act, on what, on how strong an evidence, and how many people that concerns."""
    codes = (f"advice.actor.{item.actor}", f"advice.theme.{item.theme}", f"advice.strength.{item.strength}")
    return " · ".join([*map(text, codes), item.people_words.rstrip(".")])
