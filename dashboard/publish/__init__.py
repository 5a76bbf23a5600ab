"""The static edition: everything that can be read without the application server, as files for any CDN or object store."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor, as_completed
from dataclasses import dataclass, field
from multiprocessing import get_context
from pathlib import Path

from dashboard.publish.links import broken
from dashboard.publish.parts import Part, Where, files_of, parts_of
from dashboard.store import ROOT, WAREHOUSE, open_store

RECORD = "published.jsonl"  # a line for each part that is whole: what it was made from, and its files
CODE = ("*.py", "*.po", "*.css", "*.csv", "*.typ")
Progress = Callable[[str, int, int], None]


@dataclass
class Published:
    """What a run did."""

    made: int = 0  # parts
    unchanged: int = 0
    files: int = 0
    bytes: int = 0
    removed: int = 0  # files of earlier runs that nothing belongs to any more
    broken: list[str] = field(default_factory=list)  # links that lead nowhere: page and address


def publish(
    directory: Path, where: Where, progress: Progress, warehouse: Path = WAREHOUSE, workers: int | None = None
) -> Published:
    """Write the static edition into ``directory``; what is there already from the same figures, words and code is left as it is.

    An interrupted run goes on where it stopped. ``workers``: processes; one for each processor where none is given; one is this one.

    Raises:
        WarehouseError: the warehouse cannot be read.
        FileExistsError: the directory holds files that this command did not write.
        OSError: it cannot be written.
    """
    store = open_store(warehouse)
    directory.mkdir(parents=True, exist_ok=True)
    record = directory / RECORD
    if not record.exists() and any(directory.iterdir()):
        raise FileExistsError(directory)
    made_from = f"{store.content_hash} {code_hash()} {where}"
    parts = parts_of(store, where)
    known = {name: files for name, source, files in _recorded(record) if source == made_from}
    left = [part for part in parts if not _whole(directory, known.get(part.name))]
    done = Published(made=len(left), unchanged=len(parts) - len(left))
    earlier = {file for _, _, files in _recorded(record) for file in files}
    for count, (part, files) in enumerate(_made(left, where, warehouse, directory, workers), start=1):
        known[part.name] = files
        with record.open("a", encoding="utf-8") as lines:
            lines.write(json.dumps([part.name, made_from, files]) + "\n")
        progress(part.name, count, len(left))
    current = {part.name: known[part.name] for part in parts}
    written = {file for files in current.values() for file in files}
    for gone in sorted(earlier - written):
        (directory / gone).unlink(missing_ok=True)
        done.removed += 1
    if left or done.removed:
        progress("links", len(left), len(left))
        done.broken = broken(directory, sorted(written), where.base)
        _write(record, "".join(f"{json.dumps([name, made_from, files])}\n" for name, files in current.items()).encode())
    done.files = len(written)
    done.bytes = sum((directory / file).stat().st_size for file in written)
    return done


def _recorded(record: Path) -> Iterator[tuple[str, str, list[str]]]:
    """Lines of the record; one that was cut off ends it."""
    if not record.exists():
        return
    for line in record.read_text(encoding="utf-8").splitlines():
        try:
            name, source, files = json.loads(line)
        except ValueError:
            return
        yield name, source, files


def _whole(directory: Path, files: list[str] | None) -> bool:
    return files is not None and all((directory / file).is_file() for file in files)


def _made(
    parts: list[Part], where: Where, warehouse: Path, directory: Path, workers: int | None
) -> Iterator[tuple[Part, list[str]]]:
    """Parts as they become whole, with the files of each."""
    if not parts:
        return
    many = workers or os.cpu_count() or 1
    if many == 1:
        yield from ((part, _make(part, where, warehouse, directory)) for part in parts)
        return
    with ProcessPoolExecutor(many, mp_context=get_context("spawn")) as pool:
        waiting: dict[Future[list[str]], Part] = {
            pool.submit(_make, part, where, warehouse, directory): part for part in parts
        }
        for future in as_completed(waiting):
            yield waiting[future], future.result()


def _make(part: Part, where: Where, warehouse: Path, directory: Path) -> list[str]:
    """In a process of its own: write the files of a part."""
    written = []
    for name, body in files_of(open_store(warehouse), part, where):
        file = directory / name
        file.parent.mkdir(parents=True, exist_ok=True)
        if isinstance(body, Path):
            shutil.copyfile(body, file)
        else:
            _write(file, body)
        written.append(name)
    return written


def _write(file: Path, body: bytes) -> None:
    """Write beside and rename, so that no reader meets half a file."""
    beside = file.with_name(f".{file.name}")
    beside.write_bytes(body)
    beside.replace(file)


def code_hash() -> str:
    """What pages are made with: the code and the words of the dashboard."""
    digest = hashlib.sha256()
    for pattern in CODE:
        for file in sorted((ROOT / "dashboard").rglob(pattern)):
            digest.update(file.read_bytes())
    return digest.hexdigest()[:16]


__all__ = ["Published", "Where", "publish"]
