"""The change log of the advice: what fires and what stopped between two states of it, and because of which rows."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import duckdb

from etl.problems import EtlError, Exit


@dataclass(frozen=True)
class Moved:
    """A quantity that changed, with the rows behind it that came and went."""

    quantity_id: str
    before: float | None
    now: float | None
    rows_added: tuple[str, ...]
    rows_removed: tuple[str, ...]
    source_ids: tuple[str, ...]


@dataclass(frozen=True)
class Change:
    """A recommendation that is in another state for a subject than before; ``absent`` where it was or is not stated at all.
    ``because``: the quantities that it asks for and that changed; empty where the rule, a limit or a source did (``reason``)."""

    recommendation_id: str
    subject_kind: str
    subject: str
    before: str
    now: str
    reason: str
    because: tuple[Moved, ...]


def changes(connection: duckdb.DuckDBPyConnection, other: Path) -> list[Change]:
    """What changed from the warehouse ``other`` to the one that is open; equal states are left out.

    Raises:
        EtlError: ``other`` cannot be read or holds no advice. Its contract may be an older one.
    """
    try:
        connection.execute(f"ATTACH '{str(other).replace(chr(39), chr(39) * 2)}' AS earlier (READ_ONLY)")
        return compared(connection, "earlier.advice", "earlier.fact")
    except duckdb.Error as error:
        raise EtlError(
            f"{other} holds no advice to compare with: {str(error).splitlines()[0]}", Exit.MACHINE
        ) from error


def compared(connection: duckdb.DuckDBPyConnection, advice: str, fact: str) -> list[Change]:
    """What changed from two relations, as SQL names them, to ``advice`` and ``fact`` of the warehouse that is open."""
    states = connection.execute(
        f"""SELECT coalesce(n.recommendation_id, o.recommendation_id), coalesce(n.subject_kind, o.subject_kind), coalesce(n.subject, o.subject),
          coalesce(o.state, 'absent'), coalesce(n.state, 'absent'), coalesce(n.reason, 'absent')
        FROM advice AS n FULL JOIN {advice} AS o USING (recommendation_id, subject_kind, subject)
        WHERE n.state IS DISTINCT FROM o.state ORDER BY 1, 2, 3"""
    ).fetchall()
    moved = connection.execute(
        f"""SELECT DISTINCT c.recommendation_id, coalesce(n.subject_kind, o.subject_kind), coalesce(n.subject, o.subject), c.quantity_id, o.value, n.value,
          list_filter(coalesce(n.row_ids, []), lambda row: NOT list_contains(coalesce(o.row_ids, []), row)),
          list_filter(coalesce(o.row_ids, []), lambda row: NOT list_contains(coalesce(n.row_ids, []), row)),
          list_sort(list_distinct(list_concat(coalesce(n.source_ids, []), coalesce(o.source_ids, []))))
        FROM fact AS n FULL JOIN {fact} AS o USING (subject_kind, subject, quantity_id)
        JOIN recommendation_condition AS c ON c.quantity_id = coalesce(n.quantity_id, o.quantity_id)
        WHERE n.value IS DISTINCT FROM o.value ORDER BY ALL"""
    ).fetchall()
    because: dict[tuple[str, str, str], list[Moved]] = {}
    for recommendation, kind, subject, quantity, before, now, *rows in moved:
        found = Moved(quantity, before, now, *map(tuple, rows))
        because.setdefault((recommendation, kind, subject), []).append(found)
    return [
        Change(
            recommendation, kind, subject, before, now, reason, tuple(because.get((recommendation, kind, subject), ()))
        )
        for recommendation, kind, subject, before, now, reason in states
    ]
