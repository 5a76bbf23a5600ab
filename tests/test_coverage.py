"""Evidence grades, people covered, disparity, and paired gaps: invented worlds in which the truth is known."""

from __future__ import annotations

import itertools
from typing import Any

import duckdb
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from etl.contract import create_tables, create_views
from tests.worlds import HEAD, World, score

BENCHMARK = """
[[benchmark]]
benchmark_id = "{name}"
name = "{name}"
dimension = "{dimension}"
task = "answering"
parallel = {parallel}
parallel_reason = "Stated."
reference_tag = "en"
item_origin = "{origin}"
item_set = "{item_set}"
"""


def write_tests(world: World, tests: list[dict[str, Any]], *, models: int = 3, retrieved: str = "2024-06-01") -> None:
    """Tests of English and Yoruba: each with ``name`` and what differs from a sound one."""
    toml, rows = "", []
    for test in tests:
        sound = {"dimension": "capability", "parallel": "true", "origin": "human_translated", "item_set": test["name"]}
        toml += BENCHMARK.format(
            **(sound | {key: value for key, value in test.items() if key in sound or key == "name"})
        )
        for model in range(models):
            shared = {
                "benchmark_id": test["name"],
                "model_id": f"m{model}",
                "n_items": test.get("n_items", 200),
                "published": test.get("published", "2023"),
            }
            rows += [score("en", 0.9, **shared), score("yo", 0.6, **shared)]
    for model in range(models):
        toml += f'\n[[model]]\nmodel_id = "m{model}"\nname = "m{model}"\ndeveloper = "d{model}"\n'
    folder = world.source("tests", {"scores.csv": ("score", rows)}, toml=toml)
    text = (folder / "source.toml").read_text(encoding="utf-8")
    (folder / "source.toml").write_text(
        text.replace("retrieved = 2024-06-01", f"retrieved = {retrieved}"), encoding="utf-8"
    )
    if any(test.get("secondary") for test in tests):
        (folder / "source.toml").write_text(
            text.replace('transcription = "primary"', 'transcription = "secondary"'), encoding="utf-8"
        )


def grade(world: World) -> tuple[str, list[str]]:
    with world.build() as db:
        return db.execute(
            "SELECT grade, failing FROM evidence_grade WHERE language_tag = 'yo' AND dimension = 'capability'"
        ).fetchall()[0]


THREE = [{"name": "a"}, {"name": "b"}, {"name": "c"}]


@pytest.mark.parametrize(
    ("tests", "models", "retrieved", "expected"),
    [
        (THREE, 3, "2024-06-01", ("A", [])),
        (THREE, 2, "2024-06-01", ("B", ["few_developers"])),
        (THREE, 3, "2026-06-01", ("B", ["old"])),
        ([t | {"origin": "machine_translated_reviewed"} for t in THREE], 3, "2024-06-01", ("B", ["no_items_by_people"])),
        (THREE[:2], 3, "2024-06-01", ("B", ["few_tests"])),
        ([{"name": "a"}, {"name": "b", "item_set": "a"}], 3, "2024-06-01", ("C", ["few_tests"])),
        ([{"name": "a", "n_items": 100}], 1, "2024-06-01", ("C", ["few_tests", "few_developers"])),
        ([{"name": "a", "n_items": 99}], 3, "2024-06-01", ("D", ["small_test"])),
        ([{"name": "a", "n_items": ""}], 3, "2024-06-01", ("D", ["small_test"])),
        ([t | {"origin": "machine_translated"} for t in THREE], 3, "2024-06-01", ("D", ["machine_translated"])),
        ([t | {"secondary": True} for t in THREE], 3, "2024-06-01", ("D", ["secondary"])),
        ([t | {"parallel": "false"} for t in THREE], 3, "2024-06-01", ("D", ["not_comparable"])),
        ([{"name": "a", "dimension": "safety"}], 3, "2024-06-01", ("E", ["nothing_measured"])),
    ],
)  # fmt: skip
def test_each_grade_says_which_condition_failed(
    world: World, tests: list[dict[str, Any]], models: int, retrieved: str, expected: tuple[str, list[str]]
) -> None:
    write_tests(world, tests, models=models, retrieved=retrieved)
    assert grade(world) == expected


