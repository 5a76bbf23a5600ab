"""What was published: the advice of each release is kept beside the figures, so that the next can say what it changes.

A release is a folder of ``data/releases``, named after its day and the hash of its figures, with two small Parquet files: the state of
every recommendation for every subject, and the numbers and rows that the rules asked for.
"""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import duckdb

from etl.advice_changes import compared
from etl.problems import EtlError, Exit

FOLDER = "releases"  # beside the folder of figures
DIGITS = 12  # of the content hash, as readers see it
KEPT = {
    "advice": "SELECT recommendation_id, subject_kind, subject, state FROM advice ORDER BY ALL",
    "fact": "SELECT quantity_id, subject_kind, subject, value, row_ids, source_ids FROM fact ORDER BY ALL",
}


@dataclass(frozen=True)
class Release:
    """A release that was published."""

    folder: Path

    @property
    def released(self) -> date:
        """The day."""
        return date.fromisoformat(self.folder.name[:10])

    def relation(self, name: str) -> str:
        """One of its files, as SQL names it."""
        return f"read_parquet({quoted(self.folder / f'{name}.parquet')})"


def quoted(path: Path) -> str:
    """A path as text of SQL."""
    return "'" + str(path).replace("'", "''") + "'"


def releases(figures: Path) -> list[Release]:
    """Those that were published, the oldest first. ``figures``: the folder that they stand beside."""
    folder = figures.parent / FOLDER
    found = sorted(folder.iterdir()) if folder.is_dir() else ()
    return [Release(path) for path in found if path.is_dir() and not path.name.startswith(".")]


def edition(connection: duckdb.DuckDBPyConnection, content_hash: str) -> dict[str, str]:
    """What tells an edition from another: its figures and its rules."""
    ((rules,),) = connection.execute(
        "SELECT sha256(string_agg(recommendation_id || declaration, '' ORDER BY recommendation_id)) FROM recommendation"
    ).fetchall()
    return {"figures": content_hash, "rules": str(rules)}


def is_edition(connection: duckdb.DuckDBPyConnection, release: Release, this: dict[str, str]) -> bool:
    """Whether a release is of this very edition."""
    said = connection.execute(
        f"SELECT decode(key), decode(value) FROM parquet_kv_metadata({quoted(release.folder / 'advice.parquet')})"
    ).fetchall()
    return this.items() <= dict(said).items()


def publish(connection: duckdb.DuckDBPyConnection, figures: Path, day: date) -> Release:
    """Keep the advice of the warehouse that is open as the release of a day.

    Raises:
        EtlError: a release of that day or a later one is there.
    """
    ((content_hash,),) = connection.execute("SELECT content_hash FROM build").fetchall()
    last = [release for release in releases(figures) if release.released >= day]
    if last:
        raise EtlError(f"There is a release of {last[-1].released} already: {last[-1].folder.name}.", Exit.USAGE)
    release = Release(figures.parent / FOLDER / f"{day}-{content_hash[:DIGITS]}")
    beside = release.folder.with_name(f".{release.folder.name}")  # not seen before it is whole
    shutil.rmtree(beside, ignore_errors=True)
    beside.mkdir(parents=True)
    said = ", ".join(f"{key}: '{value}'" for key, value in edition(connection, content_hash).items())
    for name, query in KEPT.items():
        target = quoted(beside / f"{name}.parquet")
        how = f"FORMAT parquet, COMPRESSION zstd, COMPRESSION_LEVEL 19, KV_METADATA {{{said}}}"
        connection.execute(f"COPY ({query}) TO {target} ({how})")
    beside.rename(release.folder)
    return release


def state_changes(connection: duckdb.DuckDBPyConnection, figures: Path, content_hash: str) -> None:
    """Fill the tables of ``history.sql``: what began to apply or stopped since the newest release of another edition.

    Raises:
        EtlError: a release cannot be read.
    """
    try:
        insert_changes(connection, figures, content_hash)
    except (duckdb.Error, ValueError) as error:
        raise EtlError(f"A release in {figures.parent / FOLDER} cannot be read: {error}", Exit.PROBLEMS) from error


def insert_changes(connection: duckdb.DuckDBPyConnection, figures: Path, content_hash: str) -> None:
    """The same, without a word about what goes wrong."""
    this = edition(connection, content_hash)
    others = [release for release in releases(figures) if not is_edition(connection, release, this)]
    if not others:
        return
    before = others[-1]
    connection.execute("INSERT INTO release_before VALUES (?, ?)", [before.folder.name, before.released])
    for one in compared(connection, before.relation("advice"), before.relation("fact")):
        if "fires" not in (one.before, one.now):
            continue
        key = [one.recommendation_id, one.subject_kind, one.subject]
        connection.execute(
            "INSERT INTO advice_change VALUES (?, ?, ?, ?, ?, ?)", [*key, one.before, one.now, one.reason]
        )
        for moved in one.because:
            values = [
                moved.quantity_id,
                moved.before,
                moved.now,
                moved.rows_added,
                moved.rows_removed,
                moved.source_ids,
            ]
            connection.execute("INSERT INTO advice_change_row VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)", [*key, *values])
