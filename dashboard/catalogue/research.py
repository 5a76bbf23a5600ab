"""Charts of research attention."""

from __future__ import annotations

from dashboard.catalogue.asked import row_of
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
