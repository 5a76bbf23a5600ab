"""Side by side: like with like, and the same numbers as on each thing's own page."""

from __future__ import annotations

import duckdb
import pandas as pd
import pytest
from streamlit.testing.v1 import AppTest

from dashboard import comparing
from dashboard.catalogue import NoChartError, chart_of
from dashboard.charts.draw import draw
from dashboard.reader import text_for
from dashboard.side_by_side import countries, languages
from dashboard.store import Store
from dashboard.text import Text
from dashboard.theme import ROLES
from tests.test_pages import opened, text_of

MMMLU = "mmmlu.all.default_prompt.accuracy"
SIB = "sib200.all.zero_shot.accuracy"


def side(app: AppTest) -> pd.DataFrame:
    """The table side by side, by what each row is."""
    table: pd.DataFrame = app.table[0].value
    return table.set_index(table.columns[0])


def links(app: AppTest) -> list[str]:
    """Labels of the links of a page."""
    return [element.proto.label for element in app.get("page_link")]


# The same numbers as elsewhere ----------------------------------------------------------------


@pytest.mark.parametrize("tag", ["yo", "sw", "ha", "hi"])
def test_a_language_has_the_numbers_of_its_own_page(tag: str) -> None:
    text = Text("en")
    table = side(opened("compare", lang="en", **{"with": f"{tag},zu"}))[text.label(tag)]
    own = text_of(opened("language", lang="en", tag=tag))
    assert f"Speakers: {table['Speakers']}, first" in own
    assert f"class {table['Digital text in 2020']}" in own
    assert f"Evidence on capability: grade {table['Evidence on capability']}" in own
    assert f"Evidence on safety: grade {table['Evidence on safety']}" in own
    kept, _, interval = table["Ability in English that is kept (index across tests)"].partition(" (")
    assert f"keeps {kept} of what it can do in English ({interval}" in own
    assert f"It rests on {table['Independent tests behind the index']} independent tests" in own


def test_the_safety_of_a_language_is_counted_as_on_the_country_page() -> None:
    label = Text("en")("country.safety_worse")
    table = side(opened("compare", lang="en", **{"with": "sw,yo,ha"})).loc[label]
    for code, tag, name in (("KE", "sw", "Swahili"), ("NG", "yo", "Yoruba"), ("NG", "ha", "Hausa")):
        spoken = opened("country", lang="en", code=code).dataframe[-1].value.set_index("Language")[label]
        assert table[name] == (spoken[name] or "not compared"), tag
    assert table["Yoruba"] == "3 of 3"


@pytest.mark.parametrize("code", ["NG", "KE", "IN"])
def test_a_country_has_the_numbers_of_its_own_page(store: Store, code: str) -> None:
    table = side(opened("compare", lang="en", kind="countries", **{"with": f"{code},VA"}))[Text("en").territory(code)]
    own = text_of(opened("country", lang="en", code=code))
    assert f"People: {table['People']}" in own
    assert f"{table['Languages listed by CLDR']} languages listed" in own
    people, _, share = table.filter(like="that a capability test compares with").iloc[0].partition(" (")
    assert f"between {people.replace(' to ', ' and ')} people ({share}" in own
    assert f"; {table['Languages that a capability test compares']} languages." in own
    worst, _, kept = table["Served worst by the index"].partition(": ")
    lowest = chart_of(store, text_for("en", store), "country_index", {"code": code}).frame.iloc[0]
    assert (lowest["label"], f"{lowest['value']:.0f}%") == (worst, kept.split(" ")[0])


def test_gaps_are_those_of_the_test_s_own_chart(store: Store) -> None:
    text = Text("en")
    both = chart_of(store, text, "compare_models", {"models": "o1,gpt-4.5-preview-2025-02-27", "test": MMMLU}).frame
    three = chart_of(store, text, "compare_languages", {"tags": "hi,yo,sw", "test": MMMLU, "model": "o1"}).frame
    for role, model in (("series_1", "o1"), ("series_2", "gpt-4.5-preview-2025-02-27")):
        alone = chart_of(store, text, "gaps", {"test": MMMLU, "model": model}).frame.set_index("label")
        beside = both[both["role"] == role].set_index("label").loc[alone.index]
        pd.testing.assert_frame_equal(beside[["value", "low", "high"]], alone[["value", "low", "high"]])
        if model == "o1":
            same = alone.loc[three["label"], ["value", "low", "high", "role"]].reset_index()
            pd.testing.assert_frame_equal(three[["label", "value", "low", "high", "role"]], same)
    assert list(three["label"]) == ["Yoruba", "Swahili", "Hindi"]


