"""Export the warehouse as Parquet and CSV that describe themselves, written beside and renamed into place.

What may not be passed on is left out before anything is worked out, so that no view shows a trace of it.
"""

from __future__ import annotations

import hashlib
import json
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from pathlib import Path

import duckdb
from filelock import FileLock, Timeout

from etl import contract
from etl.build import work_out
from etl.describe import (
    DOCUMENTS,
    FORMULA,
    NAME,
    Column,
    Edition,
    File,
    Relation,
    Source,
    Written,
    croissant,
    datapackage,
    relations,
)
from etl.export_page import readme
from etl.problems import EtlError, Exit

Progress = Callable[[str, int, int], None]

# What a source only declares; a row that another source uses stays when its own source is left out.
SHARED = ("benchmark", "model")


@dataclass(frozen=True)
class Exported:
    """What an export wrote."""

    edition: Edition
    written: list[Written]
    documents: list[File]


def export(
    directory: Path, warehouse: Path, *, url: str | None = None, progress: Progress = lambda *_: None
) -> Exported:
    """Write ``warehouse`` to ``directory``; an earlier export there stays until the new one is whole.

    ``url`` is where the export will be found; ``progress`` is called with (what, step, steps).

    Raises:
        EtlError: the warehouse cannot be read, ``directory`` holds something else, another export to it is running,
            or the machine fails.
    """
    directory = directory.resolve()
    try:
        refuse_strangers(directory)
        with placed(directory) as folder, passed_on(warehouse, folder.parent / "spill", url) as (connection, edition):
            written = write_relations(connection, folder, progress)
            documents = write_documents(folder, edition, written)
    except (OSError, duckdb.OperationalError) as error:
        raise EtlError(
            f"The export could not be written: {first_line(error)}. Free some space there or name another folder, then "
            "export again. Nothing of it is left, and an earlier export is untouched.",
            Exit.MACHINE,
        ) from error
    except duckdb.Error as error:
        raise EtlError(
            f"{warehouse} does not hold what its contract says: {first_line(error)}. Run python -m etl build --force.",
            Exit.PROBLEMS,
        ) from error
    return Exported(edition, written, documents)


def holds_edition(directory: Path, warehouse: Path, url: str | None = None) -> bool:
    """Whether ``directory`` is a whole export of this very warehouse, described with the same ``url``."""
    try:
        package = json.loads((directory / "datapackage.json").read_text(encoding="utf-8"))
        with duckdb.connect() as connection:
            contract.attach(connection, warehouse, "whole")
            edition = describe_edition(connection, url)
        sizes = {resource["path"]: resource["bytes"] for resource in package["resources"]}
        whole = all((directory / path).stat().st_size == size for path, size in sizes.items())
    except (OSError, ValueError, LookupError, TypeError, duckdb.Error):
        return False
    made_of = (package["contentHash"], package["contractVersion"], package.get("homepage"))
    return whole and made_of == (edition.content_hash, edition.contract_version, url)


def first_line(error: Exception) -> str:
    """What went wrong, on one line that a sentence can hold."""
    return (str(error) or type(error).__name__).splitlines()[0].rstrip(".")


def refuse_strangers(directory: Path) -> None:
    """Replace nothing but an export: every file in ``directory`` must be one that an export wrote."""
    if not directory.exists():
        return
    if not directory.is_dir():
        raise EtlError(f"{directory} is a file. Name a folder to export to.", Exit.USAGE)
    strangers = {path.name for path in directory.iterdir()} - {*DOCUMENTS, "tables", "views"}
    if not strangers:
        files = {path.relative_to(directory).as_posix() for path in directory.rglob("*") if not path.is_dir()}
        strangers = files - declared_files(directory)
    if strangers:
        raise EtlError(
            f"{directory} holds {min(strangers)}, which no export wrote there. Name a new or empty folder, or move that away.",
            Exit.USAGE,
        )


def declared_files(directory: Path) -> set[str]:
    """The files that the export in ``directory`` says it has; none where it is no export."""
    try:
        package = json.loads((directory / "datapackage.json").read_text(encoding="utf-8"))
        if package["name"] != NAME:
            return set()
        return {*DOCUMENTS, *(resource["path"] for resource in package["resources"])}
    except (OSError, ValueError, LookupError, TypeError):
        return set()


