"""A brief as PDF: two pages, tagged for reading aloud (PDF/UA-1), made to last (PDF/A-2a), the same bytes every time."""

from __future__ import annotations

import json
import threading
from dataclasses import asdict
from datetime import UTC, date, datetime, time
from functools import lru_cache
from pathlib import Path
from typing import Any

import segno
import typst

from dashboard.briefs.brief import Brief, Section
from dashboard.briefs.drawing import drawing
from dashboard.briefs.fonts import FAMILIES
from dashboard.briefs.words import plain, runs

TEMPLATE = Path(__file__).with_name("brief.typ")
STANDARDS = ["ua-1", "a-2a"]

_lock = threading.Lock()


@lru_cache(maxsize=1)
def _compiler() -> typst.Compiler:
    return typst.Compiler(TEMPLATE, root=TEMPLATE.parent)


def as_pdf(brief: Brief) -> bytes:
    """The brief as PDF, tagged and archival; Typst refuses one that is not.

    Raises:
        typst.TypstError: the document breaks one of the standards.
    """
    issued = datetime.combine(date.fromisoformat(brief.edition.issued), time(), UTC)
    with _lock:
        made = _compiler().compile(
            sys_inputs={"brief": json.dumps(data(brief), ensure_ascii=False)},
            format="pdf",
            pdf_standards=STANDARDS,  # type: ignore[arg-type]
            timestamp=issued,
        )
    if not isinstance(made, bytes):
        raise TypeError("Typst gave no document")
    return made


def data(brief: Brief) -> dict[str, Any]:
    """The brief as the template reads it."""
    table = brief.table
    return {
        "language": brief.language,
        "right_to_left": brief.right_to_left,
        "paper": brief.paper,
        "fonts": FAMILIES,
        "site": brief.site,
        "label": brief.label,
        "own_name": brief.own_name,
        "title": brief.title,
        "issued": [int(part) for part in brief.edition.issued.split("-")],
        "messages": section(brief.messages),
        "affected": section(brief.affected),
        "pictures": [
            {
                "title": picture.chart.title,
                "subtitle": pieces(picture.chart.subtitle),
                "note": pieces(f"{picture.chart.note} {picture.sources}"),
                "alt": plain(picture.chart.alt),
                "drawing": asdict(drawing(picture.svg)),
            }
            for picture in brief.pictures
        ],
        "table": table
        and {
            "title": table.title,
            "columns": table.columns,
            "widths": widths(table.columns, table.numbers),
            "numbers": table.numbers,
            "rows": table.rows,
            "note": pieces(table.note),
        },
        "unknown": section(brief.unknown),
        "advice": section(brief.advice),
        "recommendations": [
            {
                "action": pieces(one.action),
                "details": [{"label": label, "words": pieces(words)} for label, words in one.details],
            }
            for one in brief.recommendations
        ],
        "method": section(brief.method),
        "sources": section(brief.sources),
        "citation": section(brief.citation),
        "edition": brief.edition.line,
        "link_label": brief.edition.link_label,
        "address": brief.edition.address,
        "qr": qr(brief.edition.address),
        "qr_alt": brief.edition.qr_alt,
        "left_out": brief.left_out,
    }


def widths(columns: tuple[str, ...], numbers: tuple[int, ...]) -> list[int]:
    """The share of each column in the width of a table: nought where it is as wide as its words."""
    return [0 if place in numbers else 3 if place == 0 else 2 for place in range(len(columns))]


def section(part: Section) -> dict[str, Any]:
    """A section as the template reads it."""
    return {"title": part.title, "points": [pieces(point) for point in part.points], "empty": pieces(part.empty)}


def pieces(words: str) -> list[dict[str, Any]]:
    """Words as the template reads them."""
    return [{"text": run.text, "bold": run.bold, "italic": run.italic, "address": run.address} for run in runs(words)]


def qr(address: str) -> str:
    """An address as a QR code, in SVG."""
    return str(segno.make(address, error="m").svg_inline(scale=4, border=2))
