"""Upstream into the committed figures: fetch, read, compare, build on trial, hold what moves too far, and only then write.

One source at a time, each by itself: whatever happens to one is a line in its report, and its committed figures stay.
"""

from __future__ import annotations

import asyncio
import importlib
import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import date
from functools import partial
from pathlib import Path
from typing import Literal

from filelock import FileLock, Timeout

from etl.build import build, source_folders
from etl.difference import MEASURED, Difference, Rows, compare
from etl.fetch import Fetched, FetchError, Limits, fetch, new_client
from etl.manifest import Source, Upstream, read_source
from etl.problems import EtlError, Exit, Problem
from etl.sign import sign
from etl.sources import EDITION, PUBLISHED, Files, Read, Reader, Row, UnreadableError, reader, stamped
from etl.swap import recover, swap
from etl.tables import read_rows, write_rows

Status = Literal["unchanged", "changed", "would_change", "held", "failed"]
MAX_REASON = 600  # characters: what a publisher's server says must not fill the screen


@dataclass(frozen=True)
class Outcome:
    """What a refresh did with one source, or would do; ``bytes_fetched`` came over the network."""

    source: str
    status: Status
    reason: str
    files: list[Difference] = field(default_factory=list)
    bytes_fetched: int = 0
    problems: list[str] = field(default_factory=list)
    explanation: str | None = None  # what the reader has to say about its own rows


@dataclass(frozen=True)
class Refresh:
    """How to refresh. ``confirm`` is asked about each source that is held; ``on_progress`` gets source, file, bytes, bytes to come."""

    figures: Path
    cache: Path
    today: date
    dry_run: bool = False
    confirm: Callable[[Outcome], bool] = lambda _: False
    limits: Limits = field(default_factory=Limits)
    on_progress: Callable[[str, str, int, int | None], None] = lambda *_: None

    def run(self, names: list[str]) -> Iterator[Outcome]:
        """Refresh the sources named, or all that have an upstream; one outcome each, as soon as it is known.

        Raises:
            EtlError: a name is no source or has no upstream, or another refresh is running; then nothing is touched.
        """
        with alone(self.figures):
            back = recover(self.figures)
            for folder in chosen(self.figures, names):
                outcome = self.one(folder)
                if folder.name in back:
                    outcome = replace(outcome, reason=f"{outcome.reason} (An interrupted refresh was undone first.)")
                yield outcome

    def one(self, folder: Path) -> Outcome:
        """Refresh one source; a failure is an outcome, never an exception."""
        fetched: dict[str, Fetched] = {}
        try:
            return self.attempt(folder, fetched)
        except Exception as error:  # whatever it is, the other sources go on
            return failed(folder.name, error, received(fetched))

    def attempt(self, folder: Path, fetched: dict[str, Fetched]) -> Outcome:
        """The steps of a refresh; ``fetched`` is filled as files come."""
        source, upstream = described(folder)
        read = reader_of(upstream, folder.name)
        asyncio.run(self.download(folder.name, upstream, fetched))
        if all(fetched[file.name].sha256 == file.sha256 for file in upstream.file):
            reason = "The publisher's files are those that the figures were read from."
            return Outcome(folder.name, "unchanged", reason, bytes_fetched=received(fetched))
        with tempfile.TemporaryDirectory(prefix="refresh-") as scratch:
            trial = Path(scratch) / "figures" / folder.name
            shutil.copytree(folder, trial)
            files = {name: got.path for name, got in fetched.items()}
            reads = read_files(read, files, upstream, folder.name)
            changes = [
                change for made in reads if (change := renew(trial, source, made, upstream.bound_pp, self.today))
            ]
            kinds = {made.file: made.kind for made in reads}
            hashes = {name: got.sha256 for name, got in fetched.items()}
            sign(trial, kinds, hashes, stamps(reads, self.today) if changes else {}, self.today)
            try_build(self.figures, trial, Path(scratch) / "warehouse.duckdb")
            outcome = Outcome(
                folder.name, "changed", summary(changes), changes, received(fetched), explanation=explain(read, reads)
            )
            return self.decide(outcome, folder, trial)

    async def download(self, source_id: str, upstream: Upstream, fetched: dict[str, Fetched]) -> None:
        """Fetch every file of a source into the cache."""
        async with new_client(self.limits) as client:
            for file in upstream.file:
                fetched[file.name] = await fetch(
                    file.url,
                    self.cache / source_id / file.name,
                    max_bytes=upstream.max_bytes,
                    client=client,
                    hosts=upstream.redirect_hosts,
                    limits=self.limits,
                    on_progress=partial(self.on_progress, source_id, file.name),
                )

    def decide(self, outcome: Outcome, folder: Path, trial: Path) -> Outcome:
        """Hold, write, or only say what would be written."""
        hold = "; ".join(reason for change in outcome.files for reason in change.hold)
        if hold:
            held = replace(
                outcome, status="held", reason=f"{hold}. Compare with the publisher, then take it with --yes."
            )
            if not self.confirm(held):
                return held
            outcome = replace(outcome, reason=f"{outcome.reason} Confirmed: {hold}.")
        if self.dry_run:
            return replace(outcome, status="would_change")
        swap(folder, trial)
        return outcome


