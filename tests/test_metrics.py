"""What the metrics mean, on invented worlds and on METRICS' worked values."""

from __future__ import annotations

import math
from typing import Any

import duckdb
import pytest
from hypothesis import given
from hypothesis import strategies as st

from etl.contract import create_tables
from tests.worlds import World, score

SHARE = st.floats(min_value=0, max_value=1, allow_nan=False)
ITEMS = st.integers(min_value=1, max_value=20_000)


@pytest.fixture(scope="module")
def macros() -> duckdb.DuckDBPyConnection:
    connection = duckdb.connect()
    create_tables(connection)
    return connection


def near(*values: float, within: float) -> Any:
    """A tuple equal to these values but for rounding."""
    return tuple(pytest.approx(value, abs=within) for value in values)


def gap_interval(connection: duckdb.DuckDBPyConnection, p1: float, n1: int, p2: float, n2: int) -> tuple[float, float]:
    row = connection.execute(
        "SELECT newcombe_low($1, $2, $3, $4), newcombe_high($1, $2, $3, $4)", [p1, n1, p2, n2]
    ).fetchall()[0]
    return (100 * row[0], 100 * row[1])


@pytest.mark.parametrize(
    ("p1", "p2", "n", "low", "high"),
    [(0.2825, 0.0063, 315, 22.65, 32.85), (0.16, 0.04, 100, 3.70, 20.76), (0.923, 0.754, 14042, 16.06, 17.74)],
)
def test_worked_intervals(
    macros: duckdb.DuckDBPyConnection, p1: float, p2: float, n: int, low: float, high: float
) -> None:
    assert gap_interval(macros, p1, n, p2, n) == near(low, high, within=0.005)


@given(p1=SHARE, n1=ITEMS, p2=SHARE, n2=ITEMS)
def test_interval_holds_its_difference_and_mirrors(
    macros: duckdb.DuckDBPyConnection, p1: float, n1: int, p2: float, n2: int
) -> None:
    low, high = gap_interval(macros, p1, n1, p2, n2)
    assert -100.0001 <= low <= 100 * (p1 - p2) + 1e-9
    assert 100 * (p1 - p2) - 1e-9 <= high <= 100.0001
    mirrored = gap_interval(macros, p2, n2, p1, n1)
    assert (-mirrored[1], -mirrored[0]) == near(low, high, within=1e-9)


@given(p=SHARE, n=ITEMS)
def test_wilson_stays_between_nought_and_one(macros: duckdb.DuckDBPyConnection, p: float, n: int) -> None:
    low, high = macros.execute("SELECT wilson_low($1, $2), wilson_high($1, $2)", [p, n]).fetchall()[0]
    assert 0 <= low <= p + 1e-12
    assert p - 1e-12 <= high <= 1


def test_poisson_interval_is_close_to_the_exact_one(macros: duckdb.DuckDBPyConnection) -> None:
    # Exact (Garwood) 95% limits of a count of 35: 24.38 to 48.68.
    low, high = macros.execute("SELECT poisson_low(35), poisson_high(35)").fetchall()[0]
    assert (low, high) == (pytest.approx(24.38, abs=0.02), pytest.approx(48.68, abs=0.02))
    assert macros.execute("SELECT poisson_low(0)").fetchall()[0][0] == 0


@pytest.mark.parametrize(
    ("metric", "dimension", "english", "yoruba", "gap"),
    [
        ("accuracy", "capability", 0.9, 0.6, 30),
        ("accuracy", "capability", 0.6, 0.9, -30),
        ("unsafe_rate", "safety", 0.1, 0.4, 30),
        ("unsafe_rate", "safety", 0.4, 0.1, -30),
        ("over_refusal_rate", "safety", 0.1, 0.3, 20),
    ],
)
def test_positive_gap_always_means_worse_for_the_language(
    world: World, metric: str, dimension: str, english: float, yoruba: float, gap: float
) -> None:
    world.scores([score("en", english, metric_id=metric), score("yo", yoruba, metric_id=metric)], dimension=dimension)
    with world.build() as db:
        tag, gap_pp, low, high, verdict = db.execute(
            "SELECT language_tag, gap_pp, gap_low_pp, gap_high_pp, verdict FROM gap"
        ).fetchall()[0]
    assert tag == "yo"
    assert gap_pp == pytest.approx(gap)
    assert low < gap_pp < high
    assert verdict == ("worse" if gap > 0 else "better")


def test_percent_and_share_mean_the_same(world: World) -> None:
    world.scores([score("en", 90, unit="percent"), score("yo", 0.6)])
    with world.build() as db:
        assert db.execute("SELECT gap_pp FROM gap").fetchall() == [(pytest.approx(30),)]


