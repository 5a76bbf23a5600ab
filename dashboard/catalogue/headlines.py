"""The five headline charts of the Overview, each under the sentence of its claim."""

from __future__ import annotations

from dataclasses import replace

from dashboard.catalogue.asked import row_of
from dashboard.charts import attention, bars, comparison
from dashboard.charts.chart import Chart
from dashboard.claims import claims_of
from dashboard.store import Store
from dashboard.text import Text

LARGEST = 15


def stated(store: Store, text: Text, claim_id: str, chart: Chart) -> Chart:
    """The chart under the sentence of a claim, with its interval and what other figures would say."""
    claims = claims_of(store, text)
    row_of(claims.of(claim_id), claim_id)
    return replace(chart, title=claims.sentences[claim_id][0], meta=claims.meta(claim_id))


def capability_gap(store: Store, text: Text) -> Chart:
    """Points lost on one test by a newest model, language by language."""
    claims = claims_of(store, text)
    claim = row_of(claims.of("capability_gap"), "capability_gap")
    chart = comparison.gap_dots(
        store.view("gap", benchmark_id=claim["benchmark_id"], model_id=claim["model_id"]),
        text,
        benchmark=claims.benchmarks[claim["benchmark_id"]],
        model=claim["model_name"],
    )
    return stated(store, text, "capability_gap", chart)


def capability_breadth(store: Store, text: Text) -> Chart:
    """Verdicts on a test of many languages, by resource class."""
    claims = claims_of(store, text)
    claim = row_of(claims.of("capability_breadth"), "capability_breadth")
    same = {"benchmark_id": claim["benchmark_id"], "model_id": claim["model_id"]}
    chart = bars.verdicts_by_class(
        store.view("verdict_by_class", condition="zero_shot", **same),
        text,
        benchmark=claims.benchmarks[claim["benchmark_id"]],
        model=claim["model_name"],
        year=claim["period"],
        n_items=claim["n"],
        source_ids=claim["source_ids"],
    )
    return stated(store, text, "capability_breadth", chart)


def safety_direct(store: Store, text: Text) -> Chart:
    """Verdicts of every safety test that asks directly."""
    rows = store.view("safety_tally", condition="direct_request", order="-newest_year,benchmark_id")
    return stated(store, text, "safety_tally", bars.verdicts_by_test(rows, text))


def english_only(store: Store, text: Text) -> Chart:
    """Surveyed papers a year, English only and not."""
    chart = attention.papers_by_year(store.view("attention_by_year", order="year,class"), text)
    return stated(store, text, "english_only", chart)


def safety_untested(store: Store, text: Text) -> Chart:
    """The largest languages without any safety test."""
    rows = store.view("large_language", large=True, safety_state="not_measured", order="-speakers")
    return stated(store, text, "safety_untested", attention.untested_languages(rows, text, limit=LARGEST))
