"""The capability page: four views, one set of filters, and nothing compared that cannot be."""

from __future__ import annotations

import duckdb
import pytest

from dashboard.best import best_models
from dashboard.catalogue import NoChartError, chart_of
from dashboard.catalogue.asked import conditions, spoken_where
from dashboard.catalogue.tests import most_telling
from dashboard.charts import still
from dashboard.charts.draw import draw
from dashboard.charts.grid import LANGUAGES, TESTS
from dashboard.store import Store
from dashboard.text import Text
from tests.test_pages import opened, text_of


@pytest.mark.parametrize("tag", ["en", "ar"])
@pytest.mark.parametrize("view", ["test", "grid", "index", "best"])
def test_every_view_runs_in_every_language(view: str, tag: str) -> None:
    app = opened("capability", lang=tag, view=view)
    assert not app.exception
    assert not app.error
    assert not app.warning or view == "index"
    assert app.subheader


def test_the_page_opens_on_the_test_that_says_most(store: Store, real: duckdb.DuckDBPyConnection) -> None:
    ranked = most_telling(store)
    assert ranked[0] == "sib200.all.zero_shot.accuracy"
    machine = real.execute(
        "SELECT test_id FROM test WHERE item_origin NOT IN ('original', 'human_translated')"
    ).fetchall()
    assert not set(ranked) & {test_id for (test_id,) in machine}
    assert "languagebench_sib200.all.default_prompt.accuracy" not in ranked  # ten items: its verdicts say little
    assert "GPT-4: clearly worse than in English in 123 of 203" in text_of(opened("capability", lang="en"))
    newer = opened("capability", lang="en", since="2025")
    assert newer.selectbox(key="benchmark").value == ranked[1].split(".")[0]


def test_the_grid_draws_what_the_warehouse_says_and_leaves_the_rest_empty(
    store: Store, real: duckdb.DuckDBPyConnection
) -> None:
    text = Text("en")
    chart = chart_of(store, text, "grid", {"model": "o1"})
    assert len(chart.rows) <= LANGUAGES
    assert len(chart.columns) <= TESTS
    assert len(chart.frame) < len(chart.rows) * len(chart.columns) or len(chart.columns) == 1
    published = dict(
        real.execute(
            "SELECT variant_tag, gap_pp FROM gap WHERE benchmark_id = 'mmmlu' AND model_id = 'o1' AND dimension = 'capability'"
        ).fetchall()
    )
    drawn = chart.frame[chart.frame["label"].str.endswith("\nMMMLU (2025)")].set_index("label")["value"]
    assert drawn["Yoruba\nMMMLU (2025)"] == pytest.approx(published["yo"])
    assert len(drawn) == len(published)
    empty = len(chart.rows) * len(chart.columns) - len(chart.frame)
    assert f"{empty} of {len(chart.rows) * len(chart.columns)} places are empty" in chart.note


def test_the_median_grid_names_what_is_left_out_and_what_says_little(store: Store) -> None:
    chart = chart_of(store, Text("en"), "grid", {})
    assert not chart.frame.duplicated(
        ["x", "y"]
    ).any()  # Arabic stands in one tile, though its Latin script was tested too
    assert "25 of 197 languages" in chart.note
    assert "8 of 22 tests" in chart.note
    assert "Fewer than 100 items per language, so that only wide differences show: languagebench" in chart.note
    assert chart.columns[-1].startswith("languagebench")  # after those that say more
    figure = draw(chart, Text("en"))
    assert sum(len(trace.x) for trace in figure.data) == len(chart.frame)
    assert "MMMLU" in still.svg(chart, Text("en"), "")


def test_filters_are_those_of_the_rows(store: Store) -> None:
    where = conditions(store, shown="strict", since="2025", area="Africa", resource="2")
    rows = store.view("gap", where=where)
    assert len(rows) > 0
    assert set(rows["macroarea"]) == {"Africa"}
    assert set(rows["resource_class"]) == {2}
    assert rows["year"].min() >= 2025
    assert set(rows["transcription"]) == {"primary"}
    assert "machine_translated" not in set(rows["item_origin"])
    assert spoken_where(store) == {}
    unclassed = spoken_where(store, resource="none")["language_tag"]
    classed = set(store.view("resource_class")["language_tag"])
    assert isinstance(unclassed, tuple)
    assert unclassed
    assert not set(unclassed) & classed


@pytest.mark.parametrize(
    "wrong",
    [
        {"since": "1999"},
        {"since": "soon"},
        {"area": "Atlantis"},
        {"family": "Elvish"},
        {"resource": "9"},
        {"model": "gpt-99"},
    ],
)
def test_a_filter_that_nothing_has_is_refused(store: Store, wrong: dict[str, str]) -> None:
    with pytest.raises(NoChartError) as refused:
        chart_of(store, Text("en"), "grid", wrong)
    assert refused.value.reason == "value"


