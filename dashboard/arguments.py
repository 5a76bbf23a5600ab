"""Sentences for and against each objection, and about why the gap exists and grows: words around numbers of the warehouse."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

import pandas as pd

from dashboard.charts.chart import Evidence
from dashboard.citing import source_line
from dashboard.policy import cited, read_how
from dashboard.store import Store
from dashboard.text import Text, literal

OBJECTIONS = ("translation", "official", "market", "safe", "cost", "report", "trust", "harvest")
CAUSES = ("cause", "growth")
SIDES = ("for", "against", "stated")


@dataclass(frozen=True)
class Argument:
    """One sentence, who says so, and the rows that its numbers rest on."""

    argument_id: str
    side: str
    sentence: str
    cited: tuple[str, ...]  # Markdown: who says so, where, and whether it was read first-hand
    evidence: Evidence


@lru_cache(maxsize=512)
def arguments(store: Store, text: Text, topic: str) -> tuple[Argument, ...]:
    """The arguments of a topic in the order of reading. One whose number is not held is left out: no figure, no sentence."""
    facts = store.view("argument_fact", topic=topic, order="position,argument_id,row_id")
    numbers = store.view("argument_number", argument_id=tuple(facts["argument_id"].unique()), order="argument_id,name")
    found = (
        _argument(store, text, str(argument_id), part, numbers[numbers["argument_id"] == argument_id])
        for argument_id, part in facts.groupby("argument_id", sort=False)
    )
    return tuple(argument for argument in found if argument)


def _argument(
    store: Store, text: Text, argument_id: str, facts: pd.DataFrame, numbers: pd.DataFrame
) -> Argument | None:
    """One argument of ``argument_fact`` rows and their ``argument_number`` rows; None where a number that it needs is not held."""
    words = {str(row["name"]): in_words(text, row) for _, row in numbers.iterrows()}
    try:
        sentence = text(f"argument.{argument_id}").format(**words)
    except KeyError:
        return None
    counted = numbers[numbers["relation"] != "argument_fact"]
    return Argument(
        argument_id,
        str(facts["side"].iloc[0]),
        sentence,
        _cited(store, text, facts, counted),
        _evidence(facts, counted),
    )


def _cited(store: Store, text: Text, facts: pd.DataFrame, counted: pd.DataFrame) -> tuple[str, ...]:
    """Who says so; where it was counted here, whose figures; else that it is our own reading."""
    said = facts.dropna(subset="policy_source_id").drop_duplicates(["policy_source_id", "transcription", "locator"])
    lines = [
        f"{read_how(text, row['transcription'] == 'primary')}: {cited(store, row['policy_source_id'])}{text.comma}{literal(row['locator'], 200)}"
        for _, row in said.iterrows()
    ]
    if not counted.empty:
        sources = tuple(counted["source_ids"].iloc[0])
        lines.append(f"{text('policy.counted')} {source_line(store, text, sources)}")
    return tuple(lines) or (text("policy.own"),)


def _evidence(facts: pd.DataFrame, counted: pd.DataFrame) -> Evidence:
    if counted.empty:
        return Evidence("argument_fact", "row_id", tuple(facts["row_id"]))
    row = counted.iloc[0]
    return Evidence(str(row["relation"]), str(row["row_key"]), tuple(row["row_ids"]))


def in_words(text: Text, row: pd.Series) -> str:
    """A number of ``argument_number`` as a reader reads it."""
    written: dict[str, Callable[[], str]] = {
        "count": lambda: text.integer(row["value"]),
        "percent": lambda: text.share(row["value"] / 100, 0 if float(row["value"]).is_integer() else 1),
        "share": lambda: text.share(row["value"]),
        "points": lambda: text.number(row["value"]),
        "agreement": lambda: text.number(row["value"], 2),
        "short": lambda: text.people(row["value"]),
        "year": lambda: str(int(row["value"])),
        "month": lambda: text.month(date.fromisoformat(f"{row['label']}-01")),
        "name": lambda: literal(row["label"]),
    }
    return written[row["unit"]]()
