"""A brief as a document that can be edited (DOCX): headings, lists, charts as pictures with their alternatives, a table with a header
row; nothing is left out. The same bytes every time."""

from __future__ import annotations

import io
import re
import zipfile
from datetime import datetime

from docx import Document
from docx.document import Document as Draft
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.shared import Mm, Pt, RGBColor
from docx.styles.style import ParagraphStyle
from docx.text.paragraph import Paragraph

from dashboard.briefs.brief import Brief, Section, Table
from dashboard.briefs.fonts import FAMILIES, families
from dashboard.briefs.pdf import as_png
from dashboard.briefs.words import plain, runs

WIDTH, MARGIN = 170, 20  # millimetres
SIZES = {"a4": (210, 297), "us-letter": (215.9, 279.4)}
SMALL = 7.5  # points of the words in a table
SIZES_OF_WORDS = {"Normal": 10, "Heading 1": 16, "Heading 2": 12, "Heading 3": 10.5}
STYLES = (*SIZES_OF_WORDS, "List Bullet", "List Number", "List Continue")
LINES, EDGES = 3.5, 4  # a cell's words may take so many lines; letters that its two edges take
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
        _paragraph(document, brief, picture.chart.subtitle).paragraph_format.keep_with_next = True
        shape = document.add_picture(io.BytesIO(as_png(brief, picture)), width=Mm(WIDTH))
        shape._inline.docPr.set("descr", plain(picture.chart.alt))
        document.paragraphs[-1].paragraph_format.keep_with_next = True
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
    for name in STYLES:
        _set_style(document.styles[name], brief, SIZES_OF_WORDS.get(name))
    if brief.right_to_left:
        page._sectPr.append(OxmlElement("w:bidi"))


def _set_style(style: ParagraphStyle, brief: Brief, points: float | None) -> None:
    """Fonts, black for print, and sizes, which a word processor keeps apart for scripts that are set from right to left or stacked."""
    fonts = families(brief.language)
    style.font.name, style.font.color.rgb = FAMILIES[0], RGBColor(0, 0, 0)
    properties = style.element.get_or_add_rPr()
    for name in ("w:asciiTheme", "w:hAnsiTheme", "w:eastAsiaTheme", "w:cstheme"):
        properties.rFonts.attrib.pop(qn(name), None)
    properties.rFonts.set(qn("w:cs"), fonts[0])
    if points:
        style.font.size = Pt(points)
        _complex(properties, "w:szCs", str(round(2 * points)))
    if style.font.bold:
        _complex(properties, "w:bCs")
    language = OxmlElement("w:lang")
    language.set(qn("w:val"), brief.language)
    language.set(qn("w:bidi"), brief.language)
    properties.append(language)


def _complex(properties: BaseOxmlElement, name: str, value: str = "") -> None:
    """A property for scripts that need shaping, behind the one for the others, as the schema wants it."""
    for old in properties.findall(qn(name)):
        properties.remove(old)
    added = OxmlElement(name)
    if value:
        added.set(qn("w:val"), value)
    before = properties.find(qn(name.removesuffix("Cs")))
    if before is None:
        properties.append(added)
    else:
        before.addnext(added)


def _written(paragraph: Paragraph, brief: Brief, words: str) -> None:
    """Words into a paragraph, bold and italic where they are, from right to left where the language is."""
    for run in runs(words):
        added = paragraph.add_run(run.text)
        added.bold, added.italic = run.bold or None, run.italic or None
        if run.bold:
            _complex(added._r.get_or_add_rPr(), "w:bCs")
        if brief.right_to_left:
            added.font.rtl = True
    if brief.right_to_left:
        paragraph._p.get_or_add_pPr().append(OxmlElement("w:bidi"))


def _paragraph(document: Draft, brief: Brief, words: str, style: str | None = None) -> Paragraph:
    paragraph = document.add_paragraph(style=style)
    _written(paragraph, brief, words)
    return paragraph


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
            _paragraph(document, brief, f"**{label}** {words}", "List Continue")


def _table(document: Draft, brief: Brief, table: Table) -> None:
    _heading(document, brief, table.title, 2)
    made = document.add_table(rows=1, cols=len(table.columns), style="Table Grid")
    shares = [room(column) for column in zip(table.columns, *table.rows, strict=True)]
    made.autofit = False
    for column, share in zip(made.columns, shares, strict=True):
        column.width = Mm(WIDTH * share / sum(shares))
    header = OxmlElement("w:tblHeader")
    made.rows[0]._tr.get_or_add_trPr().append(header)
    if brief.right_to_left:
        made._tbl.tblPr.insert(1, OxmlElement("w:bidiVisual"))  # the schema wants it behind the style
    for row in (table.columns, *table.rows):
        line = made.rows[0] if row is table.columns else made.add_row()
        line._tr.get_or_add_trPr().insert(0, OxmlElement("w:cantSplit"))
        cells = line.cells
        for place, words in enumerate(row):
            cells[place].width = made.columns[place].width
            paragraph = cells[place].paragraphs[0]
            _written(paragraph, brief, f"**{words}**" if row is table.columns else words)
            paragraph.paragraph_format.space_after = Pt(0)
            for run in paragraph.runs:
                run.font.size = Pt(SMALL)
                _complex(run._r.get_or_add_rPr(), "w:szCs", str(round(2 * SMALL)))
            if place in table.numbers:
                paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    _paragraph(document, brief, table.note)


def room(column: tuple[str, ...]) -> float:
    """Letters that a column needs side by side: its longest word whole, its longest cell in a few lines."""
    words = (word for cell in column for word in re.split(r"[\s-]", cell))
    return EDGES + max(*map(len, words), max(map(len, column)) / LINES)


def _same_every_time(made: io.BytesIO) -> bytes:
    """The same file without the time at which it was made."""
    kept = io.BytesIO()
    with zipfile.ZipFile(made) as old, zipfile.ZipFile(kept, "w", zipfile.ZIP_DEFLATED) as new:
        for name in sorted(old.namelist()):
            entry = zipfile.ZipInfo(name, EPOCH)
            entry.compress_type = zipfile.ZIP_DEFLATED
            new.writestr(entry, old.read(name))
    return kept.getvalue()
