"""What the page Methods gives to take away: files, a citation, the decisions, one definition at a time."""

from __future__ import annotations

import io
import json
from pathlib import Path

import duckdb
import pandas as pd
import pytest

from dashboard.decisions import FOLDER, decisions
from dashboard.downloads import to_csv
from dashboard.files import TABLES, passed_on, table_of
from dashboard.reader import Reader
from dashboard.store import WAREHOUSE, open_store
from dashboard.text import Text
from tests.test_pages import opened, text_of


@pytest.mark.parametrize("relation", TABLES)
def test_a_table_of_the_edition_is_whole(relation: str, real: duckdb.DuckDBPyConnection) -> None:
    page = Reader(open_store(WAREHOUSE), Text("en"))
    file = pd.read_csv(io.BytesIO(to_csv(table_of(page, relation))), encoding="utf-8-sig", low_memory=False)
    ((n,),) = real.execute(f"SELECT count(*) FROM {relation}").fetchall()
    assert len(file) == n > 0
    if "source_id" in file:
        assert file["source_licence"].notna().all()
    for column in file.columns[file.columns.str.endswith("_ids")]:
        assert not file[column].astype(str).str.contains(r"[\[\]]").any(), column


def test_what_may_not_be_passed_on_is_in_no_file(monkeypatch: pytest.MonkeyPatch) -> None:
    page = Reader(open_store(WAREHOUSE), Text("en"))
    rows = pd.DataFrame({"source_id": ["a", "b"]})
    monkeypatch.setattr(page.store, "view", lambda name, **asked: pd.DataFrame({"source_id": ["b"]}))
    assert list(passed_on(page, rows)["source_id"]) == ["a"]


def test_every_decision_has_a_title_and_its_problem_and_opens_in_place() -> None:
    found = decisions()
    assert len(found) == len(list(FOLDER.glob("*.md"))) > 10
    assert all(decision.title and decision.words() for decision in found)
    (speakers,) = [decision for decision in found if decision.name == "006-speakers"]
    assert (speakers.title, speakers.problem) == (
        "Which number of speakers",
        "CLDR and LinguaMeta count differently, overlap, and sometimes err: LinguaMeta prints 82 million speakers for Caribbean Javanese, beside 91 million for Javanese.",
    )
    app = opened("methods", lang="en")
    assert "CLDR's territories, summed" not in text_of(app)
    app.session_state["006-speakers"] = True
    app.run()
    assert "CLDR's territories, summed" in text_of(app)


def test_a_file_without_a_title_is_no_decision(tmp_path: Path) -> None:
    (tmp_path / "001-none.md").write_text("no heading\n", encoding="utf-8")
    (tmp_path / "002-some.md").write_text("# Some\n\nwords\n", encoding="utf-8")
    assert [(decision.title, decision.problem) for decision in decisions(tmp_path)] == [("Some", "")]


def test_one_definition_at_a_time_with_its_query() -> None:
    app = opened("methods", lang="en", relation="spoken_in")
    assert "Where a language is spoken and by how many" in text_of(app)
    assert any("CREATE VIEW spoken_in" in code.value or "max(speakers)" in code.value for code in app.code)
    columns = next(frame.value for frame in app.dataframe if "Meaning" in frame.value.columns and "Type" in frame.value)
    assert "share_pct" in set(columns["Name"])
    every = open_store(WAREHOUSE).described()
    assert set(app.selectbox(key="relation").options) - {"Choose one"} == {
        f"{row.relation} · {'worked out' if row.kind == 'view' else 'published'}"
        for row in every[every["column_name"] == ""].itertuples()
    }
    assert "qq" in opened("methods", lang="en", relation="qq").warning[0].value


def test_the_whole_can_be_cited_by_its_edition() -> None:
    app = opened("methods", lang="en")
    edition = open_store(WAREHOUSE).content_hash
    assert any(f"Edition {edition[:12]}" in code.value for code in app.code)
    assert edition in text_of(app)
    assert "No edition was released before this one" in text_of(app)
    app.session_state["cite_language-gap.json"] = True
    app.run()
    (csl,) = [code.value for code in app.code if code.value.startswith("[")]
    assert json.loads(csl)[0]["version"] == edition[:12]