@contextmanager
def alone(figures: Path) -> Iterator[None]:
    """Hold the lock of these figures; the system lets it go if the process dies."""
    lock = FileLock(f"{figures}.lock", timeout=0)
    try:
        lock.acquire()
    except Timeout as error:
        raise EtlError("Another refresh is running. Wait for it to end, then refresh again.", Exit.BUSY) from error
    except OSError as error:
        raise EtlError(f"The folder of {figures.name} cannot be written: {error.strerror}.", Exit.MACHINE) from error
    try:
        yield
    finally:
        lock.release()


def chosen(figures: Path, names: list[str]) -> list[Path]:
    """Folders of the sources named, or of all that can be refreshed; one whose source.toml is wrong is among them, to be reported."""
    folders = {folder.name: folder for folder in source_folders(figures)}
    sources = {name: read_source(folder)[0] for name, folder in folders.items()}
    able = [name for name, source in sources.items() if source is None or source.upstream]
    for name in names:
        if name not in folders:
            raise EtlError(
                f"{name!r} is no source. Those that can be refreshed: {', '.join(able) or 'none'}.", Exit.USAGE
            )
        if name not in able:
            raise EtlError(
                f"{name} has no [upstream] in its source.toml, so there is nowhere to fetch it from. "
                f"Those that can be refreshed: {', '.join(able) or 'none'}.",
                Exit.USAGE,
            )
    return [folders[name] for name in dict.fromkeys(names or able)]


def described(folder: Path) -> tuple[Source, Upstream]:
    """A source and its upstream, if its source.toml is right.

    Raises:
        EtlError: it is not, or it names a file by which a download could leave its folder.
    """
    source, problems = read_source(folder)
    if source and source.upstream:
        names = [file.name for file in source.upstream.file]
        problems = [
            Problem(
                f"{folder.name}/source.toml",
                f"{name!r} cannot be the name of a file.",
                "Give each [[upstream.file]] a plain name of its own: no folder, no dot at its beginning.",
                column="upstream.file.name",
            )
            for name in names
            if Path(name).name != name or name.startswith(".") or "\\" in name or names.count(name) > 1
        ]
        if not problems:
            return source, source.upstream
    raise EtlError("The description of the source is wrong.", Exit.PROBLEMS, problems)


def reader_of(upstream: Upstream, source_id: str) -> Reader:
    """The reader that a source names."""
    try:
        return reader(upstream.reader)
    except (KeyError, ImportError, AttributeError) as error:
        place = Problem(
            f"{source_id}/source.toml",
            f"There is no reader {upstream.reader!r}.",
            "Name a module of etl/sources that has a function read.",
            column="upstream.reader",
        )
        raise EtlError("The description of the source is wrong.", Exit.PROBLEMS, [place]) from error


def read_files(read: Reader, files: Files, upstream: Upstream, source_id: str) -> list[Read]:
    """What the reader makes of the publisher's files.

    Raises:
        UnreadableError: they are not as the reader knows them.
    """
    try:
        reads = read(files)
    except UnreadableError:
        raise
    except Exception as error:  # a publisher may send anything; no shape of it may end the run
        raise UnreadableError(
            f"The reader {upstream.reader} cannot read the files of {source_id}: {type(error).__name__}: {error}. "
            "The publisher's format has probably changed; compare it with the reader."
        ) from error
    if not any(made.rows for made in reads):
        raise UnreadableError(f"The reader {upstream.reader} found no rows in the files of {source_id}.")
    return reads


def renew(trial: Path, source: Source, made: Read, bound_pp: float, today: date) -> Difference | None:
    """Write a file as the reader made it, unless the rows that stand are the same; what it changes, or None.

    Raises:
        EtlError: the reader and source.toml do not agree, or what stands cannot be read.
    """
    path = trial / made.file
    place = f"{trial.name}/{made.file}"
    declared = {table.file: table.kind for table in source.table}
    if declared.get(made.file, made.kind) != made.kind:
        problem = Problem(
            f"{trial.name}/source.toml",
            f"It declares {made.file} as {declared[made.file]}, its reader makes it as {made.kind}.",
            "Correct the kind of the [[table]].",
        )
        raise EtlError("The description of the source is wrong.", Exit.PROBLEMS, [problem])
    before = rows_of(path, place) if path.is_file() else None
    fresh = path.with_name(f"new-{made.file}")
    marked = marked_columns(made)
    try:
        write_rows(fresh, made.columns, settled(made, before[1] if before else [], marked, today))
    except (KeyError, TypeError, ValueError) as error:
        raise UnreadableError(f"The reader made rows for {place} that cannot be written: {error!r}.") from error
    after = rows_of(fresh, place)
    if before == after:
        fresh.unlink()
        return None
    fresh.replace(path)
    # What a reader leaves open is the day of reading: it makes no row another one.
    return compare(made.file, made.kind, without(before, marked) if before else None, without(after, marked), bound_pp)


