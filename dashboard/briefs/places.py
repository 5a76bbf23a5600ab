"""Briefs of people: of a country, of a part of the world, of a group of countries."""

from __future__ import annotations

import pandas as pd

from dashboard.briefs.brief import NoBriefError, Section
from dashboard.briefs.content import LEADING, SUPPORTING, Content, drawn, known_sources, languages, two
from dashboard.briefs.tables import of_languages, table_of_tests
from dashboard.catalogue.subjects import group_title
from dashboard.charts.chart import Chart
from dashboard.reader import Reader, first
from dashboard.standing import asks, bounds_lines, bounds_of, country_facts

ASKED = 5  # largest languages with weak evidence, named with what is missing
NAMED = 5  # largest languages, named with their speakers
TESTED = 14  # languages whose most telling tests are listed


def country_content(page: Reader, code: str) -> Content:
    """What the brief of a country or territory says.

    Raises:
        NoBriefError: there is no such territory.
    """
    row = first(page.store.view("territory", territory_code=code))
    if row is None:
        raise NoBriefError("id", code)
    text, name = page.text, page.text.territory(code)
    spoken = page.store.view("country_language", territory_code=code, order="-share_pct,language_tag")
    exposed = page.store.view("territory_exposure", territory_code=code, level="compared", order="dimension")
    safety = drawn(page, "country_evidence", LEADING, code=code, about="safety")
    capability = drawn(page, "country_evidence", SUPPORTING, code=code, about="capability")
    index = drawn(page, "country_index", SUPPORTING, code=code)
    return Content(
        subject=name,
        own_name="",
        title=title(page, name, exposed),
        messages=(*bounds_lines(page, code), *more_messages(page, spoken, capability)),
        affected=Section(text("brief.affected"), (*country_facts(page, code, row, spoken), largest(page, spoken))),
        charts=two(safety, index, capability),
        table=table_of_tests(page, of_languages(page, spoken["language_tag"], TESTED), of_one=False),
        unknown=unknown(page, spoken, exposed),
        source_ids=("cldr", "country_groups", *known_sources(of_languages(page, spoken["language_tag"], TESTED))),
        advised=(("territory", code), *languages(spoken["language_tag"])),
    )


def region_content(page: Reader, group_id: str) -> Content:
    """What the brief of a part of the world (M49) says.

    Raises:
        NoBriefError: there is no such part.
    """
    return group_of(page, group_id, regions=True)


def group_content(page: Reader, group_id: str) -> Content:
    """What the brief of a group of countries says: of an income, of a list of the United Nations.

    Raises:
        NoBriefError: there is no such group.
    """
    return group_of(page, group_id, regions=False)


def groups(page: Reader, *, regions: bool) -> pd.DataFrame:
    """The rows of ``group_exposure`` of M49 regions, or of all other groups, as far as tests compare languages."""
    rows = page.store.view("group_exposure", level="compared", order="scheme,group_id,dimension")
    return rows[rows["scheme"].str.startswith("m49") == regions]


def group_of(page: Reader, group_id: str, *, regions: bool) -> Content:
    """What the brief of a group of countries says."""
    text, store = page.text, page.store
    exposed = groups(page, regions=regions)
    exposed = exposed[exposed["group_id"] == group_id]
    if exposed.empty:
        raise NoBriefError("id", group_id)
    row = exposed.iloc[0]
    same = {"scheme": str(row["scheme"]), "group_id": group_id}
    spoken = store.view("group_language", where=same, order="-share_pct,language_tag")
    name = group_title(store, text, same["scheme"], group_id)
    members = store.view("territory_group", scheme=same["scheme"], group_name=str(row["group_name"]), order="source_id")
    safety, capability = (
        drawn(page, "group_evidence", most, scheme=same["scheme"], group=group_id, about=about)
        for about, most in (("safety", LEADING), ("capability", SUPPORTING))
    )
    index = drawn(page, "group_index", SUPPORTING, scheme=same["scheme"], group=group_id)
    tested = of_languages(page, spoken["language_tag"], TESTED)
    facts = (
        text("country.people", people=text.people(row["population"])),
        text.plural("brief.territories", int(row["n_territories"]), languages=text.integer(row["n_languages"])),
        largest(page, spoken),
        *largest_territories(page, tuple(sorted(set(members["territory_code"])))),
    )
    return Content(
        subject=name,
        own_name="",
        title=title(page, name, exposed),
        messages=(*bounds_of(page, exposed), *more_messages(page, spoken, capability)),
        affected=Section(text("brief.affected"), facts),
        charts=two(safety, index, capability),
        table=table_of_tests(page, tested, of_one=False),
        unknown=unknown(page, spoken, exposed),
        source_ids=("cldr", *members["source_id"].unique(), *known_sources(tested)),
        advised=languages(spoken["language_tag"]),
    )