def test_every_limit_of_a_grade_stands_in_one_table(real: duckdb.DuckDBPyConnection) -> None:
    limits = dict(real.execute("SELECT threshold_id, value FROM threshold").fetchall())
    assert {key: limits[key] for key in limits if key.startswith("grade")} == {
        "grade_items": 100, "grade_a_tests": 3, "grade_b_tests": 2, "grade_a_developers": 3, "grade_a_months": 24,
    }  # fmt: skip
    ((sql,),) = real.execute("SELECT sql FROM definition WHERE relation = 'evidence_grade'").fetchall()
    assert all(f"limit_of('{key}')" in sql for key in limits if key.startswith("grade"))


ORDER = "EDCBA"


def test_a_grade_never_falls_and_no_share_of_speakers_covered_falls_when_a_test_is_added(world: World) -> None:
    add_lands(world, {"yo": 0.4, "en": 0.3})
    before: tuple[int, list[tuple[float, float]]] = (0, [(0.0, 0.0)] * 6)
    added: list[dict[str, Any]] = []
    qualities: list[dict[str, Any]] = [
        {"n_items": 50}, {"origin": "machine_translated"}, {}, {"item_set": "t2"}, {}, {"published": "2024-02"},
    ]  # fmt: skip
    for number, quality in enumerate(qualities):
        added.append(quality | {"name": f"t{number}"})
        write_tests(world, added)
        with world.build() as db:
            ((letter,),) = db.execute(
                "SELECT grade FROM evidence_grade WHERE language_tag = 'yo' AND dimension = 'capability'"
            ).fetchall()
            shares = db.execute(
                "SELECT share_low, share_high FROM territory_exposure ORDER BY dimension, level"
            ).fetchall()
        now = ORDER.index(letter), shares
        assert now[0] >= before[0]
        assert all(
            low >= low_was and high >= high_was
            for (low, high), (low_was, high_was) in zip(shares, before[1], strict=True)
        )
        before = now
    assert before[0] == 4


def add_lands(world: World, shares: dict[str, float], population: int = 1000) -> None:
    """One territory whose people speak languages in these shares."""
    spoken = [
        {
            "variant_tag": tag,
            "territory_code": "NG",
            "share_pct": 100 * share,
            "speakers": round(share * population),
            "locator": tag,
        }
        for tag, share in shares.items()
    ]
    world.source("lands", {
        "territories.csv": ("territory", [{"territory_code": "NG", "iso3": "NGA", "population": population}]),
        "spoken.csv": ("language_territory", spoken),
    })  # fmt: skip


@pytest.fixture(scope="module")
def contract() -> duckdb.DuckDBPyConnection:
    """The empty contract with its views, not kept, so that what is inserted shows at once."""
    connection = duckdb.connect()
    create_tables(connection)
    for folder in ("views", "conclusions"):
        create_views(connection, folder)
    return connection


@settings(max_examples=60, deadline=None)
@given(data=st.data())
def test_bounds_hold_the_truth_in_every_world(contract: duckdb.DuckDBPyConnection, data: st.DataObject) -> None:
    """People are drawn one by one with the languages they speak; whoever speaks a covered one is covered."""
    people = data.draw(st.lists(st.sets(st.sampled_from(["aa", "bb", "cc", "dd"])), min_size=1, max_size=40))
    covered = data.draw(st.sets(st.sampled_from(["aa", "bb", "cc", "dd"])))
    truth = sum(bool(spoken & covered) for spoken in people) / len(people)
    shares = [(tag, sum(tag in spoken for spoken in people) / len(people)) for tag in ("aa", "bb", "cc", "dd")]
    view = exposure(contract)
    rows = [("NG", tag, 100 * share, tag in covered) for tag, share in shares]
    low, high, unplaced = contract.execute(
        view,
        {
            "rows": [{"territory_code": t, "language_tag": g, "share_pct": s, "covered": c} for t, g, s, c in rows],
            "people": len(people),
        },
    ).fetchall()[0]
    assert low - 1e-9 <= truth <= high + 1e-9
    assert high <= 1
    assert unplaced <= sum(not spoken for spoken in people) + 1


