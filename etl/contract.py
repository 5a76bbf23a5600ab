"""The contract: SQL text that the ETL fills and the dashboard reads."""

from __future__ import annotations

import hashlib
import re
from pathlib import Path

import duckdb

from etl.problems import EtlError, Exit

ROOT = Path(__file__).resolve().parent.parent
CONTRACT = ROOT / "data" / "contract"
FIGURES = ROOT / "data" / "figures"
FIELDS = ("grain", "unit", "sign", "method", "formula", "not for", "kept")  # of the comment above a view
ESTIMATES = "estimates.sql"
ADVICE = "advice.sql"
TABLES = (
    "schema.sql",
    "facts.sql",
    "policy.sql",
    "registers.sql",
    "vocabulary.sql",
    "macros.sql",
    ESTIMATES,
    ADVICE,
    "history.sql",
)
KEPT = "-- kept: "  # in the head of a view that the build works out once
WAREHOUSE = ROOT / "data" / "warehouse.duckdb"


def hash_files(files: list[Path], base: Path) -> str:
    """SHA-256 over names (relative to ``base``) and bytes of the files, in name order."""
    digest = hashlib.sha256()
    for file in sorted(files):
        digest.update(f"{file.relative_to(base).as_posix()}\0".encode())
        digest.update(hashlib.sha256(file.read_bytes()).digest())
    return digest.hexdigest()


def contract_version() -> str:
    """Hash of the SQL text and the rules of the contract. The dashboard computes the same and opens no other."""
    return hash_files([*CONTRACT.rglob("*.sql"), *CONTRACT.rglob("*.toml")], CONTRACT)


def create_tables(connection: duckdb.DuckDBPyConnection) -> None:
    """Create the empty tables, also of the estimates, and fill the closed lists."""
    for name in TABLES:
        run(connection, CONTRACT / name)
    define(connection, (CONTRACT / ESTIMATES).read_text(encoding="utf-8"), kept=True)


def estimated_tables() -> set[str]:
    """Names of the tables that no file of figures fills: what is worked out from the views."""
    text = "".join((CONTRACT / name).read_text(encoding="utf-8") for name in (ESTIMATES, ADVICE))
    return set(re.findall(r"^CREATE TABLE (\w+)", text, flags=re.M))


def create_views(connection: duckdb.DuckDBPyConnection, folder: str) -> None:
    """Create the metrics of one folder of the contract, in the order of their file names: ``views`` rest on what was published,
    ``conclusions`` on estimates too. Those that say so are worked out now and kept as tables: readers of a hundred thousand
    scores would else wait for them at every question."""
    # DuckDB 2.0.0 cannot plan a filter that its statistics know to be false for every row ("did not return a
    # BoundFunctionExpression"): figures of which none are parallel would have no views.
    connection.execute("SET disabled_optimizers = 'statistics_propagation'")
    for file in view_files(folder):
        text = file.read_text(encoding="utf-8")
        run(
            connection,
            file,
            re.sub(r"^(CREATE|COMMENT ON) VIEW", r"\1 TABLE", text, flags=re.M) if KEPT in text else text,
        )
        define(connection, text, kept=KEPT in text)
    connection.execute("RESET disabled_optimizers")


def define(connection: duckdb.DuckDBPyConnection, text: str, *, kept: bool) -> None:
    """Note how the relations of a file of the contract are worked out."""
    for name, head in definitions(text):
        connection.execute(
            "INSERT INTO definition VALUES ($relation, $kept, $statement, $grain, $unit, $sign, $method, $formula, $not_for, $sql)",
            {"relation": name, "kept": kept, "sql": text, "formula": None, "not_for": None} | head,
        )


def view_files(folder: str) -> list[Path]:
    """The files of one folder of views, in their order."""
    return sorted((CONTRACT / folder).glob("*.sql"))


def definitions(text: str) -> list[tuple[str, dict[str, str]]]:
    """The relations of a file that have such a comment above them: name, and what the comment above it says (``statement``, ``grain``, ``unit``, ``sign``, ``method``,
    and ``formula`` and ``not_for`` where it is a metric)."""
    found = []
    for comment, name in re.findall(r"((?:^--.*\n)+)CREATE (?:VIEW|TABLE) (\w+)", text, flags=re.M):
        head, key = {"statement": ""}, "statement"
        for line in comment.replace("-- ", "").splitlines():
            field, colon, words = line.partition(": ")
            if colon and field in FIELDS:
                key = field.replace(" ", "_")
                head[key] = words.strip()
            else:
                head[key] = f"{head[key]} {line.strip()}".strip()
        head.pop("kept", None)
        found.append((name, head))
    return found


def attach(connection: duckdb.DuckDBPyConnection, warehouse: Path, name: str) -> None:
    """Attach a warehouse as ``name``, read-only.

    Raises:
        EtlError: it is not there, not whole, or follows another contract.
    """
    remedy = "Run python -m etl build."
    if not warehouse.is_file():
        raise EtlError(f"There is no warehouse at {warehouse}. {remedy}", Exit.MACHINE)
    try:
        connection.execute(f"ATTACH '{str(warehouse).replace(chr(39), chr(39) * 2)}' AS {name} (READ_ONLY)")
        ((version,),) = connection.execute(f"SELECT contract_version FROM {name}.build").fetchall()
    except (duckdb.Error, ValueError) as error:
        raise EtlError(f"{warehouse} is not a readable warehouse. {remedy}", Exit.MACHINE) from error
    if version != contract_version():
        raise EtlError(f"{warehouse} follows another version of the contract. {remedy}", Exit.MACHINE)


def run(connection: duckdb.DuckDBPyConnection, file: Path, text: str | None = None) -> list[tuple[object, ...]]:
    """Run one file of the contract, or ``text`` in its place; its last result.

    Raises:
        EtlError: the SQL is wrong, with the file's name.
    """
    try:
        return connection.execute(text or file.read_text(encoding="utf-8")).fetchall()
    except (duckdb.ProgrammingError, duckdb.DataError) as error:
        raise EtlError(f"{file.relative_to(ROOT)} does not run: {error}", Exit.PROBLEMS) from error


def failing_rows(connection: duckdb.DuckDBPyConnection) -> list[tuple[str, str, str, str]]:
    """Run every check: rows of (check, source_id, locator, problem), none if all hold."""
    failures: list[tuple[str, str, str, str]] = []
    for file in sorted((CONTRACT / "checks").glob("*.sql")):
        failures += [
            (file.stem, str(source), str(locator), str(problem)) for source, locator, problem in run(connection, file)
        ]
    return failures
