"""Without a source, no rule that rested on it fires or vanishes: each source of the real figures is taken away in turn.

To build the warehouse eighty times would take an hour. Here what cites a source is not known without it, for the subjects about which
something is said, and the rules are judged again by the code that judges them in a build: ten seconds for all sources.
``test_advice`` takes one source from a world that is built anew.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import duckdb
import pytest

from etl import contract
from etl.advice import fill_conditions

RULES = (
    "quantity", "recommendation", "recommendation_condition", "recommendation_source", "recommendation_figure",
    "recommendation_counter", "threshold", "register", "source", "policy_source", "withdrawal_record",
)  # fmt: skip
SAID = "state IN ('fires', 'withdrawn')"
# What a source holds up of what is said: rows that a rule which fires cites, or that withdraw it; sources that it names; publications.
RESTING = """
SELECT recommendation_id, subject FROM advice JOIN recommendation_source USING (recommendation_id) JOIN policy_source USING (policy_source_id)
WHERE state IN ('fires', 'withdrawn') AND source_id = $1
UNION
SELECT recommendation_id, subject FROM advice JOIN recommendation_figure USING (recommendation_id) WHERE state IN ('fires', 'withdrawn') AND source_id = $1
UNION
SELECT a.recommendation_id, a.subject FROM advice AS a JOIN recommendation_condition AS c USING (recommendation_id) JOIN fact AS f USING (subject_kind, subject, quantity_id)
WHERE list_contains(f.source_ids, $1) AND (state = 'fires' AND part IN ('premise', 'trigger', 'evidence') OR state = 'withdrawn' AND part = 'withdrawal')
"""


@pytest.fixture(scope="module")
def small(warehouse: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    """The rules, and the facts of every subject for which some rule fires or is withdrawn; nothing else."""
    with duckdb.connect() as connection:
        contract.attach(connection, warehouse, "whole")
        for table in RULES:
            connection.execute(f"CREATE TABLE {table} AS FROM whole.{table}")
        connection.execute(
            f"""CREATE TABLE fact AS SELECT * FROM whole.fact SEMI JOIN (SELECT DISTINCT subject_kind, subject FROM whole.advice WHERE {SAID})
            USING (subject_kind, subject)"""
        )
        connection.execute("CREATE TABLE advice_condition AS FROM whole.advice_condition LIMIT 0")
        contract.run(connection, contract.CONTRACT / "conclusions" / "300_advice.sql")
        fill_conditions(connection)
        yield connection


def said(connection: duckdb.DuckDBPyConnection) -> dict[tuple[str, str], str]:
    """Recommendation and subject to state."""
    rows = connection.execute("SELECT recommendation_id, subject, state FROM advice").fetchall()
    return {(rule, subject): state for rule, subject, state in rows}


def test_without_a_source_nothing_that_rested_on_it_fires_or_vanishes(
    small: duckdb.DuckDBPyConnection, real: duckdb.DuckDBPyConnection
) -> None:
    before = said(small)
    fired = {key for key, state in before.items() if state == "fires"}
    withdrawn = {key for key, state in before.items() if state == "withdrawn"}
    whole = said(real)
    assert all(whole[key] == state for key, state in before.items() if key[1] != "001")
    assert (len(fired), len(withdrawn)) > (300, 100)
    sources = [source for (source,) in small.execute("SELECT source_id FROM source ORDER BY 1").fetchall()]
    rested_on_any: set[tuple[str, str]] = set()
    for source in sources:
        rested = set(small.execute(RESTING, [source]).fetchall())
        after = said_without(small, source)
        assert set(after) == set(before), source
        for key in rested & fired:
            assert after[key] in ("abstains", "cannot_be_computed"), (source, key)
        # Nothing begins to apply because a source is gone, nor because what took it back is.
        assert {key for key, state in after.items() if state == "fires"} == fired - rested, source
        rested_on_any |= rested
    assert rested_on_any == fired | withdrawn


def said_without(connection: duckdb.DuckDBPyConnection, source: str) -> dict[tuple[str, str], str]:
    """What is said when a source is gone and nothing that cites it is known; then all is back."""
    connection.begin()
    connection.execute("UPDATE fact SET value = NULL WHERE list_contains(source_ids, $1)", [source])
    for table in ("source", "policy_source", "withdrawal_record"):
        connection.execute(f"DELETE FROM {table} WHERE source_id = $1", [source])
    connection.execute("DELETE FROM advice_condition")
    fill_conditions(connection)
    found = said(connection)
    connection.rollback()
    return found
