"""Tables of numbers: written as the reader's language writes them, and from right to left where it does."""

from __future__ import annotations

import math
from functools import partial

import pandas as pd
import streamlit as st
from pandas.io.formats.style import Styler

from dashboard.text import Text
from dashboard.web import plain

MOST_CELLS = 20_000  # of which each number is written in words of a language; beyond that it would be felt
MOST_ROWS_MIRRORED = 300  # of a table made of HTML, which can run from right to left
YEARS = (1900, 2100)


def grid(shown: pd.DataFrame, text: Text, *, key: str, alt: str) -> None:
    """A table that can be sorted and searched; its numbers keep their order.

    Streamlit draws these on a canvas that knows no right to left. There a table of HTML takes its place, which the browser
    mirrors as a whole; one that is too long for that has its columns in reverse order.
    """
    if not text.right_to_left:
        st.dataframe(written(shown, text), hide_index=True, key=key, alt=alt)
    elif len(shown) <= MOST_ROWS_MIRRORED:
        numbers = numbers_of(shown)
        rows = (
            [cell(value, text) if column in numbers else said(value) for column, value in row.items()]
            for row in shown.to_dict("records")
        )
        st.html(plain.table(list(shown.columns), rows, alt))
    else:
        columns = {column: st.column_config.Column(alignment="right") for column in shown}
        st.dataframe(
            written(shown[shown.columns[::-1]], text), hide_index=True, column_config=columns, key=key, alt=alt
        )


def written(shown: pd.DataFrame, text: Text) -> pd.DataFrame | Styler:
    """The table with its numbers as the reader's language writes them; a large one as it is."""
    numbers = numbers_of(shown)
    if shown.size > MOST_CELLS or not numbers:
        return shown
    return shown.style.format(dict.fromkeys(numbers, partial(cell, text=text)), na_rep="")


def numbers_of(shown: pd.DataFrame) -> list[str]:
    """Columns of numbers that are none of years, which no language writes with separators."""
    return [column for column in shown.select_dtypes("number") if not are_years(shown[column])]


def are_years(values: pd.Series) -> bool:
    """Whether a column counts nothing but names years."""
    known = values.dropna()
    return bool(len(known)) and bool((known.between(*YEARS) & (known % 1 == 0)).all())


def cell(value: float, text: Text) -> str:
    """A number, or nothing where there is none."""
    return "" if pd.isna(value) else text.exact(value)


def said(value: object) -> str:
    """What is no number to be written anew: words, years, dates, lists; nothing where there is nothing."""
    return (
        ""
        if value is None or value is pd.NA or value is pd.NaT or (isinstance(value, float) and math.isnan(value))
        else str(value)
    )
