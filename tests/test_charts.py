"""Charts: what is drawn is what the warehouse says, and nothing else can be drawn."""

from __future__ import annotations

import re

import pandas as pd
import pytest

from dashboard.charts import attention, bars, comparison, profile
from dashboard.charts.chart import Chart
from dashboard.charts.draw import draw
from dashboard.store import Store
from dashboard.text import Text, interface_languages


def every_chart(store: Store, text: Text) -> list[Chart]:
    """Each chart of the catalogue on real figures."""
    irish = {"benchmark_id": "orbench_eu", "subset": "harmful_prompts", "model_id": "gpt-4o-2024-05-13"}
    return [
        comparison.gap_dots(store.view("gap", where=irish, metric_id="attack_success_rate"), text, benchmark="OR-Bench", model="GPT-4o"),
        comparison.gap_dots(store.view("gap", benchmark_id="sib200", condition="zero_shot", model_id="gpt-4"), text, benchmark="SIB-200", model="GPT-4", limit=30),
        comparison.score_dots(store.view("score_share", benchmark_id="mmmlu", model_id="o3-high", superseded=False), text, benchmark="MMMLU", model="o3-high"),
        bars.verdicts_by_class(
            store.view("verdict_by_class", benchmark_id="sib200", condition="zero_shot", model_id="gpt-4"), text,
            benchmark="SIB-200", model="GPT-4", year="2023", n_items=204, source_ids=["sib200"],
        ),
        bars.verdicts_by_test(store.view("safety_tally"), text),
        bars.answers(store.view("score_share", where=irish), text, benchmark="OR-Bench", model="GPT-4o"),
        bars.answers(store.view("score_share", benchmark_id="xsafety", model_id="palm-2", superseded=False), text, benchmark="XSafety", model="PaLM 2"),
        attention.papers_by_year(store.view("attention_by_year", order="year,class"), text),
        attention.papers_by_topic(store.view("publication_count", series="survey", breakdown="topic_class"), text, survey_papers=218),
        attention.papers_per_speaker(store.view("attention"), text, limit=30),
        attention.untested_languages(store.view("large_language", large=True, safety_state="not_measured", order="-speakers"), text, limit=15),
        profile.language_gaps(store.view("gap_on_test", language_tag="bn", dimension="safety"), text, dimension="safety", name="Bangla"),
    ]  # fmt: skip


@pytest.mark.parametrize("tag", interface_languages())
def test_every_chart_has_words_sources_and_a_text_alternative(store: Store, tag: str) -> None:
    sources = set(store.view("source")["source_id"])
    for chart in every_chart(store, Text(tag)):
        for words in (chart.title, chart.subtitle, chart.note, chart.alt, chart.axis):
            assert words, chart.chart_id
            assert "{" not in words, (chart.chart_id, words)
            assert "nan" not in words.split(), (chart.chart_id, words)
        assert chart.source_ids, chart.chart_id
        assert set(chart.source_ids) <= sources, chart.chart_id


@pytest.mark.parametrize(("language_tag", "dimension"), [("yo", "capability"), ("zh", "safety")])
def test_the_heading_of_a_language_counts_every_comparison_once(
    store: Store, language_tag: str, dimension: str
) -> None:
    frame = store.view("gap_on_test", language_tag=language_tag, dimension=dimension)
    title = profile.language_gaps(frame, Text("en"), dimension=dimension, name="X").title
    in_all, listed = re.findall(r"(\d+) comparisons: (.+)", title)[0]
    assert sum(int(part.split()[-1]) for part in listed.split("; ")) == int(in_all) == frame["n_models"].sum()


def test_a_score_that_counts_no_answers_is_not_called_a_share_of_them(store: Store) -> None:
    f1 = {"benchmark_id": "belebele", "subset": "all", "condition": "prompt_1", "model_id": "gemini-1.5-pro-002"}
    gaps = comparison.gap_dots(store.view("gap", where=f1), Text("en"), benchmark="Belebele", model="M")
    shares = comparison.score_dots(
        store.view("score_share", where=f1, superseded=False), Text("en"), benchmark="Belebele", model="M"
    )
    for chart in (gaps, shares):
        said = " ".join([chart.title, chart.subtitle, chart.alt, chart.axis, *chart.frame["text"]])
        assert "correct" not in said
        assert " right" not in said
        assert "with 95% intervals" not in said


