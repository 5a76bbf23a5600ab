"""Interventions and flaws of tests: what is said is what was published, both ways."""

from __future__ import annotations

import duckdb
import pytest

from dashboard.catalogue import NoChartError, chart_of
from dashboard.charts.draw import draw
from dashboard.store import Store
from dashboard.text import Text, interface_languages
from tests.test_pages import opened, text_of


def asked(store: Store) -> list[tuple[str, dict[str, str]]]:
    """Every chart of this topic."""
    rows = store.view("intervention_effect", kind=("compared", "alone"))
    each = rows.drop_duplicates(["intervention_id", "comparison_id"])
    charts = [
        ("intervention", {"of": row["intervention_id"], "comparison": row["comparison_id"]})
        for _, row in each.iterrows()
    ]
    charts += [("rank_changes", {"count": count}) for count in ("models", "positions")]
    charts += [("arena", {"count": count}) for count in ("share", "samples", "private", "sampling", "prompts")]
    return [*charts, ("item_origins", {}), ("cultural_questions", {}), ("saturation", {})]


@pytest.mark.parametrize("tag", interface_languages())
def test_every_chart_is_drawn_with_words_sources_and_published_rows(store: Store, tag: str) -> None:
    for name, parameters in asked(store):
        text = Text(tag)
        chart = chart_of(store, text, name, parameters)
        draw(chart, text)
        for words in (chart.title, chart.subtitle, chart.note, chart.alt, chart.axis, *chart.roles.values()):
            assert words, (name, parameters)
            assert "{" not in words, (name, parameters)
            assert not {"nan", "None"} & set(words.split()), (name, parameters, words)
        assert chart.source_ids
        if chart.evidence:
            rows = store.view(chart.evidence.relation, **{chart.evidence.key: chart.evidence.values})  # type: ignore[arg-type]
            assert len(rows) == len(chart.evidence.values)


def test_an_effect_is_two_published_numbers(real: duckdb.DuckDBPyConnection) -> None:
    """Each side is a row as published, and their difference is the effect."""
    wrong = real.execute(
        """WITH published AS (SELECT row_id, value FROM finding UNION ALL SELECT score_id, 100 * score_share FROM score_share)
        SELECT e.* FROM intervention_effect AS e
        LEFT JOIN published AS a USING (row_id) LEFT JOIN published AS b ON b.row_id = e.baseline_row_id
        WHERE a.value IS DISTINCT FROM e.value
           OR (e.kind IN ('compared', 'average') AND (b.value IS DISTINCT FROM e.baseline_value OR abs(a.value - b.value - e.effect) > 1e-9))"""
    ).fetchall()
    assert wrong == []


def test_one_chart_holds_one_unit_and_one_measure(real: duckdb.DuckDBPyConnection) -> None:
    mixed = real.execute(
        """SELECT intervention_id, comparison_id FROM intervention_effect GROUP BY ALL
        HAVING count(DISTINCT unit) > 1 OR count(DISTINCT measure) > 1 OR count(DISTINCT baseline_arm) > 1"""
    ).fetchall()
    # The rivals of one model stand side by side only where nothing else is compared.
    assert mixed == []


def test_both_ways_are_counted(real: duckdb.DuckDBPyConnection) -> None:
    """Read off the paper's tables by another way: pairs of a merge and a mix with safety data, same language, stage and measure."""
    tables = real.execute(
        """SELECT about LIKE '%win rate', scope, language_tag, value FROM finding
        WHERE source_id = 'mix_or_merge' AND compared_with = 'Aya 23 8B base'"""
    ).fetchall()
    for win_rate, measure in ((True, "win_rate"), (False, "harm_change")):
        rows = [row[1:] for row in tables if row[0] is win_rate]
        differences = [
            (merge[2] - mix[2]) * (1 if win_rate else -1)
            for merge in rows
            for mix in rows
            if "model merge" in merge[0]
            and "data mix" in mix[0]
            and "+ 0% Safety" not in mix[0]
            and merge[1] == mix[1]
            and merge[0].split("; ")[2] == mix[0].split("; ")[2]
        ]
        counted = real.execute(
            "SELECT n_compared, n_wanted, n_unwanted FROM intervention WHERE intervention_id = 'merging' AND measure = ?",
            [measure],
        ).fetchone()
        assert counted == (len(differences), sum(d > 0 for d in differences), sum(d < 0 for d in differences))
        assert len(differences) == 96


