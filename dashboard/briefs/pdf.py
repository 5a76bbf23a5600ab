"""A brief as PDF: two pages, tagged for reading aloud (PDF/UA-1), made to last (PDF/A-2a), the same bytes every time."""

from __future__ import annotations

import io
import json
import re
import threading
from dataclasses import asdict
from datetime import UTC, date, datetime, time
from pathlib import Path
from typing import Any

import pikepdf
import segno

from dashboard.briefs.brief import Brief, Picture, Section
from dashboard.briefs.drawing import drawing
from dashboard.briefs.fonts import compiler, families
from dashboard.briefs.words import plain, runs

TEMPLATE, ALONE = (Path(__file__).with_name(name) for name in ("brief.typ", "picture.typ"))
LONG = re.compile(
    rb"-?\d+\.\d{2,}"
)  # in no string of a page: there every letter has two bytes, one of which is no digit
WORDS, FONT = re.compile(rb"BT.*?\nET\n", re.DOTALL), re.compile(rb" 0 Tr/f\d+ [\d.]+ Tf")
BETWEEN = re.compile(rb">\s+<")
PPI = 200  # of a chart in pixels
STANDARDS = ["ua-1", "a-2a"]

pikepdf.settings.set_flate_compression_level(6)  # 9 takes half as long again, for a hundredth of the size
_lock = threading.Lock()


def as_pdf(brief: Brief) -> bytes:
    """The brief as PDF, tagged and archival; Typst refuses one that is not.

    Raises:
        typst.TypstError: the document breaks one of the standards.
    """
    issued = datetime.combine(date.fromisoformat(brief.edition.issued), time(), UTC)
    with _lock:
        made = compiler(TEMPLATE).compile(
            sys_inputs={"brief": json.dumps(data(brief), ensure_ascii=False)},
            format="pdf",
            pdf_standards=STANDARDS,  # type: ignore[arg-type]
            timestamp=issued,
        )
    if not isinstance(made, bytes):
        raise TypeError("Typst gave no document")
    return packed(made)


def packed(made: bytes) -> bytes:
    """The same document, a third smaller: its small objects compressed, its places rounded, a font named once where it does not
    change, no spaces between the elements of its metadata. Tags, fonts, words and metadata stay as they are; a test compares them."""
    kept = io.BytesIO()
    with pikepdf.open(io.BytesIO(made)) as document:
        for page in document.pages:
            short = LONG.sub(_rounded, page.Contents.read_bytes())
            page.Contents = document.make_stream(WORDS.sub(_once, short))
        document.Root.Metadata.write(BETWEEN.sub(b"><", document.Root.Metadata.read_bytes()))
        document.save(
            kept,
            object_stream_mode=pikepdf.ObjectStreamMode.generate,
            recompress_flate=True,
            deterministic_id=True,
        )
    return kept.getvalue()


def _once(words: re.Match[bytes]) -> bytes:
    """A run of words with the font named only where it changes."""
    before = b""

    def named(font: re.Match[bytes]) -> bytes:
        nonlocal before
        before, shown = font[0], b"" if font[0] == before else font[0]
        return shown

    return FONT.sub(named, words[0])


def _rounded(number: re.Match[bytes]) -> bytes:
    """A place to a tenth of a point, a short way to a hundredth, a factor to four digits."""
    value = abs(float(number[0]))
    shown = (b"%.1f" if value >= 10 else b"%.2f" if value >= 1 else b"%.4f") % float(number[0])
    return shown.rstrip(b"0").rstrip(b".") if b"." in shown else shown


def as_png(brief: Brief, picture: Picture) -> bytes:
    """One chart of a brief in pixels, on white, as wide as the text of a page."""
    asked = {
        "drawing": asdict(drawing(picture.svg)),
        "alt": plain(picture.chart.alt),
        "fonts": families(brief.language),
        "right_to_left": brief.right_to_left,
    }
    with _lock:
        made = compiler(ALONE).compile(
            sys_inputs={"picture": json.dumps(asked, ensure_ascii=False)}, format="png", ppi=PPI, timestamp=0
        )
    if not isinstance(made, bytes):
        raise TypeError("Typst gave more than one picture")
    return made


def data(brief: Brief) -> dict[str, Any]:
    """The brief as the template reads it."""
    table = brief.table
    return {
        "language": brief.language,
        "right_to_left": brief.right_to_left,
        "paper": brief.paper,
        "fonts": families(brief.language),
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


def widths(columns: tuple[str, ...], numbers: tuple[int, ...]) -> list[float]:
    """The share of each column in the width of a table: nought where it is as wide as its words."""
    shares = (1.5, 2.5, 2.2) if numbers and numbers[0] == 3 else (3, 2)
    return [0 if place in numbers else shares[place] if place < len(shares) else 2.1 for place in range(len(columns))]


def section(part: Section) -> dict[str, Any]:
    """A section as the template reads it."""
    return {"title": part.title, "points": [pieces(point) for point in part.points], "empty": pieces(part.empty)}


def pieces(words: str) -> list[dict[str, Any]]:
    """Words as the template reads them."""
    return [{"text": run.text, "bold": run.bold, "italic": run.italic, "address": run.address} for run in runs(words)]


def qr(address: str) -> str:
    """An address as a QR code, in SVG."""
    return str(segno.make(address, error="m").svg_inline(scale=4, border=2))
