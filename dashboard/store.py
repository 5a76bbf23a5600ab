"""The one door to the warehouse: read-only, no access to anything else, nothing but declared tables and views."""

from __future__ import annotations

import hashlib
import logging
import os
import threading
from collections.abc import Mapping
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import TypeAlias

import duckdb
import pandas as pd

ROOT = Path(__file__).resolve().parent.parent
CONTRACT = ROOT / "data" / "contract"
WAREHOUSE = Path(os.environ.get("WAREHOUSE", ROOT / "data" / "warehouse.duckdb"))

Value: TypeAlias = str | int | bool
Conditions: TypeAlias = Mapping[str, Value | tuple[Value, ...]]
Stamp: TypeAlias = tuple[int, int, int]
Limits: TypeAlias = tuple[tuple[str, float], ...]


class WarehouseError(Exception):
    """The warehouse cannot be used. ``reason`` is ``absent``, ``unreadable`` or ``outdated``."""

    def __init__(self, reason: str, path: Path) -> None:
        super().__init__(f"{path.name}: {reason}")
        self.reason = reason


class Store:
    """One warehouse file, opened once. Safe to use from several threads; frames are shared and must not be changed."""

    def __init__(self, path: Path) -> None:
        """Open ``path``.

        Raises:
            WarehouseError: it is absent, unreadable, or follows another contract.
        """
        if not path.is_file():
            raise WarehouseError("absent", path)
        try:
            # Attached to an instance in memory, so that a rebuilt file of the same name can be opened beside the old one.
            self._connection = duckdb.connect()
            self._connection.execute(f"ATTACH '{str(path).replace(chr(39), chr(39) * 2)}' AS w (READ_ONLY)")
            self._connection.execute("SET enable_external_access = false")
            self._connection.execute("SET lock_configuration = true")
            version, content_hash, as_of = self._connection.execute(
                "SELECT contract_version, content_hash, as_of FROM w.build"
            ).fetchall()[0]
        except (duckdb.Error, IndexError) as error:
            raise WarehouseError("unreadable", path) from error
        if version != contract_version():
            raise WarehouseError("outdated", path)
        self.content_hash: str = content_hash
        self.as_of: date = as_of
        self._columns: dict[str, list[str]] = {}
        for relation, column in self._connection.execute(
            "SELECT table_name, column_name FROM duckdb_columns() WHERE database_name = 'w' AND NOT internal ORDER BY column_index"
        ).fetchall():
            self._columns.setdefault(relation, []).append(column)
        self._read = lru_cache(maxsize=512)(self._read_uncached)
        self._advised = lru_cache(maxsize=64)(self._advised_uncached)
        self._counted = lru_cache(maxsize=64)(self._counted_uncached)

    def close(self) -> None:
        """Let go of the file, of which nothing can be read any more."""
        self._connection.close()

    def view(
        self, name: str, *, order: str = "", where: Conditions | None = None, **equals: Value | tuple[Value, ...]
    ) -> pd.DataFrame:
        """Rows of a table or view whose columns equal the values given (or one of a tuple), one by one or all in ``where``,
        ordered by ``order`` (column names, ``-`` in front for falling).

        Raises:
            KeyError: there is no such relation or column.
        """
        if name not in self._columns:
            raise KeyError(f"there is no relation {name}")
        return self._read(name, order, tuple(sorted({**(where or {}), **equals}.items())))

    def _read_uncached(
        self, name: str, order: str, equals: tuple[tuple[str, Value | tuple[Value, ...]], ...]
    ) -> pd.DataFrame:
        where, values = self._where(name, equals)
        query = f'SELECT * FROM w."{name}" {where} {self._order(name, order)}'
        return self._connection.cursor().execute(query, values).df()

    def page(
        self, name: str, *, order: str, where: Conditions, limit: int, offset: int = 0
    ) -> tuple[list[dict[str, object]], int]:
        """Some of the rows of a relation that may be passed on, as Python values, and how many there are in all.

        Rows of a source that forbids it are left out, as in an export; so are rows that rest on one.

        Raises:
            KeyError: there is no such relation or column.
        """
        conditions, values = self._where(name, tuple(where.items()), self._withheld(name))
        ((total,),) = (
            self._connection.cursor().execute(f'SELECT count(*) FROM w."{name}" {conditions}', values).fetchall()
        )
        query = f'SELECT * FROM w."{name}" {conditions} {self._order(name, order)} LIMIT ? OFFSET ?'
        rows = self._connection.cursor().execute(query, [*values, limit, offset]).fetchall()
        return [dict(zip(self._columns[name], row, strict=True)) for row in rows], int(total)

    def _withheld(self, name: str) -> str:
        """The condition that leaves out what may not be passed on; a source itself is named all the same."""
        columns = self._columns[name]
        forbidden = "SELECT source_id FROM w.source WHERE redistribution = 'no'"
        if "redistribution" in columns:
            return ""
        if "source_id" in columns:
            return f"(source_id IS NULL OR source_id NOT IN ({forbidden}))"
        if "source_ids" in columns:
            return f"NOT list_has_any(source_ids, ARRAY({forbidden}))"
        return ""

    def _where(
        self, name: str, equals: tuple[tuple[str, Value | tuple[Value, ...]], ...], also: str = ""
    ) -> tuple[str, list[Value]]:
        """The condition that columns equal values, or one of a tuple, and what is to be bound."""
        conditions = [also] if also else []
        values: list[Value] = []
        for column, value in equals:
            listed = value if isinstance(value, tuple) else (value,)
            conditions.append(
                f'"{self._known(name, column)}" IN ({", ".join("?" * len(listed))})' if listed else "false"
            )
            values += listed
        return (f"WHERE {' AND '.join(conditions)}" if conditions else ""), values

    def _order(self, name: str, order: str) -> str:
        by = [part.strip() for part in order.split(",") if part.strip()]
        sort = ", ".join(
            f'"{self._known(name, part.removeprefix("-"))}" {"DESC" if part.startswith("-") else "ASC"} NULLS LAST'
            for part in by
        )
        return f"ORDER BY {sort}" if sort else ""

    def _known(self, name: str, column: str) -> str:
        if column not in self._columns[name]:
            raise KeyError(f"{name} has no column {column}")
        return column

    def advice(self, limits: Mapping[str, float] | None = None, **equals: str | tuple[str, ...]) -> pd.DataFrame:
        """Rows of ``advice`` under ``limits`` (threshold_id -> value; those not named are the editorial ones), strongest evidence
        first, then most people. ``equals``: columns that must equal a value, or one of a tuple.

        Raises:
            KeyError: there is no such column.
        """
        return self._advised(tuple(sorted((limits or {}).items())), tuple(sorted(equals.items())))

    def advice_counts(self, limits: Mapping[str, float] | None = None) -> pd.DataFrame:
        """Subjects of each recommendation by state under ``limits``: ``recommendation_id, state, n``, ``people_low``, the most of
        one subject, ``people_sum``, and ``subject``, that one."""
        return self._counted(tuple(sorted((limits or {}).items())))

    def _advised_uncached(self, limits: Limits, equals: tuple[tuple[str, str | tuple[str, ...]], ...]) -> pd.DataFrame:
        conditions, values = ["true"], bound_limits(limits)
        for place, (column, value) in enumerate(equals):
            if column not in self._columns["advice"]:
                raise KeyError(f"advice has no column {column}")
            conditions.append(f'list_contains($value_{place}, "{column}")')
            values[f"value_{place}"] = list(value) if isinstance(value, tuple) else [value]
        return self._under(
            f"""SELECT * FROM advice_under(MAP($ids::VARCHAR[], $limits::DOUBLE[])) WHERE {" AND ".join(conditions)}
            ORDER BY list_position(['strong', 'moderate', 'weak'], strength), people DESC NULLS LAST, recommendation_id, subject""",
            values,
        )

    def _counted_uncached(self, limits: Limits) -> pd.DataFrame:
        moved = self.moved(dict(limits))
        values = bound_limits(limits) | {"moved": moved}
        own = self._under(
            """SELECT recommendation_id, state, count(*) AS n, max(people) AS people_low, sum(people) AS people_sum,
              arg_max(subject, (coalesce(people, 0), subject)) AS subject
            FROM advice_under(MAP($ids::VARCHAR[], $limits::DOUBLE[])) WHERE list_contains($moved::VARCHAR[], recommendation_id) GROUP BY ALL""",
            values,
        )
        if limits:
            usual = self._counted(())
            own = pd.concat([usual[~usual["recommendation_id"].isin(moved)], own])
        return own.sort_values(["recommendation_id", "state"], ignore_index=True)

    def moved(self, limits: Mapping[str, float]) -> list[str]:
        """Recommendations that some of the limits concern, all of them where there are none: only those must be judged again."""
        named = self.view("recommendation_condition")
        if limits:
            named = named[named["threshold_id"].isin(list(limits))]
        return sorted(named["recommendation_id"].unique())

    def _under(self, query: str, values: dict[str, object]) -> pd.DataFrame:
        cursor = self._connection.cursor()
        cursor.execute("USE w")  # a macro finds its tables only in the database in use
        return cursor.execute(query, values).df()

    @lru_cache(maxsize=1)  # noqa: B019 - a store lives as long as its file
    def described(self) -> pd.DataFrame:
        """The contract in its own words: ``relation, kind, column_name, data_type, comment``; column_name is empty for the relation itself."""
        return (
            self._connection.cursor()
            .execute(
                """SELECT view_name AS relation, 'view' AS kind, '' AS column_name, '' AS data_type, comment, -1 AS position
            FROM duckdb_views() WHERE database_name = 'w' AND NOT internal
            UNION ALL SELECT table_name, CASE WHEN d.relation IS NULL THEN 'table' ELSE 'view' END, '', '', comment, -1
            FROM duckdb_tables() LEFT JOIN w.definition AS d ON d.relation = table_name WHERE database_name = 'w'
            UNION ALL SELECT table_name, '', column_name, data_type, comment, column_index FROM duckdb_columns() WHERE database_name = 'w' AND NOT internal
            ORDER BY relation, position"""
            )
            .df()
        )