def test_no_gap_where_items_differ_by_language(world: World) -> None:
    world.scores([score("en", 0.9), score("yo", 0.6)], parallel=False)
    with world.build() as db:
        assert db.execute("SELECT count(*) FROM gap").fetchall() == [(0,)]
        assert db.execute("SELECT count(*) FROM score_share").fetchall() == [(2,)]


@pytest.mark.parametrize(
    "changed", [{"model_id": "other"}, {"subset": "hard"}, {"condition": "zero_shot"}, {"published": "2023"}]
)
def test_a_gap_compares_like_with_like(world: World, changed: dict[str, str]) -> None:
    world.scores([score("en", 0.9), score("yo", 0.6, **changed)])
    with world.build() as db:
        assert db.execute("SELECT count(*) FROM gap").fetchall() == [(0,)]


def test_without_a_number_of_items_there_is_no_interval(world: World) -> None:
    world.scores([score("en", 0.9, n_items=""), score("yo", 0.6, n_items="")])
    with world.build() as db:
        assert db.execute("SELECT gap_low_pp, gap_high_pp, verdict FROM gap").fetchall() == [(None, None, "cannot_say")]
        assert db.execute("SELECT DISTINCT score_low, score_high FROM score_share").fetchall() == [(None, None)]


def test_the_size_of_the_benchmark_stands_in_and_says_so(world: World) -> None:
    world.scores([score("en", 0.9, n_items=""), score("yo", 0.6)], items="n_items = 50")
    with world.build() as db:
        rows = db.execute("SELECT language_tag, n_items, n_items_from_benchmark FROM score_share ORDER BY 1").fetchall()
    assert rows == [("en", 50, True), ("yo", 100, False)]


def test_ratio_has_no_interval_where_a_cell_is_zero(world: World) -> None:
    world.scores(
        [score("en", 0.0, metric_id="unsafe_rate"), score("yo", 0.3, metric_id="unsafe_rate")], dimension="safety"
    )
    with world.build() as db:
        assert db.execute("SELECT ratio, ratio_low, ratio_high FROM gap").fetchall() == [(None, None, None)]


def test_relative_risk_and_its_interval(world: World) -> None:
    world.scores(
        [score("en", 0.1, metric_id="unsafe_rate"), score("yo", 0.4, metric_id="unsafe_rate")], dimension="safety"
    )
    with world.build() as db:
        ratio, low, high = db.execute("SELECT ratio, ratio_low, ratio_high FROM gap").fetchall()[0]
    spread = 1.959963984540054 * math.sqrt(0.6 / 40 + 0.9 / 10)
    assert (ratio, low, high) == (
        pytest.approx(4),
        pytest.approx(4 * math.exp(-spread)),
        pytest.approx(4 * math.exp(spread)),
    )


def test_a_measurement_printed_twice_counts_once_and_stays(world: World) -> None:
    world.scores([
        score("en", 0.9, published="2024-01"), score("yo", 0.6038, published="2024-01"),
        score("en", 0.9, published="2024-03"), score("yo", 0.6038, published="2024-03"),
        score("yo", 0.604, published="2024-05"),  # the newest table has no English row
    ])  # fmt: skip
    with world.build() as db:
        kept = db.execute(
            "SELECT published, superseded FROM score_share WHERE language_tag = 'yo' ORDER BY 1"
        ).fetchall()
        gaps = db.execute("SELECT published, round(gap_pp, 2) FROM gap").fetchall()
    assert kept == [("2024-01", True), ("2024-03", False), ("2024-05", True)]
    assert gaps == [("2024-03", 29.62)]


def test_a_reprint_by_somebody_else_counts_nowhere(world: World) -> None:
    world.scores([score("en", 0.9), score("yo", 0.6)])
    world.source(
        "reprint", {"scores.csv": ("score", [score("en", 0.9, published="2025"), score("yo", 0.6, published="2025")])},
        table_toml='republishes = "exams"',
    )  # fmt: skip
    with world.build() as db:
        assert db.execute("SELECT source_id FROM gap").fetchall() == [("exams",)]


def test_variants_are_not_averaged(world: World) -> None:
    world.scores([score("en", 0.9), score("yo", 0.6), score("yo-Arab", 0.2)])
    with world.build() as db:
        rows = db.execute("SELECT variant_tag, median_gap_pp FROM gap_by_language ORDER BY 1").fetchall()
    assert rows == [("yo", pytest.approx(30)), ("yo-Arab", pytest.approx(70))]


