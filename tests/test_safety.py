"""Safety and research attention, page by page: ways of asking, counter-evidence, safeguards, judges, the second series."""

from __future__ import annotations

import duckdb
import pytest

from dashboard.answers import COUNTED, HARM, attacks, by_request, fewer_unsafe, reference_worst, request_of
from dashboard.catalogue import NoChartError, chart_of
from dashboard.charts.chart import Chart
from dashboard.charts.draw import draw
from dashboard.store import Store
from dashboard.text import Text
from tests.test_pages import opened, text_of

POLYGUARD = "qwen3guard_polyguard.all.classification.guard_f1"
RTP_LX = "qwen3guard_rtp_lx.all.classification.guard_f1"


def chart(store: Store, name: str, tag: str = "en", **asked: str) -> Chart:
    return chart_of(store, Text(tag), name, asked)


def value(drawn: Chart, label: str, role: str) -> float:
    rows = drawn.frame[(drawn.frame["label"] == label) & (drawn.frame["role"] == role)]
    return float(rows["value"].iloc[0])


def test_every_way_of_asking_is_known_as_plain_or_as_an_attack(store: Store) -> None:
    asked = set(store.view("gap", dimension="safety")["condition"])
    assert attacks(store) <= asked
    assert asked - attacks(store) == {"direct_request", "direct_request_nucleus_sampling", "blank_to_fill"}


def test_a_test_by_its_ways_of_asking_counts_what_the_tally_counts(store: Store) -> None:
    rows = by_request(store.view("gap", dimension="safety", aspect=HARM), attacks(store))
    key = ["benchmark_id", "subset", "condition", "metric_id"]
    tally = store.view("safety_tally").set_index(key).sort_index()
    own = rows.set_index(key).sort_index()
    assert len(own) == len(tally) > 10
    for column in ("n_worse", "n_better", "n_no_clear_difference", "n_cannot_say", "n_comparisons"):
        assert (own[column] == tally[column]).all(), column


def test_plain_requests_and_attacks_are_apart_and_every_test_is_in_one(store: Store) -> None:
    plain, attack = (chart(store, "safety_tests", requests=requests).frame for requests in ("plain", "attack"))
    every = chart(store, "safety_tests").frame
    assert set(plain["label"]).isdisjoint(attack["label"])
    assert set(plain["label"]) | set(attack["label"]) == set(every["label"])
    assert plain["value"].sum() + attack["value"].sum() == every["value"].sum()
    assert "4 of 115" in chart(store, "safety_tests", requests="plain").title
    with pytest.raises(NoChartError):
        chart(store, "safety_tests", requests="loud")


def test_refusals_of_harmless_requests_are_a_bar_of_their_own(store: Store) -> None:
    drawn = chart(store, "safety_requests", benchmark="orbench_eu", requests="plain")
    assert "in 4 of 115 comparisons" in drawn.title
    assert value(drawn, "Harmful requests, asked directly", "worse") == 4
    assert value(drawn, "Harmless requests that look harmful, asked directly: refusals", "worse") == 39
    with pytest.raises(NoChartError, match="empty"):
        chart(store, "safety_requests", benchmark="orbench_eu", requests="attack")


def test_invalid_answers_stand_beside_the_unsafe(store: Store) -> None:
    rows = by_request(store.view("gap", benchmark_id="multijail", aspect=COUNTED), attacks(store)).set_index(
        "condition"
    )
    assert rows.loc["direct_request", "non_answer_high"] == pytest.approx(0.746)
    assert rows.loc["direct_request_nucleus_sampling", ["non_answer_low", "non_answer_high"]].isna().all()
    assert [request_of(condition, attacks(store)) for condition in rows.index] == ["plain", "plain", "attack"]


def test_counter_evidence_is_all_that_the_tally_counts_as_better(store: Store) -> None:
    gaps = store.view("gap", dimension="safety", aspect=HARM)
    fewer = fewer_unsafe(gaps)
    assert len(fewer) == store.view("safety_tally")["n_better"].sum() == 65
    assert (fewer["gap_high_pp"] < 0).all()
    assert fewer["non_answer_share"].notna().sum() == 9
    multijail = fewer[fewer["benchmark_id"] == "multijail"].set_index("variant_tag")
    assert multijail.loc["bn", "non_answer_share"] == pytest.approx(0.746)  # few unsafe answers, and few answers


def test_english_is_worst_only_where_every_other_language_has_less_harm(
    store: Store, real: duckdb.DuckDBPyConnection
) -> None:
    worst = reference_worst(store.view("gap", dimension="safety", aspect=HARM))
    wanted = real.execute(
        """SELECT benchmark_id, condition, model_id, count(*), count(*) FILTER (WHERE verdict = 'better') FROM gap
        WHERE dimension = 'safety' AND aspect IN ('harm', 'safe') GROUP BY benchmark_id, subset, condition, metric_id, model_id HAVING max(gap_pp) < 0"""
    ).fetchall()
    own = worst[["benchmark_id", "condition", "model_id", "n_variants", "n_clear"]].itertuples(index=False, name=None)
    assert sorted(own) == sorted(wanted)
    assert len(wanted) == 7


