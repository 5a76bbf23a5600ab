"""One warehouse of the real figures for the whole run, and small invented worlds."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

# Before anything imports the dashboard: its pages read this warehouse and no other.
os.environ["WAREHOUSE"] = str(Path(tempfile.mkdtemp(prefix="warehouse-")) / "warehouse.duckdb")
os.environ["RENDERS_A_MINUTE"] = "0"  # tests ask faster than any reader

import duckdb
import pytest
from filelock import FileLock
from playwright.sync_api import Browser, sync_playwright
from starlette.testclient import TestClient

from dashboard.app import app
from dashboard.store import Store
from etl.build import build
from etl.contract import FIGURES, ROOT
from tests.server import launch, serve
from tests.watching import Watched
from tests.worlds import World

WAREHOUSE = Path(os.environ["WAREHOUSE"])
BUILT = ROOT / "build" / "tests" / "warehouse.duckdb"


@pytest.fixture(scope="session", autouse=True)
def warehouse() -> Path:
    """The real figures, built once for all processes that test: a build knows whether figures, contract or code have changed."""
    BUILT.parent.mkdir(parents=True, exist_ok=True)
    with FileLock(BUILT.with_suffix(".wait")):
        build(FIGURES, BUILT)
        shutil.copyfile(BUILT, WAREHOUSE)
    return WAREHOUSE


@pytest.fixture(scope="module")
def store(warehouse: Path) -> Store:
    """The real figures as the dashboard reads them."""
    return Store(warehouse)


@pytest.fixture(scope="module")
def client(warehouse: Path) -> TestClient:
    """All routes of the dashboard, asked without a socket."""
    return TestClient(app)


@pytest.fixture
def real(warehouse: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    """A connection to the real figures."""
    with duckdb.connect(str(warehouse), read_only=True) as connection:
        yield connection


@pytest.fixture
def world(tmp_path: Path) -> World:
    """An invented world: three languages, one benchmark, nothing measured yet."""
    return World(tmp_path)


@pytest.fixture(scope="module")
def address(warehouse: Path) -> Iterator[str]:
    """The real server on this machine."""
    with serve(warehouse) as address:
        yield address


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """A real browser. While it is open an event loop runs in this thread, which tests of other modules must not find."""
    with sync_playwright() as playwright:
        browser = launch(playwright)
        yield browser
        browser.close()


@pytest.fixture
def watched(browser: Browser, address: str) -> Iterator[Watched]:
    """A page of it that must not ask another host nor complain."""
    watched = Watched(browser, address)
    yield watched
    watched.context.close()
    assert watched.troubles == []
