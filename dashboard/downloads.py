"""Tables as files."""

from __future__ import annotations

import pandas as pd

FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")


def to_csv(frame: pd.DataFrame) -> bytes:
    """UTF-8 with a byte-order mark, so that spreadsheets read every script; text cells that a spreadsheet would run
    as a formula get an apostrophe in front. Numbers stay numbers, missing cells stay empty."""
    safe = frame.copy()
    for column in safe.columns:
        if not pd.api.types.is_numeric_dtype(safe[column]):
            safe[column] = [neutral(cell) for cell in safe[column]]
    return str(safe.to_csv(index=False, lineterminator="\r\n")).encode("utf-8-sig")


def neutral(cell: object) -> object:
    """The cell, harmless to a spreadsheet."""
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(FORMULA_STARTS) else cell