@contextmanager
def placed(directory: Path) -> Iterator[Path]:
    """A new folder beside ``directory`` that takes its place if all goes well, and is gone if not."""
    workspace = directory.with_name(f"{directory.name}.writing")
    new, old, spill = (workspace / name for name in ("new", "old", "spill"))
    if workspace.exists() and not (workspace / "lock").exists() and any(workspace.iterdir()):
        raise EtlError(
            f"{workspace} stands where an export is written. Move it away, or name another folder.", Exit.USAGE
        )
    workspace.mkdir(parents=True, exist_ok=True)
    try:
        with FileLock(workspace / "lock", timeout=0):
            if old.exists() and not directory.exists():  # an export was killed between the two renames
                old.rename(directory)
            try:
                remove(new, old, spill)
                new.mkdir()
                yield new
                exchange(new, directory, old)
            finally:
                remove(new, spill)
                if directory.exists():  # else the old one is the only one
                    remove(old)
                (workspace / "lock").unlink(missing_ok=True)
    except Timeout as error:
        raise EtlError(
            f"Another export to {directory} is running. Wait for it to end, then export again.", Exit.BUSY
        ) from error
    finally:
        with suppress(OSError):  # not empty: somebody else's, and theirs to keep
            workspace.rmdir()


def remove(*folders: Path) -> None:
    """Remove folders that are ours, if they are there."""
    for folder in folders:
        shutil.rmtree(folder, ignore_errors=True)


def exchange(new: Path, directory: Path, old: Path) -> None:
    """Put ``new`` in the place of ``directory``, or leave all as it was."""
    try:
        if directory.exists():
            directory.rename(old)
        new.rename(directory)
    except BaseException:  # Ctrl-C too
        if old.exists() and not directory.exists():
            old.rename(directory)
        raise


@contextmanager
def passed_on(warehouse: Path, spill: Path, url: str | None) -> Iterator[tuple[duckdb.DuckDBPyConnection, Edition]]:
    """What may be passed on: the warehouse itself, read-only, or a copy in memory of all but what may not.

    One thread: floating-point sums come out the same every time.
    """
    with duckdb.connect(config={"threads": 1, "temp_directory": str(spill)}) as connection:
        contract.attach(connection, warehouse, "whole")
        edition = describe_edition(connection, url)
        if edition.left_out:
            edition = replace(edition, orphans=copy(connection))
        else:
            connection.execute("USE whole")
        yield connection, edition


def copy(connection: duckdb.DuckDBPyConnection) -> int:
    """Copy what may be passed on of ``whole`` under the contract's own constraints, and work the views out from that.

    Returns how many rows of other sources had to stay behind because they name something left out.
    """
    contract.create_tables(connection)
    made_again = {*contract.estimated_tables(), "definition"}
    tables = [table for table in relations(connection) if table.name not in made_again]
    for table in reversed(tables):  # the closed lists too come from the warehouse
        connection.execute(f'DELETE FROM "{table.name}"')
    connection.execute("CREATE TEMP TABLE withheld AS SELECT source_id FROM whole.source WHERE redistribution = 'no'")
    orphans = sum(copy_table(connection, table, tables) for table in tables)
    work_out(connection)
    forget_changes(connection)
    return orphans


def forget_changes(connection: duckdb.DuckDBPyConnection) -> None:
    """Take away what changed in the advice because of rows that may not be passed on."""
    changed = "advice_change_row WHERE list_has_any(source_ids, ARRAY(FROM withheld))"
    connection.execute(
        f"DELETE FROM advice_change WHERE (recommendation_id, subject_kind, subject) IN (SELECT (recommendation_id, subject_kind, subject) FROM {changed})"
    )
    connection.execute(f"DELETE FROM {changed}")


def copy_table(connection: duckdb.DuckDBPyConnection, table: Relation, tables: list[Relation]) -> int:
    """Copy what may be passed on of a table whose references have been copied.

    Returns how many rows of other sources had to stay behind because they name something left out.
    """
    replaced: list[str] = []
    kept: list[str] = []
    has_source = any(column.name == "source_id" for column in table.columns)
    if has_source:
        kept.append("source_id IS NOT NULL")
        replaced.append(
            f"CASE WHEN source_id NOT IN (FROM withheld) THEN source_id {users(table, tables)} END AS source_id"
        )
    for reference in table.references:
        columns = ", ".join(f'"{column}"' for column in reference.columns)
        key = ", ".join(f'"{column}"' for column in reference.key)
        if reference.table == "source":  # source_id was seen to; that a left-out source is printed again is forgotten
            replaced += [
                f'CASE WHEN "{column}" NOT IN (FROM withheld) THEN "{column}" END AS "{column}"'
                for column in reference.columns
                if column != "source_id"
            ]
        else:
            empty = " OR ".join(f'"{column}" IS NULL' for column in reference.columns)
            kept.append(f'({empty} OR ({columns}) IN (SELECT ({key}) FROM "{reference.table}"))')
    changes = f"REPLACE ({', '.join(replaced)})" if replaced else ""
    where = f"WHERE {' AND '.join(kept)}" if kept else ""
    connection.execute(
        f'INSERT INTO "{table.name}" SELECT * FROM (SELECT * {changes} FROM whole."{table.name}" AS t) {where} '
        f"ORDER BY {order(table)}"
    )
    if not has_source or table.name in SHARED:
        return 0
    of_others = f'SELECT count(*) FROM whole."{table.name}" WHERE source_id NOT IN (FROM withheld)'
    ((missing,),) = connection.execute(f'SELECT ({of_others}) - count(*) FROM "{table.name}"').fetchall()
    return int(missing)