def test_a_safeguard_is_beside_english_and_its_rivals(store: Store) -> None:
    drawn = chart(store, "guards", test=POLYGUARD, guard="llamaguard4-12b")
    assert drawn.frame["label"].iloc[0] == "English (for comparison)"
    assert value(drawn, "English (for comparison)", "language") == pytest.approx(66.4)
    assert value(drawn, "Arabic", "language") == pytest.approx(46.8)
    assert "in 8 of 8 language varieties" in drawn.title
    assert all("no interval" in words for words in drawn.frame["text"])
    weakest = chart(store, "guards", test=POLYGUARD, guard="shieldgemma-9b")
    assert value(weakest, "Arabic", "language") == pytest.approx(43.6)
    assert value(weakest, "Arabic", "bound_low") == pytest.approx(44.4)  # of the others, not of the guard itself


@pytest.mark.parametrize("tag", ["en", "ar"])
def test_no_test_of_safeguards_speaks_of_a_gap_where_the_texts_differ(store: Store, tag: str) -> None:
    for _, test in store.view("test", dimension="safeguard").iterrows():
        models = store.view("test_model", benchmark_id=test["benchmark_id"], metric_id=test["metric_id"])
        for guard in models["model_id"]:
            drawn = chart(store, "guards", tag, test=test["test_id"], guard=guard)
            draw(drawn, Text(tag))
            assert "{" not in drawn.title + drawn.subtitle + drawn.note + drawn.alt
            if tag == "en":
                assert ("there is no gap" in drawn.note) == (not test["parallel"]), test["test_id"]


def test_a_safeguard_that_did_not_take_a_test_is_refused(store: Store) -> None:
    with pytest.raises(NoChartError):
        chart(store, "guards", test=POLYGUARD, guard="gpt4")
    with pytest.raises(NoChartError):
        chart(store, "guards", test="xsafety.all.direct_request.unsafe_rate", guard="palm-2")


def test_judges_stand_beside_people(store: Store) -> None:
    drawn = chart(store, "judges")
    assert drawn.frame["label"].iloc[0] == "English (for comparison)"
    ends = [value(drawn, "English (for comparison)", role) for role in ("worst", "best", "reference")]
    assert ends == [0.0, 0.417, 0.659]
    assert value(drawn, "Thai", "best") > value(drawn, "Thai", "reference")  # people hardly agree
    assert "In 23 of 28 language varieties" in drawn.title


def test_the_bibliography_is_a_series_of_its_own(store: Store) -> None:
    drawn = chart(store, "bibliography_by_year")
    assert value(drawn, "2024", "english_only") == 130
    assert value(drawn, "2024", "not_english_only") == 27
    assert "2025 (incomplete)" in set(drawn.frame["label"])
    assert drawn.frame[drawn.frame["label"] == "2020"]["role"].tolist() == ["english_only"]  # none is no column
    assert drawn.source_ids == ("acl_anthology",)


def test_languages_of_a_class_are_counted_and_papers_are_not_added_up(store: Store) -> None:
    drawn = chart(store, "papers_by_class")
    assert "7 of the 7" in drawn.title
    assert "0 of the 1,993" in drawn.title
    assert drawn.frame["value"].tolist() == pytest.approx([100, 100 * 14 / 18, 100 * 10 / 28, 100 * 3 / 19, 100 * 8 / 216, 0])  # fmt: skip


def test_the_safety_page_says_what_speaks_against_the_rule() -> None:
    app = opened("safety", lang="en", benchmark="multijail", guard_test=RTP_LX, guard="wildguard-7b")
    assert not app.exception
    words = text_of(app)
    for said in (
        "In 11 of 19 tests",
        "24 of 40 comparisons (M-ALERT: asked directly)",
        "1.9% to 74.6%",
        "for the other 56 it publishes none",
        "English is the least safe of all languages compared for 7 models, each on one test; in 5 of these cases",
        "MultiJail, asked with an attack",
        "WildGuard-7B",
        "Why languages cannot be compared here",
        "In English the agreement of 11 judges with people runs from 0.00 to 0.42; people agree with each other to 0.66",
    ):
        assert said in words, said
    unknown = opened("safety", lang="en", guard_test="nothing")
    assert "nothing" in unknown.warning[0].value


def test_the_attention_page_finds_a_language_and_says_where_there_is_no_paper() -> None:
    words = text_of(opened("attention", lang="en"))
    assert "rules over titles and abstracts keep 240 papers, 15.4%" in words
    found = opened("attention", lang="en", find="zulu")
    assert [list(frame.value["Language"]) for frame in found.dataframe][-1] == ["Zulu"]
    assert "No surveyed paper is counted for Yoruba" in text_of(opened("attention", lang="en", find="yoruba"))
    assert "No language matches" in text_of(opened("attention", lang="en", find="qqqqqq"))