def settled(made: Read, committed: list[Row], marked: set[str], today: date) -> list[Row]:
    """The rows to write: those that stand already keep the date and edition that they were read under, new ones get today's.

    What belongs together changes together. Scores of one model on one test are of one publication: if one language had another
    date, there would be no gap. Rows of one period are of one edition: a language is counted over its scripts within a period.
    """
    open_columns = [column for column in made.columns if column not in marked]
    known: dict[tuple[str | None, ...], list[Row]] = {}
    for row in committed:
        known.setdefault(tuple(row.get(column) for column in open_columns), []).append(row)
    (new,) = stamped([made], today.isoformat(), edition_of(today))
    one_publication = [
        column for column in open_columns if column not in {*MEASURED, "variant_tag", "language_as_reported"}
    ]
    groups = [
        tuple(row[column] for column in one_publication)
        if made.kind == "score"
        else ()
        if "period" in marked
        else place
        for place, row in enumerate(new.rows)
    ]
    stands = [known.get(tuple(row[column] for column in open_columns), []) for row in new.rows]
    changed = {group for group, same in zip(groups, stands, strict=True) if not same}
    return [
        row if group in changed else {column: same[0].get(column) for column in made.columns}
        for row, group, same in zip(new.rows, groups, stands, strict=True)
    ]


def without(rows: Rows, columns: set[str]) -> Rows:
    """The rows with these cells empty."""
    return rows[0], [{column: None if column in columns else cell for column, cell in row.items()} for row in rows[1]]


def marked_columns(made: Read) -> set[str]:
    """Columns in which the reader left the date or edition open."""
    return {
        column for row in made.rows for column, cell in row.items() if cell and (PUBLISHED in cell or EDITION in cell)
    }


def edition_of(today: date) -> str:
    """How a locator names what was read on a day: the publisher's present state, on no fixed commit."""
    return f"main, read {today.isoformat()}"


def stamps(reads: list[Read], today: date) -> dict[str, str]:
    """The keys of [upstream] that say when the figures were read, where a reader leaves that open."""
    cells = {cell for made in reads for row in made.rows for cell in row.values() if cell and "{" in cell}
    found = {"published": (PUBLISHED, today.isoformat()), "edition": (EDITION, edition_of(today))}
    return {key: value for key, (mark, value) in found.items() if any(mark in cell for cell in cells)}


def rows_of(path: Path, place: str) -> Rows:
    """Columns and rows of a file of figures."""
    try:
        return read_rows(path)
    except (ValueError, StopIteration) as error:
        problem = Problem(place, f"It cannot be read: {error}.", "Restore it; python -m etl build says more.")
        raise EtlError("The committed figures are damaged.", Exit.PROBLEMS, [problem]) from error


def try_build(figures: Path, trial: Path, warehouse: Path) -> None:
    """Build all figures with the new folder of one source in them, in a place of its own.

    Raises:
        EtlError: they do not pass, with every problem.
    """
    for folder in source_folders(figures):
        if folder.name != trial.name:
            (trial.parent / folder.name).symlink_to(folder.resolve(), target_is_directory=True)
    try:
        build(trial.parent, warehouse)
    except EtlError as error:
        raise EtlError("With the new figures the warehouse does not build.", error.code, error.problems or [
            Problem(trial.name, str(error), "")
        ]) from error  # fmt: skip


def explain(read: Reader, reads: list[Read]) -> str | None:
    """What the reader's module says about its own rows, if it has a function ``explain``."""
    function = getattr(importlib.import_module(read.__module__), "explain", None)
    return str(function(reads)) if function else None


def summary(changes: list[Difference]) -> str:
    """What changes, in a line."""
    if not changes:
        return "The publisher's files are new, the rows in them are the same."
    return "; ".join(
        f"{change.file}: {change.added} rows added, {change.removed} removed, {change.changed} changed"
        for change in changes
    ) + "."  # fmt: skip


def failed(source_id: str, error: Exception, bytes_fetched: int) -> Outcome:
    """The outcome of a source that something went wrong with, in words."""
    problems: list[str] = []
    match error:
        case EtlError():
            problems = [plain(problem) for problem in error.problems]
            reason = " ".join([str(error), *problems[:1]])
        case FetchError() | UnreadableError():
            reason = str(error)
        case OSError():
            reason = f"A file could not be read or written: {error}. Look at the disk and its permissions."
        case _:
            reason = f"Something that was not foreseen: {type(error).__name__}: {error}. Please report it."
    return Outcome(source_id, "failed", plain(reason), bytes_fetched=bytes_fetched, problems=problems)


def received(fetched: dict[str, Fetched]) -> int:
    """Bytes that came over the network."""
    return sum(got.received for got in fetched.values())


def plain(text: object) -> str:
    """Words of another's making as one line of printable characters."""
    line = " ".join(str(text).split())
    line = "".join(character if character.isprintable() else "?" for character in line)
    return line if len(line) <= MAX_REASON else f"{line[:MAX_REASON]}..."


def exit_code(outcomes: list[Outcome]) -> Exit:
    """One failure outweighs one that is held."""
    found = {outcome.status for outcome in outcomes}
    return Exit.PROBLEMS if "failed" in found else Exit.HELD if "held" in found else Exit.OK
