"""One warehouse of the real figures for the whole run, and small invented worlds."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from pathlib import Path

# Before anything imports the dashboard: its pages read this warehouse and no other.
os.environ["WAREHOUSE"] = str(Path(tempfile.mkdtemp(prefix="warehouse-")) / "warehouse.duckdb")

import duckdb
import pytest

from etl.build import build
from etl.contract import FIGURES
from tests.worlds import World

WAREHOUSE = Path(os.environ["WAREHOUSE"])


@pytest.fixture(scope="session", autouse=True)
def warehouse() -> Path:
    """The real figures, built once."""
    build(FIGURES, WAREHOUSE)
    return WAREHOUSE


@pytest.fixture
def real(warehouse: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    """A connection to the real figures."""
    with duckdb.connect(str(warehouse), read_only=True) as connection:
        yield connection


@pytest.fixture
def world(tmp_path: Path) -> World:
    """An invented world: three languages, one benchmark, nothing measured yet."""
    return World(tmp_path)
