"""From a kind and an id, as they stand in an address, to a brief: what its kind says, and what all have in common."""

from __future__ import annotations

import os
from collections.abc import Callable
from functools import lru_cache
from urllib.parse import quote, urlencode

from dashboard.briefs.advised import recommendations
from dashboard.briefs.brief import PAPERS, Brief, Edition, NoBriefError, Picture, Section
from dashboard.briefs.compare import compare_content
from dashboard.briefs.content import Content
from dashboard.briefs.fonts import can_be_set, missing_font, require_fonts
from dashboard.briefs.language import language_content
from dashboard.briefs.places import country_content, group_content, region_content
from dashboard.briefs.tables import table_of_marks
from dashboard.briefs.words import plain
from dashboard.briefs.world import world_content
from dashboard.charts.chart import Chart
from dashboard.charts.printed import printed
from dashboard.citing import licence_words, source_line
from dashboard.reader import Reader, text_for
from dashboard.share import citation
from dashboard.store import Store
from dashboard.text import DEFAULT

CONTENTS: dict[str, Callable[[Reader, str], Content]] = {
    "language": language_content,
    "country": country_content,
    "region": region_content,
    "group": group_content,
    "world": world_content,
    "compare": compare_content,
}
RULES = (1, 2, 4, 9, 6, 8, 3, 5, 7)  # of ``rule.1`` to ``rule.9``, those that a printed page needs most first
SHOWN_HASH = 12
LEFT_OUT = 400  # more things than any list of a brief has
SITE = os.environ.get("SITE", "http://localhost:8501")  # of the addresses that are printed; never taken from a request


def make(
    store: Store, kind: str, subject_id: str, *, lang: str = DEFAULT, paper: str = "a4", site: str = SITE
) -> Brief:
    """The brief of a subject. ``lang``: an interface language; ``site``: scheme and host of the addresses printed, no slash at the end.

    Raises:
        NoBriefError: there is no such kind, subject or paper.
        FontError: there is no font for the script of ``lang``.
    """
    if kind not in CONTENTS:
        raise NoBriefError("kind", kind)
    if paper not in PAPERS:
        raise NoBriefError("paper", paper)
    page = Reader(store, text_for(lang, store))
    text = page.text
    require_fonts(text)
    content = content_of(page, kind, subject_id)
    own, notices = settable_name(page, kind, subject_id, content)
    charted = tuple(source for chart in content.charts for source in chart.source_ids)
    edition = edition_of(store, page, kind, subject_id, site, paper)
    return Brief(
        kind=kind,
        subject_id=subject_id,
        language=text.tag,
        right_to_left=text.right_to_left,
        paper=paper,
        site=text("app.title"),
        label=text(f"brief.kind.{kind}", subject=content.subject),
        own_name=own,
        title=content.title,
        messages=Section(text("section.evidence"), content.messages),
        affected=content.affected,
        pictures=tuple(picture(page, chart) for chart in content.charts),
        table=content.table,
        unknown=content.unknown,
        advice=Section(text("brief.advice"), (), text("brief.advice_none")),
        recommendations=recommendations(page, content.advised, own_subject(kind, subject_id)),
        method=Section(text("brief.method"), tuple(text(f"rule.{n}") for n in RULES)),
        sources=Section(text("brief.sources"), sources(page, (*charted, *content.source_ids))),
        citation=Section(text("share.cite"), (), citation(store, text, content.title, edition.address).plain(text)),
        edition=edition,
        left_out=left_out(store, text.tag),
        notices=notices,
    )


@lru_cache(maxsize=8)
def content_of(page: Reader, kind: str, subject_id: str) -> Content:
    """What the kind of a brief says of a subject, made once for the brief and for the page to read.

    Raises:
        NoBriefError: there is no such subject.
    """
    return CONTENTS[kind](page, subject_id)


def own_subject(kind: str, subject_id: str) -> tuple[str, str]:
    """The subject of a brief as advice names it."""
    return ("territory" if kind == "country" else kind, subject_id)


def settable_name(page: Reader, kind: str, tag: str, content: Content) -> tuple[str, tuple[str, ...]]:
    """The own name of a language, or nothing and what is missing, where no font here has its letters."""
    if can_be_set(content.own_name):
        return content.own_name, ()
    row = page.store.view("language_profile", language_tag=tag).iloc[0] if kind == "language" else {"scripts": []}
    scripts = row["scripts"]
    return "", (missing_font(page.text, tag, tuple(scripts) if scripts is not None else ()),)


def picture(page: Reader, chart: Chart) -> Picture:
    """A chart drawn for print."""
    said = plain(source_line(page.store, page.text, chart.source_ids))
    return Picture(chart, printed(chart, page.text), said, table_of_marks(chart, page.text))


def sources(page: Reader, source_ids: tuple[str, ...]) -> tuple[str, ...]:
    """Who published the figures: authors, year, title, address and licence of each, in the order of first use."""
    text = page.text
    rows = page.store.view("source").set_index("source_id")
    return tuple(
        text("brief.source", authors=row["authors"], year=row["year"], title=row["title"], address=row["address"],
             licence=licence_words(row["licence"], text))
        for row in (rows.loc[source] for source in dict.fromkeys(source_ids))
    )  # fmt: skip


def edition_of(store: Store, page: Reader, kind: str, subject_id: str, site: str, paper: str) -> Edition:
    """The figures that a brief is made from, and its frozen address: with other figures it answers nothing."""
    text, short = page.text, store.content_hash[:SHOWN_HASH]
    asked = {"lang": text.tag, **({"paper": paper} if paper != "a4" else {}), "edition": short}
    address = f"{site}/brief/{kind}/{quote(subject_id, safe=',')}.html?{urlencode(asked)}"
    return Edition(
        line=text("brief.edition", date=text.date(store.as_of), edition=store.content_hash),
        issued=store.as_of.isoformat(),
        content_hash=store.content_hash,
        address=address,
        link_label=text("brief.link"),
        qr_alt=text("brief.qr", address=address),
    )


@lru_cache(maxsize=16)
def left_out(store: Store, lang: str) -> tuple[str, ...]:
    """Words for every number of things that are not printed, from one on."""
    text = text_for(lang, store)
    return tuple(text.plural("brief.left_out", n) for n in range(1, LEFT_OUT + 1))