def exposure(contract: duckdb.DuckDBPyConnection) -> str:
    """The query of ``territory_exposure``, over rows given instead of the tables it reads."""
    ((sql,),) = contract.execute("SELECT sql FROM definition WHERE relation = 'territory_exposure'").fetchall()
    query = str(
        sql[sql.index("CREATE VIEW territory_exposure AS") :]
        .split(";")[0]
        .removeprefix("CREATE VIEW territory_exposure AS")
    )
    given_rows = """WITH given AS (SELECT unnest($rows, recursive := true)),
      spoken_in AS (SELECT territory_code, language_tag, share_pct, 'x' AS source_id FROM given),
      evidence_grade AS (SELECT language_tag, 'capability'::dimension AS dimension, CASE WHEN covered THEN 'C' ELSE 'E' END AS grade FROM given),
      territory AS (SELECT 'NG' AS territory_code, $people AS population), """
    return (
        "SELECT share_low, share_high, people_unplaced FROM ("
        + query.replace("WITH level AS", given_rows + "level AS", 1)
        + ") WHERE dimension = 'capability' AND level = 'compared'"
    )


def test_territories_add_up_in_people_not_in_shares(real: duckdb.DuckDBPyConnection) -> None:
    rows = real.execute(
        """SELECT w.people_low - t.low, w.people_high - t.high, w.share_low - t.low / t.population FROM world_exposure AS w JOIN (
          SELECT dimension, level, sum(people_low) AS low, sum(people_high) AS high, sum(population) AS population FROM territory_exposure GROUP BY ALL
        ) AS t USING (dimension, level)"""
    ).fetchall()
    assert len(rows) == 6
    assert all(row == (0, 0, pytest.approx(0)) for row in rows)
    assert real.execute(
        "SELECT count(*) FROM territory_exposure WHERE share_low > share_high + 1e-12 OR share_high > 1"
    ).fetchall() == [(0,)]


# Disparity --------------------------------------------------------------------------------------


def disparity(world: World, utilities: dict[str, float], speakers: dict[str, int]) -> list[dict[str, Any]]:
    """Rows of ``disparity`` in a world where one model reaches these shares in these languages."""
    languages = [
        {"language_tag": tag, "iso639_3": code, "name": tag, "scope": "individual", "type": "living"}
        for tag, code in (("en", "eng"), ("yo", "yor"), ("sw", "swa"), ("ha", "hau"), ("ig", "ibo"), ("zu", "zul"))
    ]
    world.source("tongues", {"languages.csv": ("language", languages)})
    estimates = [{"language_tag": tag, "speakers": n, "locator": tag} for tag, n in speakers.items()]
    world.source("counts", {"speakers.csv": ("speaker_estimate", estimates)})
    world.scores([score(tag, value) for tag, value in utilities.items()])
    with world.build() as db:
        answer = db.execute("SELECT * FROM disparity ORDER BY tau")
        names = [column[0] for column in answer.description or ()]
        return [dict(zip(names, row, strict=True)) for row in answer.fetchall()]


FIVE = {"en": 1.0, "yo": 0.5, "sw": 0.5, "ha": 0.5, "ig": 0.5}


def test_worked_disparity(world: World) -> None:
    # METRICS: u = (1.0, 0.5) with speakers (3, 1): M_1 = 0.875, M_0 = 0.75, Gini 0.107143. Each is split in three languages
    # here, since a test in two languages gives no disparity; the weights stay the same.
    better, worse = {"en": 3, "yo": 3, "sw": 3}, {"ha": 1, "ig": 1, "zu": 1}
    rows = disparity(world, dict.fromkeys(better, 1.0) | dict.fromkeys(worse, 0.5), better | worse)
    assert (rows[0]["tau"], rows[0]["mean_utility"]) == (0, pytest.approx(0.75))
    last = rows[-1]
    assert (last["tau"], last["mean_utility"], last["gini"]) == (
        1,
        pytest.approx(0.875),
        pytest.approx(0.107143, abs=1e-6),
    )
    assert last["worst_off"] == pytest.approx(0.5)
    assert (last["covered_share"], last["low"], last["high"]) == (1, pytest.approx(0.875), pytest.approx(0.875))


