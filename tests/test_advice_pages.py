"""The pages of the advice: limits in the address, states that are all shown, and nothing recommended without rows and what speaks against it."""

from __future__ import annotations

import re
from itertools import pairwise

import duckdb
import pytest
from hypothesis import given
from hypothesis import strategies as st
from streamlit.testing.v1 import AppTest

from dashboard.advice import STATES, Precedent, Publication, overviews, recommendations
from dashboard.limits import movable, parse, written
from dashboard.policy import money
from dashboard.reader import text_for
from dashboard.store import WAREHOUSE, Store, open_store
from dashboard.text import Text
from etl.contract import CONTRACT
from tests.test_pages import opened, text_of

DEFAULTS = {"advice_people": 1e6, "advice_kappa": 0.4}


@given(st.dictionaries(st.sampled_from(sorted(DEFAULTS)), st.floats(0, 1e11).map(lambda value: float(f"{value:.12g}"))))
def test_limits_in_an_address_are_read_back(limits: dict[str, float]) -> None:
    found, wrong = parse(written(limits), DEFAULTS)
    assert wrong == []
    assert found == {code: value for code, value in limits.items() if value != DEFAULTS[code]}


@pytest.mark.parametrize(
    "part",
    ["advice_people", "advice_people:", "advice_people:-1", "advice_people:nan", "x:1", ":", "advice_kappa:1e99"],
)
def test_what_is_no_limit_is_said_and_left_out(part: str) -> None:
    assert parse(f"{part},advice_kappa:0.5", DEFAULTS) == ({"advice_kappa": 0.5}, [part])


@pytest.fixture
def store() -> Store:
    return open_store(WAREHOUSE)


def blocks(app: AppTest) -> list[tuple[str, str]]:
    """Each recommendation on a page with the caption below it."""
    shown = [str(getattr(element, "value", "")) for element in app.main if element.type in ("markdown", "caption")]
    return [(words, below) for words, below in pairwise(shown) if words.startswith("#### ")]


@pytest.mark.parametrize(
    ("page", "parameters"),
    [
        ("advice", {}),
        ("advice", {"tag": "yo"}),
        ("advice", {"code": "NG"}),
        ("advice", {"actor": "funder", "limits": "advice_large_speakers:1000000,advice_gap:1"}),
        ("language", {"tag": "yo"}),
        ("country", {"code": "NG"}),
    ],
)
def test_no_recommendation_stands_without_rows_and_what_speaks_against_it(
    page: str, parameters: dict[str, str]
) -> None:
    app = opened(page, lang="en", **parameters)
    assert not app.error
    found = blocks(app)
    assert found
    for words, below in found:
        against = words.split("**Against it**: ")[1]
        assert len(against) > 20
        assert "It cites" in below
        assert "It cites 0" not in below
        assert "Source: [" in below or re.search(r"rows from \d+ sources", below)


def test_everything_that_applies_is_shown_and_nothing_else(store: Store) -> None:
    text = text_for("en", store)
    applies = {one.recommendation.title for one in overviews(store, text) if one.counts["fires"]}
    app = opened("advice", lang="en")
    assert {words.split("\n")[0].removeprefix("#### ") for words, _ in blocks(app)} == applies
    links = {label for element in app.main if element.type == "page_link" for label in [str(element.proto.label)]}
    assert {recommendation.title for recommendation in recommendations(store, text).values()} - applies <= links


def test_all_five_states_are_shown_with_their_counts(store: Store) -> None:
    text = Text("en")
    app = opened("advice", lang="en", tag="yo")
    states = app.table[0].value
    shown = dict(zip(states.iloc[:, 0], states.iloc[:, 2], strict=True))
    rows = store.advice({}, subject_kind="language", subject="yo")["state"]
    assert shown == {text(f"advice.state.{state}"): text.integer((rows == state).sum()) for state in STATES}
    assert sum(map(int, shown.values())) == len(rows) > 0


def test_a_limit_in_the_address_changes_what_applies_and_says_so(store: Store) -> None:
    code, name = "advice_large_speakers", "fund_safety_tests_large_languages"
    usual, fewer = (len(store.advice(limits, recommendation_id=name, state="fires")) for limits in ({}, {code: 5e7}))
    assert fewer < usual
    app = opened("advice", lang="en", limits=f"{code}:50000000", limit=code)
    assert f"applied to {usual}, now to {fewer}" in app.info[0].value
    assert app.number_input[0].value == 50_000_000
    usual_again = opened("advice", lang="en")
    assert not usual_again.info


@pytest.mark.parametrize("limits", [{}, {"advice_large_speakers": 2e7, "advice_web_ratio": 0.05}])
def test_what_is_counted_is_what_is_said_of_each(store: Store, limits: dict[str, float]) -> None:
    """Only rules that a limit concerns are judged again: the counts are those of judging all."""
    said = store.advice(limits).groupby(["recommendation_id", "state"]).size()
    counted = store.advice_counts(limits).set_index(["recommendation_id", "state"])["n"]
    assert counted.to_dict() == said.to_dict()


def test_an_unknown_limit_in_the_address_is_said_and_left_out() -> None:
    app = opened("advice", lang="en", limits="advice_moon:3")
    assert "moon" in app.warning[0].value
    assert not app.info


def test_every_limit_that_a_reader_may_move_is_in_the_one_table(store: Store, real: duckdb.DuckDBPyConnection) -> None:
    declared = {
        code
        for (code,) in real.execute(
            "SELECT DISTINCT threshold_id FROM recommendation_condition JOIN threshold USING (threshold_id) WHERE value > 0"
        ).fetchall()
    }
    assert set(movable(store).index) == declared
    app = opened("advice", lang="en")
    assert len(app.table[-1].value) == len(declared)


RULES = sorted(file.stem for file in (CONTRACT / "rules").glob("*.toml"))


@pytest.mark.parametrize("name", RULES)
def test_the_page_of_every_recommendation_is_whole(name: str, store: Store) -> None:
    """Rule, counter-evidence, what takes it back, precedents and sources; rows wherever it applies."""
    recommendation = recommendations(store, text_for("en", store))[name]
    app = opened("recommendation", lang="en", of=name)
    assert not app.error
    words = text_of(app)
    for said in (
        recommendation.summary,
        recommendation.strength_reason,
        recommendation.counter_sentence,
        recommendation.withdraw_if,
    ):
        assert said in words
    assert "It applies where" in words
    assert "**For it**" in words
    against = [one for one in recommendation.sources if one.role == "counter"]
    assert all(f"({one.policy_source_id}): " in words for one in against)
    if not store.advice({}, recommendation_id=name, state="fires").empty:
        assert "No row is held" not in words
        assert Text("en")("policy.rows") in [expander.label for expander in app.expander]


def test_sums_of_money_say_whose_word_they_are() -> None:
    cited = Publication("P1", "precedent", "T", "A", 2025, "", "p", primary=True)
    words = dict.fromkeys(("precedent_id", "programme", "holder", "period", "what", "languages"), "")
    numbers = "EUR 4 million; EUR 88 million for all (secondary)"
    one = Precedent(**words, numbers=numbers, money="EUR 4 million; EUR 88 million", publication=cited)
    assert money(Text("en"), one) == "EUR 4 million; EUR 88 million (Second-hand)"