def users(table: Relation, tables: list[Relation]) -> str:
    """For what a source only declares: the first source that uses the row and stays."""
    if table.name not in SHARED:
        return ""
    (key,) = table.key
    uses = " UNION ALL ".join(
        f'SELECT "{reference.columns[0]}" AS used, source_id FROM whole."{user.name}"'
        for user in tables
        if any(column.name == "source_id" for column in user.columns)
        for reference in user.references
        if reference.table == table.name
    )
    return f'ELSE (SELECT min(u.source_id) FROM ({uses}) AS u WHERE u.used = t."{key}" AND u.source_id NOT IN (FROM withheld))'


def order(relation: Relation) -> str:
    """Rows by their key, else by all columns."""
    return ", ".join(f'"{column}"' for column in relation.key) or "ALL"


def describe_edition(connection: duckdb.DuckDBPyConnection, url: str | None) -> Edition:
    """What of ``whole`` may be passed on, and what may not."""
    ((version, content_hash, as_of),) = connection.execute(
        "SELECT contract_version, content_hash, as_of FROM whole.build"
    ).fetchall()
    sources = [
        Source(*row)
        for row in connection.execute(
            """SELECT source_id, title, authors, year, address, licence, redistribution,
              (SELECT coalesce(sum(row_count), 0)::BIGINT FROM whole.figure_table AS f WHERE f.source_id = s.source_id)
            FROM whole.source AS s ORDER BY source_id"""
        ).fetchall()
    ]
    return Edition(
        as_of,
        content_hash,
        version,
        tuple(source for source in sources if source.redistribution != "no"),
        tuple(source for source in sources if source.redistribution == "no"),
        url,
    )


def write_relations(connection: duckdb.DuckDBPyConnection, folder: Path, progress: Progress) -> list[Written]:
    """Every table and view as Parquet and CSV."""
    for name in ("tables", "views"):
        (folder / name).mkdir()
    every = relations(connection)
    written = []
    for step, relation in enumerate(every):
        progress(f"{relation.folder}/{relation.name}", step, len(every))
        written.append(write_relation(connection, folder, relation))
    return written


def write_relation(connection: duckdb.DuckDBPyConnection, folder: Path, relation: Relation) -> Written:
    """One relation, worked out once, in both formats and in the same order."""
    exact = ", ".join(
        f'CAST("{column.name}" AS BIGINT) AS "{column.name}"' if column.type == "HUGEINT" else f'"{column.name}"'
        for column in relation.columns
    )
    connection.execute(
        f'CREATE OR REPLACE TEMP TABLE exported AS SELECT {exact} FROM "{relation.name}" ORDER BY {order(relation)}'
    )
    rows = connection.table("exported")
    parquet, csv = (f"{relation.folder}/{relation.name}.{suffix}" for suffix in ("parquet", "csv"))
    rows.write_parquet(str(folder / parquet), compression="zstd")
    rows.project(", ".join(cell(column) for column in relation.columns)).write_csv(
        str(folder / csv), header=True, na_rep=""
    )
    ((count,),) = connection.execute("SELECT count(*) FROM exported").fetchall()
    connection.execute("DROP TABLE exported")
    return Written(relation, int(count), measured(folder, csv), measured(folder, parquet))


def cell(column: Column) -> str:
    """A column as it stands in a CSV: lists as JSON, text harmless to a spreadsheet, the rest as it is."""
    name = f'"{column.name}"'
    if column.kind == "list":
        return f"CAST(to_json({name}) AS VARCHAR) AS {name}"
    if column.kind == "text":
        pattern = FORMULA.replace("'", "''")
        return f"regexp_replace(CAST({name} AS VARCHAR), '{pattern}', '''\\1') AS {name}"
    return name


def write_documents(folder: Path, edition: Edition, written: list[Written]) -> list[File]:
    """The three descriptions."""
    texts = {
        "datapackage.json": json.dumps(datapackage(edition, written), indent=2, ensure_ascii=False) + "\n",
        "croissant.json": json.dumps(croissant(edition, written), indent=2, ensure_ascii=False) + "\n",
        "README.md": readme(edition, written),
    }
    for name, text in texts.items():
        (folder / name).write_text(text, encoding="utf-8", newline="\n")
    return [measured(folder, name) for name in texts]


def measured(folder: Path, path: str) -> File:
    """A written file with its size and hash."""
    with (folder / path).open("rb") as file:
        digest = hashlib.file_digest(file, "sha256").hexdigest()
    return File(path, (folder / path).stat().st_size, digest)
