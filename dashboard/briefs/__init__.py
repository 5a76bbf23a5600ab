"""Briefs: two pages for a language, a country, a part of the world, a group of countries, or the world; one content, four forms."""

from __future__ import annotations

from pathlib import Path

from dashboard.briefs.brief import PAPERS, Brief, NoBriefError
from dashboard.briefs.fonts import FontError
from dashboard.briefs.html_page import as_page
from dashboard.briefs.making import CONTENTS, SITE, make
from dashboard.briefs.markdown import as_markdown
from dashboard.briefs.pdf import as_pdf
from dashboard.briefs.places import groups
from dashboard.briefs.world import WORLD
from dashboard.reader import Reader, text_for
from dashboard.store import Store
from dashboard.text import DEFAULT

FORMS = ("pdf", "html", "docx", "md")


def in_form(brief: Brief, form: str) -> bytes:
    """A brief as ``pdf``, ``html``, ``docx`` or ``md``.

    Raises:
        NoBriefError: it is none of these.
    """
    if form == "pdf":
        return as_pdf(brief)
    if form == "docx":
        from dashboard.briefs.word import (
            as_docx,
        )  # the library takes a seventh of a cold start: only who asks for it waits

        return as_docx(brief)
    if form == "html":
        return as_page(brief).encode()
    if form == "md":
        return as_markdown(brief).encode()
    raise NoBriefError("form", form)


def all_of(store: Store) -> list[tuple[str, str]]:
    """Kind and id of every brief that a release holds: the world, the groups, every country, every language that has a result or
    a count of speakers, those with results first. Languages side by side are made when they are asked for."""
    profiles = store.view("language_profile", order="-speakers,language_tag")
    measured = (profiles["capability_state"] == "measured") | (profiles["safety_state"] == "measured")
    spoken = (profiles["speakers"] > 0).fillna(False)
    tags = [*profiles.loc[measured, "language_tag"], *profiles.loc[~measured & spoken, "language_tag"]]
    page = Reader(store, text_for(DEFAULT, store))
    parts = [
        (kind, str(group))
        for kind, regions in (("region", True), ("group", False))
        for group in dict.fromkeys(groups(page, regions=regions)["group_id"])
    ]
    countries = store.view("territory", order="territory_code")["territory_code"]
    return [
        ("world", WORLD),
        *parts,
        *(("country", code) for code in countries),
        *(("language", tag) for tag in tags),
    ]


def write(
    store: Store, kind: str, subject_id: str, path: Path, *, lang: str = DEFAULT, paper: str = "a4", site: str = SITE
) -> Brief:
    """Make one brief into a file, whose ending says in which form. The folder must exist.

    Raises:
        NoBriefError: there is no such brief or form.
        FontError: the words of ``lang`` cannot be set on this machine.
    """
    brief = make(store, kind, subject_id, lang=lang, paper=paper, site=site)
    path.write_bytes(in_form(brief, path.suffix.removeprefix(".")))
    return brief


__all__ = [
    "CONTENTS",
    "FORMS",
    "PAPERS",
    "SITE",
    "Brief",
    "FontError",
    "NoBriefError",
    "all_of",
    "in_form",
    "make",
    "write",
]
