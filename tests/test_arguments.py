"""Objections and causes: every sentence is whole, cited, and says what its rows say."""

from __future__ import annotations

import string
from pathlib import Path

import duckdb
import pytest

from dashboard.arguments import CAUSES, OBJECTIONS, arguments
from dashboard.reader import text_for
from dashboard.store import WAREHOUSE, Store, open_store
from dashboard.text import Text
from tests.worlds import World


@pytest.fixture
def store() -> Store:
    return open_store(WAREHOUSE)


def sentences(store: Store, topic: str) -> dict[str, str]:
    return {argument.argument_id: argument.sentence for argument in arguments(store, text_for("en", store), topic)}


def test_every_declared_argument_is_said_with_all_its_numbers(store: Store, real: duckdb.DuckDBPyConnection) -> None:
    declared = real.execute("SELECT DISTINCT topic, argument_id FROM argument_fact").fetchall()
    said = {
        (topic, name)
        for topic in (*OBJECTIONS, *CAUSES)
        for name, sentence in sentences(store, topic).items()
        if " " in sentence  # a key without words comes back as it is
    }
    assert said == {(str(topic), str(name)) for topic, name in declared}


def test_a_sentence_uses_every_number_that_is_held_for_it(real: duckdb.DuckDBPyConnection) -> None:
    text = Text("en")
    for argument_id, names in real.execute(
        "SELECT argument_id, list(name) FROM argument_number GROUP BY ALL"
    ).fetchall():
        placed = {name for _, name, _, _ in string.Formatter().parse(text(f"argument.{argument_id}")) if name}
        assert placed == set(names), argument_id


@pytest.mark.parametrize("topic", OBJECTIONS)
def test_each_objection_has_evidence_on_both_sides_with_rows_and_a_source(store: Store, topic: str) -> None:
    found = arguments(store, text_for("en", store), topic)
    assert {argument.side for argument in found} == {"for", "against"}
    for argument in found:
        assert argument.cited
        evidence = argument.evidence
        rows = store.view(evidence.relation, where={evidence.key: evidence.values})
        assert set(rows[evidence.key]) == set(evidence.values) != set()


def test_numbers_counted_here_are_those_of_the_figures(store: Store, real: duckdb.DuckDBPyConnection) -> None:
    n, of = real.execute(
        """SELECT count(*) FILTER (share_pct < 50), count(*) FROM language_territory JOIN territory USING (territory_code)
        WHERE language_tag = 'en' AND official_status IN ('official', 'de_facto_official') AND population > 1000000"""
    ).fetchall()[0]
    assert (n, of) == (17, 39)
    assert f"In {n} of {of} such places" in sentences(store, "official")["official_not_spoken"]
    safe = sentences(store, "safe")
    assert "gave 16 unsafe answers of 100 in Irish and 4 in English: 3.7 to 20.8 points more" in safe["safe_irish"]
    assert "97.0% to 99.9% of answers" in safe["safe_cards"]
    assert "26.7 points behind English" in sentences(store, "market")["market_newer"]
    assert "Of 102 languages with over 10.0 million speakers, 78" in sentences(store, "growth")["growth_research"]


def test_without_its_figures_a_sentence_is_not_said(tmp_path: Path, store: Store) -> None:
    """In a world that holds what was published about policy and no scores, nothing is said that would need scores."""
    world = World(tmp_path)
    for name in ("policy_arguments", "policy_reading"):
        folder = Path(__file__).parent.parent / "data" / "figures" / name
        target = world.figures / name
        target.mkdir(parents=True)
        for file in folder.iterdir():
            (target / file.name).write_bytes(file.read_bytes())
    world.build().close()
    alone = Store(world.warehouse)
    assert set(sentences(store, "safe")) - set(sentences(alone, "safe")) == set(sentences(store, "safe"))
    assert set(sentences(alone, "translation")) == set(sentences(store, "translation"))
