"""Time and memory, measured side by side in one run: ``make bench``.

A ratio says more than a number of seconds: each thing is measured beside the simplest thing of its kind.
"""

from __future__ import annotations

import csv
import hashlib
import itertools
import logging
import lzma
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import duckdb
import pandas as pd
import pyarrow.parquet as pq
from playwright.sync_api import sync_playwright
from streamlit.testing.v1 import AppTest

from dashboard import briefs
from dashboard.pages import PAGES
from dashboard.store import Store
from dashboard.text import interface_languages
from etl import contract
from etl.claims import state_claims
from etl.contract import FIGURES, ROOT, WAREHOUSE
from etl.estimates import estimate, index_across_tests, latent
from etl.figures import load_file
from etl.languages import language_tag
from etl.manifest import Table
from etl.overlay import copy_dimensions
from tests import load
from tests.bench_limit import bench_limit
from tests.bench_web import bench_web
from tests.server import launch

RAW = Path(os.environ.get("RAW_FILES", ROOT.parent / "shared" / "raw"))

RERUNS = 50
BRIEFS, COLD, LIMIT = 1000, 5, 120_000  # briefs, cold starts, bytes of a brief
# Pages with much on them.
ASKED = {
    "overview": {"own": "yo", "home": "NG"},
    "language": {"tag": "bn"},
    "country": {"code": "IN"},
    "compare": {"with": "ha,yo,sw"},
}


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


def read_plainly() -> int:
    """The plainest reading of the same files: Python's csv module and pyarrow, no checks, no warehouse."""
    rows: int = sum(pq.read_table(file).num_rows for file in FIGURES.rglob("*.parquet"))
    for file in FIGURES.rglob("*.csv"):
        with file.open(encoding="utf-8", newline="") as lines:
            rows += sum(1 for _ in csv.reader(lines))
    return rows


def fresh_contract(warehouse: Path) -> duckdb.DuckDBPyConnection:
    """An empty contract in memory, with what scores refer to."""
    connection = duckdb.connect()
    contract.create_tables(connection)
    contract.attach(connection, warehouse, "published")
    copy_dimensions(connection)
    return connection


def load_with_pandas(connection: duckdb.DuckDBPyConnection, file: Path, source_id: str) -> None:
    """The plain way: read with pandas, look at one row after the other, insert it."""
    for number, row in enumerate(pd.read_parquet(file).itertuples(index=False), start=2):
        cells = row._asdict()
        cells |= {
            "score_id": f"{source_id}/{file.name}:{number}",
            "language_tag": language_tag(cells["variant_tag"]),
            "value": float(cells["value"]),
            "n_items": None if pd.isna(cells["n_items"]) else int(cells["n_items"]),
            "file": file.name,
            "source_id": source_id,
        }
        places = ", ".join("?" * len(cells))
        connection.execute(f"INSERT INTO score ({', '.join(cells)}) VALUES ({places})", list(cells.values()))


def bench_load(source_id: str = "global_piqa") -> None:
    """One large file through the loader, which checks every cell and names every problem, and row by row with pandas, which does not."""
    file = FIGURES / source_id / "scores.parquet"
    table = Table(file=file.name, kind="score", sha256=hashlib.sha256(file.read_bytes()).hexdigest())
    with fresh_contract(WAREHOUSE) as connection:
        rows = 0

        def load() -> None:
            nonlocal rows
            rows, problems = load_file(connection, file.parent, table)
            if problems:
                raise RuntimeError(str(problems[0]))

        ours = timed(load)
    with fresh_contract(WAREHOUSE) as connection:
        plain = timed(lambda: load_with_pandas(connection, file, source_id))
    print(
        f"load {rows:,} scores       {ours:6.2f} s   row by row with pandas, unchecked: {plain:.2f} s, {plain / ours:.0f} times as long"
    )


def bench_bibliography() -> None:
    """The ACL Anthology from its XML to counts, beside reading the same archive without looking at it."""
    archive = RAW / "acl-anthology" / "xml_2020-2025.tar.xz"
    if not archive.is_file():
        print("bibliography              the Anthology's XML is not at hand (RAW_FILES names its folder)")
        return
    code = f"from pathlib import Path; from etl.sources import reader; reader('acl_anthology')({{'xml': Path({str(archive)!r})}})"
    ours, memory = command("-c", code)

    def unpack() -> None:
        with lzma.open(archive) as stream:
            while stream.read(1 << 20):
                pass

    plain = timed(unpack)
    print(
        f"bibliography             {ours:6.2f} s   peak {memory:.0f} MB; unpacking alone {plain:.2f} s, {ours / plain:.1f} times as long"
    )