def test_median_range_and_newest_three_stand_apart(world: World) -> None:
    rows = []
    for model, year, yoruba in [
        ("a", 2020, 0.1),
        ("b", 2021, 0.2),
        ("c", 2022, 0.5),
        ("d", 2023, 0.6),
        ("e", 2024, 0.7),
    ]:
        rows += [
            score("en", 0.9, model_id=model, published=str(year)),
            score("yo", yoruba, model_id=model, published=str(year)),
        ]
    world.scores(rows)
    with world.build() as db:
        row = db.execute(
            """SELECT n_models, median_gap_pp, min_gap_pp, max_gap_pp, newest_three_gap_pp, older_gap_pp, newest_three_models, best_model
            FROM gap_by_language"""
        ).fetchall()[0]
    assert row == (5, *(pytest.approx(gap) for gap in (40, 20, 80, 30, 75)), ["e", "d", "c"], "e")


def test_missing_is_not_zero_and_not_applicable_is_neither(world: World) -> None:
    world.scores([score("en", 0.9), score("yo", 0.0)])
    with world.build() as db:
        rows = dict(db.execute("SELECT language_tag, state FROM coverage WHERE dimension = 'capability'").fetchall())
    assert rows == {"en": "measured", "yo": "measured", "sw": "not_measured", "la": "not_applicable"}


def test_a_test_near_its_ceiling_is_marked(world: World) -> None:
    world.scores([score("en", 0.97), score("yo", 0.6), score("sw", 0.7)])
    with world.build() as db:
        assert db.execute("SELECT bool_and(saturated) FROM gap").fetchall() == [(True,)]


def test_a_test_whose_spread_is_chance_is_marked(world: World) -> None:
    world.scores([score("en", 0.80), score("yo", 0.79), score("sw", 0.81)])
    with world.build() as db:
        assert db.execute("SELECT bool_and(saturated) FROM gap").fetchall() == [(True,)]


def test_chance_adjustment_may_be_negative(world: World) -> None:
    world.scores([score("en", 1.0), score("yo", 0.1)], items="chance_share = 0.25")
    with world.build() as db:
        rows = db.execute("SELECT language_tag, chance_adjusted FROM score_share ORDER BY 1").fetchall()
    assert rows == [("en", pytest.approx(1)), ("yo", pytest.approx(-0.2))]


def test_worked_gini_of_attention(world: World) -> None:
    # u = papers per speaker = (1.0, 0.5) with speakers (3, 1) gives 0.107143: here 30 papers for 30 people, 5 for 10.
    world.source("lands", {
        "territories.csv": ("territory", [{"territory_code": "NA", "iso3": "NAM", "population": 40}]),
        "spoken.csv": ("language_territory", [
            {"variant_tag": tag, "territory_code": "NA", "share_pct": 50, "speakers": speakers, "locator": tag}
            for tag, speakers in (("en", 30), ("yo", 10))
        ]),
    })  # fmt: skip
    counts = [
        {
            "series": "survey",
            "selection": "survey",
            "breakdown": "year_class",
            "period": "2024",
            "class": "english_only",
            "publications": 30,
            "locator": "a",
        },
        {
            "series": "survey",
            "selection": "survey",
            "breakdown": "year_class",
            "period": "2024",
            "class": "not_english_only",
            "publications": 5,
            "locator": "b",
        },
        {
            "series": "survey",
            "selection": "survey",
            "breakdown": "language",
            "period": "2024",
            "language_code": "eng",
            "publications": 30,
            "locator": "c",
        },
        {
            "series": "survey",
            "selection": "survey",
            "breakdown": "language",
            "period": "2024",
            "language_code": "yor",
            "publications": 5,
            "locator": "d",
        },
    ]
    world.source("survey", {"counts.csv": ("publication_count", counts)})
    with world.build() as db:
        assert db.execute("SELECT gini FROM attention_gini WHERE source_id = 'cldr'").fetchall() == [
            (pytest.approx(0.107143, abs=1e-6),)
        ]
        rows = db.execute("SELECT language_tag, share_pct, papers_per_10m FROM attention ORDER BY 1").fetchall()
        assert db.execute("SELECT territory_code FROM territory").fetchall() == [
            ("NA",)
        ]  # Namibia, not a missing value
    assert rows == [
        ("en", pytest.approx(100 * 30 / 35), pytest.approx(1e7)),
        ("yo", pytest.approx(100 * 5 / 35), pytest.approx(5e6)),
    ]


