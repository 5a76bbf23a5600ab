"""How an export describes itself: a Frictionless data package, a Croissant description, and a page for people."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from typing import Any

import duckdb

from etl.problems import EtlError, Exit

NAME = "language-gap"
TITLE = "Language Gap Dashboard"
ABOUT = (
    "Published benchmark results and survey counts, and what follows from them: how far each language lies behind English "
    "in capability and in safety, how sure that is, and how little research looks at it."
)
DOCUMENTS = ("README.md", "croissant.json", "datapackage.json")
FORMULA = "^('*[=+@\\t\\r\\n-])"  # a text cell that a spreadsheet would run, or that already has the mark of one
# our kind -> (Frictionless type, Croissant type)
TYPES = {
    "text": ("string", "sc:Text"),
    "list": ("array", "sc:Text"),
    "boolean": ("boolean", "sc:Boolean"),
    "integer": ("integer", "sc:Integer"),
    "number": ("number", "sc:Float"),
    "date": ("date", "sc:Date"),
}
# Croissant 1.0 asks for its whole vocabulary here, used or not.
TERMS = """citeAs column equivalentProperty extract field fileProperty fileObject fileSet format includes isLiveDataset
jsonPath key md5 parentField path recordSet references regex repeated replace samplingRate separator source subField
transform"""
CONTEXT = {term: f"cr:{term}" for term in TERMS.split()} | {
    "@language": "en",
    "@vocab": "https://schema.org/",
    "conformsTo": "dct:conformsTo",
    "cr": "http://mlcommons.org/croissant/",
    "rai": "http://mlcommons.org/croissant/RAI/",
    "data": {"@id": "cr:data", "@type": "@json"},
    "dataType": {"@id": "cr:dataType", "@type": "@vocab"},
    "dct": "http://purl.org/dc/terms/",
    "examples": {"@id": "cr:examples", "@type": "@json"},
    "sc": "https://schema.org/",
}


@dataclass(frozen=True)
class Column:
    """A column of a table or view, with its DuckDB type and the contract's words for it."""

    name: str
    type: str
    comment: str
    required: bool

    @property
    def kind(self) -> str:
        """One of ``TYPES``.

        Raises:
            EtlError: an export has no form for such a type.
        """
        if self.type.endswith("[]"):
            return "list"
        if re.fullmatch(r"U?(TINY|SMALL|BIG|HUGE)?INT(EGER)?", self.type):
            return "integer"
        kinds = {"VARCHAR": "text", "ENUM": "text", "BOOLEAN": "boolean", "DATE": "date"}
        kinds |= dict.fromkeys(("DOUBLE", "FLOAT", "DECIMAL"), "number")
        try:
            return kinds[self.type.split("(")[0]]
        except KeyError:
            raise EtlError(
                f"Column {self.name} is of type {self.type}, which has no form in an export. Use another type in "
                "data/contract, or give this one a form in etl/describe.py.",
                Exit.PROBLEMS,
            ) from None


@dataclass(frozen=True)
class Reference:
    """Columns that name a row of another table by its key."""

    columns: tuple[str, ...]
    table: str
    key: tuple[str, ...]


@dataclass(frozen=True)
class Relation:
    """A table or a view; ``folder`` says which."""

    folder: str
    name: str
    comment: str
    columns: tuple[Column, ...]
    key: tuple[str, ...] = ()
    references: tuple[Reference, ...] = ()


@dataclass(frozen=True)
class File:
    """A written file: ``path`` relative to the export."""

    path: str
    size: int
    sha256: str


@dataclass(frozen=True)
class Written:
    """A relation and its two files."""

    relation: Relation
    rows: int
    csv: File
    parquet: File


@dataclass(frozen=True)
class Source:
    """A source as the warehouse states it; ``rows`` are those of its files of figures."""

    source_id: str
    title: str
    authors: str
    year: int
    address: str
    licence: str
    redistribution: str
    rows: int


@dataclass(frozen=True)
class Edition:
    """What an export holds and leaves out. ``orphans``: rows of other sources that name something left out."""

    as_of: date
    content_hash: str
    contract_version: str
    sources: tuple[Source, ...]
    left_out: tuple[Source, ...]
    url: str | None = None
    orphans: int = 0

    @property
    def version(self) -> str:
        """Enough of the content hash to tell editions apart."""
        return self.content_hash[:16]

    @property
    def citation(self) -> str:
        """How to cite the export; the sources are cited besides."""
        place = f" {self.url}" if self.url else ""
        return f"{TITLE}, data as of {self.as_of}, version {self.version}.{place}"


def relations(connection: duckdb.DuckDBPyConnection) -> list[Relation]:
    """Every table and view of the connected database, in the order of the contract: what others refer to first.

    A view that the contract keeps as a table is a view.
    """
    keys: dict[str, tuple[str, ...]] = {}
    references: dict[str, list[Reference]] = {}
    for table, kind, columns, other, other_key in connection.execute(
        """SELECT table_name, constraint_type, constraint_column_names, referenced_table, referenced_column_names
        FROM duckdb_constraints() WHERE database_name = current_database() ORDER BY table_oid, constraint_index"""
    ).fetchall():
        if kind == "PRIMARY KEY":
            keys[table] = tuple(columns)
        elif kind == "FOREIGN KEY":
            references.setdefault(table, []).append(Reference(tuple(columns), other, tuple(other_key)))
    columns_of: dict[str, list[Column]] = {}
    for name, column, data_type, comment, nullable in connection.execute(
        """SELECT table_name, column_name, data_type, coalesce(comment, ''), is_nullable FROM duckdb_columns()
        WHERE database_name = current_database() AND NOT internal ORDER BY table_oid, column_index"""
    ).fetchall():
        columns_of.setdefault(name, []).append(Column(column, data_type, comment, not nullable))
    found = connection.execute(
        """SELECT CASE WHEN table_name IN (SELECT relation FROM definition) THEN 'views' ELSE 'tables' END, table_name,
        coalesce(comment, ''), table_oid AS place FROM duckdb_tables() WHERE database_name = current_database() AND NOT internal
        UNION ALL SELECT 'views', view_name, coalesce(comment, ''), view_oid FROM duckdb_views()
        WHERE database_name = current_database() AND NOT internal
        ORDER BY place"""
    ).fetchall()
    return [
        Relation(folder, name, comment, tuple(columns_of[name]), keys.get(name, ()), tuple(references.get(name, ())))
        for folder, name, comment, _ in found
    ]