def title(page: Reader, name: str, exposed: pd.DataFrame) -> str:
    """The finding: how many people speak a language whose safety a test compares, as bounds."""
    text = page.text
    row = exposed[exposed["dimension"] == "safety"].iloc[0]
    low, high = text.share(row["share_low"]), text.share(row["share_high"])
    if not row["n_languages"]:
        return text("brief.title.no_languages", territory=name)
    if low == high:
        return text("chart.beside.countries_title_one", territory=name, low=low)
    return text("chart.beside.countries_title", territory=name, low=low, high=high)


def more_messages(page: Reader, spoken: pd.DataFrame, capability: Chart | None) -> tuple[str, ...]:
    """For how many languages nothing is known, and in which of the largest models are clearly less safe."""
    text, rated = page.text, page.store.view("safety_by_language", language_tag=tuple(spoken["language_tag"]))
    by_tag = rated.set_index("language_tag")
    named = [
        text(
            "compare.named",
            name=text.label(tag),
            value=text("country.of", n=text.integer(row["n_worse"]), of=text.integer(row["n_comparisons"])),
        )
        for tag, row in ((tag, by_tag.loc[tag]) for tag in spoken["language_tag"] if tag in by_tag.index)
    ]
    less_safe = text("compare.named", name=text("country.safety_worse"), value=text.series(named[:NAMED]))
    return (*([f"{capability.title}."] if capability else []), *([f"{less_safe}."] if named else []))


def largest(page: Reader, spoken: pd.DataFrame) -> str:
    """The largest languages with their speakers. ``spoken``: languages of people, largest share first."""
    text = page.text
    named = [
        text(
            "fact.territory",
            territory=text.label(row["language_tag"]),
            speakers=text.people(row["speakers"]),
            share=text.share(row["share_pct"] / 100),
        )
        for row in spoken.head(NAMED).to_dict("records")
    ]
    rest = len(spoken) - len(named)
    more = [text.plural("count.more", rest)] if rest > 0 else []
    return text("brief.largest", languages=text.series([*named, *more])) if named else text("brief.no_languages")


def largest_territories(page: Reader, codes: tuple[str, ...]) -> tuple[str, ...]:
    """The territories of a group with most people."""
    text, store = page.text, page.store
    people = store.view("territory", territory_code=codes, order="-population,territory_code")
    named = [
        text("compare.named", name=text.territory(row["territory_code"]), value=text.people(row["population"]))
        for row in people.head(NAMED).to_dict("records")
    ]
    rest = len(people) - len(named)
    return (text.series([*named, *([text.plural("count.more", rest)] if rest > 0 else [])]),)


def unknown(page: Reader, spoken: pd.DataFrame, exposed: pd.DataFrame) -> Section:
    """What is missing for the largest languages, whom the data cannot place, and that other tests may exist."""
    text = page.text
    unplaced = exposed["people_unplaced"].iloc[0]
    placed = text("country.unplaced", people=text.people(unplaced)) if unplaced > 0 else text("country.unplaced_none")
    return Section(
        text("language.unknown"),
        (*asks(page, spoken, ASKED), placed, text("unknown.not_held"), text("country.bounds_note")),
    )
