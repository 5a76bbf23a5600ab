"""The one list of charts: a name and parameters, as they stand in an address, to a chart.

Pages, images and embeds ask here, so that the same address draws the same chart everywhere. A chart's
parameters are those of its function, after the warehouse and the words; every value is a string.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable, Mapping
from functools import lru_cache

from dashboard.catalogue import (
    beside,
    disparity,
    flaws,
    headlines,
    many,
    people,
    research,
    safety,
    subjects,
    tests,
    works,
)
from dashboard.catalogue.asked import NoChartError
from dashboard.charts.chart import Chart
from dashboard.store import Store
from dashboard.text import Text

CATALOGUE: dict[str, Callable[..., Chart]] = {
    "capability_gap": headlines.capability_gap,
    "capability_breadth": headlines.capability_breadth,
    "safety_direct": headlines.safety_direct,
    "english_only": headlines.english_only,
    "safety_untested": headlines.safety_untested,
    "gaps": tests.gaps,
    "scores": tests.scores,
    "answers": tests.answers,
    "grid": many.grid,
    "index": many.index,
    "safety_tests": safety.safety_tests,
    "safety_requests": safety.safety_requests,
    "guards": safety.guards,
    "judges": safety.judges,
    "slopes": tests.slopes,
    "papers_by_year": research.papers_by_year,
    "bibliography_by_year": research.bibliography_by_year,
    "papers_by_class": research.papers_by_class,
    "papers_by_topic": research.papers_by_topic,
    "papers_per_speaker": research.papers_per_speaker,
    "language_gaps": subjects.language_gaps,
    "country_evidence": subjects.country_evidence,
    "country_index": subjects.country_index,
    "group_evidence": subjects.group_evidence,
    "group_index": subjects.group_index,
    "next_languages": people.next_languages,
    "world_map": people.world_map,
    "by_weight": disparity.by_weight,
    "lorenz": disparity.lorenz,
    "resources": disparity.resources,
    "compare_languages": beside.compare_languages,
    "compare_countries": beside.compare_countries,
    "compare_models": beside.compare_models,
    "intervention": works.intervention,
    "item_origins": flaws.item_origins,
    "cultural_questions": flaws.cultural_questions,
    "rank_changes": flaws.rank_changes,
    "saturation": flaws.saturation,
    "arena": flaws.arena,
}


# The page of the dashboard on which a chart stands.
PAGES: dict[str, tuple[str, ...]] = {
    "overview": ("capability_gap", "capability_breadth", "safety_direct", "english_only", "safety_untested"),
    "language": ("language_gaps",),
    "country": ("world_map", "country_evidence", "country_index", "group_evidence", "group_index"),
    "compare": ("compare_languages", "compare_countries", "compare_models"),
    "capability": ("gaps", "scores", "grid", "index"),
    "safety": ("safety_tests", "safety_requests", "answers", "guards", "judges"),
    "attention": (
        "papers_by_year",
        "bibliography_by_year",
        "papers_by_class",
        "papers_by_topic",
        "papers_per_speaker",
    ),
    "disparity": ("by_weight", "lorenz", "resources"),
    "closing": ("slopes",),
    "coverage": ("next_languages",),
    "works": ("intervention",),
    "benchmarks": ("item_origins", "cultural_questions", "rank_changes", "saturation", "arena"),
}
# Parameters that the page of a chart takes too.
SHARED = ("tag", "code", "test", "model", "tau", "about")


def page_of(name: str, asked: Mapping[str, str]) -> tuple[str, dict[str, str]]:
    """The page on which a chart stands, and what its address asks, as far as the page can be asked the same."""
    page = next(page for page, names in PAGES.items() if name in names)
    return page, {key: value for key, value in asked.items() if key in SHARED}


def parameters(name: str) -> tuple[str, ...]:
    """The parameters that a chart takes.

    Raises:
        NoChartError: there is no chart of this name.
    """
    if name not in CATALOGUE:
        raise NoChartError("name", name)
    return tuple(inspect.signature(CATALOGUE[name]).parameters)[2:]


def chart_of(store: Store, text: Text, name: str, asked: Mapping[str, str]) -> Chart:
    """The chart ``name`` with the parameters ``asked``, in the words of ``text``.

    Raises:
        NoChartError: no such chart, a parameter that it does not take or that is missing, a value that nothing has, or nothing to draw.
    """
    takes = inspect.signature(CATALOGUE[name]).parameters if name in CATALOGUE else {}
    known = parameters(name)
    for key in asked:
        if key not in known:
            raise NoChartError("parameter", key)
    for key in known:
        if key not in asked and takes[key].default is inspect.Parameter.empty:
            raise NoChartError("missing", key)
    return _made(store, text, name, tuple(sorted(asked.items())))


@lru_cache(maxsize=64)
def _made(store: Store, text: Text, name: str, asked: tuple[tuple[str, str], ...]) -> Chart:
    """A chart, made once for all that show it: a page, a picture, a file, a brief. Its frame must not be changed."""
    return CATALOGUE[name](store, text, **dict(asked))


__all__ = ["CATALOGUE", "PAGES", "NoChartError", "chart_of", "page_of", "parameters"]
