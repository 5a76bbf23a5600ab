"""A brief as a document that can be edited (DOCX): headings, lists, charts as pictures with their alternatives, a table with a header
row; nothing is left out. The same bytes every time."""

from __future__ import annotations

import io
import zipfile
from datetime import datetime

from docx import Document
from docx.document import Document as Draft
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt
from docx.text.paragraph import Paragraph

from dashboard.briefs.brief import Brief, Section, Table
from dashboard.briefs.pdf import as_png
from dashboard.briefs.words import plain, runs

WIDTH, MARGIN = 170, 20  # millimetres
SIZES = {"a4": (210, 297), "us-letter": (215.9, 279.4)}
EPOCH = (1980, 1, 1, 0, 0, 0)  # the first date that a zip knows


def as_docx(brief: Brief) -> bytes:
    """The brief as DOCX."""
    document = Document()
    _set_up(document, brief)
    own = f" · {brief.own_name}" if brief.own_name else ""
    _paragraph(document, brief, f"{brief.label}{own} · {brief.site}")
    _heading(document, brief, brief.title, 1)
    for part in (brief.messages, brief.affected):
        _section(document, brief, part)
    for picture in brief.pictures:
        _heading(document, brief, picture.chart.title, 3)
        _paragraph(document, brief, picture.chart.subtitle)
        shape = document.add_picture(io.BytesIO(as_png(brief, picture)), width=Mm(WIDTH))
        shape._inline.docPr.set("descr", plain(picture.chart.alt))
        _paragraph(document, brief, f"{picture.chart.note} {picture.sources}")
    if brief.table:
        _table(document, brief, brief.table)
    _section(document, brief, brief.unknown)
    _advice(document, brief)
    for part in (brief.method, brief.sources, brief.citation):
        _section(document, brief, part)
    _paragraph(document, brief, brief.edition.line)
    _paragraph(document, brief, f"**{brief.edition.link_label}** {brief.edition.address}")
    made = io.BytesIO()
    document.save(made)
    return _same_every_time(made)


def _set_up(document: Draft, brief: Brief) -> None:
    """Paper, language, and what the file says of itself."""
    page = document.sections[0]
    page.page_width, page.page_height = (Mm(side) for side in SIZES[brief.paper])
    page.left_margin = page.right_margin = page.top_margin = page.bottom_margin = Mm(MARGIN)
    properties = document.core_properties
    issued = datetime.fromisoformat(brief.edition.issued)
    properties.title, properties.author, properties.language = brief.title, brief.site, brief.language
    properties.created = properties.modified = issued
    properties.comments = brief.edition.line
    normal = document.styles["Normal"]
    normal.font.name, normal.font.size = "Noto Sans", Pt(10)
    language = OxmlElement("w:lang")
    language.set(qn("w:bidi" if brief.right_to_left else "w:val"), brief.language)
    normal.element.get_or_add_rPr().append(language)


def _written(paragraph: Paragraph, brief: Brief, words: str) -> None:
    """Words into a paragraph, bold and italic where they are, from right to left where the language is."""
    for run in runs(words):
        added = paragraph.add_run(run.text)
        added.bold, added.italic = run.bold or None, run.italic or None
        if brief.right_to_left:
            added.font.rtl = True
    if brief.right_to_left:
        paragraph._p.get_or_add_pPr().append(OxmlElement("w:bidi"))


def _paragraph(document: Draft, brief: Brief, words: str, style: str | None = None) -> None:
    _written(document.add_paragraph(style=style), brief, words)


def _heading(document: Draft, brief: Brief, words: str, level: int) -> None:
    _written(document.add_heading(level=level), brief, words)


def _section(document: Draft, brief: Brief, part: Section) -> None:
    _heading(document, brief, part.title, 2)
    for point in part.points:
        _paragraph(document, brief, point, "List Bullet")
    if not part.points:
        _paragraph(document, brief, part.empty)


def _advice(document: Draft, brief: Brief) -> None:
    if not brief.recommendations:
        _section(document, brief, brief.advice)
        return
    _heading(document, brief, brief.advice.title, 2)
    for one in brief.recommendations:
        _paragraph(document, brief, one.action, "List Number")
        for label, words in one.details:
            _paragraph(document, brief, f"**{label}** {words}")


def _table(document: Draft, brief: Brief, table: Table) -> None:
    _heading(document, brief, table.title, 2)
    made = document.add_table(rows=1, cols=len(table.columns), style="Table Grid")
    header = OxmlElement("w:tblHeader")
    made.rows[0]._tr.get_or_add_trPr().append(header)
    if brief.right_to_left:
        made._tbl.tblPr.insert(1, OxmlElement("w:bidiVisual"))  # the schema wants it behind the style
    for row in (table.columns, *table.rows):
        cells = made.rows[0].cells if row is table.columns else made.add_row().cells
        for place, words in enumerate(row):
            paragraph = cells[place].paragraphs[0]
            _written(paragraph, brief, f"**{words}**" if row is table.columns else words)
            for run in paragraph.runs:
                run.font.size = Pt(8)
            if place in table.numbers:
                paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    _paragraph(document, brief, table.note)


def _same_every_time(made: io.BytesIO) -> bytes:
    """The same file without the time at which it was made."""
    kept = io.BytesIO()
    with zipfile.ZipFile(made) as old, zipfile.ZipFile(kept, "w", zipfile.ZIP_DEFLATED) as new:
        for name in sorted(old.namelist()):
            entry = zipfile.ZipInfo(name, EPOCH)
            entry.compress_type = zipfile.ZIP_DEFLATED
            new.writestr(entry, old.read(name))
    return kept.getvalue()