def datapackage(edition: Edition, written: list[Written]) -> dict[str, Any]:
    """The Frictionless description (Data Package 1.0): a CSV resource with its schema and a Parquet file a relation."""
    return {
        "profile": "data-package",
        "name": NAME,
        "title": TITLE,
        "description": f"{ABOUT} README.md says how to read and cite it.",
        **({"homepage": edition.url} if edition.url else {}),
        "version": edition.version,
        "asOf": str(edition.as_of),
        "contentHash": edition.content_hash,
        "contractVersion": edition.contract_version,
        "sources": [
            {
                "title": source.title,
                "path": source.address,
                "sourceId": source.source_id,
                "authors": source.authors,
                "year": source.year,
                "licence": source.licence,
                "redistribution": source.redistribution,
            }
            for source in edition.sources
        ],
        "leftOut": [
            {"sourceId": source.source_id, "title": source.title, "licence": source.licence, "rows": source.rows}
            for source in edition.left_out
        ],
        "resources": [resource for one in written for resource in (table_resource(one), file_resource(one))],
    }


def table_resource(one: Written) -> dict[str, Any]:
    """The CSV of a relation, with the schema of its columns."""
    relation = one.relation
    schema: dict[str, Any] = {"fields": [table_field(relation, column) for column in relation.columns]}
    if relation.key:
        schema["primaryKey"] = list(relation.key)
    if relation.references:
        schema["foreignKeys"] = [
            {
                "fields": list(reference.columns),
                "reference": {"resource": reference.table, "fields": list(reference.key)},
            }
            for reference in relation.references
        ]
    return {
        "profile": "tabular-data-resource",
        "type": "table",
        "name": relation.name,
        "path": one.csv.path,
        "description": relation.comment,
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "bytes": one.csv.size,
        "hash": f"sha256:{one.csv.sha256}",
        "dialect": {"delimiter": ",", "lineTerminator": "\n", "quoteChar": '"', "doubleQuote": True, "header": True},
        "schema": {**schema, "missingValues": [""]},
    }


def table_field(relation: Relation, column: Column) -> dict[str, Any]:
    """A column of a CSV: closed lists and what may not be empty as constraints."""
    constraints: dict[str, Any] = {}
    if column.required:
        constraints["required"] = True
    if column.type.startswith("ENUM("):
        constraints["enum"] = re.findall(r"'([^']*)'", column.type)
    field = {"name": column.name, "type": TYPES[column.kind][0], "description": column.comment}
    return field | ({"constraints": constraints} if constraints else {})


def file_resource(one: Written) -> dict[str, Any]:
    """The Parquet file of a relation."""
    return {
        "profile": "data-resource",
        "type": "file",
        "name": f"{one.relation.name}.parquet",
        "path": one.parquet.path,
        "description": one.relation.comment,
        "format": "parquet",
        "mediatype": "application/vnd.apache.parquet",
        "bytes": one.parquet.size,
        "hash": f"sha256:{one.parquet.sha256}",
    }


def croissant(edition: Edition, written: list[Written]) -> dict[str, Any]:
    """The Croissant 1.0 description: every file, and a record set a relation, read from the exact Parquet."""
    as_of = edition.as_of
    return {
        "@context": CONTEXT,
        "@type": "sc:Dataset",
        "conformsTo": "http://mlcommons.org/croissant/1.0",
        "name": NAME,
        "alternateName": TITLE,
        "description": f"{ABOUT} README.md states the licence of each source.",
        **({"url": edition.url} if edition.url else {}),
        "creator": {"@type": "Organization", "name": TITLE},
        "license": sorted({source.licence for source in edition.sources}),
        "citeAs": edition.citation,
        "datePublished": str(as_of),
        "version": f"{as_of.year}.{as_of.month}.{as_of.day}+{edition.version}",
        "distribution": [
            {
                "@type": "cr:FileObject",
                "@id": file.path,
                "name": file.path,
                "contentUrl": file.path,
                "contentSize": f"{file.size} B",
                "encodingFormat": "text/csv" if file is one.csv else "application/x-parquet",
                "sha256": file.sha256,
            }
            for one in written
            for file in (one.csv, one.parquet)
        ],
        "recordSet": [record_set(one) for one in written],
    }


def record_set(one: Written) -> dict[str, Any]:
    """The records of a relation. Foreign keys stand in datapackage.json only: here they would make readers join."""
    relation = one.relation
    return {
        "@type": "cr:RecordSet",
        "@id": relation.name,
        "name": relation.name,
        "description": relation.comment,
        **({"key": [{"@id": f"{relation.name}/{column}"} for column in relation.key]} if relation.key else {}),
        "field": [
            {
                "@type": "cr:Field",
                "@id": f"{relation.name}/{column.name}",
                "name": column.name,
                "description": column.comment,
                "dataType": TYPES[column.kind][1],
                **({"repeated": True} if column.kind == "list" else {}),
                "source": {"fileObject": {"@id": one.parquet.path}, "extract": {"column": column.name}},
            }
            for column in relation.columns
        ],
    }
