"""A brief before it is laid out: words, charts, a table and where they come from. Renderers print the same one in four forms."""

from __future__ import annotations

from dataclasses import dataclass

from dashboard.charts.chart import Chart

PAPERS = ("a4", "us-letter")


class NoBriefError(LookupError):
    """There is no such brief. ``reason`` is ``kind``, ``id``, ``form``, ``paper`` or ``edition``; ``subject`` what was asked for."""

    def __init__(self, reason: str, subject: str) -> None:
        super().__init__(f"{reason}: {subject}")
        self.reason = reason
        self.subject = subject


@dataclass(frozen=True)
class Table:
    """Rows of words under column names, the most telling first. ``note`` says how they were chosen; ``numbers`` names the
    columns, from nought, that hold numbers."""

    title: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    note: str
    numbers: tuple[int, ...] = ()


@dataclass(frozen=True)
class Picture:
    """A chart of the catalogue, drawn for print, with the line that names its sources, and what is drawn as a table."""

    chart: Chart
    svg: str
    sources: str
    figures: Table


@dataclass(frozen=True)
class Recommendation:
    """What could be done, with its owner; ``details`` are label and sentences: evidence, counter-evidence, withdrawal."""

    action: str
    details: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Section:
    """A heading and its points. Where there are none, ``empty`` says so in words."""

    title: str
    points: tuple[str, ...]
    empty: str = ""


@dataclass(frozen=True)
class Edition:
    """Which figures these are: the date in words, the hash in full, and the address that gives these and no others."""

    line: str
    issued: str  # ISO date
    content_hash: str
    address: str
    link_label: str
    qr_alt: str


@dataclass(frozen=True)
class Brief:
    """Everything that a brief says, in the order of reading. Words may hold bold, italics, code and links of Markdown."""

    kind: str
    subject_id: str
    language: str  # tag of the interface language
    right_to_left: bool
    paper: str  # one of ``PAPERS``
    site: str  # what the whole is called
    label: str  # the kind in words, and the subject
    own_name: str  # of the subject in its own language; empty where it is unknown, the same, or cannot be set
    title: str  # the finding
    messages: Section
    affected: Section
    pictures: tuple[Picture, ...]  # the leading one first
    table: Table | None
    unknown: Section
    advice: Section  # its points are empty where there are recommendations
    recommendations: tuple[Recommendation, ...]
    method: Section
    sources: Section
    citation: Section
    edition: Edition
    left_out: tuple[str, ...]  # words for 1, 2, 3 ... things that are not printed
    notices: tuple[str, ...] = ()  # what a reader of the log should know: fonts that are missing, by name and package
