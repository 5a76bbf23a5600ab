"""The interface for programs says what the warehouse says, and what its description promises."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

import duckdb
import pytest
import schemathesis
from hypothesis import HealthCheck, given, settings
from schemathesis import GenerationMode
from schemathesis.config import SchemathesisConfig
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.testclient import TestClient

from dashboard.advice import advice_for
from dashboard.claims import claims_of
from dashboard.reader import text_for
from dashboard.store import Store
from dashboard.web.api.declared import COLLECTIONS, Collection
from dashboard.web.api.gathered import GATHERED
from dashboard.web.api.openapi import described
from dashboard.web.api.routes import routes
from dashboard.web.guard import Guard

API = "/api/v1"
alone = Starlette(routes=routes(), middleware=[Middleware(Guard)])


@pytest.fixture(scope="module")
def client(warehouse: Path) -> TestClient:
    return TestClient(alone)


def told(client: TestClient, path: str, **asked: str | int) -> Any:
    answer = client.get(f"{API}/{path}", params=asked)
    assert answer.status_code == 200, answer.text
    return answer.json()


@pytest.mark.parametrize("collection", COLLECTIONS, ids=lambda one: one.name)
def test_a_list_has_every_row_once_in_an_order_that_is_whole(
    client: TestClient, real: duckdb.DuckDBPyConnection, collection: Collection
) -> None:
    """The order names a row: else two pages could show one row twice and another never."""
    key = ", ".join(collection.order)
    ((rows, distinct),) = real.sql(f"SELECT count(*), count(DISTINCT ({key})) FROM {collection.relation}").fetchall()
    assert rows == distinct
    assert told(client, collection.name, limit=1)["total"] == rows


def test_pages_follow_each_other_and_end(client: TestClient, real: duckdb.DuckDBPyConnection) -> None:
    following, codes = f"{API}/territories?limit=100&lang=fr", []
    while following:
        answer = client.get(following).json()
        codes += [row["territory_code"] for row in answer["items"]]
        following = answer["next"]
    assert codes == [code for (code,) in real.sql("SELECT territory_code FROM territory ORDER BY 1").fetchall()]
    assert "NA" in codes  # Namibia


def test_a_filter_keeps_the_rows_that_equal_it_and_no_other(
    client: TestClient, real: duckdb.DuckDBPyConnection
) -> None:
    answer = told(client, "gaps", language_tag="yo", verdict="worse", limit=1000)
    expected = real.sql(
        "SELECT score_id, gap_pp, gap_low_pp, locator, source_id FROM gap WHERE language_tag = 'yo' AND verdict = 'worse' ORDER BY 1"
    ).fetchall()
    columns = ("score_id", "gap_pp", "gap_low_pp", "locator", "source_id")
    assert [tuple(row[column] for column in columns) for row in answer["items"]] == expected
    assert answer["total"] == len(expected) > 0
    assert all(row["gap_low_pp"] > 0 for row in answer["items"])
    parallel = told(client, "benchmarks", parallel="false", limit=1000)["items"]
    assert {row["parallel"] for row in parallel} == {False}


def test_every_gap_leads_to_the_two_published_rows(client: TestClient) -> None:
    (gap,) = told(client, "gaps", language_tag="sw", limit=1)["items"]
    for score_id in (gap["score_id"], gap["reference_score_id"]):
        (row,) = told(client, "scores", score_id=score_id)["items"]
        assert row["locator"]
        assert told(client, f"sources/{row['source_id']}")["licence"]


def test_an_item_has_its_sections_and_its_name_in_the_language_asked(
    client: TestClient, real: duckdb.DuckDBPyConnection
) -> None:
    yoruba = told(client, "languages/yo", lang="fr")
    assert yoruba["language_name"] == "yoruba"
    assert [row["dimension"] for row in yoruba["evidence"]] == ["capability", "safety"]
    expected = real.sql("SELECT row_id FROM language_territory WHERE language_tag = 'yo' ORDER BY 1").fetchall()
    assert [(row["row_id"],) for row in yoruba["territories"]] == expected
    assert told(client, "territories/NA", lang="es")["territory_name"] == "Namibia"


def test_a_claim_says_in_words_what_the_pages_say(client: TestClient, store: Store) -> None:
    said = told(client, "claims", claim_id="capability_gap", lang="ar")["items"]
    assert [row["sentence"] for row in said] == claims_of(store, text_for("ar", store)).sentences["capability_gap"]
    assert all(row["row_ids"] for row in said)


def test_every_piece_of_advice_carries_its_rows_and_what_speaks_against_it(client: TestClient, store: Store) -> None:
    answer = told(client, "advice", state="fires", limit=60, lang="fr")
    assert answer["total"] == len(store.advice(None, state="fires")) > 0
    known = {one["recommendation_id"]: one for one in told(client, "recommendations", lang="fr")["items"]}
    assert len(known) == len(store.view("recommendation"))
    for one in answer["items"]:
        assert one["counter_evidence"]["sentence"]
        assert one["title"] == known[one["recommendation_id"]]["title"]
        rows = [cited for cited in one["evidence"] if cited["row_ids"]]
        assert rows
        for cited in rows[:2]:
            found = store.view(cited["relation"], where={cited["row_key"]: tuple(cited["row_ids"])})
            assert len(found) >= len(set(cited["row_ids"]))


def test_advice_about_one_subject_is_that_of_the_pages(client: TestClient, store: Store) -> None:
    said = told(client, "advice", subject_kind="language", subject="yo", limit=100)["items"]
    expected = {
        one.recommendation_id: (one.state, one.reason)
        for one in advice_for(store, text_for("en", store), "language", "yo")
    }
    assert {one["recommendation_id"]: (one["state"], one["reason"]) for one in said} == expected


def test_what_was_never_measured_is_null_and_never_nought(client: TestClient, real: duckdb.DuckDBPyConnection) -> None:
    ((tag,),) = real.sql("SELECT min(language_tag) FROM language_profile WHERE speakers IS NULL").fetchall()
    assert told(client, f"languages/{tag}")["speakers"] is None


@pytest.mark.parametrize(
    ("path", "status", "parameter"),
    [
        ("gaps?limit=0", 400, "limit"),
        ("gaps?limit=1001", 400, "limit"),
        ("gaps?offset=x", 400, "offset"),
        ("gaps?language=yo", 400, "language"),
        ("gaps?lang=xx", 400, "lang"),
        ("gaps?limit=1&limit=2", 400, "limit"),
        ("gaps?year=99999999999999999999", 400, "year"),
        ("gaps?dimension=luck", 400, "dimension"),
        ("benchmarks?parallel=1", 400, "parallel"),
        (f"gaps?model_id={'x' * 300}", 400, "model_id"),
        ("languages/qqq", 404, ""),
        ("nothing", 404, ""),
        ("../v2/gaps", 404, ""),
    ],
)
def test_what_cannot_be_answered_is_said_as_a_problem(
    client: TestClient, path: str, status: int, parameter: str
) -> None:
    answer = client.get(f"{API}/{path}")
    assert answer.status_code == status
    assert answer.headers["content-type"] == "application/problem+json"
    problem = answer.json()
    assert problem["status"] == status
    assert [error["parameter"] for error in problem.get("errors", [])] == ([parameter] if parameter else [])


def test_what_may_not_be_passed_on_is_in_no_list_and_its_source_is_named(warehouse: Path, tmp_path: Path) -> None:
    copy = Path(shutil.copy(warehouse, tmp_path / "warehouse.duckdb"))
    with duckdb.connect(str(copy)) as connection:
        connection.execute("UPDATE source SET redistribution = 'no' WHERE source_id = 'sib200'")
    store = Store(copy)
    for relation, where in (
        ("gap", {"source_id": "sib200"}),
        ("score", {"source_id": "sib200"}),
        ("claim", {"claim_id": "capability_breadth"}),
    ):
        assert not store.view(relation, where=where).empty
        assert store.page(relation, order="", where=where, limit=10) == ([], 0)
    assert store.page("source_status", order="", where={"source_id": "sib200"}, limit=1)[1] == 1
    store.close()


def test_the_description_has_every_column_with_the_words_of_the_contract(store: Store) -> None:
    schemas = described(store)["components"]["schemas"]
    own = store.described().query("relation == 'gap' and column_name != ''")
    properties = dict(schemas["gaps"]["properties"])
    assert properties.pop("language_name")
    assert list(properties) == own["column_name"].tolist()
    assert [one["description"] for one in properties.values()] == own["comment"].tolist()


@pytest.fixture(scope="module")
def description(warehouse: Path) -> Any:
    # An unsound question may be too long as well: 414, which the description names, refuses it like the others.
    refused = {"negative_data_rejection": {"expected-statuses": [400, 404, 414, 422, 429]}}
    config = SchemathesisConfig.from_dict({"checks": refused})
    return schemathesis.openapi.from_asgi(f"{API}/openapi.json", alone, config=config)


LISTS = [one.name for one in (*COLLECTIONS, *GATHERED)]
ITEMS = [f"{one.name}/{{key}}" for one in COLLECTIONS if one.key]


@pytest.mark.parametrize("mode", list(GenerationMode), ids=lambda mode: mode.value)
@pytest.mark.parametrize("path", [*LISTS, *ITEMS])
def test_every_operation_keeps_its_promises(description: Any, path: str, mode: GenerationMode) -> None:
    """Whatever is asked, sound or not: no error of ours, and an answer of a status, a type and a form that the description names."""

    @settings(max_examples=8, deadline=None, suppress_health_check=list(HealthCheck), database=None)
    @given(case=description[f"{API}/{path}"]["GET"].as_strategy(generation_mode=mode))
    def asked(case: schemathesis.Case[Any]) -> None:
        case.call_and_validate()

    asked()


def test_the_description_names_every_operation_that_is_tried(description: Any) -> None:
    assert {f"{API}/{path}" for path in (*LISTS, *ITEMS)} == set(description.raw_schema["paths"])
