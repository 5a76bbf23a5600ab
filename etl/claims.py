"""Headline sentences as rows: each query of ``data/contract/claims`` into ``claim``, and again from other figures into ``claim_sensitivity``.

A variation (``data/contract/sensitivity``) puts a view of its own in the place of a table or view of the contract; everything that
the claims rest on is worked out again from it, in temporary tables that shadow the real ones.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from pathlib import Path

import duckdb

from etl import contract
from etl.contract import KEPT
from etl.estimates import RECOMPUTED

Progress = Callable[[str, int, int], None]
CREATED = re.compile(r"^CREATE VIEW (\w+)", flags=re.M)
WORD = re.compile(r"\b[a-z_0-9]+\b")
NUMBERS = ("value", "low", "high", "n", "n_of", "n_opposite", "range_low", "range_high")
PROOF = {"index_proof", "index_calibration"}  # made once: what a variation changes does not reach them


def state_claims(connection: duckdb.DuckDBPyConnection, progress: Progress = lambda *_: None) -> None:
    """Fill ``claim``, ``claim_query`` and ``claim_sensitivity``. A claim whose figures are not held has no row."""
    for file in claim_files():
        statement, conclusion, query = parts_of(file)
        connection.execute("INSERT INTO claim_query VALUES (?, ?, ?, ?)", [file.stem, statement, conclusion, query])
        contract.run(connection, file, f"INSERT INTO claim BY NAME {placed(file.stem, query)}")
    held = {str(name) for (name,) in connection.execute("SELECT DISTINCT claim_id FROM claim").fetchall()}
    variations = sorted((contract.CONTRACT / "sensitivity").glob("*.sql")) if held else []
    for step, file in enumerate(variations):
        progress(f"claims {file.stem.replace('_', ' ')}", step, len(variations))
        vary(connection, file, held)


def claim_files() -> list[Path]:
    """The queries, in the order of their names."""
    return sorted((contract.CONTRACT / "claims").glob("*.sql"))


def parts_of(file: Path) -> tuple[str, str, str]:
    """What a claim is about, what its conclusion means, and its query."""
    text = file.read_text(encoding="utf-8")
    comment = [line[3:] for line in text.splitlines() if line.startswith("-- ")]
    query = "\n".join(line for line in text.splitlines() if not line.startswith("-- "))
    at = next(number for number, line in enumerate(comment) if line.startswith("conclusion: "))
    return " ".join(comment[:at]), " ".join(comment[at:]).removeprefix("conclusion: "), query


def placed(claim_id: str, query: str) -> str:
    """The query with what every claim has: its id, the order of its parts, and the date of its sources."""
    return f"""SELECT '{claim_id}' AS claim_id, row_number() OVER () AS position,
      (SELECT max(retrieved) FROM source WHERE list_contains(q.source_ids, source_id)) AS as_of, q.*
    FROM (
    {query}
    ) AS q"""


def vary(connection: duckdb.DuckDBPyConnection, file: Path, held: Iterable[str]) -> None:
    """Work the ``held`` claims out again under one variation."""
    text = file.read_text(encoding="utf-8")
    own = set(CREATED.findall(text))
    queries = {f.stem: parts_of(f)[2] for f in claim_files() if f.stem in held}
    touched = reaches(own, queries)
    created: list[tuple[str, str]] = []
    for relation, kind, sql in shadows(connection, text, own, touched):
        connection.execute(sql)
        created.append((relation, kind))
        if relation in RECOMPUTED:
            RECOMPUTED[relation](connection)
    for claim_id, query in queries.items():
        if aside := not_compared(own | touched, query):
            connection.execute(
                "INSERT INTO claim_sensitivity BY NAME SELECT claim_id, part, ? AS variation, ? AS outcome FROM claim WHERE claim_id = ?",
                [file.stem, aside, claim_id],
            )
        else:
            compare(connection, claim_id, file.stem, query)
    for relation, kind in reversed(created):
        connection.execute(f"DROP {kind} temp.{relation}")


def rooms() -> dict[str, tuple[str, bool, int]]:
    """Every view of the contract: its SQL without comments, whether it is kept, and its place in the order of making.
    The tables of ``RECOMPUTED`` estimates stand between ``views`` and ``conclusions``."""
    found: dict[str, tuple[str, bool, int]] = {}
    place = 0
    for folder in ("views", "conclusions"):
        for file in contract.view_files(folder):
            text = file.read_text(encoding="utf-8")
            for statement in re.split(r"(?=^CREATE VIEW )", text, flags=re.M)[1:]:
                place += 1
                sql = re.sub(r"^(--.*|COMMENT ON .*)\n?", "", statement, flags=re.M)
                found[CREATED.findall(sql)[0]] = (sql, KEPT in text, place)
        if folder == "views":
            for relation, make in RECOMPUTED.items():
                place += 1
                found[relation] = (" ".join(make.reads), True, place)
    return found


def reaches(own: set[str], queries: dict[str, str]) -> set[str]:
    """The views and estimates that both rest on what a variation replaces and are needed by a claim."""
    words = {name: set(WORD.findall(sql)) for name, (sql, _, _) in rooms().items()}
    changed = set(own)
    while more := {name for name, inside in words.items() if inside & changed} - changed:
        changed |= more
    needed = {word for query in queries.values() for word in WORD.findall(query)}
    while more := {word for name in needed & set(words) for word in words[name]} - needed:
        needed |= more
    return (changed & needed & set(words)) - own


def not_compared(changed: set[str], query: str) -> str:
    """Why a claim is not worked out again: it rests on nothing that was changed, or on the proof of the index; else nothing."""
    words = set(WORD.findall(query))
    if words & PROOF:
        return "not_worked_out"
    return "" if words & changed else "does_not_apply"


def shadows(
    connection: duckdb.DuckDBPyConnection, variation: str, own: set[str], touched: set[str]
) -> Iterable[tuple[str, str, str]]:
    """Relation, kind and SQL of each temporary table or view, in the order of making."""
    ((name,),) = connection.execute("SELECT current_database()").fetchall()
    published = variation.replace("published.", f'"{name}".main.')
    for statement in re.split(r"(?=^CREATE VIEW )", published, flags=re.M)[1:]:
        relation = CREATED.findall(statement)[0]
        yield relation, "TABLE", statement.replace("CREATE VIEW", "CREATE TEMP TABLE", 1)
    for relation, (sql, kept, _) in sorted(rooms().items(), key=lambda item: item[1][2]):
        if relation not in touched:
            continue
        if relation in RECOMPUTED:
            yield relation, "TABLE", f'CREATE TEMP TABLE {relation} AS SELECT * FROM "{name}".main.{relation} LIMIT 0'
        else:
            kind = "TABLE" if kept else "VIEW"
            yield relation, kind, sql.replace("CREATE VIEW", f"CREATE TEMP {kind}", 1)


def compare(connection: duckdb.DuckDBPyConnection, claim_id: str, variation: str, query: str) -> None:
    """One claim under a variation, beside the claim itself, part by part."""
    empty = ", ".join(f"NULL::DOUBLE AS {name}" for name in NUMBERS)
    same = " AND ".join(f"v.{name} IS NOT DISTINCT FROM c.{name}" for name in NUMBERS)
    connection.execute(
        f"""INSERT INTO claim_sensitivity BY NAME
        WITH varied AS (SELECT {empty} WHERE false UNION ALL BY NAME SELECT * FROM ({placed(claim_id, query)}))
        SELECT c.claim_id, c.part, $variation AS variation,
          CASE WHEN v.conclusion IS NULL THEN 'nothing_left'
            WHEN v.conclusion <> c.conclusion THEN 'other_conclusion'
            WHEN {same} THEN 'untouched'
            ELSE 'same_conclusion' END AS outcome,
          v.value, v.low, v.high, v.n, v.conclusion
        FROM claim AS c LEFT JOIN varied AS v USING (part)
        WHERE c.claim_id = $claim""",
        {"claim": claim_id, "variation": variation},
    )