# Like with like -------------------------------------------------------------------------------


def test_languages_are_compared_on_one_test_with_one_model_only(store: Store, real: duckdb.DuckDBPyConnection) -> None:
    tags = ("ha", "yo", "sw")
    rows = comparing.in_all_languages(comparing.comparisons(store, {"language_tag": tags}), tags)
    ((n_tests,),) = real.execute(
        """WITH took AS (
          SELECT benchmark_id, subset, condition, metric_id, model_id
          FROM gap JOIN condition AS c ON c.condition_id = gap.condition AND c.prompted
          WHERE language_tag IN ('ha', 'yo', 'sw') AND NOT reference_failed AND aspect IN ('correct', 'harm', 'safe', 'over_refusal')
          GROUP BY ALL HAVING count(DISTINCT language_tag) = 3
        ) SELECT count(*) FROM (SELECT DISTINCT benchmark_id, subset, condition, metric_id FROM took)"""
    ).fetchall()
    assert rows["test_id"].nunique() == n_tests > 10
    assert (rows.groupby(["test_id", "model_id"])["language_tag"].nunique() == 3).all()
    parallel = store.view("benchmark").set_index("benchmark_id")["parallel"]
    assert rows["benchmark_id"].map(parallel).all()


def test_languages_without_a_common_test_are_not_compared_and_pairs_are_named() -> None:
    app = opened("compare", lang="en", **{"with": "pcm,yo,ha"})
    assert "cannot be compared with each other" in app.info[0].value
    assert not app.selectbox(key="kind").disabled
    assert [box.label for box in app.selectbox if box.label == "Model"] == []
    assert [label for label in links(app) if label.startswith("Yoruba and Hausa: ")]
    assert not [label for label in links(app) if "Pidgin and" in label]


def test_the_reference_stands_at_zero_and_is_no_mark(store: Store) -> None:
    chart = chart_of(store, Text("en"), "compare_languages", {"tags": "en,yo,sw", "test": MMMLU, "model": "o1"})
    assert set(chart.frame["label"]) == {"Yoruba", "Swahili"}
    assert "English is the language that the others are compared with" in chart.note
    assert opened("compare", lang="en", **{"with": "en,yo"}).selectbox(key="test").value == MMMLU


def test_a_test_that_one_of_them_did_not_take_is_not_drawn(store: Store) -> None:
    with pytest.raises(NoChartError, match="empty"):
        chart_of(store, Text("en"), "compare_languages", {"tags": "ga,yo", "test": MMMLU, "model": "o1"})
    with pytest.raises(NoChartError, match="value"):
        chart_of(store, Text("en"), "compare_languages", {"tags": "yo", "test": MMMLU, "model": "o1"})
    models = {"models": "o1,gpt-4", "test": MMMLU}
    with pytest.raises(NoChartError, match="empty"):
        chart_of(store, Text("en"), "compare_models", models)


def test_groups_say_who_cannot_be_told_apart(real: duckdb.DuckDBPyConnection) -> None:
    words = text_of(opened("compare", lang="en", test=SIB, model="gpt-4", **{"with": "yo,ga,sw"}))
    groups = dict(
        real.execute(
            """SELECT variant_tag, tie_group FROM tie_group JOIN score_share USING (score_id)
            WHERE kind = 'languages_of_model' AND model_id = 'gpt-4' AND benchmark_id = 'sib200' AND condition = 'zero_shot'
            AND variant_tag IN ('yo', 'ga', 'sw')"""
        ).fetchall()
    )
    assert len(groups) == 3
    for tag, group in groups.items():
        line = next(line for line in words.splitlines() if line.startswith(f"- group {group} of "))
        assert Text("en").label(tag) in line


def test_every_model_is_drawn_in_every_language_that_all_took(store: Store) -> None:
    sib = store.view("test_model", benchmark_id="sib200", condition="zero_shot")["model_id"]
    models = ",".join(sorted(sib)[:2])
    chart = chart_of(store, Text("en"), "compare_models", {"models": models, "test": SIB, "show": "widest"})
    assert (chart.frame.groupby("label")["role"].nunique() == 2).all()
    assert chart.frame["label"].nunique() == 30
    figure = draw(chart, Text("en"))
    assert figure.layout.scattermode == "group"  # so that no interval lies on another


