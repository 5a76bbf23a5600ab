"""The walls of the design: who may import whom."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

from etl.contract import ROOT

FORBIDDEN = {
    "dashboard": {"etl"},
    "etl": {"dashboard", "streamlit", "plotly"},
    "dashboard/charts": {"streamlit", "duckdb"},
}
PROSE = re.compile(r"[a-z]{2,}( [a-z]{2,}){2,}", re.IGNORECASE)  # three words in a row
SQL = ("select ", "insert ", "create ", " from ", " join ")


def imported(file: Path) -> set[str]:
    """Top-level packages that a file imports, wherever in it."""
    names: set[str] = set()
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names |= {alias.name.split(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            names.add((node.module or "").split(".")[0])
    return names


@pytest.mark.parametrize("room", FORBIDDEN)
def test_no_import_goes_through_a_wall(room: str) -> None:
    files = list((ROOT / room).rglob("*.py"))
    assert files
    through = {str(file.relative_to(ROOT)): imported(file) & FORBIDDEN[room] for file in files}
    assert {file: names for file, names in through.items() if names} == {}


@pytest.mark.parametrize(
    "file", sorted((ROOT / "dashboard").rglob("*.py")), ids=lambda file: str(file.relative_to(ROOT))
)
def test_only_the_store_speaks_sql(file: Path) -> None:
    if file.name == "store.py":
        return
    docstrings = {
        ast.get_docstring(node, clean=False)
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8")))
        if isinstance(node, ast.Module | ast.FunctionDef | ast.ClassDef | ast.AsyncFunctionDef)
    }
    strings = [
        node.value
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8")))
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and node.value not in docstrings
    ]
    assert [string for string in strings if string.lower().startswith(SQL[:3])] == []


@pytest.mark.parametrize("file", sorted((ROOT / "dashboard" / "pages").glob("*.py")), ids=lambda file: file.stem)
def test_pages_hold_no_prose(file: Path) -> None:
    tree = ast.parse(file.read_text(encoding="utf-8"))
    docstrings = {
        ast.get_docstring(node, clean=False)
        for node in ast.walk(tree)
        if isinstance(node, ast.Module | ast.FunctionDef)
    }
    prose = [
        node.value
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant)
        and isinstance(node.value, str)
        and PROSE.search(node.value)
        and node.value not in docstrings
    ]
    # The one exception is data: a finding of the survey is looked up by what it is about.
    assert set(prose) <= {"languages not named in paper", "monolingual non english"}


def test_no_file_grows_past_400_lines() -> None:
    long = {
        str(file.relative_to(ROOT)): lines
        for room in ("etl", "dashboard", "tests", "data/contract")
        for file in (ROOT / room).rglob("*")
        if file.suffix in (".py", ".sql") and (lines := len(file.read_text(encoding="utf-8").splitlines())) > 400
    }
    assert long == {}
