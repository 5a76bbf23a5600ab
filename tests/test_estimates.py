"""The index across benchmarks, ties and trends: on worlds whose truth is known, on worked values, and on the real figures."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import duckdb
import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from etl.contract import attach, create_tables
from etl.estimates import index_across_tests, ties, trends
from etl.estimates.latent import Sample, draw_worlds, fit, slope_times, spread
from etl.estimates.ties import moves, tied
from tests.worlds import World, score

RIDGES = (0.5, 1.0)


def design(random: np.random.Generator, languages: int = 60, sets: int = 8, models: int = 25) -> pd.DataFrame:
    """Who was tested where: every test covers some of the languages and is taken by some of the models, as in the real figures."""
    rows = []
    for item_set in range(sets):
        covered = random.choice(languages, size=int(random.integers(15, languages)), replace=False)
        for model in random.choice(models, size=int(random.integers(3, 10)), replace=False):
            rows += [(f"l{tag:02}", f"m{model:02}", f"t{item_set}") for tag in covered]
    return pd.DataFrame(rows, columns=["language_tag", "model_id", "item_set"]).assign(kept_share=1.0)


def world_of(random: np.random.Generator, frame: pd.DataFrame) -> tuple[Sample, np.ndarray]:
    """Losses of a world whose languages lose 0.4 on average, and what each truly loses."""
    sample = Sample.of(frame)
    tags, models, sets = (len(names) for names in sample.names)
    truth = 0.4 + 0.2 * random.standard_normal(tags)
    slope = np.exp(0.2 * random.standard_normal(models))
    of_set, of_cell = 0.05 * random.standard_normal(sets), 0.1 * random.standard_normal(sample.cells().max() + 1)
    first = np.unique(sample.cells(), return_index=True)[1]
    by_cell = truth[sample.language[first]] + of_set[sample.item_set[first]] + of_cell
    noise = 0.05 * random.standard_normal(len(sample.lost))
    return replace(sample, lost=slope_times(slope, sample, by_cell) + noise), truth


def test_the_index_recovers_known_languages_within_its_intervals_at_the_stated_rate() -> None:
    random = np.random.default_rng(7)
    held, count, errors, plain = 0, 0, [], []
    for seed in range(12):
        sample, truth = world_of(random, design(random))
        made = fit(sample, *RIDGES)
        worlds = draw_worlds(sample, made, RIDGES, draws=150, seed=seed)
        low, high = (made.loss - np.quantile(worlds.index, q, axis=0) for q in (0.975, 0.025))
        held, count = held + int(((low <= truth) & (truth <= high)).sum()), count + len(truth)
        errors.append(float(((made.loss - truth) ** 2).mean()))
        mean_loss = np.bincount(sample.language, sample.lost) / np.bincount(sample.language)
        plain.append(float(((mean_loss - truth) ** 2).mean()))
    assert 0.92 <= held / count <= 0.98
    assert np.mean(errors) < np.mean(plain)


def test_the_spread_of_a_known_world_is_found() -> None:
    random = np.random.default_rng(11)
    found = []
    for _ in range(8):
        sample, _ = world_of(random, design(random))
        sizes = spread(sample, fit(sample, *RIDGES))
        found.append((sizes.languages, sizes.item_sets, sizes.cells, sizes.rows))
    assert np.mean(found, axis=0) == pytest.approx([0.2, 0.05, 0.1, 0.05], rel=0.25)


def test_relabelling_languages_changes_nothing_but_the_labels() -> None:
    random = np.random.default_rng(3)
    sample, _ = world_of(random, design(random))
    turned = np.random.default_rng(4).permutation(len(sample.names[0]))
    other = replace(sample, language=turned[sample.language])
    assert fit(other, *RIDGES).loss[turned] == pytest.approx(fit(sample, *RIDGES).loss, abs=1e-8)


def test_english_would_lose_nothing_and_a_language_without_loss_keeps_everything() -> None:
    frame = pd.DataFrame(
        [(tag, model, test, kept) for tag, kept in (("a", 1.0), ("b", 0.5)) for model in "mn" for test in "xyz"],
        columns=["language_tag", "model_id", "item_set", "kept_share"],
    )
    loss = fit(Sample.of(frame), 1e-9, 1e-9).loss
    assert loss == pytest.approx([0.0, 0.5], abs=1e-6)


def test_a_weak_model_does_not_make_its_languages_look_worse() -> None:
    # Model w loses twice as much as s everywhere; language b was tested with w only, and loses as much as a.
    rows = (
        [("a", "s", t, 0.8) for t in "xyz"] + [("a", "w", t, 0.6) for t in "xyz"] + [("b", "w", t, 0.6) for t in "xyz"]
    )
    frame = pd.DataFrame(rows, columns=["language_tag", "model_id", "item_set", "kept_share"])
    loss = fit(Sample.of(frame), 1e-6, 1e-6).loss
    assert loss[0] == pytest.approx(loss[1], abs=1e-4)


def test_the_estimates_are_the_same_bit_for_bit_on_a_second_run(warehouse: Path, tmp_path: Path) -> None:
    with duckdb.connect(str(warehouse), read_only=True) as real:
        wanted = {t: real.execute(f"SELECT * FROM {t} ORDER BY ALL").fetchall() for t in ESTIMATED}
        assert len(index_across_tests.read(real)) > 2000
    with duckdb.connect() as again:
        create_tables(again)
        attach(again, warehouse, "built")
        for name in ("language", "resource_class", "digital_resource", "capability_input"):
            again.execute(f"CREATE TEMP VIEW {name} AS FROM built.{name}")
        index_across_tests.run(again)
        assert {t: again.execute(f"SELECT * FROM {t} ORDER BY ALL").fetchall() for t in ESTIMATED} == wanted


ESTIMATED = ("relative_capability", "capability_slope", "index_proof", "index_calibration", "index_without")


def test_the_index_is_shown_only_because_it_beats_every_rival_clearly(real: duckdb.DuckDBPyConnection) -> None:
    errors = dict(real.execute("SELECT predictor, rmse FROM index_proof WHERE item_set = 'every'").fetchall())
    assert set(errors) == {
        "index", "plain_index", "mean_kept", "mean_gap", "class_and_web", "logit", "same_as_english",
    }  # fmt: skip
    best = min(rmse for name, rmse in errors.items() if name not in ("index", "plain_index"))
    assert real.execute("SELECT shown FROM index_verdict").fetchall() == [(errors["index"] <= 0.95 * best,)]
    assert errors["index"] < 0.9 * best
    ((covered,),) = real.execute("SELECT covered_share FROM index_calibration WHERE item_set = 'every'").fetchall()
    assert 0.85 <= covered <= 0.95


def test_every_index_rests_on_two_independent_tests_or_more_and_its_interval_holds_it(
    real: duckdb.DuckDBPyConnection,
) -> None:
    rows = real.execute("SELECT * FROM relative_capability").df()
    assert len(rows) > 50
    assert (rows["n_tests"] >= 2).all()
    assert ((rows["low"] < rows["relative_capability"]) & (rows["relative_capability"] < rows["high"])).all()
    # What one more test would show is less certain than what all tests would show on average.
    assert (rows["new_test_high"] - rows["new_test_low"] > 0.8 * (rows["high"] - rows["low"])).all()
    assert real.execute(
        """SELECT count(*) FROM relative_capability AS r WHERE n_tests <>
        (SELECT count(DISTINCT item_set) FROM capability_input AS c WHERE c.language_tag = r.language_tag)"""
    ).fetchall() == [(0,)]


def test_an_index_that_does_not_win_is_not_shown(world: World) -> None:
    # Two tests that contradict each other in everything: nothing can be learnt from one about the other.
    random = np.random.default_rng(5)
    tags = ["yo", "sw", "la"]
    toml = ""
    rows = []
    for name in ("exam", "quiz", "task", "test"):
        toml += BENCHMARK.format(name=name)
        for model in ("m", "n"):
            rows += [
                score(t, float(v), benchmark_id=name, model_id=model)
                for t, v in zip(tags, random.uniform(0, 1, 3), strict=True)
            ]
            rows.append(score("en", 0.9, benchmark_id=name, model_id=model))
    toml += "".join(f'\n[[model]]\nmodel_id = "{m}"\nname = "{m}"\n' for m in "mn")
    world.source("tests", {"scores.csv": ("score", rows)}, toml=toml)
    with world.build() as db:
        assert db.execute("SELECT count(*) FROM relative_capability").fetchall()[0][0] == 3
        ((shown,),) = db.execute("SELECT shown FROM index_verdict").fetchall()
        served = db.execute("SELECT count(*) FROM utility WHERE utility_id = 'relative_capability'").fetchall()[0][0]
        assert not shown
        assert served == 0
        assert db.execute(
            "SELECT count(*) FROM claim WHERE claim_id IN ('served', 'index_below_english')"
        ).fetchall() == [(0,)]
        assert db.execute("SELECT DISTINCT conclusion FROM claim WHERE claim_id = 'index_proof'").fetchall() == [
            ("not_shown",)
        ]


BENCHMARK = """
[[benchmark]]
benchmark_id = "{name}"
name = "{name}"
dimension = "capability"
task = "answering"
parallel = true
parallel_reason = "The same questions."
reference_tag = "en"
item_origin = "human_translated"
"""


def test_benchmarks_of_one_item_set_are_left_out_together(real: duckdb.DuckDBPyConnection) -> None:
    sets = dict(real.execute("SELECT benchmark_id, item_set FROM benchmark").fetchall())
    assert sets["sib200"] == sets["afrobench_sib"] == sets["languagebench_sib200"]
    assert sets["mmmlu"] == sets["afrimmlu"] == sets["mmlu_prox"]
    assert sets["belebele"] != sets["sib200"]
    left = {
        name
        for (name,) in real.execute("SELECT DISTINCT item_set FROM index_proof WHERE item_set <> 'every'").fetchall()
    }
    assert left <= set(sets.values())


# Ties -----------------------------------------------------------------------------------------


def test_groups_start_with_the_first_that_can_be_told_apart_from_the_best() -> None:
    share = np.array([0.90, 0.88, 0.60, 0.59, 0.10])
    assert tied(share, share - 0.05, share + 0.05).tolist() == [1, 1, 2, 2, 3]
    assert tied(share, share - 0.01, share + 0.01).tolist() == [1, 2, 3, 3, 4]  # 2 points against 1.4 either way


@given(st.lists(st.floats(0, 1), min_size=1, max_size=30), st.floats(0, 0.5))
def test_groups_follow_the_order_and_leave_no_gap(shares: list[float], half: float) -> None:
    share = np.array(sorted(shares, reverse=True))
    group = tied(share, share - half, share + half)
    assert group[0] == 1
    assert set(np.diff(group)) <= {0, 1}


def test_two_models_tie_exactly_when_the_interval_of_their_difference_spans_zero(
    real: duckdb.DuckDBPyConnection,
) -> None:
    rows = real.execute(
        """WITH g AS (
          SELECT s.*, t.tie_group FROM tie_group AS t JOIN score_share AS s USING (score_id) WHERE t.kind = 'models_of_language' AND s.benchmark_id = 'mmmlu'
        ), best AS (SELECT * FROM g WHERE tie_group = 1 QUALIFY row_number() OVER (PARTITION BY variant_tag ORDER BY score_share DESC, score_id) = 1)
        SELECT count(*), count(*) FILTER (WHERE (newcombe_low(b.score_share, b.n_items, g.score_share, g.n_items) <= 0) <> (g.tie_group = 1))
        FROM g JOIN best AS b USING (variant_tag)"""
    ).fetchall()
    assert rows[0][0] > 100
    assert rows[0][1] == 0


def test_models_that_change_places_are_counted() -> None:
    falling = np.array([3.0, 2.0, 1.0])
    assert moves(falling, falling) == (3, 0, 0, 0, 1.0)
    assert moves(falling, falling[::-1]) == (3, 2, 4, 2, -1.0)
    assert moves(np.array([1.0, 1.0]), np.array([1.0, 2.0]))[-1] is None


# Trends ---------------------------------------------------------------------------------------


def dates(*days: str) -> pd.Series:
    return pd.Series(pd.to_datetime(list(days)))


def test_a_gap_that_falls_by_ten_points_a_year_has_that_slope() -> None:
    slope, low, high = trends.line(
        dates("2023-01-01", "2024-01-01", "2025-01-01", "2025-12-31"), pd.Series([30.1, 19.9, 10.0, 0.1])
    )
    assert slope == pytest.approx(-10, abs=0.1)
    assert low is not None
    assert high is not None
    assert low < slope < high < 0
    assert trends.direction(low, high) == "closing"


@pytest.mark.parametrize(
    ("low", "high", "said"),
    [
        (-2, -1, "closing"),
        (-1, 1, "no_clear_trend"),
        (1, 2, "opening"),
        (0, 1, "no_clear_trend"),
        (None, None, "cannot_say"),
    ],
)
def test_a_trend_is_clear_only_where_its_interval_leaves_out_zero(
    low: float | None, high: float | None, said: str
) -> None:
    assert trends.direction(low, high) == said


def test_models_on_a_line_leave_no_false_certainty() -> None:
    slope, low, high = trends.line(dates("2023-01-01", "2024-01-01", "2025-01-01", "2025-12-31"), pd.Series([5.0] * 4))
    assert slope == pytest.approx(0, abs=1e-9)
    assert (low, high, trends.direction(low, high)) == (None, None, "cannot_say")


@settings(max_examples=25)
@given(st.lists(st.floats(-50, 50), min_size=4, max_size=12, unique=True))
def test_a_trend_mirrors_when_gaps_do(gaps: list[float]) -> None:
    release = pd.Series(pd.date_range("2023-01-01", periods=len(gaps), freq="90D"))
    slope, low, high = trends.line(release, pd.Series(gaps))
    mirrored = trends.line(release, -pd.Series(gaps))
    if low is not None and high is not None:
        assert np.array(mirrored, dtype=float) == pytest.approx(np.array([-slope, -high, -low]))


def test_only_stated_release_dates_of_a_month_or_better_make_a_trend(real: duckdb.DuckDBPyConnection) -> None:
    assert real.execute(
        """SELECT count(*) FROM trend AS t, unnest(t.score_ids) AS i(score_id) JOIN score USING (score_id) JOIN model USING (model_id)
        WHERE released IS NULL OR length(released) < 7"""
    ).fetchall() == [(0,)]
    assert real.execute(
        "SELECT count(*) FROM trend WHERE n_models < limit_of('trend_models') OR last_release < first_release + INTERVAL 12 MONTH"
    ).fetchall() == [(0,)]
    assert real.execute("SELECT count(*) > 100 FROM trend").fetchall() == [(True,)]


def test_research_grows_in_both_series_which_stay_two(real: duckdb.DuckDBPyConnection) -> None:
    rows = real.execute("SELECT series, class, papers, growth_low, growth, growth_high FROM attention_trend").fetchall()
    papers = {(series, name): n for series, name, n, *_ in rows}
    assert papers[("survey", "english_only")] == 169
    assert papers[("survey", "not_english_only")] == 49
    assert sum(n for (series, _), n in papers.items() if series == "bibliography") == 240
    assert all(low < growth < high for *_, low, growth, high in rows)


def test_ties_need_an_interval(world: World) -> None:
    world.scores([score("en", 0.9, n_items=""), score("yo", 0.6, n_items="")])
    with world.build() as db:
        assert db.execute("SELECT count(*) FROM tie_group").fetchall() == [(0,)]
        assert ties.read(db, "true").empty
