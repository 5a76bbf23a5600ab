"""What an address may ask of a chart, checked against the warehouse."""

from __future__ import annotations

from collections.abc import Iterable

import pandas as pd

from dashboard.store import Conditions, Store, Value

NOT_BY_MACHINE = ("original", "human_translated", "mixed", "unknown")
SHOWN = ("all", "primary", "no_machine", "strict")

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
    return {key: str(test[key]) for key in ("benchmark_id", "subset", "condition", "metric_id")}
