"""Rows into the tables of the estimates."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import duckdb
import pandas as pd

DIGITS = 6  # of what is stored: beyond them, machines with other linear algebra may differ


def insert(connection: duckdb.DuckDBPyConnection, table: str, rows: Sequence[Sequence[Any]]) -> None:
    """Append ``rows``, whose values stand in the order of the columns of ``table``; floats to the sixth decimal."""
    if rows:
        rounded = [[round(value, DIGITS) if isinstance(value, float) else value for value in row] for row in rows]
        connection.executemany(f"INSERT INTO {table} VALUES ({', '.join('?' * len(rows[0]))})", rounded)


def append(connection: duckdb.DuckDBPyConnection, table: str, frame: pd.DataFrame) -> None:
    """Append the rows of ``frame``, by the names of its columns: for many rows."""
    connection.register("appended", frame)
    connection.execute(f"INSERT INTO {table} BY NAME SELECT * FROM appended")
    connection.unregister("appended")