# Countries ------------------------------------------------------------------------------------


def test_bounds_are_drawn_from_the_least_to_the_most(store: Store) -> None:
    chart = chart_of(store, Text("en"), "compare_countries", {"codes": "NG,KE,VA"})
    exposed = store.view("territory_exposure", territory_code="NG", level="compared", dimension="safety").iloc[0]
    nigeria = chart.frame[chart.frame["label"] == "Nigeria\nSafety"].iloc[0]
    assert nigeria["value"] == nigeria["low"] == pytest.approx(100 * exposed["share_low"])
    assert nigeria["high"] == pytest.approx(100 * exposed["share_high"])
    assert [label.split("\n")[0] for label in chart.frame["label"][::2]] == ["Nigeria", "Kenya", "Vatican City"]


def test_nobody_left_out_is_not_claimed_where_shares_only_add_up(store: Store) -> None:
    assert countries(store, ["NG"], with_index=False)["people_unplaced"].iloc[0] == 0
    table = side(opened("compare", lang="en", kind="countries", **{"with": "NG,KE"}))
    assert set(table.loc["People whose language is not in the data, at least"]) == {"not known"}


# The address ----------------------------------------------------------------------------------


def test_what_the_address_asks_wrongly_is_said_and_left_out() -> None:
    app = opened("compare", lang="en", **{"with": "swa,qqz,yo,sw,ha,ig,zu,am,xh"})
    assert app.multiselect(key="with").value == ["sw", "yo", "ha", "ig", "zu", "am"]
    said = [warning.value for warning in app.warning]
    assert any("qqz" in words and "left out" in words for words in said)
    assert any("At most 6" in words and "Xhosa" in words for words in said)


def test_a_choice_is_written_to_the_address_in_its_order() -> None:
    app = opened("compare", lang="en", **{"with": "yo,sw"})
    app.multiselect(key="with").select("ha").run()
    assert app.query_params["with"] == "yo,sw,ha"
    assert list(side(app).columns) == ["Yoruba", "Swahili", "Hausa"]
    app.selectbox(key="kind").select("countries").run()
    assert "with" not in app.query_params
    assert app.multiselect(key="with").value == []


def test_every_language_can_be_chosen(store: Store) -> None:
    app = opened("compare", lang="en", **{"with": "aaa,ase"})
    assert len(app.multiselect(key="with").options) == len(store.view("language"))
    table = side(app)
    assert table.loc["Evidence on safety"].to_list() == ["E", "not applicable"]
    assert not app.exception


@pytest.mark.parametrize("tag", ["en", "ar"])
@pytest.mark.parametrize("kind", ["languages", "countries", "models"])
def test_every_example_leads_to_a_comparison(store: Store, kind: str, tag: str) -> None:
    examples = {
        "languages": [(",".join(tags), "") for tags in comparing.example_languages(store)],
        "countries": [(",".join(codes), "") for codes in comparing.example_countries(store)],
        "models": [(",".join(models), test) for test, models in comparing.example_models(store)],
    }[kind]
    assert len(examples) >= 2
    assert len(links(opened("compare", lang=tag, kind=kind))) >= len(examples)
    for chosen, test in examples:
        app = opened("compare", lang=tag, kind=kind, **{"with": chosen}, **({"test": test} if test else {}))
        assert not app.exception, chosen
        assert not app.error, chosen
        assert not app.warning, chosen
        assert not app.info, chosen
        assert len(app.table) == 1, chosen


# The file and the colours ----------------------------------------------------------------------


def test_the_file_leaves_missing_empty_and_has_no_index_while_it_is_not_shown(store: Store) -> None:
    file = languages(store, ["yo", "aaa"], with_index=True)
    assert file.loc["yo", ["n_worse", "n_comparisons"]].to_list() == [3, 3]
    assert file.loc["aaa", ["relative_capability", "n_comparisons", "speakers"]].isna().to_list()[:2] == [True, True]
    assert "relative_capability" not in languages(store, ["yo", "aaa"], with_index=False)


def test_series_are_told_apart_without_colour() -> None:
    series = [sign for role, sign in ROLES.items() if role.startswith("series_")]
    assert len(series) == 6
    for part in zip(*series, strict=True):
        assert len(set(part)) == 6
