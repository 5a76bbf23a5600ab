"""One file of figures into its contract table, or every problem in it.

What a file may hold is read from the contract itself: the columns of the table that its kind names,
their types, their constraints. Nothing is repeated here but the few words that make an error kind.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import duckdb

from etl.declared import name_typed_models
from etl.languages import language_tag
from etl.manifest import Correction, Table
from etl.problems import Problem
from etl.reading.opened import NUMBER
from etl.staging import MAX_PROBLEMS_PER_CHECK, apply_corrections, found, read_header, stage


@dataclass(frozen=True)
class Kind:
    """How a kind of file becomes rows: what the build adds to the columns of the file."""

    row_id: str | None = None  # column that names the row
    tag_from: str | None = None  # column of the file that language_tag is worked out from
    names_file: bool = False  # whether the table keeps the file name
    shared: bool = False  # whether several sources may name the same thing; the first says what it is


# Kind, which is the contract table, in the order of loading: what others refer to comes first.
# How numbers are written, by SQL type.
WRITTEN = {"DOUBLE": NUMBER.pattern} | dict.fromkeys(("TINYINT", "INTEGER", "BIGINT"), r"-?\d+(\.0+)?")
KINDS = {
    "language": Kind(),
    "merged_code": Kind(tag_from="variant_tag"),
    "macrolanguage_member": Kind(),
    "autonym": Kind(),
    "classification": Kind(tag_from="variant_tag"),
    "vitality": Kind(tag_from="variant_tag"),
    "resource_class": Kind(),
    "language_script": Kind(),
    "speaker_estimate": Kind(),
    "territory": Kind(),
    "territory_group": Kind(),
    "language_territory": Kind(row_id="row_id", tag_from="variant_tag"),
    "model": Kind(shared=True),
    "score": Kind(row_id="score_id", tag_from="variant_tag", names_file=True),
    "item_result": Kind(row_id="row_id", tag_from="variant_tag"),
    "resource_indicator": Kind(row_id="row_id", tag_from="variant_tag"),
    "publication_count": Kind(row_id="row_id", tag_from="language_code"),
    "paper": Kind(),
    "bibliography_venue": Kind(),
    "finding": Kind(row_id="row_id"),
    "policy_source": Kind(),
    "policy_extract": Kind(row_id="row_id"),
    "precedent": Kind(),
    "institute_exercise": Kind(row_id="row_id", tag_from="variant_tag"),
    "product_language": Kind(row_id="row_id", tag_from="variant_tag"),
    "training_summary": Kind(row_id="row_id"),
    "language_platform": Kind(row_id="row_id"),
    "service_use": Kind(row_id="row_id", tag_from="variant_tag"),
    "platform_user": Kind(row_id="row_id"),
    "speech_corpus": Kind(row_id="row_id", tag_from="variant_tag"),
    "corpus_audit": Kind(row_id="row_id", tag_from="variant_tag"),
    "dataset_terms": Kind(row_id="row_id", tag_from="variant_tag"),
    "model_origin": Kind(row_id="row_id", tag_from="variant_tag"),
    "contributor_share": Kind(row_id="row_id", tag_from="variant_tag"),
    "token_count": Kind(row_id="row_id", tag_from="variant_tag"),
    "summit_signatory": Kind(row_id="row_id"),
    "full_text_check": Kind(row_id="row_id"),
    "withdrawal_record": Kind(row_id="row_id"),
    "argument_fact": Kind(row_id="row_id"),
}


@dataclass(frozen=True)
class Column:
    """A column of a contract table."""

    name: str
    type: str
    required: bool


def load_file(
    connection: duckdb.DuckDBPyConnection,
    folder: Path,
    table: Table,
    corrections: Sequence[Correction] = (),
    most: int = MAX_PROBLEMS_PER_CHECK,
) -> tuple[int, list[Problem]]:
    """Load one declared file; its data rows, and every problem found (then nothing is loaded).

    ``corrections``: those of this file. ``most``: rows that each check names one by one.
    """
    name = f"{folder.name}/{table.file}"
    kind = KINDS[table.kind]
    header, problems = read_header(folder / table.file, name, table.sha256)
    if problems:
        return 0, problems
    target = table.kind
    columns = contract_columns(connection, target)
    computed = {
        "source_id",
        kind.row_id,
        "file" if kind.names_file else None,
        "language_tag" if kind.tag_from else None,
    }
    from_file = [column for column in columns if column.name not in computed]
    if kind.tag_from and kind.tag_from not in {column.name for column in columns}:
        from_file.append(Column(kind.tag_from, "VARCHAR", required=True))
    problems = check_header(name, header, from_file)
    if problems:
        return 0, problems
    try:
        stage(connection, folder / table.file, header)
    except duckdb.Error as error:
        reason = str(error).splitlines()[0]
        return 0, [
            Problem(
                name,
                f"The file cannot be read as {'Parquet' if table.file.endswith('.parquet') else 'CSV'}: {reason}",
                "Write it with commas, double quotes and one header row.",
            )
        ]
    rows = int(connection.execute("SELECT count(*) FROM staged").fetchall()[0][0])
    present = [column for column in from_file if column.name in header]
    problems = apply_corrections(connection, folder.name, header, corrections)
    problems += check_values(connection, name, present, most)
    problems += add_language_tags(connection, name, kind.tag_from, most)
    add_computed(connection, folder.name, table.file, kind, target, present)
    problems += check_constraints(connection, name, target, most, shared=kind.shared)
    if problems:
        return 0, problems
    if kind.shared:
        return rows, name_typed_models(connection, name)
    names = ", ".join(f'"{column.name}"' for column in columns)
    connection.execute(f"INSERT INTO {target} BY NAME SELECT {names} FROM typed ORDER BY row")
    return rows, []


def contract_columns(connection: duckdb.DuckDBPyConnection, table: str) -> list[Column]:
    """Columns of a contract table, in order."""
    rows = connection.execute(
        "SELECT column_name, data_type, NOT is_nullable FROM duckdb_columns() WHERE database_name = current_database() AND table_name = ? ORDER BY column_index",
        [table],
    ).fetchall()
    return [Column(*row) for row in rows]


def check_header(name: str, header: list[str], expected: list[Column]) -> list[Problem]:
    """Missing, unknown and repeated columns."""
    allowed = ", ".join(column.name for column in expected)
    known = {column.name for column in expected}
    problems = [
        Problem(name, "Unknown column.", f"Rename or remove it; this kind of file has {allowed}.", row=1, column=column)
        for column in header
        if column not in known
    ]
    problems += [
        Problem(name, "The column stands twice.", "Remove one of them.", row=1, column=column)
        for column in sorted({column for column in header if header.count(column) > 1})
    ]
    problems += [
        Problem(name, "The column is missing.", f"Add it; this kind of file has {allowed}.", row=1, column=column.name)
        for column in expected
        if column.required and column.name not in header
    ]
    return problems


def check_values(connection: duckdb.DuckDBPyConnection, name: str, columns: list[Column], most: int) -> list[Problem]:
    """Cells that are missing where a value is required, or not of the column's type."""
    problems: list[Problem] = []
    for column in columns:
        cell = f'"{column.name}"'
        if column.required:
            problems += found(
                connection,
                f"SELECT row, '' FROM staged WHERE {cell} IS NULL OR trim({cell}) = ''",
                [],
                lambda row, _, c=column: Problem(
                    name, "The cell is empty.", "Give the value, as published.", row, c.name
                ),
                most,
            )
        if column.type != "VARCHAR":
            cast = f"TRY_CAST({cell} AS {column.type})"
            misfit = f"{cast} IS NULL"
            if written := WRITTEN.get(column.type):  # a cast would round, and take 1_0 for ten
                misfit = f"({misfit} OR NOT regexp_full_match({cell}, '{written}'))"
            problems += found(
                connection,
                f"SELECT row, {cell} FROM staged WHERE {cell} IS NOT NULL AND {misfit}",
                [],
                lambda row, value, c=column: Problem(
                    name, f"{value!r} does not fit.", f"Expected {plain_type(c.type)}.", row, c.name
                ),
                most,
            )
    return problems