def test_every_chart_leads_to_published_rows(store: Store) -> None:
    for chart in every_chart(store, Text("en")):
        assert chart.evidence is not None, chart.chart_id
        rows = store.view(chart.evidence.relation, **{chart.evidence.key: chart.evidence.values})  # type: ignore[arg-type]
        assert len(rows) >= len(set(chart.evidence.values)) > 0, chart.chart_id
        assert rows["locator"].str.len().min() > 0, chart.chart_id


def test_every_mark_is_drawn_once_with_its_interval(store: Store) -> None:
    for chart in every_chart(store, Text("en")):
        figure = draw(chart, Text("en"))
        values = sorted(
            float(value) for trace in figure.data for value in (trace.y if chart.mark == "columns" else trace.x)
        )
        assert values == pytest.approx(sorted(chart.frame["value"])), chart.chart_id
        if chart.mark == "dots":
            drawn = sum((pd.Series(trace.error_x.array).notna()).sum() for trace in figure.data)
            assert drawn == chart.frame["high"].notna().sum(), chart.chart_id


def test_worse_is_drawn_to_the_right_also_where_lower_is_better(store: Store) -> None:
    chart = every_chart(store, Text("en"))[0]
    irish = chart.frame[chart.frame["label"] == "Irish"].iloc[0]
    assert (irish["value"], irish["role"]) == (pytest.approx(12), "worse")
    assert chart.frame["value"].is_monotonic_decreasing


def test_title_counts_all_and_the_note_says_how_many_are_drawn(store: Store) -> None:
    chart = every_chart(store, Text("en"))[1]
    assert "in 123 of 203" in chart.title
    assert len(chart.frame) == 30
    assert "30 of 203" in chart.note


def test_invalid_or_unclear_answers_stand_beside_the_harm(store: Store) -> None:
    text = Text("en")
    frame = store.view(
        "score_share", benchmark_id="multijail", condition="direct_request", model_id="llama-2-7b-chat-hf"
    )
    chart = bars.answers(frame, text, benchmark="MultiJail", model="Llama 2")
    bengali = chart.frame[chart.frame["label"] == "Bangla"].set_index("role")["value"]
    assert (bengali["harm"], bengali["non_answer"]) == (1.27, 40.63)
    assert bengali.sum() == pytest.approx(100, abs=0.1)


def test_a_missing_interval_is_said_and_not_drawn(store: Store) -> None:
    frame = store.view("gap", benchmark_id="mmmlu", model_id="o1").assign(
        gap_low_pp=float("nan"), gap_high_pp=float("nan"), verdict="cannot_say"
    )
    chart = comparison.gap_dots(frame, Text("en"), benchmark="MMMLU", model="o1")
    assert set(chart.frame["role"]) == {"cannot_say"}
    assert all("no interval" in text for text in chart.frame["text"])


def test_a_chart_refuses_a_frame_that_lacks_its_columns(store: Store) -> None:
    with pytest.raises(ValueError, match="gap_low_pp"):
        comparison.gap_dots(store.view("gap").drop(columns="gap_low_pp"), Text("en"), benchmark="x", model="x")
    chart = every_chart(store, Text("en"))[0]
    with pytest.raises(ValueError, match="roles"):
        Chart(**{**chart.__dict__, "frame": chart.frame.assign(role="mood")})


def test_same_figures_same_drawing(store: Store) -> None:
    first, second = (draw(every_chart(store, Text("en"))[0], Text("en")).to_json() for _ in range(2))
    assert first == second


def test_what_was_not_measured_is_a_row_with_words_and_no_mark(store: Store) -> None:
    # XSafety did not test Llama 2 in Arabic and Bengali.
    frame = store.view("gap", benchmark_id="xsafety", model_id="llama-2-chat-13b")
    chart = comparison.gap_dots(frame, Text("en"), benchmark="XSafety", model="Llama 2", untested=["ar", "bn"])
    figure = draw(chart, Text("en"))
    assert {annotation.y for annotation in figure.layout.annotations} == {"Arabic", "Bangla"}
    assert {annotation.text for annotation in figure.layout.annotations} == {"<i>Not measured</i>"}
    marked = {
        label for trace in figure.data for label, value in zip(trace.y, trace.x, strict=True) if value is not None
    }
    assert not marked & {"Arabic", "Bangla"}
    assert {"Arabic", "Bangla"} <= set(figure.layout.yaxis.categoryarray)
