"""Build the warehouse: every source into one DuckDB file, beside the last good one, then renamed into its place."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import duckdb
from filelock import FileLock, Timeout

from etl import contract
from etl.declared import insert_benchmarks, insert_models, insert_sources, name_models
from etl.figures import KINDS, load_file
from etl.manifest import Source, Table, read_source
from etl.problems import EtlError, Exit, Problem, stop_on
from etl.releases import releases, state_changes
from etl.swap import interrupted

Progress = Callable[[str, int, int], None]


@dataclass(frozen=True)
class Result:
    """What a build did."""

    content_hash: str
    unchanged: bool


def build(figures: Path, warehouse: Path, *, force: bool = False, progress: Progress = lambda *_: None) -> Result:
    """Build ``warehouse`` from ``figures``; the last good one stays until the new one is whole.

    ``progress`` is called with (what, step, steps).

    Raises:
        EtlError: figures or checks are wrong, another build is running, or the machine fails.
    """
    with alone(warehouse):
        input_hash = hash_input(figures)
        known = None if force else hashes_of(warehouse)
        if known and known[0] == input_hash:
            return Result(known[1], unchanged=True)
        beside = warehouse.with_name(f"{warehouse.name}.building")
        discard(beside)  # what a killed build left
        try:
            with duckdb.connect(str(beside)) as connection:
                connection.begin()
                content_hash = fill(connection, figures, input_hash, progress)
                connection.commit()
            beside.replace(warehouse)
        except (duckdb.ConstraintException, duckdb.ConversionException) as error:
            raise EtlError(f"The figures do not fit the contract: {error}", Exit.PROBLEMS) from error
        except (OSError, duckdb.Error) as error:
            reason = str(error).splitlines()[0]
            raise EtlError(
                f"The warehouse could not be written: {reason}. Free some space beside {warehouse.name} or choose another "
                "folder with --warehouse, then build again. The last good warehouse is untouched.",
                Exit.MACHINE,
            ) from error
        finally:
            discard(beside)
    return Result(content_hash, unchanged=False)


@contextmanager
def alone(warehouse: Path) -> Iterator[None]:
    """Hold the lock of this warehouse; the system lets it go if the process dies."""
    try:
        warehouse.parent.mkdir(parents=True, exist_ok=True)
        Path(f"{warehouse}.lock").touch()  # where nothing can be written, a lock only says that it is taken
        with FileLock(f"{warehouse}.lock", timeout=0):
            yield
    except Timeout as error:
        raise EtlError(
            f"Another build of {warehouse.name} is running. Wait for it to end, then build again.", Exit.BUSY
        ) from error
    except OSError as error:
        raise EtlError(
            f"Nothing can be written in {warehouse.parent}: {error.strerror}. Mend its permissions, or choose another place "
            "with --warehouse.",
            Exit.MACHINE,
        ) from error


def discard(path: Path) -> None:
    """Remove a half-built file and its write-ahead log."""
    for leftover in (path, path.with_name(f"{path.name}.wal")):
        leftover.unlink(missing_ok=True)


def hash_input(figures: Path) -> str:
    """Hash of everything that decides what the build makes: figures, earlier releases, contract, and this code."""
    folders = [*source_folders(figures), *(release.folder for release in releases(figures))]
    files = [file for folder in folders for file in folder.iterdir() if file.is_file()]
    code = list((contract.ROOT / "etl").rglob("*.py"))
    return (
        contract.hash_files(files, figures.parent)
        + contract.contract_version()[:8]
        + contract.hash_files(code, contract.ROOT)[:8]
    )


def hashes_of(warehouse: Path) -> tuple[str, str] | None:
    """Input and content hash of a warehouse, or None where there is none that can be read."""
    if not warehouse.is_file():
        return None
    try:
        with duckdb.connect(str(warehouse), read_only=True) as connection:
            row = connection.execute("SELECT input_hash, content_hash FROM build").fetchone()
    except duckdb.Error:
        return None
    return None if row is None else (str(row[0]), str(row[1]))


def source_folders(figures: Path) -> list[Path]:
    """The folder of each source, in name order."""
    if names := interrupted(figures):
        raise EtlError(
            f"A refresh of {', '.join(names)} was interrupted. Run python -m etl refresh, which puts the old figures back.",
            Exit.PROBLEMS,
        )
    inside = figures.iterdir() if figures.is_dir() else ()
    folders = sorted(path for path in inside if path.is_dir() and not path.name.startswith("."))
    if not folders:
        raise EtlError(f"No sources in {figures}: each is a folder with a source.toml.", Exit.PROBLEMS)
    return folders


def fill(connection: duckdb.DuckDBPyConnection, figures: Path, input_hash: str, progress: Progress) -> str:
    """Load everything, create the views, run the checks; the content hash."""
    folders = source_folders(figures)
    progress("source.toml", 0, 1)
    sources = read_sources(folders)
    contract.create_tables(connection)
    insert_sources(connection, sources)
    load_figures(connection, figures, sources, progress)
    content_hash = hash_content(connection)
    work_out(connection, progress)
    state_changes(connection, figures, content_hash)
    connection.execute(
        "INSERT INTO build SELECT ?, ?, ?, max(retrieved) FROM source",
        [contract.contract_version(), input_hash, content_hash],
    )
    if failures := contract.failing_rows(connection):
        problems = [
            Problem(f"{source}/{locator}", f"{check}: {problem}.", "Compare the figure with its source.")
            for check, source, locator, problem in failures
        ]
        raise EtlError("The figures break a check.", Exit.PROBLEMS, problems)
    return content_hash


def work_out(connection: duckdb.DuckDBPyConnection, progress: Progress = lambda *_: None) -> None:
    """Everything that follows from the tables: views, estimates, what rests on both, the claims and the advice."""
    from etl.advice import state_advice
    from etl.claims import state_claims  # only here: they bring SciPy and statsmodels, a second for every other command
    from etl.estimates import estimate

    progress("views", 0, 1)
    contract.create_views(connection, "views")
    estimate(connection, progress)
    contract.create_views(connection, "conclusions")
    state_claims(connection, progress)
    state_advice(connection, progress)


def read_sources(folders: list[Path]) -> dict[str, Source]:
    """Every source.toml, or every problem in any of them."""
    sources: dict[str, Source] = {}
    problems: list[Problem] = []
    for folder in folders:
        source, found = read_source(folder)
        problems += found
        if source:
            sources[folder.name] = source
    if problems:
        raise EtlError("The description of a source is wrong.", Exit.PROBLEMS, problems)
    return sources


def load_figures(
    connection: duckdb.DuckDBPyConnection, figures: Path, sources: dict[str, Source], progress: Progress
) -> None:
    """Every file of every source, what others refer to first. All problems of a kind are reported together."""
    files = [(source_id, table) for source_id, source in sources.items() for table in source.table]
    stop_on(
        [
            Problem(f"{source_id}/source.toml", f"Unknown kind {table.kind!r}.", f"Use one of {', '.join(KINDS)}.")
            for source_id, table in files
            if table.kind not in KINDS
        ]
    )
    problems: list[Problem] = []
    step = 0
    for kind in KINDS:
        if kind == "model":
            stop_on(problems)  # a wrong language table would make every later row look wrong
            stop_on(insert_benchmarks(connection, sources) + name_models(connection, sources))
        for source_id, table in sorted(files, key=lambda item: (item[0], item[1].file)):
            if table.kind != kind:
                continue
            progress(f"{source_id}/{table.file}", step, len(files))
            step += 1
            corrections = [c for c in sources[source_id].correction if c.file == table.file]
            rows, found = load_file(connection, figures / source_id, table, corrections)
            problems += found
            if rows:
                problems += register(connection, source_id, table, rows, sources)
        if kind == "model":
            insert_models(connection)
    stop_on(problems)


def register(
    connection: duckdb.DuckDBPyConnection, source_id: str, table: Table, rows: int, sources: dict[str, Source]
) -> list[Problem]:
    """Note a loaded file in the contract."""
    if table.republishes and table.republishes not in sources:
        return [
            Problem(
                f"{source_id}/source.toml",
                f"{table.republishes!r} is not a source.",
                "Name a folder under data/figures.",
                column="table.republishes",
            )
        ]
    connection.execute(
        "INSERT INTO figure_table VALUES (?, ?, ?, ?, ?, ?)",
        [source_id, table.file, table.kind, table.sha256, rows, table.republishes],
    )
    return []


def hash_content(connection: duckdb.DuckDBPyConnection) -> str:
    """SHA-256 of every row of every table: equal rows give an equal hash, whatever the file's bytes. Before views are worked out."""
    names = [
        str(row[0])
        for row in connection.execute(
            "SELECT table_name FROM duckdb_tables() WHERE NOT temporary AND database_name = current_database() AND table_name NOT IN ('build', 'definition') ORDER BY table_name"
        ).fetchall()
    ]
    hashes = " UNION ALL ".join(
        f"SELECT '{name}' AS name, string_agg(row_hash, '' ORDER BY row_hash) AS rows "
        f"FROM (SELECT sha256(CAST(t AS VARCHAR)) AS row_hash FROM {name} AS t)"
        for name in names
    )
    row = connection.execute(
        f"SELECT sha256(string_agg(name || coalesce(rows, ''), '' ORDER BY name)) FROM ({hashes})"
    ).fetchall()[0]
    return str(row[0])