def plain_type(sql_type: str) -> str:
    """A SQL type in words."""
    if sql_type.startswith("ENUM"):
        return "one of " + sql_type[5:-1].replace("'", "")
    return {"DOUBLE": "a number with a decimal point", "BOOLEAN": "true or false"}.get(sql_type, "a whole number")


def add_language_tags(
    connection: duckdb.DuckDBPyConnection, name: str, tag_from: str | None, most: int
) -> list[Problem]:
    """Work out ``tags`` (as written -> language tag) for the distinct tags of the file; problems for malformed ones."""
    connection.execute("CREATE OR REPLACE TEMP TABLE tags (written VARCHAR, language_tag VARCHAR)")
    if tag_from is None:
        return []
    problems: list[Problem] = []
    known: dict[str, str] = {}
    for (written,) in connection.execute(
        f'SELECT DISTINCT "{tag_from}" FROM staged WHERE "{tag_from}" IS NOT NULL'
    ).fetchall():
        try:
            known[written] = language_tag(written)
        except ValueError:
            problems += found(
                connection,
                f'SELECT row, "{tag_from}" FROM staged WHERE "{tag_from}" = ?',
                [written],
                lambda row, value: Problem(
                    name,
                    f"{value!r} is not a language tag.",
                    "Write a BCP-47 tag such as yo or zh-Hant.",
                    row,
                    tag_from,
                ),
                most,
            )
    connection.execute("INSERT INTO tags SELECT unnest(?), unnest(?)", [list(known), list(known.values())])
    return problems


