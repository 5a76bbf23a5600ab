"""Time and memory, measured side by side in one run: ``make bench``.

A ratio says more than a number of seconds: each thing is measured beside the simplest thing of its kind.
"""

from __future__ import annotations

import csv
import logging
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from streamlit.testing.v1 import AppTest

from dashboard.pages import PAGES
from etl.contract import FIGURES, ROOT

RERUNS = 50


def timed(action: Callable[[], object]) -> float:
    """Seconds that an action takes."""
    start = time.perf_counter()
    action()
    return time.perf_counter() - start


def command(*arguments: str) -> tuple[float, float]:
    """Seconds and peak megabytes of a command."""
    start = time.perf_counter()
    process = subprocess.Popen(
        [sys.executable, *arguments], cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise RuntimeError(f"{' '.join(arguments)} ended with {process.returncode}")
    return time.perf_counter() - start, usage.ru_maxrss / 1024  # kilobytes on Linux


def read_with_csv() -> int:
    """The plainest reading of the same files: Python's csv module, no checks, no warehouse."""
    rows = 0
    for file in FIGURES.rglob("*.csv"):
        with file.open(encoding="utf-8", newline="") as lines:
            rows += sum(1 for _ in csv.reader(lines))
    return rows


def bench_build() -> None:
    """The build, an unchanged build, and the plainest reading of the same files."""
    with tempfile.TemporaryDirectory() as folder:
        warehouse = ["--warehouse", str(Path(folder) / "warehouse.duckdb")]
        full, memory = command("-m", "etl", "build", *warehouse)
        unchanged, _ = command("-m", "etl", "build", *warehouse)
        size = (Path(folder) / "warehouse.duckdb").stat().st_size
    plain = timed(read_with_csv)
    print(f"build                    {full:6.2f} s   peak {memory:.0f} MB, file {size / 1e6:.1f} MB")
    print(f"build, nothing changed   {unchanged:6.2f} s   {full / unchanged:.1f} times quicker than the build")
    print(
        f"reading the same CSV     {plain:6.2f} s   the build takes {full / plain:.0f} times as long, start of Python included"
    )


def rerun_times(app: AppTest) -> list[float]:
    """Milliseconds of warm reruns."""
    app.run()
    return sorted(1000 * timed(app.run) for _ in range(RERUNS))


def bench_pages() -> None:
    """Server time of every page, beside a page with one title."""
    empty = rerun_times(AppTest.from_string("import streamlit as st\nst.title('empty')", default_timeout=30))
    base = statistics.median(empty)
    print(f"\nwarm reruns, {RERUNS} a page    median     p95    times an empty page ({base:.1f} ms)")
    for name in PAGES:
        app = AppTest.from_file(str(ROOT / "dashboard" / "web" / "frame.py"), default_timeout=30)
        if name == "language":
            app.query_params["tag"] = "bn"
        app.run()
        app.switch_page(f"../pages/{name}.py")
        times = rerun_times(app)
        median, p95 = statistics.median(times), times[int(0.95 * RERUNS) - 1]
        print(f"{name:<24} {median:7.1f} ms {p95:6.1f} ms   {median / base:.1f}")


if __name__ == "__main__":
    logging.getLogger("streamlit").setLevel(logging.ERROR)  # it warns that there is no browser
    bench_build()
    bench_pages()
