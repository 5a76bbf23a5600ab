"""Claims: every headline number is a row that can be worked out again, and says whether it would hold from other figures."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import duckdb
import pandas as pd
import pytest
from streamlit.testing.v1 import AppTest
from typer.testing import CliRunner

from dashboard.claims import Claims
from dashboard.meaning import SECTIONS
from dashboard.store import Store
from dashboard.text import Text, interface_languages
from etl.__main__ import app
from etl.claims import claim_files, parts_of, reaches, rooms
from etl.contract import ROOT
from etl.explain import explain
from etl.problems import EtlError
from tests.worlds import World, score

NUMBER = re.compile(r"\d[\d.,\u00a0\u202f]*\d|\d")
VARIATIONS = {"newest_models", "other_speakers", "without_machine_translation", "without_secondary_sources"}


def test_every_claim_can_be_worked_out_again_from_its_own_query(real: duckdb.DuckDBPyConnection) -> None:
    for claim_id, sql in real.execute("SELECT claim_id, sql FROM claim_query").fetchall():
        again = real.execute(f"SELECT part, value FROM (\n{sql}\n) ORDER BY part").fetchall()
        assert (
            again
            == real.execute("SELECT part, value FROM claim WHERE claim_id = ? ORDER BY part", [claim_id]).fetchall()
        )
        assert again, claim_id


def test_every_claim_rests_on_rows_that_are_there(real: duckdb.DuckDBPyConnection) -> None:
    for claim_id, relation, key, ids in real.execute(
        "SELECT claim_id, relation, row_key, row_ids FROM claim"
    ).fetchall():
        assert ids, claim_id
        ((found,),) = real.execute(
            f'SELECT count(DISTINCT "{key}") FROM {relation} WHERE list_contains(?, "{key}")', [ids]
        ).fetchall()
        assert found == len(set(ids)), claim_id
    assert real.execute(
        "SELECT count(*) FROM claim, unnest(source_ids) AS s(source_id) WHERE s.source_id NOT IN (SELECT source_id FROM source)"
    ).fetchall() == [(0,)]


def test_an_interval_holds_its_number_and_says_what_it_is(real: duckdb.DuckDBPyConnection) -> None:
    rows = real.execute("SELECT value, low, high, interval_kind FROM claim").fetchall()
    for value, low, high, kind in rows:
        assert (low is None) == (high is None) == (kind == "none")
        if low is not None:
            assert low <= value <= high


@pytest.mark.parametrize("tag", interface_languages())
def test_every_claim_has_a_sentence_and_every_sentence_a_claim(
    store: Store, real: duckdb.DuckDBPyConnection, tag: str
) -> None:
    claims = Claims(store, Text(tag))
    held = {claim_id for (claim_id,) in real.execute("SELECT claim_id FROM claim_query").fetchall()}
    assert set(claims.sentences) == held
    assert {claim_id for _, stated in SECTIONS.values() for claim_id in stated} == held
    for claim_id, sentences in claims.sentences.items():
        assert sentences
        assert not [s for s in sentences if s.startswith("claim.") or "{" in s], claim_id


@pytest.mark.parametrize("tag", interface_languages())
def test_no_headline_states_a_number_that_no_claim_holds(store: Store, tag: str) -> None:
    """Every number of a headline, on any page that has one, is a number of the claim that it belongs to."""
    claims = Claims(store, Text(tag))
    page = AppTest.from_file(str(ROOT / "dashboard" / "web" / "frame.py"), default_timeout=60)
    page.query_params["lang"] = tag
    page.run()
    headlines = [heading.value for heading in page.subheader if heading.proto.anchor != "own"]
    assert len(headlines) == 5
    known = {claim_id: numbers_of(claims, claim_id) for claim_id in claims.sentences}
    for headline in headlines:
        (claim_id,) = [name for name, sentences in claims.sentences.items() if headline in sentences]
        assert numbers(headline) <= known[claim_id], headline
    for claim_id, sentences in claims.sentences.items():
        for sentence in sentences:
            assert numbers(sentence) <= known[claim_id], sentence


def numbers(words: str) -> set[str]:
    """The numbers in a sentence, names of models and tests aside."""
    named = re.sub(r"GPT-4\.5 preview \(2025-02-27\)|GPT-4|SIB-200|24 EU|MMMLU", "", words)
    return set(NUMBER.findall(named))


def numbers_of(claims: Claims, claim_id: str) -> set[str]:
    """Every number of a claim as its language of the interface writes it, and how many parts it has."""
    rows = claims.of(claim_id)
    found = {str(len(rows)), str(int((rows["conclusion"] == "more_better").sum()))}
    for _, row in rows.iterrows():
        for column in ("value", "low", "high", "n", "n_of", "n_opposite", "range_low", "range_high"):
            value = row[column]
            if not pd.isna(value):
                text = claims.text
                written = {text.number(value, digits) for digits in (0, 1, 2)} | {
                    text.people(value),
                    text.integer(value),
                }
                found |= {number for words in written for number in NUMBER.findall(words)}
        found |= set(row["period"].split("-"))
    return found


def test_every_claim_is_worked_out_under_every_variation(real: duckdb.DuckDBPyConnection) -> None:
    rows = real.execute(
        "SELECT claim_id, part, list(variation ORDER BY variation) FROM claim_sensitivity GROUP BY ALL"
    ).fetchall()
    assert len(rows) == real.execute("SELECT count(*) FROM claim").fetchall()[0][0]
    assert all(set(variations) == VARIATIONS for *_, variations in rows)


def test_known_sensitivities_of_the_real_claims(real: duckdb.DuckDBPyConnection) -> None:
    outcome = {
        (claim, part, variation): (outcome, value)
        for claim, part, variation, outcome, value in real.execute(
            "SELECT claim_id, part, variation, outcome, value FROM claim_sensitivity"
        ).fetchall()
    }
    # All prompts of these tests are machine-translated; MultiJail was read from a converted copy of the paper.
    for part in ("polyrefuse.all", "m_alert.all", "lrl_jailbreak.all", "orbench_eu.harmful_prompts"):
        assert outcome["safety_tally", part, "without_machine_translation"] == ("nothing_left", None)
    assert outcome["safety_tally", "multijail.all", "without_secondary_sources"][0] == "nothing_left"
    # What a claim does not rest on cannot be said to have been tested, and the proof of the index is made once.
    assert outcome["english_only", "all", "newest_models"] == ("does_not_apply", None)
    assert outcome["index_proof", "rivals", "newest_models"] == ("not_worked_out", None)
    # Without machine-translated items more of the large languages are in no safety test at all.
    same, more = outcome["safety_untested", "all", "without_machine_translation"]
    assert (same, more) == ("same_conclusion", 84)
    # Where the other source of speakers is used, the largest untested language has fewer speakers, but is the same.
    assert outcome["ledger_first", "safety", "other_speakers"][0] == "same_conclusion"
    # A sentence quotes the count of grade A too: a change in it is a change.
    assert outcome["evidence_none", "capability", "without_secondary_sources"][0] == "same_conclusion"


def safety_world(world: World, **benchmark: str) -> None:
    """One model released in 2022 that is worse in Yoruba, and one of 2024 that is better."""
    rows = [
        score(
            tag,
            value,
            benchmark_id="exam",
            metric_id="unsafe_rate",
            condition="direct_request",
            model_id=model,
            published=published,
        )
        for model, published, english, yoruba in (
            ("old", "2022", 0.1, 0.9),
            ("old2", "2022", 0.1, 0.9),
            ("new", "2024", 0.9, 0.1),
        )
        for tag, value in (("en", english), ("yo", yoruba))
    ]
    toml = world.scores(rows, dimension="safety") / "source.toml"
    text = toml.read_text(encoding="utf-8").replace(
        'item_origin = "human_translated"', f'item_origin = "{benchmark.get("origin", "human_translated")}"'
    )
    for model, released in (("old", "2022-05"), ("old2", "2022-06"), ("new", "2024-01")):
        text = text.replace(f'name = "{model}"', f'name = "{model}"\nreleased = "{released}"\nreleased_from = "paper"')
    toml.write_text(text, encoding="utf-8")


def outcomes(db: duckdb.DuckDBPyConnection) -> dict[str, tuple[str, Any]]:
    return {
        variation: (outcome, value)
        for variation, outcome, value in db.execute(
            "SELECT variation, outcome, value FROM claim_sensitivity WHERE claim_id = 'safety_tally'"
        ).fetchall()
    }


def test_a_conclusion_that_rests_on_old_models_is_said_to_change(world: World) -> None:
    safety_world(world)
    with world.build() as db:
        assert db.execute(
            "SELECT value, n_opposite, conclusion FROM claim WHERE claim_id = 'safety_tally'"
        ).fetchall() == [(2, 1, "more_worse")]
        assert outcomes(db) == {
            "newest_models": ("other_conclusion", 0),
            "other_speakers": ("does_not_apply", None),
            "without_machine_translation": ("untouched", 2),
            "without_secondary_sources": ("untouched", 2),
        }


def test_a_claim_on_machine_translated_items_alone_has_nothing_left_without_them(world: World) -> None:
    safety_world(world, origin="machine_translated")
    with world.build() as db:
        assert outcomes(db)["without_machine_translation"] == ("nothing_left", None)
        # The variations shadow the tables while they are worked out; afterwards everything is as before.
        assert db.execute("SELECT count(*) FROM score").fetchall() == [(6,)]
        assert db.execute("SELECT count(*) FROM gap").fetchall() == [(3,)]


def test_a_variation_reaches_everything_that_rests_on_it() -> None:
    queries = {file.stem: parts_of(file)[2] for file in claim_files()}
    touched = reaches({"score"}, queries)
    assert {
        "score_counted",
        "score_share",
        "gap",
        "evidence_grade",
        "capability_input",
        "relative_capability",
        "disparity",
        "large_language",
        "trend",
    } <= touched
    assert touched <= set(rooms())
    of_speakers = reaches({"speakers"}, queries)
    assert {"large_language", "disparity", "ledger"} <= of_speakers
    assert "gap" not in of_speakers


def test_every_metric_is_on_the_methods_page_and_says_when_not_to_use_it(real: duckdb.DuckDBPyConnection) -> None:
    metrics = {name for (name,) in real.execute("SELECT relation FROM definition WHERE not_for IS NOT NULL").fetchall()}
    shown = [name for names, _ in SECTIONS.values() for name in names]
    assert sorted(shown) == sorted(metrics)
    assert len(metrics) > 20
    assert (
        real.execute(
            "SELECT relation FROM definition WHERE '' IN (statement, grain, unit, sign, method) OR sql = ''"
        ).fetchall()
        == []
    )
    views = {name for (name,) in real.execute("SELECT view_name FROM duckdb_views() WHERE NOT internal").fetchall()}
    assert views <= {name for (name,) in real.execute("SELECT relation FROM definition").fetchall()}


# The command line -------------------------------------------------------------------------------


def ran(warehouse: Path, *words: str) -> Any:
    return CliRunner().invoke(app, [*words, "--warehouse", str(warehouse)])


def test_claims_are_printed_and_given_to_scripts(warehouse: Path) -> None:
    printed = ran(warehouse, "claims")
    assert printed.exit_code == 0
    assert "english_only" in printed.output
    told = json.loads(ran(warehouse, "claims", "--json").output)
    (english,) = [claim for claim in told if claim["claim_id"] == "english_only"]
    assert round(english["value"], 1) == 77.5
    assert set(english["sensitivity"]) == VARIATIONS
    assert "attention_concentration" in english["query"]
    assert english["as_of"].startswith("2026-")


@pytest.mark.parametrize("subject", ["yo", "NG", "english_only", "Yoruba", "na"])
def test_a_trace_ends_at_sources(warehouse: Path, subject: str) -> None:
    told = json.loads(ran(warehouse, "explain", subject, "--json").output)
    assert all(step["statement"] for step in told)
    assert {"title", "licence", "address"} <= set(told[-1]["rows"][0])


def test_the_trace_of_a_language_holds_the_rows_behind_its_numbers(real: duckdb.DuckDBPyConnection) -> None:
    steps = {step.statement: step for step in explain(real, "yo")}
    (published,) = [step for words, step in steps.items() if words.startswith("All ")]
    ids = {row[-1] for row in published.rows}
    assert ids == {
        name
        for (name,) in real.execute(
            "SELECT score_id FROM score_counted WHERE language_tag = 'yo' AND NOT superseded"
        ).fetchall()
    }
    (kept,) = [step for words, step in steps.items() if words.startswith("It follows from")]
    assert {row[-1] for row in kept.rows} <= ids


def test_capitals_ask_for_the_territory_and_small_letters_for_the_language(real: duckdb.DuckDBPyConnection) -> None:
    assert explain(real, "NA")[0].statement.startswith("NA (NAM)")
    assert explain(real, "na")[0].statement.startswith("Nauru")


def test_what_cannot_be_explained_says_what_can(real: duckdb.DuckDBPyConnection, warehouse: Path) -> None:
    with pytest.raises(EtlError, match="english_only"):
        explain(real, "nonsense")
    assert ran(warehouse, "explain", "nonsense").exit_code == 2
