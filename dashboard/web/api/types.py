"""Types of the warehouse as types of JSON, and what a request may ask of a collection."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Annotated, Any, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, create_model

from dashboard.store import Store
from dashboard.text import DEFAULT, interface_languages
from dashboard.web.api.declared import COLLECTIONS, Collection, Section
from dashboard.web.api.gathered import GATHERED

MOST = 1000  # items on a page of a list
FURTHEST = 10_000_000
LONGEST = 200  # characters of a value

JSON_TYPES = {
    "BOOLEAN": {"type": "boolean"},
    "DATE": {"type": "string", "format": "date"},
    "DOUBLE": {"type": "number"},
    "VARCHAR": {"type": "string"},
}
Words = Annotated[str, Field(max_length=LONGEST, pattern=r"^[^\x00-\x1f]*$")]
Whole = Annotated[int, Field(ge=-(2**31), le=2**31 - 1)]


def columns_of(store: Store, relation: str) -> dict[str, tuple[str, str]]:
    """Columns of a relation in order: name -> (type in the warehouse, what the contract says of it)."""
    described = store.described()
    own = described[(described["relation"] == relation) & (described["column_name"] != "")]
    return {
        str(name): (str(kind), str(comment))
        for name, kind, comment in zip(own["column_name"], own["data_type"], own["comment"], strict=True)
    }


def statement_of(store: Store, relation: str) -> str:
    """What the contract says of a relation."""
    described = store.described()
    own = described[(described["relation"] == relation) & (described["column_name"] == "")]
    return str(own["comment"].iloc[0])


def options(kind: str) -> list[str]:
    """The values of a closed list; none where a type is no closed list."""
    return re.findall(r"'([^']*)'", kind) if kind.startswith("ENUM(") else []


def json_type(kind: str) -> dict[str, Any]:
    """The JSON Schema of a type of the warehouse, without null."""
    if kind.endswith("[]"):
        return {"type": "array", "items": json_type(kind.removesuffix("[]"))}
    if known := options(kind):
        return {"type": "string", "enum": known}
    return JSON_TYPES.get(kind.split("(")[0], {"type": "integer"} if "INT" in kind else {"type": "number"})


def row_schema(store: Store, part: Collection | Section) -> dict[str, Any]:
    """The JSON Schema of one row: every column is there, and may be null."""
    properties: dict[str, Any] = {}
    for name, (kind, comment) in columns_of(store, part.relation).items():
        plain = json_type(kind)
        either = {"enum": [*plain["enum"], None]} if "enum" in plain else {}
        properties[name] = plain | {"type": [plain["type"], "null"], "description": comment} | either
    if isinstance(part, Collection):
        for name, worded in part.worded.items():
            properties[name] = {"type": "string", "description": worded.statement}
    return {"type": "object", "properties": properties, "required": list(properties), "additionalProperties": False}


def truth(value: object) -> object:
    """``true`` or ``false``, and no other word for them."""
    if value not in ("true", "false"):
        raise ValueError("Input should be true or false")
    return value == "true"


Truth = Annotated[bool, BeforeValidator(truth)]


def _of_address(kind: str) -> Any:  # noqa: ANN401 - a type made at run time
    """What a request may say of a column, as a type for pydantic."""
    if known := options(kind):
        return Literal[tuple(known)]
    if kind == "BOOLEAN":
        return Truth
    return Whole if "INT" in kind else Words


class Worded(BaseModel):
    """What every request may ask: the language of names and sentences."""

    model_config = ConfigDict(extra="forbid")
    lang: Literal[tuple(interface_languages())] = Field(DEFAULT, description="Language of names and sentences.")  # type: ignore[valid-type]


class Listed(Worded):
    """What every list may be asked besides: a page of it."""

    limit: int = Field(100, ge=1, le=MOST, description="Items on a page.")
    offset: int = Field(0, ge=0, le=FURTHEST, description="Items to pass over.")


@lru_cache(maxsize=64)
def asked_of(store: Store, name: str) -> type[Listed]:
    """What the list ``name`` may be asked, as a model that checks it and describes itself."""
    collection = next(one for one in (*COLLECTIONS, *GATHERED) if one.name == name)
    columns = columns_of(store, collection.relation) if collection.relation else {}
    fields: dict[str, Any] = {
        column: (_of_address(columns[column][0]) | None, Field(None, description=columns[column][1]))
        for column in collection.filters
    }
    return create_model(f"{name}_asked", __base__=Listed, **fields)


def parameters_of(model: type[BaseModel]) -> list[dict[str, Any]]:
    """The parameters of a model, as OpenAPI describes them."""
    told = []
    for name, schema in model.model_json_schema()["properties"].items():
        plain = next((one for one in schema.get("anyOf", []) if one.get("type") != "null"), schema)
        kept = {key: value for key, value in plain.items() if key not in ("title", "description")}
        told.append({"name": name, "in": "query", "description": schema["description"], "schema": kept})
    return told