def test_the_unmeasured_are_never_zero_but_move_the_bounds(world: World) -> None:
    row = disparity(world, FIVE, {"en": 12, "yo": 1, "sw": 1, "ha": 1, "ig": 1, "zu": 16})[-1]
    assert row["mean_utility"] == pytest.approx(0.875)
    assert row["covered_share"] == pytest.approx(0.5)
    assert (row["low"], row["high"]) == (pytest.approx(0.4375), pytest.approx(0.9375))


def test_multiplying_all_speakers_by_ten_changes_no_share(world: World) -> None:
    speakers = {"en": 12, "yo": 3, "sw": 5, "ha": 1, "ig": 7, "zu": 16}
    utilities = {"en": 0.9, "yo": 0.5, "sw": 0.7, "ha": 0.4, "ig": 0.1}
    once = disparity(world, utilities, speakers)
    tenfold = disparity(world, utilities, {tag: 10 * n for tag, n in speakers.items()})
    for a, b in zip(once, tenfold, strict=True):
        assert {k: v for k, v in a.items() if isinstance(v, float)} == pytest.approx(
            {k: v for k, v in b.items() if isinstance(v, float)}
        )


def test_more_weight_on_speakers_moves_the_mean_towards_the_most_spoken(world: World) -> None:
    means = [
        row["mean_utility"] for row in disparity(world, FIVE, {"en": 1000, "yo": 10, "sw": 10, "ha": 10, "ig": 10})
    ]
    assert len(means) == 21
    assert all(a < b for a, b in itertools.pairwise(means))


def test_the_gini_agrees_with_its_definition(world: World) -> None:
    utilities = {"en": 0.9, "yo": 0.5, "sw": 0.7, "ha": 0.4, "ig": 0.1}
    speakers = {"en": 12, "yo": 3, "sw": 5, "ha": 1, "ig": 7}
    row = disparity(world, utilities, speakers)[-1]
    u, p = (np.array([d[tag] for tag in utilities]) for d in (utilities, speakers))
    double = (np.outer(p, p) * np.abs(np.subtract.outer(u, u))).sum()
    assert row["gini"] == pytest.approx(double / (2 * p.sum() * (p * u).sum()))
    # The worst-off tenth of 28 speakers: 2.8 of the seven with 0.1.
    assert row["worst_off"] == pytest.approx(0.1)


# Paired gaps and the planner -----------------------------------------------------------------------


def paired_world(
    world: World, english: list[int], yoruba: list[int], groups: list[str] | None = None
) -> tuple[Any, ...]:
    """The gap of a world where results of single items are held."""
    rows = [
        score("en", float(np.mean(english)), n_items=len(english)),
        score("yo", float(np.mean(yoruba)), n_items=len(yoruba)),
    ]
    folder = world.scores(rows)
    items = [
        {
            "benchmark_id": "exam", "subset": "all", "condition": "default_prompt", "model_id": "m", "variant_tag": tag, "metric_id": "accuracy",
            "item_id": f"q{at}", "item_group": groups[at] if groups else "", "value": value, "published": "2024", "locator": "file",
        }
        for tag, values in (("en", english), ("yo", yoruba)) for at, value in enumerate(values)
    ]  # fmt: skip
    toml = (folder / "source.toml").read_text(encoding="utf-8").removeprefix(HEAD.format(name="exams"))
    declared = "\n".join(part for part in toml.split("\n\n") if "[[table]]" not in part)
    world.source("exams", {"scores.csv": ("score", rows), "items.csv": ("item_result", items)}, toml=declared)
    with world.build() as db:
        return db.execute("SELECT gap_pp, gap_low_pp, gap_high_pp, interval_method FROM gap").fetchall()[0]