def bench_build() -> None:
    """The build, an unchanged build, and the plainest reading of the same files."""
    with tempfile.TemporaryDirectory() as folder:
        warehouse = ["--warehouse", str(Path(folder) / "warehouse.duckdb")]
        full, memory = command("-m", "etl", "build", *warehouse)
        unchanged, _ = command("-m", "etl", "build", *warehouse)
        size = (Path(folder) / "warehouse.duckdb").stat().st_size
    plain = timed(read_plainly)
    print(f"build                    {full:6.2f} s   peak {memory:.0f} MB, file {size / 1e6:.1f} MB")
    print(f"build, nothing changed   {unchanged:6.2f} s   {full / unchanged:.1f} times quicker than the build")
    print(
        f"reading the same files   {plain:6.2f} s   the build takes {full / plain:.0f} times as long, start of Python included"
    )


def bench_estimates() -> None:
    """The estimates step on the real figures, and one fit of the index beside the mean of gaps it must beat."""
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(shutil.copy(WAREHOUSE, folder))
        with duckdb.connect(str(copy)) as connection:
            for table in contract.estimated_tables():
                connection.execute(f"DELETE FROM {table}")
            whole = timed(lambda: estimate(connection))
            claims = timed(lambda: state_claims(connection))
            frame = index_across_tests.read(connection)
    sample = latent.Sample.of(frame)
    once = timed(lambda: latent.fit(sample, 0.5, 1.0))
    plain = timed(
        lambda: frame.groupby(["language_tag", "benchmark_id"])["gap_pp"].mean().groupby("language_tag").mean()
    )
    print(
        f"estimates                {whole:6.2f} s   one fit of the index {1000 * once:.1f} ms, {once / plain:.0f} times the mean of gaps ({1000 * plain:.1f} ms)"
    )
    print(f"claims                   {claims:6.2f} s   with every variation, {claims / whole:.1f} times the estimates")


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
        app.run()
        app.switch_page(f"../pages/{name}.py")
        for key, value in ASKED.get(name, {}).items():
            app.query_params[key] = value
        times = rerun_times(app)
        median, p95 = statistics.median(times), times[int(0.95 * RERUNS) - 1]
        print(f"{name:<24} {median:7.1f} ms {p95:6.1f} ms   {median / base:.1f}")


def bench_briefs() -> None:
    """A brief as PDF, cold and warm, beside printing it as HTML through headless Chromium; and what a thousand do to memory."""
    with tempfile.TemporaryDirectory() as folder:
        cold = statistics.median(
            command("-m", "dashboard", "brief", "language", "yo", "--lang", "fr", "-o", f"{folder}/yo.pdf")[0]
            for _ in range(COLD)
        )
    store = Store(WAREHOUSE)
    # Every kind, a group of languages and countries in each language of the interface, and all that have evidence.
    subjects = list(itertools.islice(zip(briefs.all_of(store), itertools.cycle(interface_languages())), BRIEFS))
    times, setting, sizes, memory = [], [], [], [resident()]
    for n, ((kind, subject_id), lang) in enumerate(subjects, 1):
        start = time.perf_counter()
        brief = briefs.make(store, kind, subject_id, lang=lang)
        made = time.perf_counter()
        sizes.append((len(briefs.in_form(brief, "pdf")), kind, subject_id, lang))
        times.append(1000 * (time.perf_counter() - start))
        setting.append(1000 * (time.perf_counter() - made))
        if n % 100 == 0:
            memory.append(resident())
    page = briefs.in_form(briefs.make(store, "language", "yo"), "html").decode()
    with sync_playwright() as playwright:
        start = time.perf_counter()
        browser = launch(playwright)
        tab = browser.new_page()
        tab.set_content(page)
        tab.pdf()
        first = time.perf_counter() - start
        tab.set_content(page)
        printed = statistics.median(1000 * timed(tab.pdf) for _ in range(9))
        browser.close()
    times.sort()
    large = [size for size in sizes if size[0] > LIMIT]
    print(
        f"briefs                   {cold:6.2f} s for one by the command (median of {COLD}); then {statistics.median(times):.0f} ms (median) and "
        f"{times[int(0.95 * len(times))]:.0f} ms (p95) of {len(times)}, setting the pages {statistics.median(setting):.0f} ms of it; "
        f"{statistics.median(size for size, *_ in sizes) / 1000:.0f} kB (median), at most {max(sizes)[0] / 1000:.0f} kB, above the limit: {large or 'none'}; "
        f"MB of memory, every hundred: {', '.join(f'{size:.0f}' for size in memory)}. "
        f"Printing a page that is made already, by Chromium: {first:.2f} s, then {printed:.0f} ms"
    )


def resident() -> float:
    """Megabytes that this process holds."""
    with Path("/proc/self/statm").open(encoding="ascii") as file:
        return int(file.read().split()[1]) * os.sysconf("SC_PAGE_SIZE") / 1e6


if __name__ == "__main__":
    logging.getLogger("streamlit").setLevel(logging.ERROR)  # it warns that there is no browser
    if sys.argv[1:] == ["briefs"]:
        bench_briefs()
        sys.exit()
    bench_build()
    bench_load()
    bench_bibliography()
    bench_estimates()
    bench_pages()
    bench_briefs()
    print()
    bench_limit()
    bench_web()
    print()
    load.main(load.SECONDS)