def test_speakers_take_the_largest_script_and_show_the_range(world: World) -> None:
    world.source("lands", {
        "territories.csv": ("territory", [{"territory_code": "NG", "iso3": "NGA", "population": 100}]),
        "spoken.csv": ("language_territory", [
            {"variant_tag": tag, "territory_code": "NG", "share_pct": 10, "speakers": speakers, "locator": tag}
            for tag, speakers in (("yo", 40), ("yo-Arab", 10))
        ]),
        "estimates.csv": ("speaker_estimate", [{"language_tag": "yo", "speakers": 60, "locator": "row"}]),
    })  # fmt: skip
    with world.build() as db:
        row = db.execute("SELECT speakers, speakers_low, speakers_high, sources_differ FROM speakers").fetchall()
    assert row == [(40, 40, 60, True)]


def test_the_newest_models_are_all_that_may_be_newest_whatever_their_result(world: World) -> None:
    rows = []
    for model, published, yoruba in [("old", "2022", 0.1), ("kind", "2024", 0.9), ("harsh", "2024", 0.2)]:
        rows += [
            score("en", 0.9, model_id=model, published=published),
            score("yo", yoruba, model_id=model, published=published),
        ]
    toml = world.scores(rows) / "source.toml"
    text = toml.read_text(encoding="utf-8")
    for model, released in (("old", "2022-05"), ("kind", "2024"), ("harsh", "2024-03")):
        text = text.replace(f'name = "{model}"', f'name = "{model}"\nreleased = "{released}"\nreleased_from = "paper"')
    toml.write_text(text, encoding="utf-8")
    with world.build() as db:
        assert {m for (m,) in db.execute("SELECT model_id FROM gap_newest").fetchall()} == {"kind", "harsh"}


def test_systems_trained_for_a_test_are_not_taken_for_general_models(world: World) -> None:
    world.scores([score("en", 0.9, condition="supervised"), score("yo", 0.6, condition="supervised")])
    with world.build() as db:
        assert db.execute("SELECT count(*) FROM gap").fetchall() == [(1,)]
        assert db.execute("SELECT count(*) FROM gap_newest").fetchall() == [(0,)]


def test_fewer_unsafe_answers_carry_the_share_that_is_no_answer(world: World) -> None:
    rows = [
        score(tag, value, metric_id=metric)
        for tag, unsafe, invalid in (("en", 0.5, 0.0), ("yo", 0.1, 0.8))
        for metric, value in (("unsafe_rate", unsafe), ("invalid_rate", invalid))
    ]
    world.scores(rows, dimension="safety")
    with world.build() as db:
        assert db.execute(
            "SELECT n_better, better_non_answer_low, better_non_answer_high FROM safety_tally"
        ).fetchall() == [(1, 0.8, 0.8)]


def test_a_broader_tag_takes_the_place_its_narrower_codes_agree_on(world: World) -> None:
    rows = [
        {"variant_tag": tag, "glottocode": tag, "family": family, "macroarea": area}
        for tag, family, area in (
            ("swh", "Atlantic-Congo", "Africa"),
            ("swc", "Atlantic-Congo", "Eurasia"),
            ("yo", "Atlantic-Congo", "Africa"),
        )
    ]
    world.source("places", {"classification.csv": ("classification", rows)})
    with world.build() as db:
        places = db.execute("SELECT language_tag, family, macroarea FROM language_place ORDER BY 1").fetchall()
    assert places == [("sw", "Atlantic-Congo", None), ("yo", "Atlantic-Congo", "Africa")]


def test_the_best_model_may_lack_a_score_in_the_reference_language(world: World) -> None:
    world.scores([score("en", 0.9), score("yo", 0.6), score("yo", 0.8, model_id="alone")])
    with world.build() as db:
        assert db.execute("SELECT best_model, best_share FROM gap_by_language").fetchall() == [("alone", 0.8)]


@pytest.mark.parametrize(
    ("english", "n_items", "chance", "failed"),
    [
        (0.0, 100, None, True),
        (0.02, 100, None, False),
        (0.27, 100, 0.25, True),
        (0.4, 100, 0.25, False),
        (0.4, 10, 0.25, True),
    ],
)
def test_a_reference_no_better_than_guessing_gives_no_verdict(
    world: World, english: float, n_items: int, chance: float | None, failed: bool
) -> None:
    rows = [score("en", english, n_items=n_items), score("yo", 0.9, n_items=n_items)]
    world.scores(rows, items=f"chance_share = {chance}" if chance else "")
    with world.build() as db:
        assert db.execute("SELECT reference_failed, verdict FROM gap").fetchall() == [
            (failed, "cannot_say" if failed else "better")
        ]
        assert db.execute("SELECT count(*) FROM gap_newest").fetchall() == [(0 if failed else 1,)]