def test_item_results_give_the_narrower_paired_interval(world: World) -> None:
    english, yoruba = [1] * 90 + [0] * 10, [1] * 60 + [0] * 40
    gap, low, high, method = paired_world(world, english, yoruba)
    spread = 1.959963984540054 * np.std(np.subtract(english, yoruba), ddof=1) / 10
    assert method == "paired"
    assert (gap, low, high) == (pytest.approx(30), pytest.approx(30 - 100 * spread), pytest.approx(30 + 100 * spread))
    assert high - low < 2 * 100 * 1.96 * np.sqrt(0.9 * 0.1 / 100 + 0.6 * 0.4 / 100)


def test_items_that_come_in_groups_widen_the_interval(world: World) -> None:
    english, yoruba = [1] * 90 + [0] * 10, [1] * 60 + [0] * 40
    _, alone_low, alone_high, _ = paired_world(world, english, yoruba)
    _, low, high, method = paired_world(world, english, yoruba, groups=[f"g{at // 10}" for at in range(100)])
    assert method == "paired"
    assert high - low > alone_high - alone_low


def test_items_that_never_differ_leave_no_false_certainty(world: World) -> None:
    gap, low, high, method = paired_world(world, [1, 0] * 50, [1, 0] * 50)
    assert (gap, method) == (pytest.approx(0), "independent")
    assert low < 0 < high


def test_item_results_of_other_items_are_refused(world: World) -> None:
    from etl.problems import EtlError

    paired_world(world, [1] * 90 + [0] * 10, [1] * 60 + [0] * 40)
    items = world.figures / "exams" / "items.csv"
    items.write_text(
        items.read_text(encoding="utf-8").replace("q0,,1,", "q0,,0,").replace("q1,,1,", "q1,,0,", 1), encoding="utf-8"
    )
    world.resign(items)
    with pytest.raises(EtlError) as told, world.build():
        pass
    assert "over 100 items" in str(told.value.problems[0])


def test_items_needed_as_worked(contract: duckdb.DuckDBPyConnection) -> None:
    assert contract.execute("SELECT items_needed(0.1, 0.05), items_needed(0.5, 0.05)").fetchall() == [(277, 769)]


def test_the_planner_knows_the_same_speakers_and_grades_as_everybody(real: duckdb.DuckDBPyConnection) -> None:
    assert real.execute(
        """SELECT count(*) FROM planner_candidate AS p JOIN evidence_grade AS g USING (language_tag, dimension) JOIN speakers AS s USING (language_tag)
        WHERE p.grade <> g.grade OR p.speakers <> s.speakers OR p.covered <> (g.grade <= 'C')"""
    ).fetchall() == [(0,)]


def test_the_ledger_puts_the_least_known_and_most_spoken_first(real: duckdb.DuckDBPyConnection) -> None:
    rows = real.execute("SELECT grade, speakers FROM ledger WHERE dimension = 'safety' ORDER BY position").fetchall()
    assert rows == sorted(rows, key=lambda row: (-ord(row[0]), -row[1]))
    assert rows[0][0] == "E"


def test_the_safety_of_a_language_adds_up(real: duckdb.DuckDBPyConnection) -> None:
    assert real.execute(
        "SELECT count(*) FROM safety_by_language WHERE n_worse + n_better + n_no_clear_difference + n_cannot_say <> n_comparisons OR len(score_ids) <> n_comparisons"
    ).fetchall() == [(0,)]
    assert real.execute(
        "SELECT best_judge_kappa, people_kappa FROM safety_by_language WHERE language_tag = 'sw'"
    ).fetchall() == [(pytest.approx(0.161), pytest.approx(0.187))]


def test_a_gap_turns_round_when_the_two_languages_do(world: World) -> None:
    found = []
    for reference in ("en", "yo"):
        toml = world.scores([score("en", 0.9), score("yo", 0.6, n_items=50)]) / "source.toml"
        text = toml.read_text(encoding="utf-8")
        toml.write_text(text.replace('reference_tag = "en"', f'reference_tag = "{reference}"'), encoding="utf-8")
        with world.build() as db:
            found.append(db.execute("SELECT gap_pp, gap_low_pp, gap_high_pp FROM gap").fetchall()[0])
    (gap, low, high), turned = found
    assert turned == pytest.approx((-gap, -high, -low))
