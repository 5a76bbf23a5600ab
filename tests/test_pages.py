"""Every page in every language of the interface, and what it shows when something is missing."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest
from starlette.requests import Request
from streamlit.testing.v1 import AppTest

from dashboard import reader, store
from dashboard.app import health
from dashboard.pages import PAGES
from dashboard.text import Text, interface_languages
from dashboard.web.shell import shell
from etl.contract import ROOT
from tests.worlds import unusable

FRAME = ROOT / "dashboard" / "web" / "frame.py"


def opened(page: str, **parameters: str) -> AppTest:
    """A page after one run."""
    app = AppTest.from_file(str(FRAME), default_timeout=30)
    app.query_params.update(parameters)
    app.run()
    if page != "overview":
        app.switch_page(f"../pages/{page}.py")
        app.query_params.update(parameters)
        app.run()
    return app


def text_of(app: AppTest) -> str:
    """All words of a page."""
    kinds = (app.title, app.header, app.subheader, app.markdown, app.caption, app.info, app.warning, app.error)
    return "\n".join(str(element.value) for kind in kinds for element in kind)


@pytest.mark.parametrize("tag", interface_languages())
@pytest.mark.parametrize("page", PAGES)
def test_every_page_runs_in_every_language(page: str, tag: str) -> None:
    app = opened(page, lang=tag)
    assert not app.exception
    assert not app.error
    assert app.title[0].value == Text(tag)(f"page.{page}.title")


@pytest.mark.parametrize("tag", ["en", "ar"])
@pytest.mark.parametrize("language", ["yo", "en", "zh", "ar", "ase", "la", "aaa", "sh", "nan", "jv", "kro"])
def test_the_language_page_holds_for_every_kind_of_language(language: str, tag: str) -> None:
    app = opened("language", lang=tag, tag=language)
    assert not app.exception
    assert not app.error


def test_the_overview_states_five_findings_with_interval_and_year() -> None:
    app = opened("overview", lang="en")
    assert len(app.subheader) == 1 + 5  # the reader's own, then the findings
    words = text_of(app)
    for said in (
        "21.4 points",
        "20.5 to 22.3",
        "123 of 203",
        "4 of 115",
        "34 of 34",
        "169 of 218",
        "71.5 to 82.6",
        "73 of the 102",
        "65 of 94 to 77 of 106",
    ):
        assert said in words


def test_a_language_says_how_good_the_evidence_is_and_what_the_index_is() -> None:
    words = text_of(opened("language", tag="yo", lang="en"))
    assert "Evidence on capability: grade A" in words
    assert "Evidence on safety: grade D" in words
    assert "all items of sufficient tests are machine-translated" in words
    assert "keeps 41% of what it can do in English (32% to 50%)" in words
    unknown = text_of(opened("language", tag="aaa", lang="en"))
    assert "grade E" in unknown
    assert "no result is held here" in unknown
    assert "Index across tests" not in unknown
    assert "grade" not in text_of(opened("language", tag="ase", lang="en"))  # a signed language: no test applies


@pytest.mark.parametrize("tag", ["en", "ar"])
@pytest.mark.parametrize("code", ["NG", "IN", "VA", "PG", "AC", "NA", "US", "XK"])
def test_the_country_page_holds_for_every_kind_of_country(code: str, tag: str) -> None:
    app = opened("country", lang=tag, code=code)
    assert not app.exception
    assert not app.error
    assert Text(tag).territory(code) in [heading.value for heading in app.header]


def test_a_country_says_its_bounds_and_what_nobody_tested() -> None:
    words = text_of(opened("country", code="NG", lang="en"))
    for said in (
        "236.7 million",
        "17 languages listed by CLDR",
        "between 125.5 million and 233.8 million people (53.0% to 98.8%)",
        "for 12 of 15 languages no result on safety is held; the largest is Nigerian Pidgin",
        "2 of them have shares of the people that round to nought; the charts leave those out",
        "languages with an index across tests, the whole interval lies below English",
        "Western Africa",
    ):
        assert said in words
    assert "Afrique occidentale" in text_of(opened("country", code="NG", lang="fr"))


def test_a_country_says_what_its_regulator_can_ask_for() -> None:
    words = text_of(opened("country", code="NG", lang="en"))
    assert "Nigerian Pidgin** (" in words
    assert "safety: evidence of grade E; missing: no result is held here" in words
    assert "of grade C or better: ask for newer models" in text_of(opened("country", code="AC", lang="en"))


def test_no_country_chosen_and_an_unknown_one_are_said() -> None:
    assert "Choose a country" in text_of(opened("country", lang="en"))
    app = opened("country", code="QQ", lang="en")
    assert "QQ" in app.warning[0].value
    assert not app.error


def test_the_planner_says_what_a_plan_would_change_and_cost() -> None:
    words = text_of(opened("coverage", about="safety", aim="people", n="5", p="10", h="5", cost="20,000", lang="en"))
    assert "277 items per language" in words
    assert "At 20,000 a language, 100,000 in all." in words
    assert "from 57.6% to 66.8% to" in words
    assert "Urdu" in words
    assert "no sum of money" in text_of(opened("coverage", cost="much", lang="en"))


def test_what_closes_is_said_beside_what_the_test_can_still_say() -> None:
    words = text_of(opened("closing", test="languagebench_arc.all.default_prompt.accuracy", lang="en"))
    assert "the gap clearly closes in 30 of 65 language varieties and clearly opens in 0" in words
    assert "for 96% of the results the test has little left to say" in words
    assert "each year 2.6 times the year before (95% interval 2.2 to 3.1)" in words


def test_a_link_to_a_source_opens_it() -> None:
    words = text_of(opened("methods", source="multijail", lang="en"))
    assert "Multilingual Jailbreak" in words
    assert opened("methods", source="multijail", lang="en").selectbox(key="source").value == "multijail"


def test_the_methods_page_proves_the_index() -> None:
    app = opened("methods", lang="en")
    assert "Of 191 results of tests left out" in text_of(app)
    errors = next(frame.value for frame in app.dataframe if "Mean of the gaps" in frame.value.columns)
    errors = errors.set_index(errors.columns[0])
    assert next(iter(errors.columns)) == "Index"  # the smallest error first
    assert (errors.loc["Mean over tests"].iloc[1:] > errors.loc["Mean over tests"].iloc[0]).all()


def test_missing_is_said_as_missing() -> None:
    assert "no safety test held here" in text_of(opened("language", tag="sn", lang="en")).lower()
    assert "Not applicable" in text_of(opened("language", tag="ase", lang="en"))
    assert "language that others are compared with" in text_of(opened("language", tag="en", lang="en"))
    # Nigerian Pidgin was tested only where items differ by language.
    assert "no gap can be worked out" in text_of(opened("language", tag="pcm", lang="en"))
    hidden = text_of(opened("language", tag="it", lang="en", shown="strict"))
    assert "M-ALERT" not in hidden


def test_an_unknown_language_in_the_address_is_said() -> None:
    app = opened("language", tag="qqz", lang="en")
    assert "qqz" in app.warning[0].value
    assert "No language matches" in text_of(app)


def test_an_unknown_choice_in_the_address_falls_back_and_says_so() -> None:
    app = opened("capability", model="gpt-99", lang="en")
    assert "gpt-99" in app.warning[0].value
    assert not app.error


def test_a_model_without_an_english_row_shows_scores_and_says_why() -> None:
    app = opened("capability", benchmark="mmmlu", model="o3-high", lang="en")
    assert "no gap can be worked out" in app.info[0].value
    assert "78.0%" in app.subheader[0].value


def test_a_part_of_the_world_without_languages_is_said() -> None:
    app = opened("capability", area="Australia", lang="en")
    assert "none of the languages" in app.info[0].value


def test_every_test_and_model_of_the_safety_page_can_be_shown() -> None:
    tests = store.open_store(store.WAREHOUSE).view("test", dimension="safety", aspect=("harm", "safe", "over_refusal"))
    assert len(tests) > 20
    for test_id, benchmark_id in zip(tests["test_id"], tests["benchmark_id"], strict=True):
        app = opened("safety", test=test_id, lang="en")
        assert not app.exception, test_id
        assert not app.error, test_id
        assert app.selectbox(key="benchmark").value == benchmark_id
        if (tests["benchmark_id"] == benchmark_id).sum() > 1:
            assert app.selectbox(key="test").value == test_id


def test_a_choice_is_written_to_the_address() -> None:
    app = opened("capability", lang="en", benchmark="mmmlu")
    app.selectbox(key="model").select("o1").run()
    assert app.query_params["model"] == "o1"
    assert "o1: clearly worse" in app.subheader[0].value
    app.selectbox(key="model").select("gpt-4.5-preview-2025-02-27").run()
    assert "model" not in app.query_params  # the default needs no parameter


def test_published_rows_are_one_click_away() -> None:
    app = opened("capability", lang="en", benchmark="mmmlu", model="o1")
    app.session_state["details_gaps"] = True
    app.run()
    rows = app.dataframe[1].value
    assert len(rows) == 15  # fourteen languages and English
    yoruba = rows[rows["Language as printed"] == "Yoruba"].iloc[0]
    assert yoruba["Value as published"] == 0.7538
    assert "multilingual_mmlu_benchmark_results.md" in yoruba["Place in the source"]
    assert yoruba["Licence"] == "MIT"


@pytest.mark.parametrize("state", ["absent", "unreadable", "outdated"])
def test_without_a_usable_warehouse_the_page_says_what_to_do(
    state: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reader, "WAREHOUSE", unusable(tmp_path / "warehouse.duckdb", state))
    app = AppTest.from_file(str(FRAME), default_timeout=30).run()
    assert not app.exception
    assert app.error[0].value == Text("en")(f"warehouse.{state}")
    assert "python -m etl build" in app.code[0].value


def test_a_failing_page_shows_words_and_no_traceback(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object, **__: object) -> None:
        raise RuntimeError("inner secret")

    monkeypatch.setattr("dashboard.panel.drawn", broken)
    app = opened("overview", lang="en")
    assert not app.exception
    assert app.error[0].value == Text("en")("error.unexpected")
    assert "inner secret" not in text_of(app)


@pytest.mark.parametrize("tag", interface_languages())
def test_the_shell_states_language_title_and_description(tag: str) -> None:
    page = shell(tag)
    assert f'<html lang="{tag}"' in page
    assert f"<title>{Text(tag)('app.title')}</title>" in page
    assert "BACKEND_BASE_URL" in page
    assert shell("<script>") == shell("en")


def test_health_is_503_without_a_usable_warehouse(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("dashboard.app.WAREHOUSE", tmp_path / "none.duckdb")
    answer = asyncio.run(health(Request({"type": "http"})))
    assert answer.status_code == 503
    assert b"absent" in answer.body


def test_another_test_forgets_the_model_of_the_last() -> None:
    app = opened("capability", lang="en", benchmark="mmmlu", model="o1")
    app.selectbox(key="benchmark").select("sib200").run()
    assert "model" not in app.query_params
    assert not app.warning


def test_copies_and_machine_translation_can_be_hidden() -> None:
    def offered(**shown: str) -> set[str]:
        return set(opened("safety", lang="en", **shown).selectbox(key="benchmark").options)

    every, primary, strict = offered(), offered(shown="primary"), offered(shown="strict")
    assert any("M-ALERT" in name for name in every - primary)  # a copy
    assert any("PolyRefuse" in name for name in primary - strict)  # translated by machine
    assert any("XSafety" in name for name in strict)
    assert opened("capability", lang="en", shown="strict").subheader


def test_the_catalogue_says_of_every_benchmark_whether_languages_can_be_compared() -> None:
    app = opened("benchmarks", lang="en", benchmark="euroeval_knowledge")
    assert "no score in the reference language" not in text_of(app).lower()
    assert len(app.dataframe[0].value) > 100
    compared = opened("benchmarks", lang="en", about="safety", compare="gap").dataframe[0].value
    assert set(compared["Can languages be compared?"]) == {"Yes"}
    assert {"XSafety", "MultiJail", "PolyRefuse"} <= set(compared["Benchmark"])


@pytest.mark.parametrize("benchmark_id", ["afrimgsm", "belebele", "afrobench_sib", "languagebench_sib200"])
def test_a_test_opens_on_a_model_that_says_something_about_languages(benchmark_id: str) -> None:
    models = store.open_store(store.WAREHOUSE).view("test_model", benchmark_id=benchmark_id)
    assert models["reference_failed"].any()
    assert "better than guessing" not in text_of(opened("capability", lang="en", benchmark=benchmark_id))


@pytest.mark.parametrize("tag", interface_languages())
def test_every_part_of_a_test_has_a_name_of_its_own(tag: str) -> None:
    app = opened("safety", lang=tag, benchmark="sgtoxicguard")
    (parts,) = (box.options for box in app.selectbox if box.label == Text(tag)("control.part"))
    assert len(set(parts)) == len(parts) > 1
    assert all(not name[0].islower() and " · " in name and not name.endswith(".") for name in parts)


def test_languages_that_a_model_was_not_tested_in_are_named() -> None:
    from dashboard.catalogue.tests import untested

    page = reader.Reader(store.open_store(store.WAREHOUSE), Text("en"))
    test = page.store.view("test", benchmark_id="xsafety").iloc[0]
    frame = page.store.view("gap", benchmark_id="xsafety", model_id="llama-2-chat-13b")
    assert untested(page.store, test, frame, {}) == ["ar", "bn"]


@pytest.mark.parametrize("parameter", ["tag", "find"])
def test_a_reader_s_words_are_never_markup(parameter: str) -> None:
    app = opened("language", lang="en", **{parameter: "![x](https://example.org/x.png) <b> **y** $z$"})
    shown = "\n".join(str(element.value) for kind in (app.warning, app.info) for element in kind)
    assert "\\!\\[x\\]\\(https" in shown
    assert "![x](" not in shown
