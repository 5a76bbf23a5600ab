"""Lists that are put together from more than one relation: the catalogue of charts, recommendations, and advice with what it cites."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from pydantic import TypeAdapter

from dashboard import advice
from dashboard.advice import Cited, CounterEvidence, Recommendation
from dashboard.catalogue import CATALOGUE, parameters
from dashboard.share import FILES
from dashboard.store import Store
from dashboard.text import Text

Where = Mapping[str, Any]


@dataclass(frozen=True)
class Gathered:
    """A list that Python puts together.

    ``find``: everything that the filters let in, in a stable order; ``word``: a page of that as items of type ``item``.
    ``filters`` are columns of ``relation``, which says what they may be asked.
    """

    name: str
    statement: str
    item: Any
    find: Callable[[Store, Text, Where], Sequence[Any]]
    word: Callable[[Store, Text, Sequence[Any]], Sequence[Any]]
    relation: str = ""
    filters: tuple[str, ...] = ()
    key: str = ""

    @cached_property
    def _type(self) -> TypeAdapter[Any]:
        return TypeAdapter(self.item)

    def page(self, store: Store, text: Text, where: Where, limit: int, offset: int) -> tuple[list[Any], int]:
        """Some of the items, as JSON has them, and how many there are in all."""
        found = self.find(store, text, where)
        items = self.word(store, text, found[offset : offset + limit])
        return [self._type.dump_python(item, mode="json") for item in items], len(found)

    def schemas(self) -> dict[str, Any]:
        """The JSON Schema of an item under the name of the list, and of what it is made of."""
        schema = self._type.json_schema(mode="serialization", ref_template="#/components/schemas/{model}")
        return {**schema.pop("$defs", {}), self.name: schema}


# Charts ---------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Parameter:
    """A parameter of a chart. ``default`` is null where it must be given."""

    name: str
    required: bool
    default: str | None


@dataclass(frozen=True)
class Charted:
    """A chart by name, what it takes beside ``lang`` and ``theme``, and where it is found without that."""

    chart: str
    parameters: list[Parameter]
    addresses: dict[str, str]


def charted(names: Sequence[str]) -> list[Charted]:
    """Charts with their parameters and addresses."""
    kinds = (*FILES, "metadata.json")
    return [
        Charted(name, taken(name), {"embed": f"/embed/{name}", **{kind: f"/chart/{name}.{kind}" for kind in kinds}})
        for name in names
    ]


def taken(name: str) -> list[Parameter]:
    """The parameters of a chart: which it must be given, and what the others are where nothing is said."""
    declared = inspect.signature(CATALOGUE[name]).parameters
    defaults = {key: declared[key].default for key in parameters(name)}
    return [
        Parameter(key, default is inspect.Parameter.empty, None if default is inspect.Parameter.empty else str(default))
        for key, default in defaults.items()
    ]


# Advice ---------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Advised:
    """A recommendation for one subject, with the rows that it rests on and what speaks against it; the rest of it is in ``recommendations``."""

    recommendation_id: str
    subject_kind: str
    subject: str
    state: str
    title: str
    summary: str
    actor: str
    theme: str
    strength: str
    reason: str
    people: float | None
    people_words: str
    missing_registers: list[str]
    withdraw_if: str
    evidence: list[Cited]
    counter_evidence: CounterEvidence


def advised(store: Store, text: Text, rows: Any) -> list[Advised]:  # noqa: ANN401 - a frame, sliced
    """Rows of the view ``advice`` with their words and what they cite."""
    return [
        Advised(
            one.recommendation_id,
            one.subject_kind,
            one.subject,
            one.state,
            one.title,
            one.summary,
            one.actor,
            one.theme,
            one.strength,
            one.reason,
            one.people,
            one.people_words,
            list(one.missing_registers),
            one.withdraw_if,
            list(one.evidence),
            one.counter_evidence,
        )
        for one in advice.worded(store, text, rows, None)
    ]


GATHERED = (
    Gathered(
        "charts",
        "Every chart, with its parameters and addresses.",
        Charted,
        find=lambda store, text, where: list(CATALOGUE),
        word=lambda store, text, names: charted(names),
    ),
    Gathered(
        "recommendations",
        "Every recommendation without a subject: what it asks for, of whom, on what it rests, what would take it back, and how it is declared.",
        Recommendation,
        find=lambda store, text, where: list(advice.recommendations(store, text).values()),
        word=lambda store, text, found: found,
    ),
    Gathered(
        "advice",
        "Recommendations for a language, a territory or another subject, strongest evidence first, then most people, in whatever state they are.",
        Advised,
        find=lambda store, text, where: store.advice(None, **where),
        word=advised,
        relation="advice",
        filters=("recommendation_id", "subject_kind", "subject", "actor", "theme", "strength", "state"),
    ),
)
