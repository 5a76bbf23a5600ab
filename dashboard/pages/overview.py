"""Overview: five headline numbers, one chart each."""

from __future__ import annotations

import streamlit as st

from dashboard.charts import attention, bars, comparison
from dashboard.charts.chart import Chart
from dashboard.claims import Claims, claims_of
from dashboard.pages import page_file
from dashboard.panel import panel
from dashboard.reader import Reader, reader


def charts(page: Reader, claims: Claims) -> dict[str, Chart]:
    """The chart of each claim."""
    store, text = page.store, page.text
    gap_claim, breadth = (claims.of(name).iloc[0] for name in ("capability_gap", "capability_breadth"))
    return {
        "capability_gap": comparison.gap_dots(
            store.view("gap", benchmark_id=gap_claim["benchmark_id"], model_id=gap_claim["model_id"]),
            text,
            benchmark=claims.benchmarks[gap_claim["benchmark_id"]],
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
            benchmark=claims.benchmarks[breadth["benchmark_id"]],
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
claims = claims_of(page.store, page.text)
st.title(page.text("page.overview.title"))
st.markdown(page.text("page.overview.lead"))
st.page_link(
    page_file("language"),
    label=page.text("page.overview.find_language"),
    icon=":material/search:",
    query_params=page.link_parameters(),
)
for claim_id, chart in charts(page, claims).items():
    panel(page, chart, title=claims.sentences[claim_id][0], meta=claims.meta(claim_id), key=claim_id)
