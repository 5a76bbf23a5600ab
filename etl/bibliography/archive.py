"""The metadata of the ACL Anthology, as its publisher serves it, read volume by volume.

Of each paper only what the counts need is kept, so that the whole Anthology fits in little memory. Retracted and
removed papers are left out.
"""

from __future__ import annotations

import lzma
import re
import tarfile
import zlib
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO

import yaml
from lxml import etree

from etl.bibliography.languages import languages
from etl.bibliography.rules import is_extended, is_keyword, language_class, topic
from etl.reading.opened import fault

FIRST_YEAR = 2020  # of the survey, and of large language models
XML = re.compile(r"(?:^|/)data/xml/[^/]+\.xml$|^xml/[^/]+\.xml$")
VENUE = re.compile(r"(?:^|/)data/yaml/venues/[^/]+\.yaml$")
LARGEST = 200_000_000  # bytes of one file; the largest there is has 15 million
LARGEST_IN_ALL = 4_000_000_000  # bytes of the unpacked archive; the whole Anthology has under one thousand million


@dataclass(frozen=True)
class Found:
    """A paper that a rule finds, with its labels."""

    paper_id: str
    title: str
    topic: str
    language_class: str
    tags: tuple[str, ...]
    keyword: bool
    extended: bool


@dataclass
class Volume:
    """A volume and what was counted in it."""

    volume_id: str
    file: str
    year: str
    venues: tuple[str, ...]
    papers: int = 0
    with_abstract: int = 0
    languages: Counter[str] = field(default_factory=Counter)  # papers that name the language
    found: list[Found] = field(default_factory=list)


@dataclass(frozen=True)
class Venue:
    """A venue: its short name, and whether it is one of the Association for Computational Linguistics."""

    acronym: str
    is_acl: bool


def read_archive(path: Path) -> tuple[dict[str, Volume], dict[str, Venue]]:
    """Volumes since 2020 and venues, by identifier, of an archive or a folder of the Anthology.

    Raises:
        UnreadableError: it is neither, or a file in it is not as the Anthology writes it.
    """
    volumes: dict[str, Volume] = {}
    venues: dict[str, Venue] = {}
    try:
        for name, content in members(path):
            if VENUE.search(name):
                venues[Path(name).stem] = read_venue(Path(name).name, content)
                continue
            for volume in read_volumes(Path(name).name, content):
                if volume.volume_id in volumes:
                    raise fault(f"{path.name}, {name}", f"The volume {volume.volume_id} stands twice.", "it once")
                volumes[volume.volume_id] = volume
    except (tarfile.TarError, lzma.LZMAError, zlib.error, EOFError, OSError) as error:
        raise fault(path.name, f"It cannot be read: {error}.", "a .tar.xz or .tar.gz of the Anthology") from error
    if not volumes or not venues:
        what = "no venues" if volumes else "no papers"
        raise fault(path.name, f"There are {what} in it.", "data/xml/*.xml and data/yaml/venues/*.yaml")
    return volumes, venues


def members(path: Path) -> Iterator[tuple[str, IO[bytes]]]:
    """The files of interest, one open at a time; nothing is written to disk."""
    if path.is_dir():
        for file in sorted(path.rglob("*")):
            name = file.relative_to(path).as_posix()
            if XML.search(name) or VENUE.search(name):
                with file.open("rb") as opened:
                    yield name, opened
        return
    with tarfile.open(path, "r|*") as archive:
        unpacked = 0
        for member in archive:
            unpacked += member.size  # also of what is passed over: it has to be unpacked to get past it
            if unpacked > LARGEST_IN_ALL:
                raise fault(path.name, f"Its files have more than {LARGEST_IN_ALL} bytes.", "the Anthology's archive")
            if not member.isfile() or not (XML.search(member.name) or VENUE.search(member.name)):
                continue
            if member.size > LARGEST:
                raise fault(f"{path.name}, {member.name}", f"It has {member.size} bytes.", f"at most {LARGEST}")
            if content := archive.extractfile(member):
                yield member.name, content


def read_venue(file: str, content: IO[bytes]) -> Venue:
    """One venue.

    Raises:
        UnreadableError: it is not YAML, or names no acronym.
    """
    try:
        keys = yaml.safe_load(content)
    except yaml.YAMLError as error:
        raise fault(file, "It is not YAML.", "keys and values") from error
    if not isinstance(keys, dict) or not isinstance(keys.get("acronym"), str):
        raise fault(file, "There is no key 'acronym'.", "the short name of the venue under it")
    return Venue(keys["acronym"], keys.get("is_acl") is True)


def read_volumes(file: str, content: IO[bytes]) -> Iterator[Volume]:
    """The volumes of one file, each whole when it comes.

    Raises:
        UnreadableError: the file is not XML, or a volume has no year, venue or identifier.
    """
    volume: Volume | None = None
    try:
        # Entities are not resolved, nothing is fetched, and libxml2's own limits on depth and size hold.
        for _, element in etree.iterparse(
            content, tag=("meta", "paper", "volume"), resolve_entities=False, no_network=True, huge_tree=False
        ):
            if element.tag == "volume":
                if volume is not None:
                    yield volume
                volume = None
            elif element.tag == "meta":
                volume = begin(file, element) or volume
            elif volume is not None:
                count(volume, element)
            if element.tag != "meta":
                element.clear()
    except etree.XMLSyntaxError as error:
        raise fault(f"{file}, line {error.lineno}", f"It is not XML: {error.msg}.", "XML of the Anthology") from error


def begin(file: str, meta: etree._Element) -> Volume | None:
    """The volume that ``meta`` describes; None where it is one of an event, or older than the counts go back."""
    parent = meta.getparent()
    if parent is None or parent.tag != "volume":
        return None
    collection = parent.getparent()
    volume_id = f"{collection.get('id') if collection is not None else None}-{parent.get('id')}"
    year, venues = meta.findtext("year", "").strip(), tuple(text(venue) for venue in meta.findall("venue"))
    if not re.fullmatch(r"\d{4}", year):
        raise fault(f"{file}, volume {volume_id}", f"Its year is {year!r}.", "four digits in meta/year")
    if int(year) < FIRST_YEAR:
        return None
    if not venues:
        raise fault(f"{file}, volume {volume_id}", "It has no venue.", "meta/venue")
    return Volume(volume_id, file, year, venues)


def count(volume: Volume, paper: etree._Element) -> None:
    """Count a paper in its volume, and keep it where a rule finds it."""
    if paper.find("retracted") is not None or paper.find("removed") is not None:
        return
    title, abstract = text(paper.find("title")), text(paper.find("abstract"))
    words = f"{title}. {abstract}"
    tags = languages(words)
    volume.papers += 1
    volume.with_abstract += bool(abstract)
    volume.languages.update(tags)
    keyword, extended = is_keyword(abstract), is_extended(words)
    if keyword or extended:
        paper_id = f"{volume.volume_id}.{paper.get('id')}"
        about = topic(words), language_class(tags, words), tuple(sorted(tags))
        volume.found.append(Found(paper_id, title, *about, keyword, extended))


def text(element: etree._Element | None) -> str:
    """The text of an element without its inline markup, one space between words."""
    if element is None:
        return ""
    return " ".join(etree.tostring(element, method="text", encoding="unicode", with_tail=False).split())
