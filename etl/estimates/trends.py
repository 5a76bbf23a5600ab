"""Whether gaps close from model to model, and how fast research attention grows."""

from __future__ import annotations

import json
from typing import Any

import duckdb
import numpy as np
import pandas as pd
import statsmodels.api as sm

from etl.estimates.tables import insert

VERSION = "1"
DAYS_A_YEAR = 365.25


def run(connection: duckdb.DuckDBPyConnection) -> None:
    """Fill ``trend`` and ``attention_trend``."""
    fill_trend(connection)
    insert(connection, "attention_trend", attention(connection))
    statement = (
        "ordinary least squares of the gap on the release date, one test and language at a time, t interval; only models whose release "
        "a source states at least to the month; of a month, its first day"
    )
    insert(connection, "estimate_method", [("trend", VERSION, None, None, "{}", statement)])
    statement = "Poisson regression of papers on the year, log link, Wald interval"
    insert(
        connection,
        "estimate_method",
        [("attention_trend", VERSION, None, None, json.dumps({"years": "of the survey"}), statement)],
    )


def fill_trend(connection: duckdb.DuckDBPyConnection) -> None:
    """Fill ``trend``."""
    insert(connection, "trend", trends(connection))


def trends(connection: duckdb.DuckDBPyConnection) -> list[tuple[Any, ...]]:
    """Rows of ``trend``: tests whose dated models span long enough."""
    frame = connection.execute(
        """SELECT g.*, CAST(d.earliest_date AS DATE) AS release
        FROM gap AS g
        JOIN condition AS c ON c.condition_id = g.condition AND c.prompted AND c.repeats IS NULL
        JOIN model_dated AS d ON d.model_id = g.model_id AND d.date_is_release AND length(d.model_date) >= 7
        WHERE g.aspect IN ('correct', 'harm', 'safe', 'over_refusal') AND NOT g.reference_failed
        WINDOW test AS (PARTITION BY g.benchmark_id, g.subset, g.condition, g.metric_id, g.variant_tag)
        QUALIFY count(DISTINCT g.model_id) OVER test >= limit_of('trend_models')
          AND max(release) OVER test >= min(release) OVER test + to_months(CAST(limit_of('trend_months') AS INTEGER))
        ORDER BY g.benchmark_id, g.subset, g.condition, g.metric_id, g.variant_tag, release, g.score_id"""
    ).df()
    rows = []
    for key, own in frame.groupby(["benchmark_id", "subset", "condition", "metric_id", "variant_tag"]):
        slope, low, high = line(own["release"], own["gap_pp"])
        head = (own["language_tag"].iloc[0], own["dimension"].iloc[0], int(own["model_id"].nunique()))
        span = own["release"].min().date(), own["release"].max().date()
        sources = sorted(own["source_id"].unique()), sorted(own["score_id"])
        saturated = float(own["saturated"].mean())
        rows.append((*key, *head, *span, slope, low, high, direction(low, high), saturated, *sources))
    return rows


def line(release: pd.Series, gap_pp: pd.Series) -> tuple[float, float | None, float | None]:
    """Slope of the gap in percentage points a year with its 95% interval; no interval where nothing is left to chance."""
    years = (release - release.min()).dt.days.to_numpy(dtype=float) / DAYS_A_YEAR
    made = sm.OLS(gap_pp.to_numpy(dtype=float), sm.add_constant(years)).fit()
    slope = float(made.params[1])
    if made.ssr < 1e-12:
        return slope, None, None
    low, high = made.conf_int(alpha=0.05)[1]
    return slope, float(low), float(high)


def direction(low: float | None, high: float | None) -> str:
    """What an interval of a slope says: the gap closes, opens, or neither for sure."""
    if low is None or high is None:
        return "cannot_say"
    return "closing" if high < 0 else "opening" if low > 0 else "no_clear_trend"


def attention(connection: duckdb.DuckDBPyConnection) -> list[tuple[Any, ...]]:
    """Rows of ``attention_trend``: both series over the years of the survey, class by class."""
    frame = connection.execute(
        """SELECT 'survey' AS series, CAST(class AS VARCHAR) AS class, year, papers, source_id FROM attention_by_year
        UNION ALL SELECT 'bibliography', class, year, papers, source_id FROM bibliography_by_year WHERE in_survey_years
        ORDER BY ALL"""
    ).df()
    if frame.empty:
        return []
    first, last = int(frame["year"].min()), int(frame["year"].max())
    rows = []
    for (series, name), own in frame.groupby(["series", "class"]):
        # A year in which a rule finds no paper has no row: it counts as none found.
        found = own.set_index("year")["papers"].reindex(range(first, last + 1), fill_value=0)
        if len(found) < 3 or not found.sum():
            continue
        years = np.asarray(found.index, dtype=float) - first
        made = sm.GLM(found.to_numpy(dtype=float), sm.add_constant(years), family=sm.families.Poisson()).fit()
        growth = np.exp([made.params[1], *made.conf_int(alpha=0.05)[1]])
        rows.append((series, name, first, last, int(found.sum()), *map(float, growth), own["source_id"].iloc[0]))
    return rows