def bound_limits(limits: Limits) -> dict[str, object]:
    """Limits as the two lists that ``advice_under`` is given."""
    return {"ids": [name for name, _ in limits], "limits": [limit for _, limit in limits]}


def contract_version() -> str:
    """Hash of the SQL text and the rules of the contract, as the ETL computes it; a test compares the two."""
    digest = hashlib.sha256()
    for file in sorted([*CONTRACT.rglob("*.sql"), *CONTRACT.rglob("*.toml")]):
        digest.update(f"{file.relative_to(CONTRACT).as_posix()}\0".encode())
        digest.update(hashlib.sha256(file.read_bytes()).digest())
    return digest.hexdigest()


_lock = threading.Lock()
_open: dict[Path, tuple[Stamp | None, Store]] = {}


def open_store(path: Path) -> Store:
    """The store of ``path``: opened again when the file is replaced; the last good one if the new one cannot be used.

    Raises:
        WarehouseError: there is no usable warehouse and never was.
    """
    stamp = stamp_of(path)
    with _lock:
        known = _open.get(path)
        if known and known[0] == stamp:
            return known[1]
        try:
            store = Store(path)
        except WarehouseError as error:
            if known is None:
                raise
            logging.getLogger(__name__).warning("%s; serving the last good one", error)
            store = known[1]
        _open[path] = (stamp, store)
        return store


def private_store() -> Store | None:
    """The overlay of a reader's own results beside the warehouse; None where nothing usable is loaded."""
    overlay = WAREHOUSE.with_name("overlay.duckdb")
    try:
        return open_store(overlay) if overlay.is_file() else None
    except WarehouseError:
        return None


def stamp_of(path: Path) -> Stamp | None:
    """What tells a file from the one that takes its place; None where there is none."""
    try:
        status = path.stat()
    except OSError:
        return None
    return (status.st_ino, status.st_mtime_ns, status.st_size)
