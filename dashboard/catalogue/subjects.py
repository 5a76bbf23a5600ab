"""Charts of one language, one country, or one group of countries."""

from __future__ import annotations

import pandas as pd

from dashboard.catalogue.asked import drawable, one_of, row_of, trusted
from dashboard.catalogue.many import index_rows
from dashboard.charts import country, profile
from dashboard.charts.chart import Chart
from dashboard.store import Store
from dashboard.text import Text

DIMENSIONS = ("capability", "safety")
LANGUAGES = 20  # drawn for a country, the most spoken first


def language_gaps(store: Store, text: Text, tag: str, about: str, shown: str = "all") -> Chart:
    """Every test of a language, with the median gap of the newest models."""
    row_of(store.view("language", language_tag=tag), tag)
    asked = {**trusted(shown), "language_tag": tag, "dimension": one_of(about, DIMENSIONS)}
    frame = store.view("gap_on_test", where=asked)
    return profile.language_gaps(drawable(frame, tag), text, dimension=about, name=text.language(tag))


def country_evidence(store: Store, text: Text, code: str, about: str) -> Chart:
    """The languages of a country by what is known of them."""
    row_of(store.view("territory", territory_code=code), code)
    spoken = store.view("country_language", territory_code=code, order="-share_pct,language_tag")
    counted = drawable(spoken[spoken["share_pct"] > 0], code)
    graded = counted.assign(grade=counted[f"{one_of(about, DIMENSIONS)}_grade"])
    return country.languages_by_evidence(graded, text, territory=text.territory(code), dimension=about, limit=LANGUAGES)


def country_index(store: Store, text: Text, code: str) -> Chart:
    """The index across tests of the languages of a country that have one, while it earns its place."""
    row_of(store.view("territory", territory_code=code), code)
    spoken = store.view("country_language", territory_code=code)
    tags = tuple(spoken.loc[spoken["share_pct"] > 0, "language_tag"])
    known, behind = index_rows(store, {"language_tag": tags}, code)
    return country.index_of_languages(known, behind, text, territory=text.territory(code))


def group_spoken(store: Store, scheme: str, group: str) -> pd.DataFrame:
    """Rows of ``group_language`` of one group, the largest share first.

    Raises:
        NoChartError: there is no such group, or no language is listed for it.
    """
    row_of(store.view("group_exposure", scheme=scheme, group_id=group), group)
    spoken = store.view("group_language", scheme=scheme, group_id=group, order="-share_pct,language_tag")
    return drawable(spoken[spoken["share_pct"] > 0], group)


def group_title(store: Store, text: Text, scheme: str, group: str) -> str:
    """A group in the reader's words: CLDR names parts of the world, a message the others."""
    name = str(store.view("group_exposure", scheme=scheme, group_id=group)["group_name"].iloc[0])
    said = text.region(name)
    return text.code("group", group) if said == name and text.has(f"group.{group}") else said


def group_evidence(store: Store, text: Text, scheme: str, group: str, about: str) -> Chart:
    """The languages of a group of countries by what is known of them."""
    spoken = group_spoken(store, scheme, group)
    graded = spoken.assign(grade=spoken[f"{one_of(about, DIMENSIONS)}_grade"])
    name = group_title(store, text, scheme, group)
    return country.languages_by_evidence(graded, text, territory=name, dimension=about, limit=LANGUAGES)


def group_index(store: Store, text: Text, scheme: str, group: str) -> Chart:
    """The index across tests of the languages of a group of countries that have one, while it earns its place."""
    known, behind = index_rows(
        store, {"language_tag": tuple(group_spoken(store, scheme, group)["language_tag"])}, group
    )
    name = group_title(store, text, scheme, group)
    return country.index_of_languages(known, behind, text, territory=name, limit=LANGUAGES)
