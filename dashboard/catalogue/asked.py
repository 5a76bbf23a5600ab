"""What an address may ask of a chart, checked against the warehouse."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

import pandas as pd

from dashboard.store import Conditions, Store, Value
from dashboard.text import Text

NOT_BY_MACHINE = ("original", "human_translated", "mixed", "unknown")
SHOWN = ("all", "primary", "no_machine", "strict")
KEY = ("benchmark_id", "subset", "condition", "metric_id")  # what names a test
EVERY = "all"  # of a filter: nothing is left out
UNCLASSED = "none"  # languages that no source puts in a resource class

LEAST, MOST = 2, 6  # things side by side


class NoChartError(LookupError):
    """There is no such chart. ``reason`` is ``name``, ``parameter``, ``missing``, ``value``, ``empty`` or ``png``; ``subject`` what it concerns."""

    def __init__(self, reason: str, subject: str) -> None:
        super().__init__(f"{reason}: {subject}")
        self.reason = reason
        self.subject = subject


def one_of(value: str, options: Iterable[str]) -> str:
    """The value, if it is an option.

    Raises:
        NoChartError: it is not.
    """
    if value not in options:
        raise NoChartError("value", value)
    return value


def several_of(values: str, options: Iterable[str]) -> tuple[str, ...]:
    """Values with commas between them, two to ``MOST`` of the options, each once, in their order.

    Raises:
        NoChartError: one is no option, or there are too few or too many.
    """
    known = set(options)
    found = tuple(dict.fromkeys(one_of(value, known) for value in values.split(",")))
    if not LEAST <= len(found) <= MOST:
        raise NoChartError("value", values)
    return found


def row_of(frame: pd.DataFrame, subject: str) -> pd.Series:
    """The first row of a frame.

    Raises:
        NoChartError: the frame is empty: nothing has the value asked for.
    """
    if frame.empty:
        raise NoChartError("value", subject)
    return frame.iloc[0]


def drawable(frame: pd.DataFrame, subject: str) -> pd.DataFrame:
    """The frame, if there is anything to draw.

    Raises:
        NoChartError: it is empty.
    """
    if frame.empty:
        raise NoChartError("empty", subject)
    return frame


def trusted(shown: str) -> Conditions:
    """Conditions on ``test``, ``gap`` or ``score_share`` for what a reader wants shown: all, nothing read from somebody else's
    copy (``primary``), no machine-translated items (``no_machine``), or neither (``strict``).

    Raises:
        NoChartError: it is none of these.
    """
    one_of(shown, SHOWN)
    wanted: dict[str, Value | tuple[Value, ...]] = {}
    if shown in ("primary", "strict"):
        wanted["transcription"] = "primary"
    if shown in ("no_machine", "strict"):
        wanted["item_origin"] = NOT_BY_MACHINE
    return wanted


@lru_cache(maxsize=2)
def tested_languages(store: Store) -> pd.DataFrame:
    """Every language with a result, by ``language_tag``: ``area``, ``family`` and ``resource`` as the filters name them; empty where unknown."""
    known = store.view("coverage")
    tags = known.loc[known["n_scores"] > 0, "language_tag"].drop_duplicates()
    place = store.view("language_place").set_index("language_tag")
    classes = store.view("resource_class").set_index("language_tag")["resource_class"]
    return pd.DataFrame(
        {
            "area": tags.map(place["macroarea"]).to_list(),
            "family": tags.map(place["family"]).to_list(),
            "resource": [UNCLASSED if pd.isna(level) else str(int(level)) for level in tags.map(classes)],
        },
        index=pd.Index(tags, name="language_tag"),
    ).sort_index()


def result_years(store: Store) -> list[str]:
    """The years in which tests were published, newest first."""
    return [str(year) for year in sorted(store.view("test")["newest_year"].unique(), reverse=True)]


@lru_cache(maxsize=64)
def spoken_where(store: Store, area: str = EVERY, family: str = EVERY, resource: str = EVERY) -> Conditions:
    """The condition on languages: a part of the world, a family, a resource class (``none`` for languages without one).

    Raises:
        NoChartError: nothing has one of these values.
    """
    tested = tested_languages(store)
    offered = {
        "area": set(store.view("language_place")["macroarea"].dropna()),
        "family": set(tested["family"].dropna()),
        "resource": set(tested["resource"]),
    }
    kept = tested
    for column, value in (("area", area), ("family", family), ("resource", resource)):
        if value != EVERY:
            kept = kept[kept[column] == one_of(value, offered[column])]
    return {} if len(kept) == len(tested) else {"language_tag": tuple(kept.index)}


def conditions(
    store: Store,
    *,
    shown: str = EVERY,
    since: str = EVERY,
    area: str = EVERY,
    family: str = EVERY,
    resource: str = EVERY,
) -> Conditions:
    """The one way from the filters of a page, or of an address, to conditions on rows that have a language, a year and an origin
    (``gap``, ``score_share``, ``gap_on_test``, ``best_model``). ``since``: the first year of the results.

    Raises:
        NoChartError: nothing has one of these values.
    """
    wanted: dict[str, Value | tuple[Value, ...]] = {**trusted(shown), **spoken_where(store, area, family, resource)}
    if since != EVERY:
        wanted["year"] = years_from(store, since)
    return wanted


def years_from(store: Store, since: str) -> tuple[int, ...]:
    """Every year from ``since`` to that of the figures.

    Raises:
        NoChartError: nothing was published in that year.
    """
    return tuple(range(int(one_of(since, result_years(store))), store.as_of.year + 1))


def filter_words(text: Text, *, area: str = EVERY, family: str = EVERY, resource: str = EVERY) -> str:
    """Which languages are let in, in words for a heading; nothing where all are."""
    parts = [] if area == EVERY else [text.code("area", area)]
    parts += [] if family == EVERY else [family]
    parts += [] if resource == EVERY else [text("filter.resource_is", level=text(f"class.{resource}"))]
    return text.listed(parts) if parts else ""


def test_of(store: Store, test: str) -> pd.Series:
    """The row of ``test``.

    Raises:
        NoChartError: there is no such test.
    """
    return row_of(store.view("test", test_id=test), test)


def model_of(store: Store, test: pd.Series, model: str) -> pd.Series:
    """The row of ``test_model``.

    Raises:
        NoChartError: the model did not take the test.
    """
    return row_of(store.view("test_model", where=test_key(test), model_id=model), model)


def test_key(test: pd.Series) -> dict[str, str]:
    """What names a test in ``gap``, ``score_share`` and ``test_model``."""
    return {key: str(test[key]) for key in KEY}


def test_ids(rows: pd.DataFrame) -> pd.Series:
    """The ``test_id`` of each row that names its test."""
    first, *rest = (rows[key] for key in KEY)
    return first.str.cat(rest, sep=".")
