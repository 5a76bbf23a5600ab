"""What a chart is, for programs: what it shows and in which unit, whose figures, under which licence, of which date, and the rows behind."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

import pandas as pd

from dashboard.charts.chart import Chart
from dashboard.store import Store
from dashboard.text import Text
from dashboard.web.api.gathered import Parameter

SAID_OF_SOURCE = ("source_id", "title", "authors", "year", "address", "licence", "redistribution", "transcription")


def metadata(
    chart: Chart, name: str, parameters: Mapping[str, str], takes: list[Parameter], text: Text, store: Store
) -> str:
    """The metadata of a chart as JSON, in the words of ``text``."""
    return json.dumps(
        {
            "chart": name,
            "parameters": dict(parameters),
            "takes": [asdict(one) for one in takes],
            "language": text.tag,
            "title": chart.title,
            "definition": chart.subtitle,
            "note": chart.note,
            "text_alternative": chart.alt,
            "unit": chart.axis,
            "columns": columns(chart, text),
            "n_marks": len(chart.frame),
            "not_measured": list(chart.missing),
            "sources": sources(chart, store),
            "caveats": caveats(chart, text, store),
            "rows": rows(chart, store),
            "as_of": store.as_of.isoformat(),
            "content_hash": store.content_hash,
        },
        ensure_ascii=False,
    )


def columns(chart: Chart, text: Text) -> list[dict[str, str]]:
    """The columns of the marks: their name in the JSON of the chart, their type, and their name in its CSV."""
    titles = {
        "label": text("column.label"),
        "role": text("column.series"),
        "x": chart.across,
        "value": chart.axis,
        "low": text("column.low"),
        "high": text("column.high"),
    }
    return [
        {
            "name": column,
            "type": "number" if pd.api.types.is_numeric_dtype(chart.frame[column]) else "string",
            "title": titles.get(column, ""),
        }
        for column in chart.frame.columns
        if column != "text"
    ]


def sources(chart: Chart, store: Store) -> list[dict[str, Any]]:
    """Whose figures they are, in the words of the warehouse, each with the date on which it was read."""
    own = store.view("source", source_id=chart.source_ids, order="source_id")
    return [
        {column: row[column] if column != "year" else int(row[column]) for column in SAID_OF_SOURCE}
        | {"retrieved": pd.Timestamp(row["retrieved"]).date().isoformat()}
        for _, row in own.iterrows()
    ]


def caveats(chart: Chart, text: Text, store: Store) -> list[dict[str, str]]:
    """What to beware of in these sources."""
    ids = store.view("source_caveat", source_id=chart.source_ids, order="caveat_id")["caveat_id"].unique()
    statements = store.view("caveat").set_index("caveat_id")["statement"]
    return [{"caveat_id": str(one), "statement": text.translated(f"caveat.{one}", statements[one])} for one in ids]


def rows(chart: Chart, store: Store) -> dict[str, Any] | None:
    """The rows of the warehouse that the chart rests on, by their key, and what that relation is; null for counts over whole tables."""
    if chart.evidence is None:
        return None
    described = store.described().query("column_name == ''").set_index("relation")["comment"]
    return {
        "relation": chart.evidence.relation,
        "statement": str(described[chart.evidence.relation]),
        "key": chart.evidence.key,
        "values": list(dict.fromkeys(chart.evidence.values)),
    }
