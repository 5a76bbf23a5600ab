"""Charts of safety: tests by their ways of asking, safeguards, judges."""

from __future__ import annotations

from functools import lru_cache

import pandas as pd

from dashboard.answers import COUNTED, REQUESTS, attacks, by_request
from dashboard.catalogue.asked import drawable, one_of, row_of, test_key, test_of, trusted
from dashboard.charts import bars, safety
from dashboard.charts.chart import Chart
from dashboard.store import Store
from dashboard.text import Text


@lru_cache(maxsize=64)
def requests_of(store: Store, benchmark: str, shown: str) -> pd.DataFrame:
    """``by_request`` of one test, worked out once for a warehouse; ``shown`` as in ``trusted``. The frame must not be changed."""
    where = {**trusted(shown), "benchmark_id": benchmark, "aspect": COUNTED}
    return by_request(store.view("gap", where=where), attacks(store))


def safety_tests(store: Store, text: Text, requests: str = "all") -> Chart:
    """Verdicts of every safety test: all, or those that ask plainly or with an attack."""
    rows = store.view("safety_tally", order="-newest_year,benchmark_id,subset,condition")
    if one_of(requests, ("all", *REQUESTS)) != "all":
        rows = drawable(rows[rows["condition"].isin(attacks(store)) == (requests == "attack")], requests)
    return bars.verdicts_by_test(rows, text, requests=requests)


def safety_requests(store: Store, text: Text, benchmark: str, requests: str, shown: str = "all") -> Chart:
    """Verdicts of one safety test by part and way of asking: asked plainly, or with an attack."""
    name = row_of(store.view("benchmark", benchmark_id=benchmark, dimension="safety"), benchmark)["name"]
    asked = {**trusted(shown), "benchmark_id": benchmark, "aspect": COUNTED}
    gaps = store.view("gap", where=asked)
    attacked = gaps["condition"].isin(attacks(store))
    gaps = drawable(gaps[attacked == (one_of(requests, REQUESTS) == "attack")], benchmark)
    return safety.verdicts_by_request(by_request(gaps, attacks(store)), gaps, text, benchmark=name)


def guards(store: Store, text: Text, test: str, guard: str) -> Chart:
    """Score of one safeguard in each language on one test, beside the range of the others."""
    row = test_of(store, test)
    one_of(str(row["dimension"]), ("safeguard",))
    names = store.view("test_model", where=test_key(row)).set_index("model_id")["model_name"]
    frame = store.view("score_share", where=test_key(row), superseded=False)
    statement = store.view("metric", metric_id=row["metric_id"])["statement"].iloc[0]
    return safety.guard_scores(
        frame.assign(model_name=frame["model_id"].map(names)),
        text,
        guard=one_of(guard, names.index),
        benchmark=str(row["benchmark_name"]),
        measured=text.translated(f"metric.{row['metric_id']}", statement).rstrip("."),
    )


def judges(store: Store, text: Text) -> Chart:
    """Judges of toxic requests beside people, language by language."""
    return safety.judges_and_people(drawable(store.view("judge_agreement"), "judge_agreement"), text)
