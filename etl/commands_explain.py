"""``python -m etl claims`` and ``python -m etl explain SUBJECT``."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated, Any

import duckdb
import typer
from rich.box import SIMPLE
from rich.console import Console
from rich.markup import escape
from rich.table import Table

from etl import contract
from etl.explain import Step
from etl.explain import explain as explain_subject

out = Console() if Console().is_terminal else Console(width=200)

Warehouse = Annotated[Path, typer.Option(help="The DuckDB file.")]
AsJson = Annotated[bool, typer.Option("--json", help="For scripts: everything, nothing folded.")]
FOLDED = 20  # rows of a step that are shown unless all are asked for


def claims(warehouse: Warehouse = contract.WAREHOUSE, as_json: AsJson = False) -> None:
    """Every headline number: value, interval, unit, what it concludes, and whether it would from other figures."""
    with opened(warehouse) as connection:
        columns, rows = fetched(connection, "SELECT * FROM claim ORDER BY claim_id, position")
        _, outcomes = fetched(
            connection,
            "SELECT claim_id, part, variation, outcome FROM claim_sensitivity ORDER BY claim_id, part, variation",
        )
        queries = dict(connection.execute("SELECT claim_id, sql FROM claim_query").fetchall())
    found = [dict(zip(columns, row, strict=True)) for row in rows]
    for claim in found:
        own = [row for row in outcomes if row[:2] == (claim["claim_id"], claim["part"])]
        claim["sensitivity"] = {variation: outcome for _, _, variation, outcome in own}
        claim["query"] = queries[claim["claim_id"]]
    if as_json:
        out.print_json(json.dumps(found, default=str))
        return
    table = Table(
        "claim", "part", "value", "interval", "unit", "n", "conclusion", "years", "from other figures", box=SIMPLE
    )
    for claim in found:
        changed = [f"{v}: {o}" for v, o in claim["sensitivity"].items() if o in ("other_conclusion", "nothing_left")]
        table.add_row(
            claim["claim_id"],
            claim["part"],
            number(claim["value"]),
            "none"
            if claim["low"] is None
            else f"{number(claim['low'])} to {number(claim['high'])} ({claim['interval_kind']})",
            claim["unit"].replace("_", " "),
            number(claim["n"]),
            claim["conclusion"],
            claim["period"],
            "; ".join(changed).replace("_", " ") or "the same conclusion",
        )
    out.print(table)
    out.print("python -m etl explain CLAIM goes back to the published rows.", highlight=False)


def explain(
    subject: Annotated[
        str,
        typer.Argument(
            help="A language tag or name (yo), a territory code in capitals (NG), or a claim (english_only)."
        ),
    ],
    warehouse: Warehouse = contract.WAREHOUSE,
    every: Annotated[bool, typer.Option("--all", help=f"Every row, not the first {FOLDED} of each step.")] = False,
    as_json: AsJson = False,
) -> None:
    """From a number back to the published rows, step by step."""
    with opened(warehouse) as connection:
        steps = explain_subject(connection, subject)
    if as_json:
        out.print_json(
            json.dumps(
                [
                    {"statement": s.statement, "rows": [dict(zip(s.columns, row, strict=True)) for row in s.rows]}
                    for s in steps
                ],
                default=str,
            )
        )
        return
    for position, step in enumerate(steps, start=1):
        print_step(position, step, len(step.rows) if every else FOLDED)


def print_step(position: int, step: Step, most: int) -> None:
    """One step: its statement, then its rows as a table."""
    out.print(f"[bold]{position}.[/] {escape(step.statement)}", highlight=False, soft_wrap=True)
    if not step.rows:
        return
    table = Table(*step.columns, box=SIMPLE)
    for row in step.rows[:most]:
        table.add_row(*(escape(number(cell)) for cell in row))
    out.print(table)
    if len(step.rows) > most:
        out.print(f"   {len(step.rows) - most:,} more: --all shows them.", highlight=False)


def number(cell: object) -> str:
    """A cell in words: nothing for what is missing, thousands set apart, decimals as they are up to four."""
    if cell is None:
        return ""
    if isinstance(cell, bool) or not isinstance(cell, int | float):
        return str(cell)
    return f"{int(cell):,}" if float(cell).is_integer() else f"{cell:,.4f}".rstrip("0")


def fetched(
    connection: duckdb.DuckDBPyConnection, query: str, values: dict[str, object] | None = None
) -> tuple[list[str], list[tuple[Any, ...]]]:
    """Columns and rows of a query, with named ``values`` where it asks for any."""
    answer = connection.execute(query, values) if values else connection.execute(query)
    return [column[0] for column in answer.description or ()], answer.fetchall()


def opened(warehouse: Path) -> duckdb.DuckDBPyConnection:
    """The warehouse, read-only, if it is there, whole, and of this contract. A connection closes itself as a context.

    Raises:
        EtlError: it is not.
    """
    connection = duckdb.connect()
    contract.attach(connection, warehouse, "whole")
    connection.execute("USE whole")
    return connection
