"""``python -m etl advise``: what to do, for whom, on which evidence; and what changed since another warehouse."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated, Any

import duckdb
import typer
from rich.box import SIMPLE
from rich.console import Console
from rich.table import Table

from etl import contract
from etl.advice_changes import Change, changes
from etl.commands_explain import AsJson, Warehouse, fetched, number, opened
from etl.problems import EtlError, Exit

out = Console() if Console().is_terminal else Console(width=200)
ORDER = """list_position(['fires', 'abstains', 'cannot_be_computed', 'withdrawn', 'does_not_fire'], state),
  list_position(['strong', 'moderate', 'weak'], strength), people DESC NULLS LAST, recommendation_id, subject"""
FOLDED = 60  # rows that are shown unless all are asked for


def advise(
    language: Annotated[str | None, typer.Option(help="A language tag (yo).")] = None,
    territory: Annotated[
        str | None, typer.Option(help="A territory code (NG): its own, and its official languages.")
    ] = None,
    actor: Annotated[str | None, typer.Option(help="Who should act (funder). Alone: what fires for anybody.")] = None,
    limit: Annotated[
        list[str] | None, typer.Option(help="A limit of your own: advice_large_speakers=20000000.")
    ] = None,
    since: Annotated[
        Path | None,
        typer.Option(help="Another warehouse: what fired and what stopped since, and because of which rows."),
    ] = None,
    warehouse: Warehouse = contract.WAREHOUSE,
    every: Annotated[bool, typer.Option("--all", help=f"Every row, not the first {FOLDED}.")] = False,
    as_json: AsJson = False,
) -> None:
    """What to do: recommendations that cite, hesitate and can be withdrawn. Without a choice: all of them, counted by state."""
    with opened(warehouse) as connection:
        if since:
            print_changes(changes(connection, since), as_json=as_json)
            return
        limits = limits_of(connection, limit or [])
        if not (language or territory or actor):
            print_rows(*counted(connection, limits), as_json=as_json, every=True)
            return
        print_rows(*chosen(connection, limits, language, territory, actor), as_json=as_json, every=every)


def limits_of(connection: duckdb.DuckDBPyConnection, given: list[str]) -> dict[str, float]:
    """Limits as ``name=value``.

    Raises:
        EtlError: there is no such limit, or the value is no number.
    """
    names = {
        str(name)
        for (name,) in connection.execute(
            "SELECT DISTINCT threshold_id FROM recommendation_condition WHERE threshold_id IS NOT NULL"
        ).fetchall()
    }
    limits: dict[str, float] = {}
    for words in given:
        name, _, value = words.partition("=")
        try:
            limits[name] = float(value)
        except ValueError as error:
            raise EtlError(f"{words!r} is no limit: write advice_large_speakers=20000000.", Exit.USAGE) from error
        if name not in names:
            raise EtlError(f"There is no limit {name!r}; there are {', '.join(sorted(names))}.", Exit.USAGE)
    return limits


def counted(connection: duckdb.DuckDBPyConnection, limits: dict[str, float]) -> tuple[list[str], list[tuple[Any, ...]]]:
    """Every recommendation with its subjects counted by state."""
    return fetched(
        connection,
        """SELECT recommendation_id, actor, strength, any_value(subject_kind) AS about,
          count(*) FILTER (WHERE state = 'fires') AS fires, count(*) FILTER (WHERE state = 'abstains') AS abstains,
          count(*) FILTER (WHERE state = 'cannot_be_computed') AS cannot_be_computed,
          count(*) FILTER (WHERE state = 'withdrawn') AS withdrawn, count(*) FILTER (WHERE state = 'does_not_fire') AS does_not_fire
        FROM advice_under(MAP($ids::VARCHAR[], $limits::DOUBLE[])) GROUP BY recommendation_id, actor, strength
        ORDER BY list_position(['strong', 'moderate', 'weak'], strength), recommendation_id""",
        bound(limits),
    )


def chosen(
    connection: duckdb.DuckDBPyConnection,
    limits: dict[str, float],
    language: str | None,
    territory: str | None,
    actor: str | None,
) -> tuple[list[str], list[tuple[Any, ...]]]:
    """The advice about a language or a territory with its official languages, or what fires for an actor.

    Raises:
        EtlError: nothing is known of the language, territory or actor.
    """
    conditions = ["true"]
    values: dict[str, object] = dict(bound(limits))
    if language:
        conditions.append("subject_kind = 'language' AND subject = $language")
        values["language"] = language
    if territory:
        conditions.append(
            """(subject_kind = 'territory' AND subject = $territory OR subject_kind = 'language' AND state = 'fires' AND subject IN
            (SELECT language_tag FROM spoken_in WHERE territory_code = $territory AND official_status IS NOT NULL))"""
        )
        values["territory"] = territory
    if actor:
        conditions.append("actor = $actor")
        values["actor"] = actor
        if not (language or territory):
            conditions.append("state = 'fires'")
    found = fetched(
        connection,
        f"""SELECT recommendation_id, subject_kind, subject, state, reason, strength, people_low, people_high,
          deciding_quantities, missing_registers, missing_sources
        FROM advice_under(MAP($ids::VARCHAR[], $limits::DOUBLE[])) WHERE {" AND ".join(conditions)} ORDER BY {ORDER}""",
        values,
    )
    if not found[1]:
        raise EtlError("No advice: the language, territory or actor is not known, or nothing fires for it.", Exit.USAGE)
    return found


def bound(limits: dict[str, float]) -> dict[str, object]:
    """The limits as parameters of ``advice_under``."""
    return {"ids": list(limits), "limits": list(limits.values())}


def print_rows(columns: list[str], rows: list[tuple[Any, ...]], *, as_json: bool, every: bool) -> None:
    """Rows as a table, or all of them as JSON."""
    if as_json:
        out.print_json(json.dumps([dict(zip(columns, row, strict=True)) for row in rows], default=str))
        return
    table = Table(*columns, box=SIMPLE)
    for row in rows if every else rows[:FOLDED]:
        table.add_row(*(", ".join(cell) if isinstance(cell, list) else number(cell) for cell in row))
    out.print(table)
    if not every and len(rows) > FOLDED:
        out.print(f"{len(rows) - FOLDED:,} more: --all shows them.", highlight=False)


def print_changes(found: list[Change], *, as_json: bool) -> None:
    """What changed between two warehouses."""
    if as_json:
        out.print_json(json.dumps([change.__dict__ for change in found], default=str))
        return
    table = Table("recommendation", "subject", "before", "now", "because of", box=SIMPLE)
    for change in found:
        because = "; ".join(f"{c.quantity_id}: {number(c.before)} to {number(c.now)}" for c in change.because)
        table.add_row(change.recommendation_id, change.subject, change.before, change.now, because or change.reason)
    out.print(table if found else "No advice has changed.")
