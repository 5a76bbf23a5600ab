"""A reader's own file: checked by the ETL's own command in another process, read into memory, and gone from the disk.

Nothing of it is kept but what ``inspect`` returns; who asked holds it as long as the session lasts.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import threading
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pandas as pd

from dashboard.store import ROOT, WAREHOUSE, Store, WarehouseError

MOST_MB = 5
MOST_ROWS = 20_000
SECONDS = 60
MEMORY_MB = 3072  # of the process that reads the file: a small one may unpack to any size
FOLDER = "own-results-"  # how the name of a temporary folder begins
SUFFIXES = ("csv", "parquet", "json")
REQUIRED = ("benchmark_id", "model_id", "variant_tag", "metric_id", "value", "unit", "published")
OPTIONAL = ("subset", "condition", "n_items", "standard_error", "margin", "language_as_reported", "locator")
EXAMPLE_ROWS = 16
_slots = threading.BoundedSemaphore(2)  # files of all readers that are checked at the same time


class NotInspectedError(Exception):
    """A file that was not checked to the end. ``reason`` is ``large``, ``slow``, ``busy`` or ``failed``."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


@dataclass(frozen=True)
class Wrong:
    """A file that cannot be used: ``error`` in a sentence, and ``problems`` with ``row, column, message, remedy``, perhaps none.

    ``records``: the file is JSON, and a row is a record.
    """

    file: str
    error: str
    records: bool
    problems: pd.DataFrame = field(repr=False)


@dataclass(frozen=True)
class Own:
    """What a file holds: rows of ``score`` and of ``gap`` with ``model_name`` and ``benchmark_name`` beside them, and of those
    without a gap ``row, benchmark_id, model_id, variant_tag, reference_tag, reason``."""

    file: str
    records: bool
    scores: pd.DataFrame = field(repr=False)
    gaps: pd.DataFrame = field(repr=False)
    without_gap: pd.DataFrame = field(repr=False)


def inspect(content: bytes, name: str, *, warehouse: Path = WAREHOUSE, seconds: float = SECONDS) -> Own | Wrong:
    """Check the bytes of a file of results that the reader calls ``name``, and work out its gaps beside ``warehouse``.

    Raises:
        NotInspectedError: it is too large, takes too long, or could not be checked.
    """
    if len(content) > MOST_MB << 20:
        raise NotInspectedError("large")
    if not _slots.acquire(timeout=seconds):
        raise NotInspectedError("busy")
    try:
        with tempfile.TemporaryDirectory(prefix=FOLDER) as parent:
            return _inspect_in(Path(parent), content, harmless(name), warehouse, seconds)
    finally:
        _slots.release()


def harmless(name: str) -> str:
    """A name that a folder can hold, as near to the reader's own as may be."""
    stem, dot, suffix = name.replace("\\", "/").rpartition("/")[2].rpartition(".")
    kept = "".join(character if character.isalnum() or character in " -_()" else "_" for character in stem)[:60]
    return f"{kept.strip() or 'results'}{dot}{suffix.lower()}" if suffix.lower() in SUFFIXES else "results.csv"


def _inspect_in(parent: Path, content: bytes, name: str, warehouse: Path, seconds: float) -> Own | Wrong:
    file, into, scratch = parent / "file" / name, parent / "overlay", parent / "scratch"
    for folder in (file.parent, into, scratch):
        folder.mkdir()
    file.write_bytes(content)
    told = _ask(file, into, scratch, warehouse, seconds)
    if told["exit_code"] == 0:
        return _read(told, name, into / "overlay.duckdb")
    if told["exit_code"] != 1:  # nothing that the reader can mend, and the words name paths
        raise NotInspectedError("failed")
    problems = pd.DataFrame(told["problems"], columns=["row", "column", "message", "remedy"])
    return Wrong(name, told["error"], told["records"], problems.astype({"row": "Int64"}))


def _ask(file: Path, into: Path, scratch: Path, warehouse: Path, seconds: float) -> dict[str, Any]:
    """What ``python -m etl inspect`` says."""
    command = [
        sys.executable,
        "-m",
        "etl",
        "inspect",
        str(file),
        "--into",
        str(into),
        "--warehouse",
        str(warehouse.resolve()),
    ]
    command += ["--rows", str(MOST_ROWS), "--memory", str(MEMORY_MB)]
    # What it writes on the way must go with the folder, also when it is killed.
    environment = os.environ | dict.fromkeys(("TMPDIR", "TEMP", "TMP"), str(scratch))
    try:
        done = subprocess.run(  # noqa: S603 - our own program, and a file that it is made to mistrust
            command,
            cwd=ROOT,
            env=environment,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            timeout=seconds,
            check=False,
        )
    except subprocess.TimeoutExpired as error:
        raise NotInspectedError("slow") from error
    except OSError as error:
        raise NotInspectedError("failed") from error
    try:
        told: dict[str, Any] = json.loads(done.stdout)
    except ValueError as error:  # it was ended from outside, for example for want of memory
        raise NotInspectedError("failed") from error
    return told


def _read(told: dict[str, Any], name: str, overlay: Path) -> Own:
    """The reader's own rows, in memory."""
    try:
        store = Store(overlay)
    except WarehouseError as error:
        raise NotInspectedError("failed") from error
    try:
        models = store.view("model").set_index("model_id")["name"]
        benchmarks = store.view("benchmark").set_index("benchmark_id")["name"]
        scores, gaps = (
            frame.assign(model_name=frame["model_id"].map(models), benchmark_name=frame["benchmark_id"].map(benchmarks))
            for frame in (store.view("score"), store.view("gap"))
        )
    finally:
        store.close()
    columns = ["row", "benchmark_id", "model_id", "variant_tag", "reference_tag", "reason"]
    without = pd.DataFrame(told["without_gap"], columns=columns)
    without = without.assign(benchmark_name=without["benchmark_id"].map(benchmarks))
    return Own(name, told["records"], scores, gaps, without)


def example(store: Store) -> pd.DataFrame:
    """A small file that loads: published scores of one model on the largest new test that may be passed on, the reference
    language first. Its columns are those of a reader's file."""
    free = set(store.view("source", redistribution="yes")["source_id"])
    tests = store.view(
        "test", dimension="capability", aspect="correct", has_gap=True, has_interval=True,
        order="-newest_year,-n_items,test_id",
    )  # fmt: skip
    test = next(row for _, row in tests.iterrows() if set(row["source_ids"]) <= free)
    same = {key: str(test[key]) for key in ("benchmark_id", "subset", "condition", "metric_id")}
    model = store.view("test_model", where=same, has_reference=True, order="-latest_date,model_id").iloc[0]
    counted = store.view("score_share", where=same, model_id=str(model["model_id"]), superseded=False)
    rows = store.view("score", score_id=tuple(counted["score_id"])).set_index("score_id", drop=False)
    counted = counted.sort_values(["is_reference", "variant_tag"], ascending=[False, True]).head(EXAMPLE_ROWS)
    rows = rows.loc[counted["score_id"]].assign(n_items=counted["n_items"].astype("Int64").to_numpy())
    return rows[[*REQUIRED, "subset", "condition", "n_items", "language_as_reported", "locator"]].reset_index(drop=True)
