"""Safety: every test by itself, its ways of asking apart, then one model; what speaks against the rule; safeguards; judges."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from dashboard import state
from dashboard.answers import COUNTED, REQUESTS, counter_evidence
from dashboard.catalogue.asked import test_key
from dashboard.catalogue.safety import requests_of
from dashboard.charts.comparison import test_name
from dashboard.charts.safety import request_name
from dashboard.claims import claims_of
from dashboard.controls import choose_model, choose_shown, choose_test, show_comparability
from dashboard.panel import show, source_line, table
from dashboard.reader import Reader, reader


def span(page: Reader, low: float, high: float) -> str:
    """Shares from the lowest to the highest; that the source prints none where there are none."""
    text = page.text
    if pd.isna(low):
        return text("safety.not_published")
    if text.share(low) == text.share(high):
        return text.share(low)
    return text("interval.range", low=text.share(low), high=text.share(high))


def show_one_test(page: Reader) -> None:
    """One test by its ways of asking, then one part of it and one model."""
    text = page.text
    st.header(text("page.safety.one_test"), anchor="one-test")
    shown = choose_shown(page)
    test = choose_test(page, dimension="safety", aspects=COUNTED, shown=shown)
    if test is None:
        st.info(text("control.nothing_left"))
        return
    benchmark = str(test["benchmark_id"])
    drawn = [
        show(page, "safety_requests", key=f"one_test_{requests}", benchmark=benchmark, requests=requests, shown=shown)
        for requests in REQUESTS
    ]
    if any(drawn):
        show_requests(page, benchmark, shown)
    model = choose_model(page, test)
    asked = {"test": str(test["test_id"]), "model": str(model["model_id"]), "shown": shown}
    show(page, "answers", **asked)
    if not show(page, "gaps", **asked):
        st.info(text("page.safety.no_gap"))
    show_comparability(page, test)


def show_requests(page: Reader, benchmark: str, shown: str) -> None:
    """What was answered in a test, by part and way of asking: shares from model to model, never a mean."""
    text = page.text
    rows = requests_of(page.store, benchmark, shown)
    shares = [
        [span(page, row[f"{of}_low"], row[f"{of}_high"]) for row in rows.to_dict("records")]
        for of in ("reference", "share", "non_answer")
    ]
    table(
        pd.DataFrame(
            {
                text("safety.request"): [request_name(row, text) for row in rows.to_dict("records")],
                text("safety.attack"): [text(f"safety.attack.{code}") for code in rows["request"]],
                text("safety.counted"): [text.code("answer", code) for code in rows["metric_id"]],
                text("safety.in_reference"): shares[0],
                text("safety.in_others"): shares[1],
                text("safety.non_answers"): shares[2],
                text("safety.more"): [
                    text("country.of", n=text.integer(worse), of=text.integer(n))
                    for worse, n in zip(rows["n_worse"], rows["n_comparisons"], strict=True)
                ],
            }
        ),
        rows,
        text("safety.download"),
        "requests",
        text("safety.requests_table"),
    )
    st.caption(text("safety.requests_note"))


def show_counter_evidence(page: Reader) -> None:
    """Where another language is clearly safer than English, and which models are least safe in English."""
    text, store = page.text, page.store
    st.header(text("safety.counter"), anchor="counter-evidence")
    fewer, worst = counter_evidence(store)
    tally = store.view("safety_tally")
    better = tally[tally["n_better"] > 0].assign(share=lambda rows: rows["n_better"] / rows["n_comparisons"])
    if better.empty:
        st.info(text("safety.counter_none"))
        return
    low, high = (
        text(
            "chart.verdicts_by_test.part",
            worse=text.integer(row["n_better"]),
            n=text.integer(row["n_comparisons"]),
            test=test_name(row.to_dict(), text),
        )
        for _, row in better.sort_values(["share", "n_comparisons"]).iloc[[0, -1]].iterrows()
    )
    unpublished = int(fewer["non_answer_share"].isna().sum())
    lines = [
        text("safety.counter_tests", n=text.integer(len(better)), all=text.integer(len(tally)), low=low, high=high),
        text.plural("safety.counter_outnumber", int((tally["n_better"] > tally["n_worse"]).sum())),
        text(
            "safety.counter_invalid",
            range=span(page, fewer["non_answer_share"].min(), fewer["non_answer_share"].max()),
            known=text.integer(len(fewer) - unpublished),
            unpublished=text.integer(unpublished),
        ),
        text.plural("safety.counter_worst", len(worst), clear=text.integer(int((worst["n_clear"] == worst["n_variants"]).sum()))),
    ]  # fmt: skip
    st.markdown("\n".join(f"- {line}" for line in lines))
    show_fewer(page, fewer)
    show_worst(page, worst)
    st.caption(source_line(page, tuple(sorted(set(fewer["source_id"])))))


def names_of(page: Reader, rows: pd.DataFrame) -> dict[str, list[str]]:
    """The first columns of a table of results: test, model."""
    text = page.text
    tests = page.store.view("benchmark").set_index("benchmark_id")["name"]
    models = page.store.view("model").set_index("model_id")["name"]
    return {
        text("control.test"): [
            test_name({**row, "benchmark_name": tests[row["benchmark_id"]]}, text) for row in rows.to_dict("records")
        ],
        text("control.model"): list(rows["model_id"].map(models)),
    }


def show_fewer(page: Reader, rows: pd.DataFrame) -> None:
    """Every comparison with clearly fewer unsafe answers than in English, with its invalid or unclear answers."""
    text = page.text
    st.markdown(f"**{text('safety.fewer_table')}**")
    shown = pd.DataFrame(
        {
            **names_of(page, rows),
            text("column.language"): [text.label(tag) for tag in rows["variant_tag"]],
            text("safety.counted"): [text.code("answer", code) for code in rows["metric_id"]],
            text("safety.here"): rows["score_share"].map(text.share),
            text("safety.in_reference"): rows["reference_share"].map(text.share),
            text("safety.gap"): [
                text("safety.gap_value", gap=text.number(gap), interval=text.interval(low, high))
                for gap, low, high in zip(rows["gap_pp"], rows["gap_low_pp"], rows["gap_high_pp"], strict=True)
            ],
            text("safety.non_answers"): [span(page, share, share) for share in rows["non_answer_share"]],
            text("safety.year"): rows["year"].astype("string"),
        }
    )
    table(shown, rows, text("safety.download"), "fewer-unsafe", text("safety.fewer_table"))


def show_worst(page: Reader, rows: pd.DataFrame) -> None:
    """The models that answer least safely in English, test by test."""
    text = page.text
    if rows.empty:
        return
    st.markdown(f"**{text('safety.worst_table')}**")
    shown = pd.DataFrame(
        {
            **names_of(page, rows),
            text("safety.clear"): [
                text("country.of", n=text.integer(n), of=text.integer(of))
                for n, of in zip(rows["n_clear"], rows["n_variants"], strict=True)
            ],
            text("safety.non_answers"): [
                span(page, low, high) for low, high in zip(rows["non_answer_low"], rows["non_answer_high"], strict=True)
            ],
            text("safety.year"): rows["year"].astype("string"),
        }
    )
    table(shown, rows, text("safety.download"), "english-worst", text("safety.worst_table"))


def show_safeguards(page: Reader) -> None:
    """Models that mark harmful text, language by language: one test and one of them at a time."""
    text = page.text
    st.header(text("safety.guards"), anchor="safeguards")
    st.markdown(text("safety.guards_lead"))
    tests = page.store.view("test", dimension="safeguard", order="-parallel,-newest_year,benchmark_name,-metric_id")
    if tests.empty:
        st.info(text("safety.guards_none"))
        return
    tests = tests.set_index("test_id", drop=False)
    metrics = page.store.view("metric").set_index("metric_id")["statement"]
    chosen = state.choose(
        text,
        text("safety.guard_test"),
        list(tests.index),
        "guard_test",
        lambda key: (
            f"{tests.loc[key, 'benchmark_name']} · "
            + text.translated(f"metric.{tests.loc[key, 'metric_id']}", metrics[tests.loc[key, "metric_id"]]).rstrip(".")
        ),
        clears=("guard",),
    )
    test = tests.loc[chosen]
    names = page.store.view("test_model", where=test_key(test), order="-latest_date,model_name").set_index("model_id")
    guard = state.choose(
        text, text("safety.guard"), list(names.index), "guard", lambda key: str(names.loc[key, "model_name"])
    )
    show(page, "guards", test=chosen, guard=guard)
    if test["has_gap"] and test["aspect"] == "correct":
        show(page, "gaps", key="guard_gaps", test=chosen, model=guard)
    show_comparability(page, test)


def show_judges(page: Reader) -> None:
    """How well models that judge answers agree with people, language by language."""
    text = page.text
    st.header(text("safety.judges"), anchor="judges")
    st.markdown(text("safety.judges_lead"))
    lines = [f"{sentence}." for sentence in claims_of(page.store, text).sentences.get("judges", [])]
    english = page.store.view("judge_agreement", variant_tag="en")
    if len(english):
        lines.append(
            text(
                "safety.judges_english",
                judges=text.plural("count.judges", english["model_id"].nunique()),
                low=text.number(english["kappa"].min(), 2),
                high=text.number(english["kappa"].max(), 2),
                people=text.number(english["people_kappa"].max(), 2),
            )
        )
    st.markdown("\n".join(f"- {line}" for line in lines))
    if not show(page, "judges"):
        st.info(text("safety.judges_none"))


page = reader()
st.title(page.text("page.safety.title"))
st.markdown(page.text("page.safety.lead"))
st.markdown(
    " · ".join(
        f"[{page.text(key)}](#{anchor})"
        for key, anchor in (
            ("page.safety.one_test", "one-test"),
            ("safety.counter", "counter-evidence"),
            ("safety.guards", "safeguards"),
            ("safety.judges", "judges"),
        )
    )
)
for requests in REQUESTS:
    show(page, "safety_tests", key=f"tests_{requests}", requests=requests)
show_one_test(page)
show_counter_evidence(page)
show_safeguards(page)
show_judges(page)
