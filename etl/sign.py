"""``source.toml`` after a refresh: the date and the hashes, written so that every comment stays."""

from __future__ import annotations

import hashlib
from datetime import date
from pathlib import Path

import tomlkit
from tomlkit.items import AoT, Item, Table

from etl.problems import EtlError, Exit, Problem


def sign(folder: Path, kinds: dict[str, str], upstream: dict[str, str], stamps: dict[str, str], today: date) -> None:
    """Write the date, the origin and every hash into source.toml, its comments kept; files that are new there are declared.

    ``kinds``: kind of each file of figures. ``upstream``: SHA-256 of each file of the publisher. ``stamps``: the keys of
    [upstream] that say when the files were read, with their values.
    """
    path = folder / "source.toml"
    document = tomlkit.parse(path.read_bytes().decode("utf-8"))
    document["retrieved"] = today
    tables = document.setdefault("table", tomlkit.aot())
    known = {table["file"] for table in tables}
    for file in kinds:
        if file not in known:
            declare(tables, file, kinds[file], folder.name)
    for table in tables:
        if table["file"] in kinds:
            put(table, "sha256", hashlib.sha256((folder / table["file"]).read_bytes()).hexdigest())
    for key, value in sorted(stamps.items()):
        document["upstream"][key] = value
    files = document["upstream"]["file"]
    if any(entry.get("sha256") != upstream[entry["name"]] for entry in files):
        more = f" and {len(files) - 1} more" if len(files) > 1 else ""
        document["origin"] = f"{files[0]['url']}{more}, read {today.isoformat()}"
    for entry in files:
        put(entry, "sha256", upstream[entry["name"]])
    path.write_bytes((tomlkit.dumps(document).rstrip() + "\n").encode("utf-8"))


def declare(tables: Item, file: str, kind: str, source_id: str) -> None:
    """Add a [[table]], a blank line before and after it.

    Raises:
        EtlError: the tables of this source.toml are written in one line, where none can be added.
    """
    if not isinstance(tables, AoT):
        problem = Problem(
            f"{source_id}/source.toml",
            f"{file} cannot be added to a list in one line.",
            "Write each table as a [[table]] of its own, as README shows.",
            column="table",
        )
        raise EtlError("The description of the source is wrong.", Exit.PROBLEMS, [problem])
    if tables and not tables[-1].as_string().endswith("\n\n"):
        tables[-1].add(tomlkit.nl())
    table = tomlkit.table()
    table.update({"file": file, "kind": kind, "sha256": ""})
    table.add(tomlkit.nl())
    tables.append(table)


def put(table: Table, key: str, value: str) -> None:
    """Set a key of a table; a new one goes before the blank lines and comments that lead to the next table."""
    trailing = []
    while key not in table and table.value.body and table.value.body[-1][0] is None:
        trailing.append(table.value.body.pop())
    table[key] = value
    table.value.body.extend(reversed(trailing))
