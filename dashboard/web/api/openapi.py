"""The OpenAPI 3.1 description, made from the declarations that the routes are made from."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from dashboard.store import Store
from dashboard.text import Text
from dashboard.web.api.declared import COLLECTIONS, Collection
from dashboard.web.api.gathered import GATHERED, Gathered
from dashboard.web.api.types import Worded, asked_of, parameters_of, row_schema, statement_of

HOME = "/api/v1"
EDITION = {
    "as_of": {"type": "string", "format": "date", "description": "Date of the figures."},
    "content_hash": {"type": "string", "description": "Names this edition of the figures."},
}
PAGING = {
    "total": {"type": "integer", "description": "Items in all."},
    "limit": {"type": "integer", "description": "Items on a page, at most."},
    "offset": {"type": "integer", "description": "Items passed over."},
    "next": {"type": ["string", "null"], "description": "Where the next page is; null after the last."},
}
PROBLEM = {
    "type": "object",
    "description": "What is wrong, as RFC 9457 says it.",
    "properties": {
        "title": {"type": "string"},
        "status": {"type": "integer"},
        "detail": {"type": "string"},
        "errors": {
            "type": "array",
            "items": {
                "type": "object",
                "properties": {"parameter": {"type": "string"}, "detail": {"type": "string"}},
                "required": ["parameter", "detail"],
            },
        },
    },
    "required": ["title", "status", "detail"],
}
PROBLEMS = {
    "400": "A parameter is unknown or repeated, or cannot have this value.",
    "404": "There is none of this name.",
    "413": "The request is too large.",
    "414": "The address is too long.",
    "429": "Too many requests; Retry-After says how long to wait.",
    "500": "Something failed here.",
    "503": "The figures cannot be read, or the server is busy.",
}


@lru_cache(maxsize=2)
def described(store: Store) -> dict[str, Any]:
    """The whole description. Its words are those of the contract, in English."""
    paths: dict[str, Any] = {}
    schemas: dict[str, Any] = {"problem": PROBLEM}
    for collection in COLLECTIONS:
        schemas |= schemas_of(store, collection)
        paths |= paths_of(store, collection, statement_of(store, collection.relation))
    for gathered in GATHERED:
        schemas |= gathered.schemas()
        paths |= paths_of(store, gathered, gathered.statement)
    title = Text("en")("app.title")
    return {
        "openapi": "3.1.0",
        "info": {
            "title": title,
            "version": store.content_hash[:12],
            "description": "Every number has its source and its row. Null: not measured, or not stated; never zero.",
        },
        "servers": [{"url": "/"}],
        "paths": dict(sorted(paths.items())),
        "components": {"schemas": schemas},
    }


def schemas_of(store: Store, collection: Collection) -> dict[str, Any]:
    """The schema of a row of a collection, and of an item with its sections."""
    row = row_schema(store, collection)
    found = {collection.name: row}
    if collection.key:
        parts = {
            section.name: {
                "type": "array",
                "description": statement_of(store, section.relation),
                "items": row_schema(store, section),
            }
            for section in collection.sections
        }
        properties = EDITION | row["properties"] | parts
        found[f"{collection.name}_item"] = row | {"properties": properties, "required": list(properties)}
    return found


def paths_of(store: Store, collection: Collection | Gathered, statement: str) -> dict[str, Any]:
    """The list of a collection, and its items."""
    found = {
        f"{HOME}/{collection.name}": {
            "get": operation(
                f"list_{collection.name}",
                statement,
                parameters_of(asked_of(store, collection.name)),
                listing(collection.name),
                missing=False,
            )
        }
    }
    if collection.key:
        key = {
            "name": "key",
            "in": "path",
            "required": True,
            "description": collection.key,
            "schema": {"type": "string"},
        }
        found[f"{HOME}/{collection.name}/{{key}}"] = {
            "get": operation(
                f"get_{collection.name}",
                statement,
                [key, *parameters_of(Worded)],
                {"$ref": f"#/components/schemas/{collection.name}_item"},
            )
        }
    return found


def listing(name: str) -> dict[str, Any]:
    """The schema of a list of rows."""
    items = {"type": "array", "items": {"$ref": f"#/components/schemas/{name}"}}
    properties = EDITION | PAGING | {"items": items}
    return {"type": "object", "properties": properties, "required": list(properties), "additionalProperties": False}


def operation(
    name: str, statement: str, parameters: list[dict[str, Any]], schema: dict[str, Any], *, missing: bool = True
) -> dict[str, Any]:
    """One operation. ``missing``: whether it can be asked for what there is none of."""
    wrong = {"schema": {"$ref": "#/components/schemas/problem"}}
    return {
        "operationId": name,
        "summary": statement,
        "parameters": parameters,
        "responses": {
            "200": {"description": statement, "content": {"application/json": {"schema": schema}}},
            **{
                status: {"description": words, "content": {"application/problem+json": wrong}}
                for status, words in PROBLEMS.items()
                if missing or status != "404"
            },
        },
    }