def test_filters_reach_the_shared_chart_as_they_reach_the_page(store: Store) -> None:
    same = {"test": "sib200.all.zero_shot.accuracy", "model": "gpt-4"}
    every = chart_of(store, Text("en"), "gaps", same)
    dravidian = chart_of(store, Text("en"), "gaps", same | {"family": "Dravidian"})
    assert set(dravidian.frame["label"]) == {"Kannada", "Malayalam", "Tamil", "Telugu"} < set(every.frame["label"])
    assert "Dravidian" in dravidian.subtitle
    title = opened("capability", lang="en", family="Dravidian").subheader[0].value
    assert title == dravidian.title


def test_the_index_comes_with_its_proof_and_a_warning(store: Store) -> None:
    app = opened("capability", lang="en", view="index")
    assert "not to be put in order" in app.warning[0].value
    assert "Of 191 results of tests left out" in text_of(app)
    errors = next(frame.value for frame in app.dataframe if "Mean of the gaps" in frame.value.columns)
    assert list(errors.columns)[:2] == ["Test left out", "Index"]
    chart = chart_of(store, Text("en"), "index", {"show": "all"})
    rows = store.view("relative_capability")
    assert len(chart.frame) == len(rows)
    assert f"In {(rows['high'] < 1).sum()} of {len(rows)} languages" in chart.title
    assert len(chart_of(store, Text("en"), "index", {}).frame) == 30


def test_an_index_that_has_not_earned_its_place_is_not_offered(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("dashboard.reader.index_shown", lambda _: False)
    app = opened("capability", lang="en", view="index")
    assert "index" in app.warning[0].value
    assert "Index across tests" not in app.selectbox(key="view").options


def test_who_is_told_apart_is_who_the_tie_groups_tell_apart(real: duckdb.DuckDBPyConnection) -> None:
    # Where all results of a test in a language are of one year, both compare the same rows.
    differing = real.execute(
        """WITH one_year AS (
            SELECT benchmark_id, subset, condition, metric_id, variant_tag, list(score_id) AS ids
            FROM score_share WHERE aspect = 'correct' AND NOT superseded AND is_proportion AND n_items IS NOT NULL
            GROUP BY ALL HAVING count(DISTINCT year) = 1
        ), tied AS (
            SELECT benchmark_id, subset, condition, metric_id, variant_tag, count(*) FILTER (WHERE tie_group = 1) - 1 AS n
            FROM (SELECT * EXCLUDE (ids), unnest(ids) AS score_id FROM one_year)
            JOIN tie_group AS t USING (score_id) WHERE t.kind = 'models_of_language' GROUP BY ALL
        )
        SELECT count(*), count(*) FILTER (WHERE b.n_tied <> t.n)
        FROM best_model AS b JOIN tied AS t USING (benchmark_id, subset, condition, metric_id, variant_tag)
        WHERE b.weights = 'all' AND b.has_interval"""
    ).fetchone()
    assert differing is not None
    assert differing[0] > 100
    assert differing[1] == 0


def test_the_best_model_of_a_language_is_never_one_across_tests(store: Store) -> None:
    rows, words = best_models(store, Text("en"), "Yoruba", "all", ())
    assert set(rows["language_tag"]) == {"yo"}
    assert not rows.duplicated(["benchmark_id", "subset", "condition", "metric_id", "variant_tag"]).any()
    mmmlu = words[words["Test"] == "MMMLU"].iloc[0]
    assert (mmmlu["Best model"], mmmlu["Score, %"]) == ("o3 (high)", 78.0)
    assert mmmlu["Gap to English, points"] == "no English score"
    assert mmmlu["Not told apart from it"] == "nobody: clearly ahead"
    afrimgsm = words[words["Test"].str.startswith("AfriMGSM: first wording")].iloc[0]
    assert afrimgsm["Gap to English, points"].startswith("18.4 (")
    assert not words["Test"].duplicated().any()


def test_open_weights_are_offered_as_far_as_a_source_states_them(store: Store) -> None:
    app = opened("capability", lang="en", view="best", weights="open", find="Yoruba")
    assert "whether their weights are open" in text_of(app)
    known = store.view("model", open_weights=True)["model_id"]
    rows, _ = best_models(store, Text("en"), "", "open", ())
    assert set(rows["model_id"]) <= set(known)


@pytest.mark.parametrize("weights", ["open", "closed"])
@pytest.mark.parametrize("since", ["2023", "2025", "2026"])
def test_no_filters_together_break_a_view(since: str, weights: str) -> None:
    for view in ("test", "grid", "best"):
        app = opened("capability", lang="en", view=view, since=since, weights=weights)
        assert not app.error, view
        assert app.subheader or app.info, view


def test_a_search_that_finds_nothing_says_what_to_do() -> None:
    app = opened("capability", lang="en", view="best", find="qqqq")
    assert "qqqq" in app.info[0].value
    assert not app.error


def test_filters_that_leave_nothing_say_so() -> None:
    for view in ("grid", "index"):
        app = opened("capability", lang="en", view=view, area="Australia")
        assert "Choose another" in app.info[0].value
        assert not app.error
