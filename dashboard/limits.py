"""The limits at which recommendations turn: editorial choices that a reader may set otherwise, in the address like every choice."""

from __future__ import annotations

import math
from collections.abc import Mapping
from functools import lru_cache

import pandas as pd
import streamlit as st
from babel.units import format_unit

from dashboard import state
from dashboard.advice import limits_of
from dashboard.linking import link
from dashboard.reader import Reader
from dashboard.store import Store
from dashboard.text import Text, literal

PARAMETER = "limits"
DECIMAL = ("ratio", "kappa", "percent", "percentage points", "share")  # units with decimals; all others are counted
DURATIONS = {"hours": "duration-hour", "months": "duration-month", "years": "duration-year"}


@lru_cache(maxsize=2)
def movable(store: Store) -> pd.DataFrame:
    """Limits that a reader may set, by their code, in the order of the contract: all that some rule names, but not "nothing"."""
    limits = limits_of(store).set_index("threshold_id", drop=False)
    ordered = store.view("threshold")["threshold_id"]
    return limits.loc[[code for code in ordered if code in limits.index and limits.loc[code, "value"] > 0]]


def parse(asked: str, defaults: Mapping[str, float]) -> tuple[dict[str, float], list[str]]:
    """Limits that ``asked`` sets otherwise than ``defaults``, and the parts of it that say nothing.

    ``asked``: ``code:number`` with commas between them.
    """
    limits: dict[str, float] = {}
    wrong: list[str] = []
    for part in filter(None, asked.split(",")):
        code, _, number = part.partition(":")
        try:
            value = float(number)
        except ValueError:
            value = math.nan
        if code not in defaults or not 0 <= value < 1e12:
            wrong.append(part)
        elif value != defaults[code]:
            limits[code] = value
    return limits, wrong


def written(limits: Mapping[str, float]) -> str:
    """Limits as they stand in an address; ``parse`` reads them back."""
    return ",".join(f"{code}:{value:.12g}" for code, value in sorted(limits.items()))


def own_limits(page: Reader) -> dict[str, float]:
    """Limits that the reader set, from the address; what is no limit there is said so."""
    defaults = movable(page.store)["value"].to_dict()
    limits, wrong = parse(st.query_params.get(PARAMETER, ""), defaults)
    if wrong:
        shown = page.text.listed(map(literal, wrong[:3]))
        st.warning(page.text.plural("state.unknown_values", len(wrong), values=shown, label=page.text("limits.title")))
    return limits


def carried(limits: Mapping[str, float]) -> dict[str, str]:
    """The parameter of an address that carries limits along; none where they are the defaults."""
    return {PARAMETER: written(limits)} if limits else {}


def show_limits(page: Reader, limits: dict[str, float], here: str, **kept: str) -> None:
    """One limit to set, and the way back. ``here``, ``kept``: the page and its parameters for that link."""
    text, rows = page.text, movable(page.store)
    names = {code: statement(text, row) for code, row in rows.to_dict("index").items()}
    title = text.plural("limits.own", len(limits)) if limits else text("limits.title")
    with st.expander(title, expanded=bool(limits), key="limits_box", icon=":material/tune:"):
        st.caption(text("limits.lead"))
        left, right = st.columns([3, 1], vertical_alignment="bottom")
        with left:
            code = state.choose(
                text,
                text("limits.title"),
                list(rows.index),
                "limit",
                names.__getitem__,
                default=next(iter(limits), None),
            )
        with right:
            set_limit(page, rows.loc[code], limits)
        if limits:
            st.table(in_words(text, rows.loc[sorted(limits)], limits), hide_index=True, alt=title)
            link(page, here, text("limits.back"), **kept)


def show_every_limit(page: Reader) -> None:
    """Every limit with its default, in one table."""
    st.subheader(page.text("limits.every"), anchor="limits")
    shown = in_words(page.text, movable(page.store), {})
    st.table(shown, hide_index=True, alt=page.text("limits.every"))


def statement(text: Text, row: Mapping[str, object] | pd.Series) -> str:
    """What turns at a limit."""
    return text.translated(f"threshold.{row['threshold_id']}", str(row["statement"])).rstrip(".")


def set_limit(page: Reader, row: pd.Series, limits: dict[str, float]) -> None:
    """A box for one limit: a row of ``threshold``. What it is set to goes into the address."""
    code, unit, default = str(row["threshold_id"]), str(row["unit"]), float(row["value"])
    key = f"limit_{code}"
    kind = float if unit in DECIMAL or not default.is_integer() else int

    def write() -> None:
        others = {name: value for name, value in limits.items() if name != code}
        value = float(st.session_state[key])
        now = written(others | ({code: value} if value != default else {}))
        if now:
            st.query_params[PARAMETER] = now
        else:
            st.query_params.pop(PARAMETER, None)

    st.session_state[key] = kind(limits.get(code, default))
    st.number_input(
        page.text("limits.value"),
        min_value=kind(0),
        step=kind(step(default, least=1 if kind is int else 0)),
        format="%d" if kind is int else "%g",
        key=key,
        on_change=write,
    )


def step(default: float, *, least: float) -> float:
    """How far one click moves a limit: a power of ten, a twentieth to a fifth of the default."""
    return max(least, 10.0 ** math.floor(math.log10(default / 5)))


def in_words(text: Text, rows: pd.DataFrame, limits: Mapping[str, float]) -> pd.DataFrame:
    """Limits with their defaults, and the reader's own where some are set."""
    table = {text("column.statement"): [statement(text, row) for _, row in rows.iterrows()]}
    table[text("limits.default")] = [amount(text, row["value"], row["unit"]) for _, row in rows.iterrows()]
    if limits:
        table[text("limits.yours")] = [
            amount(text, limits[code], row["unit"]) if code in limits else "" for code, row in rows.iterrows()
        ]
    return pd.DataFrame(table)


def amount(text: Text, value: float, unit: str) -> str:
    """A limit with its unit; what is counted stands in the words of the limit."""
    if unit == "people":
        return text.people(value)
    number = text.number(value, 0 if float(value).is_integer() else 2 if value < 1 else 1)
    if unit in DURATIONS:
        return str(format_unit(value, DURATIONS[unit], locale=text.locale))
    if unit == "percentage points":
        return text("unit.points", number=number)
    return text("unit.percent", number=number) if unit == "percent" else number