def add_computed(
    connection: duckdb.DuckDBPyConnection, source_id: str, file: str, kind: Kind, target: str, present: list[Column]
) -> None:
    """Make ``typed``: the rows with their types and with what the build adds."""
    # A cell that does not fit is reported already; it must not hide what else is wrong.
    cells = [f'TRY_CAST("{column.name}" AS {column.type}) AS "{column.name}"' for column in present]
    missing = [
        f'CAST(NULL AS {column.type}) AS "{column.name}"'
        for column in contract_columns(connection, target)
        if column.name not in {c.name for c in present} | {"source_id", "file", "language_tag", kind.row_id}
        and not column.required
    ]
    added = ["$source AS source_id"]
    if kind.row_id:
        added.append(f"format('{{}}/{{}}:{{}}', $source, $file, row) AS {kind.row_id}")
    if kind.names_file:
        added.append("$file AS file")
    if kind.tag_from:
        added.append("tags.language_tag")
    values = {"source": source_id} | ({"file": file} if kind.row_id or kind.names_file else {})
    join = f'LEFT JOIN tags ON tags.written = staged."{kind.tag_from}"' if kind.tag_from else ""
    connection.execute(
        f"CREATE OR REPLACE TEMP TABLE typed AS SELECT row, {', '.join(cells + missing + added)} FROM staged {join} ORDER BY row",
        values,
    )


def check_constraints(
    connection: duckdb.DuckDBPyConnection, name: str, target: str, most: int, *, shared: bool = False
) -> list[Problem]:
    """Rows that break a constraint of the contract table: references, keys, checks. ``shared``: another file may have the same key."""
    problems: list[Problem] = []
    constraints = connection.execute(
        """SELECT constraint_type, expression, constraint_column_names, referenced_table, referenced_column_names
        FROM duckdb_constraints() WHERE database_name = current_database() AND table_name = ? AND constraint_type <> 'NOT NULL'""",
        [target],
    ).fetchall()
    for constraint, expression, columns, referenced, referenced_columns in constraints:
        if constraint == "FOREIGN KEY":
            column = columns[0]
            problems += found(
                connection,
                f'SELECT row, "{column}" FROM typed WHERE "{column}" IS NOT NULL AND "{column}" NOT IN (SELECT "{referenced_columns[0]}" FROM {referenced})',
                [],
                lambda row, value, c=column, r=referenced: Problem(
                    name, f"{value!r} is not a known {r}.", unknown_remedy(connection, r), row, c
                ),
                most,
            )
        elif constraint in ("PRIMARY KEY", "UNIQUE"):
            keys = ", ".join(f'"{column}"' for column in columns)
            seen = f"SELECT row, first(row) OVER (PARTITION BY {keys} ORDER BY row) AS earlier FROM typed"
            kept = f"SELECT {keys} FROM {target}"
            problems += found(
                connection,
                f"SELECT row, earlier FROM ({seen}) WHERE row > earlier",
                [],
                lambda row, earlier, k=columns: Problem(
                    name, f"The row repeats row {earlier}: the same {', '.join(k)}.", "Remove one of the two.", row
                ),
                most,
            )
            if shared:
                continue
            problems += found(
                connection,
                f"SELECT row, '' FROM typed WHERE ({keys}) IN ({kept})",
                [],
                lambda row, _, k=columns: Problem(
                    name, f"Another file already has this {', '.join(k)}.", "Remove one of the two.", row
                ),
                most,
            )
        else:
            problems += found(
                connection,
                f"SELECT row, {', '.join(columns)} FROM typed WHERE NOT ({expression})",
                [],
                lambda row, value, *others, c=columns, e=expression: broken_rule(
                    name, row, dict(zip(c, (value, *others), strict=True)), e
                ),
                most,
            )
    return problems


def unknown_remedy(connection: duckdb.DuckDBPyConnection, referenced: str) -> str:
    """Where a missing reference must be declared, or which ones there are."""
    if referenced in ("metric", "condition", "indicator"):
        known = connection.execute(
            f"SELECT string_agg({referenced}_id, ', ' ORDER BY {referenced}_id) FROM {referenced}"
        )
        return f"Use one of {known.fetchall()[0][0]}; or add it to data/contract/vocabulary.sql."
    return {
        "language": "Correct the tag; the known ones stand in iso639_3/languages.csv. A code new to etl/languages.py needs an exception there.",
        "benchmark": "Use one that is declared, or declare it as a [[benchmark]] in source.toml.",
        "model": "Declare it as a [[model]] in source.toml.",
    }.get(referenced, f"Add it to {referenced}.")


def broken_rule(name: str, row: int, cells: dict[str, object], rule: str) -> Problem:
    """That a row breaks a rule of the contract, and what to do about it."""
    column, value = next(iter(cells.items()))
    if set(cells) == {"value", "unit"}:
        remedy = (
            "A share lies between 0 and 1, a percent between 0 and 100: correct the value, or write unit = percent."
        )
        return Problem(name, f"{cells['value']!r} does not fit the unit {cells['unit']}.", remedy, row, "value")
    if "released" in cells or "published" in cells:
        return Problem(name, f"{value!r} is not a date.", "Write it as YYYY, YYYY-MM or YYYY-MM-DD.", row, column)
    return Problem(name, f"{value!r} breaks the rule {rule}.", "Correct the value.", row, column)