def test_no_interval_is_invented_for_a_relative_change(real: duckdb.DuckDBPyConnection) -> None:
    bounded = real.execute(
        """SELECT count(*) FROM intervention_effect
        WHERE (measure = 'harm_change' OR n_items IS NULL) AND (low IS NOT NULL OR effect_low IS NOT NULL OR verdict <> 'cannot_say')"""
    ).fetchone()
    assert bounded == (0,)


def test_what_the_page_cannot_say_is_true(real: duckdb.DuckDBPyConnection) -> None:
    """No language with little digital text, one study each, and nowhere levels in English beside those of another language."""
    assert real.execute("SELECT max(n_scarce_languages), max(n_studies) FROM intervention").fetchone() == (0, 1)
    levels = real.execute(
        """SELECT intervention_id FROM intervention_effect WHERE measure IN ('accuracy', 'chrf', 'xcomet')
        GROUP BY ALL HAVING bool_or(language_tag = 'en') AND count(DISTINCT language_tag) > 1"""
    ).fetchall()
    assert levels == []


def test_the_page_says_both_ways_and_no_more(real: duckdb.DuckDBPyConnection) -> None:
    words = text_of(opened("works", lang="en", of="merging"))
    for said in (
        "None of the effects held here is a gap to English measured before and after",
        "of 96 pairs 27 went the wanted way, 68 the other, 1 showed no difference",
        "up to 10.0% better safety",
        "in 24 of 40 results harm fell by a smaller part",
        "none of classes 0 to 2",
    ):
        assert said in words
    table = opened("works", lang="en").dataframe[0].value
    assert len(table) == len(real.execute("SELECT * FROM intervention").fetchall())
    assert "4.0%, by the abstract" in set(table["Effect"])
    recipe = text_of(opened("works", lang="en", of="expanse_recipe"))
    assert "of 21 pairs 10 went the wanted way, 11 the other" in recipe  # fewer right than rivals that it wins against


@pytest.mark.parametrize("tag", ["en", "ar"])
def test_every_intervention_opens(store: Store, tag: str) -> None:
    for of in store.view("intervention")["intervention_id"].unique():
        app = opened("works", lang=tag, of=str(of))
        assert not app.exception, of
        assert not app.error, of
        assert Text(tag)(f"works.name.{of}") in [header.value for header in app.header]


def test_an_unknown_intervention_or_comparison_is_said(store: Store) -> None:
    assert "no-such" in opened("works", lang="en", of="no-such").warning[0].value.replace("\\", "")
    assert opened("works", lang="en", of="merging", comparison="x").warning
    with pytest.raises(NoChartError, match="value: x"):
        chart_of(store, Text("en"), "intervention", {"of": "merging", "comparison": "x"})
    with pytest.raises(NoChartError, match="value: x"):
        chart_of(store, Text("en"), "arena", {"count": "x"})


def test_the_benchmarks_page_says_what_is_wrong_with_tests(real: duckdb.DuckDBPyConnection) -> None:
    words = text_of(opened("benchmarks", lang="en"))
    ((saturated,),) = real.execute(
        "SELECT count(DISTINCT benchmark_id) FROM benchmark_signal WHERE saturated"
    ).fetchall()
    for said in (
        "28% of the annotated questions",
        "442 of 650",
        "in 32 of 42 languages, and fewer in 6",
        f"{saturated} of 41 benchmarks",
        "62.8% of all data of the arena",
    ):
        assert said in words
    assert "27 models in private" in text_of(opened("benchmarks", lang="en", arena="private"))
