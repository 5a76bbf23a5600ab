"""Overview: five headline numbers, one chart each."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from dashboard.charts import attention, bars, comparison
from dashboard.charts.chart import Chart
from dashboard.pages import page_file
from dashboard.panel import panel
from dashboard.reader import Reader, reader
from dashboard.text import Text


def sentence(claims: pd.DataFrame, text: Text) -> str:
    """The sentence of a claim; a claim about several tests names the two ends and how many lie between: they are never blended."""
    key = f"claim.{claims.iloc[0]['claim_id']}"
    if len(claims) == 1:
        return text(key, **words(claims.iloc[0], text))
    ordered = claims.assign(share=claims["value"] / claims["n_of"]).sort_values(["share", "n_of"])
    low, high = (text(f"{key}.part", **words(ordered.iloc[end], text)) for end in (0, -1))
    return text(key, low=low, high=high, n=text.integer(len(claims)))


def words(claim: pd.Series, text: Text) -> dict[str, str]:
    """The numbers and names of a claim, formatted."""
    counted = claim["unit"] in ("language_variants", "comparisons", "languages")

    def shown(column: str, digits: int) -> str:
        return "" if pd.isna(claim[column]) else text.number(claim[column], digits)

    return {
        "value": text.number(claim["value"], 0 if counted else 1),
        "n": text.integer(claim["n"]),
        "range_low": shown("range_low", 0 if counted else 1),
        "range_high": shown("range_high", 0 if counted else 1),
        "n_of": shown("n_of", 0),
        "n_opposite": shown("n_opposite", 0),
        "language": text.language(claim["variant_tag"]) if isinstance(claim["variant_tag"], str) else "",
        "model": claim["model_name"] if isinstance(claim["model_name"], str) else "",
        "test": comparison.test_name(
            {
                "benchmark_name": BENCHMARKS[claim["benchmark_id"]],
                "subset": claim["subset"],
                "condition": "default_prompt",
            },
            text,
        )
        if isinstance(claim["benchmark_id"], str)
        else "",
        "period": claim["period"].replace("-", "\N{EN DASH}"),
    }


def meta(claims: pd.DataFrame, text: Text) -> str:
    """Interval and years of a claim, or why it has no interval."""
    claim = claims.iloc[0]
    years = sorted({year for period in claims["period"] for year in period.split("-")})
    period = "\N{EN DASH}".join(dict.fromkeys((years[0], years[-1])))
    if pd.isna(claim["low"]):
        return text(f"claim.no_interval.{claim['unit']}", period=period)
    digits = 0 if claim["unit"] == "languages" else 1
    said = {
        "interval": text.interval(claim["low"], claim["high"], digits),
        "low": text.number(claim["low"], digits),
        "high": text.number(claim["high"], digits),
        "period": period,
    }
    return text(f"claim.interval.{claim['unit']}", **words(claim, text) | said)


def charts(page: Reader, claims: pd.DataFrame) -> dict[str, Chart]:
    """The chart of each claim."""
    store, text = page.store, page.text
    gap_claim = claims[claims["claim_id"] == "capability_gap"].iloc[0]
    breadth = claims[claims["claim_id"] == "capability_breadth"].iloc[0]
    return {
        "capability_gap": comparison.gap_dots(
            store.view("gap", benchmark_id=gap_claim["benchmark_id"], model_id=gap_claim["model_id"]),
            text,
            benchmark=BENCHMARKS[gap_claim["benchmark_id"]],
            model=gap_claim["model_name"],
        ),
        "capability_breadth": bars.verdicts_by_class(
            store.view(
                "verdict_by_class",
                benchmark_id=breadth["benchmark_id"],
                condition="zero_shot",
                model_id=breadth["model_id"],
            ),
            text,
            benchmark=BENCHMARKS[breadth["benchmark_id"]],
            model=breadth["model_name"],
            year=breadth["period"],
            n_items=breadth["n"],
            source_ids=breadth["source_ids"],
        ),
        "safety_tally": bars.verdicts_by_test(
            store.view("safety_tally", condition="direct_request", order="-newest_year,benchmark_id"), text
        ),
        "english_only": attention.papers_by_year(store.view("attention_by_year", order="year,class"), text),
        "safety_untested": attention.untested_languages(
            store.view("large_language", large=True, safety_state="not_measured", order="-speakers"), text, limit=15
        ),
    }


page = reader()
BENCHMARKS = page.store.view("benchmark").set_index("benchmark_id")["name"].to_dict()
all_claims = page.store.view("claim", order="claim_id,part")
drawn = charts(page, all_claims)
st.title(page.text("page.overview.title"))
st.markdown(page.text("page.overview.lead"))
st.page_link(
    page_file("language"),
    label=page.text("page.overview.find_language"),
    icon=":material/search:",
    query_params=page.link_parameters(),
)
for claim_id, chart in drawn.items():
    claim_rows = all_claims[all_claims["claim_id"] == claim_id]
    panel(page, chart, title=sentence(claim_rows, page.text), meta=meta(claim_rows, page.text), key=claim_id)
