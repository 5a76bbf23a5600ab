"""The catalogue of charts for programs."""

from __future__ import annotations

import inspect
from typing import Any

from dashboard.catalogue import CATALOGUE, parameters
from dashboard.share import FILES
from dashboard.web.api.types import Worded

STRING = {"type": "string"}
SCHEMA = {
    "type": "object",
    "properties": {
        "chart": {"type": "string", "description": "Name of the chart."},
        "parameters": {
            "type": "array",
            "description": "What it takes, beside lang and theme.",
            "items": {
                "type": "object",
                "properties": {
                    "name": STRING,
                    "required": {"type": "boolean"},
                    "default": {"type": ["string", "null"], "description": "Null where there is none."},
                },
                "required": ["name", "required", "default"],
            },
        },
        "addresses": {
            "type": "object",
            "description": "Where it is found, without its parameters.",
            "additionalProperties": STRING,
        },
    },
    "required": ["chart", "parameters", "addresses"],
}


class Charted(Worded):
    """What the list of charts may be asked: a language, as every list, though nothing in it has words."""


def charts() -> list[dict[str, Any]]:
    """Every chart by name, with its parameters and addresses."""
    return [
        {
            "chart": name,
            "parameters": taken(name),
            "addresses": {
                "embed": f"/embed/{name}",
                **{kind: f"/chart/{name}.{kind}" for kind in (*FILES, "metadata.json")},
            },
        }
        for name in CATALOGUE
    ]


def taken(name: str) -> list[dict[str, Any]]:
    """The parameters of a chart: which it must be given, and what the others are where nothing is said."""
    declared = inspect.signature(CATALOGUE[name]).parameters
    return [
        {"name": key, "required": required, "default": None if required else declared[key].default}
        for key in parameters(name)
        for required in [declared[key].default is inspect.Parameter.empty]
    ]
