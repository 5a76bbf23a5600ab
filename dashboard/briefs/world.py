"""The brief of the whole world: the headline claims."""

from __future__ import annotations

from dashboard.briefs.brief import NoBriefError, Section
from dashboard.briefs.content import LEADING, SUPPORTING, Content, drawn, known_sources, languages, two
from dashboard.briefs.places import TESTED
from dashboard.briefs.tables import of_languages, table_of_tests
from dashboard.claims import claims_of
from dashboard.reader import Reader

WORLD = "all"
# Which part of a claim stands where; those that this edition does not hold are left out.
TITLE = "safety_untested"  # names no model and needs no word of statistics
WIDEST = "capability_gap"
MESSAGES = ("capability_breadth", "safety_tally", "english_only")
AFFECTED = ("people_covered", "served")
UNKNOWN = ("evidence_none", "ledger_first")


def world_content(page: Reader, subject_id: str) -> Content:
    """What the brief of the world says.

    Raises:
        NoBriefError: another world is asked for.
    """
    if subject_id != WORLD:
        raise NoBriefError("id", subject_id)
    text, store = page.text, page.store
    claims = claims_of(store, text)

    def said(names: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(f"{sentence}." for name in names for sentence in claims.sentences.get(name, []))

    largest = store.view("large_language", order="-speakers,language_tag")["language_tag"]
    tested = of_languages(page, largest, TESTED)
    sources = [source for rows in claims.rows["source_ids"] for source in rows]
    meta = claims.meta(WIDEST).replace("  \n", " · ") if WIDEST in claims.sentences else ""
    first = tuple(f"{sentence} {meta}" for sentence in said((WIDEST,)))
    return Content(
        subject="",
        own_name="",
        title=said((TITLE,))[0].rstrip(".") if TITLE in claims.sentences else text("page.overview.title"),
        messages=(*first, *said(MESSAGES)),
        affected=Section(text("brief.affected"), said(AFFECTED)),
        charts=two(drawn(page, "safety_untested", LEADING), drawn(page, "capability_gap", SUPPORTING)),
        table=table_of_tests(page, tested, of_one=False),
        unknown=Section(text("language.unknown"), (*said(UNKNOWN), text("unknown.not_held"))),
        source_ids=(*dict.fromkeys(sources), *known_sources(tested)),
        advised=(("world", "001"), *languages(largest)),
    )
