"""Sentences of the advice: words around the numbers of the warehouse, which are the only numbers they may state."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from dashboard.text import Text

DIGITS = {"kappa": 2, "ratio": 2, "percent": 2, "points": 1, "hours": 1}


def amount(text: Text, value: float | None, unit: str) -> str:
    """A quantity in the reader's words; that it is not known where there is none."""
    if value is None or pd.isna(value):
        return text("advice.unknown")
    if unit == "yes_no":
        return text("advice.yes") if value else text("advice.no")
    if unit == "people":
        return text.people(value)
    return text.number(value, DIGITS.get(unit, 0))


def limit_words(text: Text, comparison: str, limit: float | None, unit: str) -> str:
    """What a condition asks for: ``above 10 million``."""
    if comparison in ("yes", "no", "zero"):
        return text(f"advice.{comparison}")
    return text(f"advice.limit.{comparison}", limit=amount(text, limit, unit))


def quantity_words(text: Text, quantity: str, value: float | None, unit: str) -> str:
    """One quantity with its number: ``speakers: 31.8 million``."""
    return text("advice.quantity_line", quantity=text(f"quantity.{quantity}"), value=amount(text, value, unit))


def condition_words(text: Text, condition: Mapping[str, object], unit: str, limit: float | None) -> str:
    """One condition with what is known: ``speakers: 31.8 million (asked for: above 10 million)``."""
    value = condition["value"]
    number = None if value is None or pd.isna(value) else float(value)  # type: ignore[call-overload]
    asked = limit_words(text, str(condition["comparison"]), limit, unit)
    return text(
        "advice.condition_line",
        quantity=text(f"quantity.{condition['quantity_id']}"),
        value=amount(text, number, unit),
        asked=asked,
    )


def people_words(text: Text, row: Mapping[str, object]) -> str:
    """How many people, and how they were counted."""
    low, high = row["people_low"], row["people_high"]
    counted = str(row["people_counted"])
    if counted == "not_counted" or pd.isna(row["people"]):
        return text("advice.people.not_counted")
    if counted == "speakers":
        return text("advice.people.speakers", people=text.people(float(row["people"])))  # type: ignore[arg-type]
    if pd.isna(low) or pd.isna(high):
        return text("advice.people.one", people=text.people(float(row["people"])))  # type: ignore[arg-type]
    return text("advice.people.bounds", low=text.people(float(low)), high=text.people(float(high)))  # type: ignore[arg-type]
