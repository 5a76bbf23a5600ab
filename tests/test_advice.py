"""The advice: every rule fires, abstains and is withdrawn where it should, cites what it says, and follows the reader's limits."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import duckdb
import pytest
from typer.testing import CliRunner

from dashboard import advice
from dashboard.advice import history
from dashboard.advice.history import release_before
from dashboard.store import Store
from dashboard.text import Text
from etl.__main__ import app
from etl.advice import conditions, read_rules
from etl.advice_changes import changes
from etl.contract import FIGURES
from etl.problems import EtlError
from etl.releases import publish, state_changes
from tests.advice_world import IN_THE_WORLD_WITH_HOLES, ON_RECORD, SUBJECTS, advice_world
from tests.worlds import World

RULES = read_rules()


@pytest.fixture(scope="module")
def world_of_advice(tmp_path_factory: pytest.TempPathFactory) -> Iterator[duckdb.DuckDBPyConnection]:
    """The invented world of all rules."""
    with advice_world(World(tmp_path_factory.mktemp("advice"))).build() as connection:
        yield connection


@pytest.fixture(scope="module")
def world_with_holes(tmp_path_factory: pytest.TempPathFactory) -> Iterator[duckdb.DuckDBPyConnection]:
    """The same with venues missing from the bibliography, and without a source of safety tests."""
    world = advice_world(World(tmp_path_factory.mktemp("holes")), holes=True, without="multijail")
    with world.build() as connection:
        yield connection


def state(connection: duckdb.DuckDBPyConnection, rule: str, subject: str, kind: str | None = None) -> str:
    """The state of a rule for a subject."""
    ((found,),) = connection.execute(
        "SELECT state FROM advice WHERE recommendation_id = ? AND subject_kind = ? AND subject = ?",
        [rule, kind or SUBJECTS[rule][0], subject],
    ).fetchall()
    return str(found)


# Every rule ------------------------------------------------------------------------------------


def test_every_rule_has_a_world() -> None:
    assert set(SUBJECTS) == set(RULES)
    assert len(RULES) == 24


@pytest.mark.parametrize("rule", sorted(RULES))
@pytest.mark.parametrize(("kind", "place"), [("fires", 1), ("abstains", 2), ("withdrawn", 3)])
def test_every_rule_has_a_world_of_every_kind(
    rule: str,
    kind: str,
    place: int,
    world_of_advice: duckdb.DuckDBPyConnection,
    world_with_holes: duckdb.DuckDBPyConnection,
) -> None:
    """Fails for a rule that no world was invented for."""
    world = world_with_holes if (rule, kind) in IN_THE_WORLD_WITH_HOLES else world_of_advice
    assert state(world, rule, SUBJECTS[rule][place]) == kind


def test_a_withdrawal_condition_on_figures_is_met_by_figures(world_of_advice: duckdb.DuckDBPyConnection) -> None:
    """A finding on record withdraws a rule in the world only where the rule has no condition that figures could meet."""
    computed = {name for name, (rule, _) in RULES.items() if rule.withdrawal}
    assert set(ON_RECORD) == set(RULES) - computed
    assert len(ON_RECORD) == 14
    recorded = "SELECT count(*) FROM withdrawal_record WHERE recommendation_id = ?"
    for rule in computed:
        assert world_of_advice.execute(recorded, [rule]).fetchall() == [(0,)]


def test_a_rule_that_no_figures_can_withdraw_says_so(store: Store) -> None:
    for tag in ("en", "fr"):
        text = Text(tag)
        for name, words in advice.recommendations(store, text).items():
            own = text(f"advice.{name}.withdraw")
            on_record = text("advice.withdraw_on_record", condition=own)
            assert words.withdraw_if == (on_record if name in ON_RECORD else own)


def test_without_a_source_the_rules_that_rest_on_it_abstain_and_do_not_vanish(
    world_of_advice: duckdb.DuckDBPyConnection, world_with_holes: duckdb.DuckDBPyConnection
) -> None:
    count = "SELECT recommendation_id, count(*) FROM advice GROUP BY ALL ORDER BY ALL"
    assert world_with_holes.execute(count).fetchall() == world_of_advice.execute(count).fetchall()
    resting = {name for name, (rule, _) in RULES.items() if "multijail" in rule.figures}
    assert "fund_safety_tests_large_languages" in resting
    rows = world_with_holes.execute("SELECT recommendation_id, state, missing_sources FROM advice").fetchall()
    for name, found, missing in rows:
        assert (found == "abstains" and missing == ["multijail"]) == (name in resting), name


def test_without_the_publications_nothing_is_advised(world: World) -> None:
    world.source("cldr", {"territories.csv": ("territory", [{"territory_code": "NG", "population": 1}])})
    states = world.build().execute("SELECT DISTINCT state, reason, subject FROM advice").fetchall()
    assert states == [("abstains", "source_missing", "001")]


# What must be right in the real figures --------------------------------------------------------


def test_judges_are_to_be_checked_in_czech_only(real: duckdb.DuckDBPyConnection) -> None:
    rule = "check_judges_with_humans"
    fires = "SELECT subject FROM advice WHERE recommendation_id = ? AND state = 'fires'"
    assert real.execute(fires, [rule]).fetchall() == [("cs",)]
    assert {state(real, rule, tag) for tag in ("sw", "th", "he", "de", "nl")} == {"abstains"}
    assert state(real, rule, "en") == "does_not_fire"
    numbers = dict(real.execute("SELECT quantity_id, round(value, 2) FROM fact WHERE subject = 'cs'").fetchall())
    assert (numbers["judge_kappa"], numbers["people_kappa"], numbers["english_kappa"]) == (0.27, 0.42, 0.42)
    # The bare rule, agreement below the limit alone, would accuse most judges in English too.
    assert real.execute(
        "SELECT count(*) FILTER (WHERE kappa < limit_of('advice_judge_kappa')), count(*) FROM judge_agreement WHERE variant_tag = 'en'"
    ).fetchall() == [(8, 11)]


def test_large_untested_languages_are_counted_three_ways(real: duckdb.DuckDBPyConnection) -> None:
    ((large, without_result, without_test, once, without_test_once, exercise, within),) = real.execute(
        "FROM untested_large"
    ).fetchall()
    assert (large, without_result) == (102, 71)
    assert (without_test, exercise) == (68, ["fa", "te", "yue"])
    assert (once, without_test_once) == (87, 55)
    assert {"arz", "wuu", "skr"} <= set(within)
    rule = "fund_safety_tests_large_languages"
    asked = "SELECT subject FROM advice WHERE recommendation_id = ? AND state IN ('fires', 'abstains')"
    found = {subject for (subject,) in real.execute(asked, [rule]).fetchall()}
    assert len(found) == without_test_once
    assert not found & {"te", "fa", "yue", *within}


def test_the_european_rule_abstains_for_irish_and_says_why(real: duckdb.DuckDBPyConnection, store: Store) -> None:
    shares = real.execute(
        """SELECT g.score_share, g.reference_share FROM gap AS g
        JOIN fact AS f ON f.subject = 'ga' AND f.quantity_id = 'european_gap_low' AND list_contains(f.row_ids, g.score_id)"""
    ).fetchall()
    assert shares == [(0.16, 0.04)]
    (found,) = [
        a
        for a in advice.advice_for(store, Text("en"), "language", "ga")
        if a.recommendation_id == "restore_languages_in_eu_code"
    ]
    assert found.state == "abstains"
    text = Text("en")
    for quantity in ("european_checked", "european_corrected_low"):
        assert text(f"quantity.{quantity}") in found.reason
    assert state(real, "restore_languages_in_eu_code", "fr") == "does_not_fire"


def test_speech_web_and_papers_of_large_languages_are_counted_as_by_hand(real: duckdb.DuckDBPyConnection) -> None:
    large = "FROM fact JOIN large_language ON large AND language_tag = subject WHERE quantity_id = "
    assert real.execute(
        f"""SELECT count(*), count(*) FILTER (WHERE value < 50),
          count(*) FILTER (WHERE n = 0 AND subject NOT IN (SELECT language_tag FROM digital_resource WHERE source_id = 'common_voice'))
        {large} 'speech_hours'"""
    ).fetchall() == [(102, 75, 41)]
    assert real.execute(f"SELECT count(*), count(*) FILTER (WHERE value < 0.1) {large} 'web_ratio'").fetchall() == [
        (102 - 33, 41)
    ]
    assert real.execute(
        f"SELECT count(*), count(*) FILTER (WHERE value < 0.1), count(*) FILTER (WHERE n = 0) {large} 'paper_share'"
    ).fetchall() == [(102, 78, 55)]


def test_filters_and_gaps_hesitate_where_their_evidence_is_thin(real: duckdb.DuckDBPyConnection) -> None:
    drop = "SELECT value FROM fact WHERE subject = 'ta' AND quantity_id = 'guard_drop'"
    assert real.execute(drop).fetchall()[0][0] > 50
    assert state(real, "test_guardrails_before_buying", "ta") == "abstains"  # the source prints no number of texts
    assert state(real, "fund_verified_gaps", "yo") == "abstains"  # shown twice, but not known to be of this year
    assert state(real, "fund_verified_gaps", "ru") == "does_not_fire"


def test_every_cited_row_is_there(real: duckdb.DuckDBPyConnection) -> None:
    for relation, key in real.execute("SELECT DISTINCT relation, row_key FROM fact ORDER BY ALL").fetchall():
        missing = real.execute(
            f"""SELECT DISTINCT row FROM (SELECT DISTINCT unnest(row_ids) AS row FROM fact WHERE relation = ? AND row_key = ?)
            WHERE row NOT IN (SELECT CAST("{key}" AS VARCHAR) FROM {relation})""",
            [relation, key],
        ).fetchall()
        assert missing == [], (relation, key)
    assert (
        real.execute(
            "SELECT DISTINCT s.source_id FROM fact, unnest(source_ids) AS s(source_id) WHERE s.source_id NOT IN (SELECT source_id FROM source)"
        ).fetchall()
        == []
    )


def test_a_register_without_rows_cannot_fire_anything(real: duckdb.DuckDBPyConnection) -> None:
    for register, relation in real.execute("SELECT register_id, relation FROM register").fetchall():
        held = real.execute(f"SELECT 1 FROM {relation} LIMIT 1").fetchall()
        facts = real.execute(
            "SELECT count(*) FROM fact JOIN quantity USING (quantity_id) WHERE register_id = ?", [register]
        ).fetchall()
        assert held or facts == [(0,)], register


# The reader's limits -----------------------------------------------------------------------------


def test_a_limit_of_the_readers_own_changes_the_list(store: Store) -> None:
    rule = "fund_safety_tests_large_languages"
    editorial = store.advice(recommendation_id=rule, state="fires")
    higher = store.advice({"advice_large_speakers": 100e6}, recommendation_id=rule, state="fires")
    assert list(higher["subject"]) == list(editorial.loc[editorial["people"] > 100e6, "subject"])
    assert 0 < len(higher) < len(editorial)
    assert store.advice({}, recommendation_id=rule, state="fires").equals(editorial)
    moved = advice.advice_for(store, Text("en"), "language", "mr", {"advice_large_speakers": 200e6})
    (reason,) = [a.reason for a in moved if a.recommendation_id == rule]
    assert "200.0 million" in reason


def test_the_strongest_evidence_comes_first_then_people(store: Store) -> None:
    rows = store.advice(state="fires")
    order = [("strong", "moderate", "weak").index(strength) for strength in rows["strength"]]
    assert order == sorted(order)
    for _, group in rows.groupby("strength"):
        people = group["people"].dropna()
        assert people.is_monotonic_decreasing


# The words -----------------------------------------------------------------------------------------


def test_no_advice_without_a_row_and_what_speaks_against_it(store: Store) -> None:
    text = Text("en")
    fired = advice.all_advice(store, text)
    assert len(fired) > 100
    for one in fired:
        assert any(cited.row_ids and cited.source_ids for cited in one.evidence), one
        said = (
            one.counter_evidence.sentence,
            one.counter_evidence.publications,
            one.precedents,
            one.sources,
            one.withdraw_if,
            one.reason,
        )
        assert all(said), one
    for words in advice.recommendations(store, text).values():
        for sentence in (words.title, words.summary, words.counter_sentence, words.withdraw_if, words.strength_reason):
            assert not sentence.startswith("advice."), sentence
        assert (words.cost_class is None) == (words.cost_basis == "")


def test_every_word_of_the_advice_is_in_the_catalogue(real: duckdb.DuckDBPyConnection) -> None:
    text = Text("en")
    keys = [f"quantity.{q}" for (q,) in real.execute("SELECT quantity_id FROM quantity").fetchall()]
    keys += [
        f"register.{r}"
        for (r,) in real.execute("SELECT DISTINCT register_id FROM quantity WHERE register_id IS NOT NULL").fetchall()
    ]
    keys += [f"advice.state.{s}" for s in advice.STATES]
    for column in ("actor", "theme", "strength"):
        keys += [
            f"advice.{column}.{v}" for (v,) in real.execute(f"SELECT DISTINCT {column} FROM recommendation").fetchall()
        ]
    assert [key for key in keys if not text.has(key)] == []


def test_overviews_count_every_subject_once(store: Store) -> None:
    found = {o.recommendation.recommendation_id: o for o in advice.overviews(store, Text("en"))}
    assert set(found) == set(RULES)
    assert sum(sum(o.counts.values()) for o in found.values()) == len(store.advice())
    judges = found["check_judges_with_humans"]
    assert judges.counts["fires"] == 1
    assert judges.people_low == judges.people_high


# The terminal and the change log ---------------------------------------------------------------------


def test_the_terminal_says_the_same(warehouse: Path, real: duckdb.DuckDBPyConnection) -> None:
    runner = CliRunner()
    answer = runner.invoke(app, ["advise", "--language", "cs", "--json", "--warehouse", str(warehouse)])
    rows = json.loads(answer.stdout)
    assert [row["recommendation_id"] for row in rows if row["state"] == "fires"] == [
        name
        for (name,) in real.execute(
            "SELECT recommendation_id FROM advice WHERE subject = 'cs' AND subject_kind = 'language' AND state = 'fires'"
        ).fetchall()
    ]
    assert (
        runner.invoke(
            app, ["advise", "--territory", "NG", "--actor", "government", "--warehouse", str(warehouse)]
        ).exit_code
        == 0
    )
    assert runner.invoke(app, ["advise", "--language", "xx", "--warehouse", str(warehouse)]).exit_code == 2
    assert runner.invoke(app, ["advise", "--limit", "nonsense=1", "--warehouse", str(warehouse)]).exit_code == 2


def test_the_change_log_names_what_fired_what_stopped_and_the_rows(
    world_of_advice: duckdb.DuckDBPyConnection, world_with_holes: duckdb.DuckDBPyConnection
) -> None:
    ((earlier,),) = world_with_holes.execute("SELECT path FROM duckdb_databases() WHERE NOT internal").fetchall()
    found = {(c.recommendation_id, c.subject): c for c in changes(world_of_advice.cursor(), Path(earlier))}
    papers = found["ringfence_safety_research", "ur"]
    assert (papers.before, papers.now) == ("abstains", "fires")
    assert [(m.quantity_id, m.before, m.now, m.rows_removed) for m in papers.because] == [("venue_holes", 1.0, 0.0, ())]
    tests = found["fund_safety_tests_large_languages", "ur"]
    assert (tests.before, tests.now) == ("abstains", "fires")
    assert {m.quantity_id for m in tests.because} == set()  # the source is back, no number has moved
    assert "fund_open_speech" not in {rule for rule, _ in found}


def test_an_edition_says_what_fired_and_what_stopped_since_the_release_before_and_because_of_which_rows(
    tmp_path: Path, world_of_advice: duckdb.DuckDBPyConnection, world_with_holes: duckdb.DuckDBPyConnection
) -> None:
    """From the world with holes to the other one judges of Hausa are to be checked; the other way that stops."""
    worlds = {"holes": world_with_holes, "whole": world_of_advice}
    ((rows,),) = world_of_advice.execute(
        "SELECT row_ids FROM fact WHERE subject = 'ha' AND quantity_id = 'people_kappa'"
    ).fetchall()
    for before, now in (("holes", "whole"), ("whole", "holes")):
        figures = tmp_path / now / "figures"
        publish(worlds[before], figures, date(2026, 1, 31))
        store = changed_since(worlds[now], figures)
        assert release_before(store) == date(2026, 1, 31)
        (change,) = history.changes(store, Text("en"), recommendation_id="check_judges_with_humans")
        assert (change.subject, change.fired) == ("ha", now == "whole")
        assert (change.before, change.now) == (("abstains", "fires") if change.fired else ("fires", "abstains"))
        moved = "not known, now 0.60" if change.fired else "0.60, now not known"
        assert f"agreement of people with each other: {moved}" in change.because
        assert {f"{'+' if change.fired else '-'} {row}" for row in rows} <= set(change.rows)
        # The source of tests is back, or gone; no number has moved.
        tests = history.changes(store, Text("en"), recommendation_id="fund_safety_tests_large_languages", subject="ur")
        assert [(one.fired, one.because) for one in tests] == [(now == "whole", ())]


def test_an_edition_is_not_compared_with_itself(tmp_path: Path, world_of_advice: duckdb.DuckDBPyConnection) -> None:
    figures = tmp_path / "figures"
    publish(world_of_advice, figures, date(2026, 1, 31))
    store = changed_since(world_of_advice, figures)
    assert release_before(store) is None
    with pytest.raises(EtlError):
        publish(world_of_advice, figures, date(2026, 1, 31))


def changed_since(world: duckdb.DuckDBPyConnection, figures: Path) -> Store:
    """A copy of a world with what changed since the releases beside ``figures``."""
    ((path,),) = world.execute(
        "SELECT path FROM duckdb_databases() WHERE database_name = current_database()"
    ).fetchall()
    copy = Path(shutil.copy(path, figures.parent / "warehouse.duckdb"))
    with duckdb.connect(str(copy)) as connection:
        ((content_hash,),) = connection.execute("SELECT content_hash FROM build").fetchall()
        state_changes(connection, figures, content_hash)
    return Store(copy)


# Declarations ------------------------------------------------------------------------------------------


def test_a_rule_that_says_nothing_against_itself_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from etl import contract

    rules = shutil.copytree(contract.CONTRACT / "rules", tmp_path / "rules")
    file = rules / "fund_open_speech.toml"
    file.write_text(file.read_text().replace('counter = ["P73", "P48"]', "counter = []"))
    monkeypatch.setattr(contract, "CONTRACT", tmp_path)
    with pytest.raises(EtlError) as refused:
        read_rules()
    assert "counter" in str(refused.value.problems[0])


def test_every_rule_can_be_withdrawn_and_rests_on_what_is_read() -> None:
    for name, (rule, _) in RULES.items():
        parts = {part for part, *_ in conditions(rule)}
        assert {"trigger", "withdrawal"} <= parts, name
    assert (FIGURES / "policy_reading").is_dir()
