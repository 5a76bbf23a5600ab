"""Embeds and data over real sockets, beside what a reader would take otherwise: ``python -m tests.bench_web``.

An embed beside Streamlit's own ``?embed=true`` of the same chart; the interface for programs beside Datasette with the same
table. Load comes from wrk, which has to be installed; Datasette is installed into an environment of its own for the run.
"""

from __future__ import annotations

import os
import re
import shutil
import socket
import sqlite3
import subprocess
import sys
import tempfile
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

import duckdb
from playwright.sync_api import Browser, Page, sync_playwright

from etl.contract import WAREHOUSE
from tests.server import launch, serve, wait

SECONDS = 10
CONNECTIONS = 16
EMBED = "/embed/language_gaps?tag=yo&about=capability"
PAGE = "/language?tag=yo&embed=true"
ROWS = 100
# wrk goes through a list of filters that is too long to be heard twice.
ANEW = """
local filters = {%s}
local n = 0
function request()
  n = n %% #filters + 1
  return wrk.format("GET", wrk.path .. filters[n])
end
"""


@dataclass(frozen=True)
class Load:
    """What wrk measured."""

    a_second: float
    p99_ms: float
    errors: int

    def __str__(self) -> str:
        return f"{self.a_second:8,.0f} requests/s, p99 {self.p99_ms:6.1f} ms" + (
            f", {self.errors} errors" if self.errors else ""
        )


def loaded(address: str, *, script: str = "", seconds: int = SECONDS) -> Load:
    """Ask an address from many connections, once everything that it needs is awake."""
    if not script:
        urllib.request.urlopen(address).close()  # noqa: S310 - a loopback address
    with tempfile.NamedTemporaryFile("w", suffix=".lua") as file:
        file.write(script)
        file.flush()
        command = ["wrk", "-t1", f"-c{CONNECTIONS}", f"-d{seconds}s", "--latency", "-H", "Accept-Encoding: br, gzip"]
        command += ["-s", file.name] if script else []
        told = subprocess.run([*command, address], capture_output=True, text=True, check=True).stdout
    number, unit = re.search(r"99%\s+([\d.]+)(us|ms|s)", told).groups()  # type: ignore[union-attr]
    errors = sum(int(count) for count in re.findall(r"(?:Non-2xx or 3xx responses: |timeout )(\d+)", told))
    return Load(
        float(re.search(r"Requests/sec:\s+([\d.]+)", told)[1]),  # type: ignore[index]
        float(number) * {"us": 0.001, "ms": 1, "s": 1000}[unit],
        errors,
    )


@dataclass(frozen=True)
class Seen:
    """What a browser needed until a chart was there."""

    bytes: int
    requests: int
    paint_ms: float  # first contentful paint
    chart_ms: float  # the chart is in the page


def seen(browser: Browser, address: str, chart: str) -> Seen:
    """Open an address with an empty profile until it shows an element."""
    context = browser.new_context()
    page: Page = context.new_page()
    session = context.new_cdp_session(page)
    session.send("Network.enable")
    received: list[int] = []
    session.on("Network.loadingFinished", lambda event: received.append(int(event["encodedDataLength"])))
    session.on(
        "Network.webSocketFrameReceived", lambda event: received.append(len(event["response"]["payloadData"]) * 3 // 4)
    )
    page.goto(address)
    page.wait_for_selector(chart, timeout=60_000)
    shown = float(page.evaluate("performance.now()"))
    page.wait_for_timeout(500)
    paint = float(page.evaluate("performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? 0"))
    context.close()
    return Seen(sum(received), len(received), paint, shown)


def bench_embed(address: str) -> None:
    """The same chart: alone, and as Streamlit's page of it."""
    print(f"embed, kept              {loaded(address + EMBED)}")
    print(f"start of a page          {loaded(address + '/')}   the shell that Streamlit's pages start from")
    with sync_playwright() as playwright:
        browser = launch(playwright)
        for name, path, chart in (("embed", EMBED, "svg"), ("Streamlit's embed", PAGE, "svg.main-svg")):
            seen(browser, address + path, chart)  # the first visitor warms the server
            told = seen(browser, address + path, chart)
            print(
                f"{name:<24} {told.bytes / 1000:8,.0f} kB in {told.requests} answers, first paint {told.paint_ms:.0f} ms, "
                f"chart after {told.chart_ms:.0f} ms"
            )
        browser.close()


def filters() -> str:
    """Every language and model that have gaps together, as the end of an address."""
    with duckdb.connect(str(WAREHOUSE), read_only=True) as warehouse:
        pairs = warehouse.execute("SELECT DISTINCT language_tag, model_id FROM gap ORDER BY ALL").fetchall()
    return ", ".join(f'"&language_tag={tag}&model_id={quote(model)}"' for tag, model in pairs)


def bench_data(address: str) -> None:
    """Rows of gaps of a language as JSON, and of each language and model, beside Datasette with the same table."""
    anew = ANEW % filters()
    ours = f"{address}/api/v1/gaps?limit={ROWS}"
    print(f"gaps of a language       {loaded(ours + '&language_tag=sw')}")
    print(f"of a language and model  {loaded(ours, script=anew)}   each asked for the first time")
    with datasette() as other:
        theirs = f"{other}/figures/gap.json?_size={ROWS}&_shape=objects"
        print(f"Datasette, a language    {loaded(theirs + '&language_tag=sw')}")
        print(f"Datasette, and model     {loaded(theirs, script=anew)}")


@contextmanager
def datasette() -> Iterator[str]:
    """Datasette on a free port with a SQLite copy of ``gap``, indexed by language; its address."""
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder)
        subprocess.run([sys.executable, "-m", "venv", place / "venv"], check=True)
        subprocess.run([place / "venv/bin/pip", "install", "-q", "datasette<1"], check=True, stderr=subprocess.DEVNULL)
        with duckdb.connect(str(WAREHOUSE), read_only=True) as warehouse, sqlite3.connect(place / "figures.db") as copy:
            warehouse.execute("FROM gap").df().to_sql("gap", copy, index=False)
            copy.execute("CREATE UNIQUE INDEX one ON gap (score_id)")
            copy.execute("CREATE INDEX by_language ON gap (language_tag)")
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            port = free.getsockname()[1]
        server = subprocess.Popen(
            [place / "venv/bin/datasette", "serve", "-i", place / "figures.db", "-p", str(port)],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            text=True,
        )
        try:
            wait(f"http://127.0.0.1:{port}", server, "/-/versions.json")
            yield f"http://127.0.0.1:{port}"
        finally:
            server.terminate()
            server.wait(10)


def bench_web() -> None:
    """All of it."""
    if not shutil.which("wrk"):
        print("over the wire            wrk is not at hand")
        return
    os.environ["RENDERS_A_MINUTE"] = "0"  # one client stands for many
    with serve() as address:
        bench_embed(address)
        bench_data(address)


if __name__ == "__main__":
    bench_web()
