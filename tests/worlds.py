"""Small invented worlds, written as figures and built as any other."""

from __future__ import annotations

import csv
import hashlib
import io
from pathlib import Path
from typing import Any

import duckdb

from etl.build import build

HEAD = """title = "{name}"
authors = "A. Tester"
year = 2024
address = "https://example.org/{name}"
licence = "CC0-1.0"
redistribution = "yes"
transcription = "primary"
retrieved = 2024-06-01
origin = "invented"
caveats = []
notes = []
"""
LANGUAGES = [
    {"language_tag": "en", "iso639_3": "eng", "name": "English", "scope": "individual", "type": "living"},
    {"language_tag": "yo", "iso639_3": "yor", "name": "Yoruba", "scope": "individual", "type": "living"},
    {"language_tag": "sw", "iso639_3": "swa", "name": "Swahili", "scope": "macrolanguage", "type": "living"},
    {"language_tag": "la", "iso639_3": "lat", "name": "Latin", "scope": "individual", "type": "historical"},
]
BENCHMARK = """
[[benchmark]]
benchmark_id = "exam"
name = "Exam"
dimension = "{dimension}"
task = "answering"
parallel = {parallel}
parallel_reason = "The same questions."
reference_tag = "en"
item_origin = "human_translated"
{items}
"""
MODEL = """
[[model]]
model_id = "{model_id}"
name = "{model_id}"
"""


def score(tag: str, value: float, **changes: Any) -> dict[str, Any]:
    """A row of scores: model m, accuracy, 100 items, unless said otherwise."""
    return {
        "benchmark_id": "exam", "subset": "all", "condition": "default_prompt", "model_id": "m", "variant_tag": tag,
        "language_as_reported": tag, "metric_id": "accuracy", "value": value, "unit": "share", "n_items": 100,
        "published": "2024", "locator": "Table 1",
    } | changes  # fmt: skip


class World:
    """A folder of figures under ``figures`` and its warehouse beside it."""

    def __init__(self, folder: Path) -> None:
        self.figures = folder / "figures"
        self.warehouse = folder / "warehouse.duckdb"
        self.source("tongues", {"languages.csv": ("language", LANGUAGES)})

    def source(
        self, name: str, tables: dict[str, tuple[str, list[dict[str, Any]]]], *, toml: str = "", table_toml: str = ""
    ) -> Path:
        """Write a source: its files, and a source.toml that declares them."""
        folder = self.figures / name
        folder.mkdir(parents=True, exist_ok=True)
        text = HEAD.format(name=name)
        for file, (kind, rows) in tables.items():
            out = io.StringIO()
            columns = list(dict.fromkeys(column for row in rows for column in row))
            writer = csv.DictWriter(out, columns, lineterminator="\n")
            writer.writeheader()
            writer.writerows(rows)
            self.write(folder / file, out.getvalue().encode())
            text += f'\n[[table]]\nfile = "{file}"\nkind = "{kind}"\nsha256 = "{sha(folder / file)}"\n{table_toml}\n'
        (folder / "source.toml").write_text(text + toml, encoding="utf-8")
        return folder

    def write(self, file: Path, content: bytes) -> None:
        """Write a file of figures as it is."""
        file.write_bytes(content)

    def scores(
        self, rows: list[dict[str, Any]], *, name: str = "exams", dimension: str = "capability", parallel: bool = True,
        items: str = "", table_toml: str = "",
    ) -> Path:  # fmt: skip
        """A source of scores for the benchmark ``exam``, with every model they name."""
        declared = BENCHMARK.format(dimension=dimension, parallel=str(parallel).lower(), items=items)
        for model in sorted({row["model_id"] for row in rows}):
            declared += MODEL.format(model_id=model)
        return self.source(name, {"scores.csv": ("score", rows)}, toml=declared, table_toml=table_toml)

    def resign(self, file: Path) -> None:
        """Declare the present hash of a file that a test has changed on purpose."""
        toml = file.parent / "source.toml"
        lines = toml.read_text(encoding="utf-8").splitlines()
        at = lines.index(f'file = "{file.name}"')
        lines[at + 2] = f'sha256 = "{sha(file)}"'
        toml.write_text("\n".join(lines) + "\n", encoding="utf-8")

    def build(self) -> duckdb.DuckDBPyConnection:
        """Build it and open the result."""
        build(self.figures, self.warehouse)
        return duckdb.connect(str(self.warehouse), read_only=True)


def sha(file: Path) -> str:
    """SHA-256 of a file."""
    return hashlib.sha256(file.read_bytes()).hexdigest()


def unusable(path: Path, state: str) -> Path:
    """``path`` as a warehouse that is ``absent``, ``unreadable`` or ``outdated``."""
    if state == "unreadable":
        path.write_bytes(b"this is no database" * 200)
    if state == "outdated":
        columns = "'old' AS contract_version, 'x' AS content_hash, DATE '2020-01-01' AS as_of"
        with duckdb.connect(str(path)) as connection:
            connection.execute(f"CREATE TABLE build AS SELECT {columns}")
    return path
