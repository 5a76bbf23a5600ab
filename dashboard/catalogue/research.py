"""Charts of research attention."""

from __future__ import annotations

from dashboard.catalogue.asked import drawable, row_of
from dashboard.charts import attention
from dashboard.charts.chart import Chart
from dashboard.store import Store
from dashboard.text import Text

MOST_SPOKEN = 30


def papers_by_year(store: Store, text: Text) -> Chart:
    """Surveyed papers a year, English only and not."""
    return attention.papers_by_year(store.view("attention_by_year", order="year,class"), text)


def papers_by_topic(store: Store, text: Text) -> Chart:
    """Surveyed papers by topic."""
    rows = store.view("publication_count", series="survey", breakdown="topic_class")
    in_all = row_of(store.view("attention_concentration"), "attention_concentration")
    return attention.papers_by_topic(rows, text, survey_papers=in_all["papers"])


def papers_per_speaker(store: Store, text: Text) -> Chart:
    """Surveyed papers per ten million speakers, most spoken languages."""
    return attention.papers_per_speaker(store.view("attention"), text, limit=MOST_SPOKEN)


def bibliography_by_year(store: Store, text: Text) -> Chart:
    """Papers that rules keep, a year: no language named but English, and the others."""
    rows = drawable(store.view("bibliography_by_year", order="year,class"), "bibliography_by_year")
    return attention.bibliography_by_year(rows, text)


def papers_by_class(store: Store, text: Text) -> Chart:
    """Languages that any surveyed paper names, by resource class."""
    classed = store.view("resource_class")
    named = drawable(store.view("attention"), "attention")
    return attention.papers_by_class(
        classed.merge(named, on="language_tag", how="left", suffixes=("_class", "")), named, text
    )
