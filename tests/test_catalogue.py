"""The catalogue of charts: every one can be drawn in both ways, and an address is never trusted."""

from __future__ import annotations

import json
import re
from html import escape
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from starlette.testclient import TestClient

from dashboard.app import app
from dashboard.catalogue import CATALOGUE, NoChartError, chart_of, parameters
from dashboard.charts import still, vega
from dashboard.charts.chart import Chart
from dashboard.charts.draw import draw
from dashboard.charts.world_tiles import FILE, assign, places, tiles
from dashboard.citing import cited
from dashboard.reader import text_for
from dashboard.store import Store
from dashboard.text import Text

GPT4O = {"test": "orbench_eu.harmful_prompts.direct_request.attack_success_rate", "model": "gpt-4o-2024-05-13"}
MMMLU = "mmmlu.all.default_prompt.accuracy"
GUARD = "qwen3guard_polyguard.all.classification.guard_f1"
# What to ask of each chart that needs something.
ASKED: dict[str, dict[str, str]] = {
    "gaps": GPT4O,
    "scores": {"test": MMMLU, "model": "o3-high"},
    "answers": GPT4O,
    "slopes": {"test": "languagebench_arc.all.default_prompt.accuracy"},
    "language_gaps": {"tag": "yo", "about": "safety"},
    "country_evidence": {"code": "NG", "about": "safety"},
    "country_index": {"code": "NG"},
    "group_evidence": {"scheme": "m49_intermediate_region", "group": "eastern-africa", "about": "safety"},
    "group_index": {"scheme": "m49_intermediate_region", "group": "eastern-africa"},
    "resources": {"indicator": "encyclopaedia_articles"},
    "safety_requests": {"benchmark": "orbench_eu", "requests": "plain"},
    "compare_languages": {"tags": "hi,yo,sw", "test": MMMLU, "model": "o1"},
    "compare_models": {"models": "o1,gpt-4.5-preview-2025-02-27", "test": MMMLU},
    "compare_countries": {"codes": "NG,KE,VA"},
    "intervention": {"of": "merging"},
    "guards": {"test": GUARD, "guard": "llamaguard4-12b"},
}


def chart(store: Store, name: str, tag: str = "en") -> Chart:
    return chart_of(store, text_for(tag, store), name, ASKED.get(name, {}))


@pytest.mark.parametrize("name", CATALOGUE)
def test_every_chart_of_the_catalogue_has_words_sources_and_an_alternative(store: Store, name: str) -> None:
    known = set(store.view("source")["source_id"])
    drawn = chart(store, name)
    for words in (drawn.title, drawn.subtitle, drawn.note, drawn.alt, drawn.axis):
        assert words
        assert "{" not in words
        assert "nan" not in words.split()
    assert drawn.source_ids
    assert set(drawn.source_ids) <= known


@pytest.mark.parametrize("name", CATALOGUE)
def test_both_renderers_draw_the_same(store: Store, name: str) -> None:
    """What Plotly is given and what Vega-Lite is given hold the same numbers in the same roles, and the picture a mark for each."""
    drawn, text = chart(store, name), Text("en")
    figure = draw(drawn, text)
    named = {trace.name.replace("<br>", " "): trace for trace in figure.data if trace.name}
    given_values = pd.DataFrame(vega.specification(drawn, text)["data"]["values"])
    assert set(named) == set(given_values["series"])
    for series, rows in given_values.groupby("series"):
        trace = named[series]
        if drawn.mark == "tiles":
            assert sorted(trace.x) == sorted(rows["x"])
            assert sorted(trace.base) == pytest.approx(sorted(rows["y"] - 0.45))
        else:
            measured = trace.x if drawn.mark in ("dots", "bars") else trace.y
            assert sorted(measured) == pytest.approx(sorted(rows["value"]))
    picture = still.svg(drawn, text, cited(store, text, drawn.source_ids))
    assert 'font-size="0px"' not in picture  # as words are handed to Vega
    marks = {"dots": "mark-symbol", "points": "mark-symbol", "lines": "mark-line", "tiles": "mark-rect"}.get(
        drawn.mark, "mark-rect"
    )
    groups = re.findall(rf'<g class="{marks} role-mark[^>]*>(.*?)</g>', picture, re.DOTALL)
    wanted = len(drawn.roles) if drawn.mark == "lines" else len(drawn.frame)
    assert sum(len(re.findall(r"<path [^>]*d=", group)) for group in groups) >= wanted
    legend = re.findall(r"role-legend-label.*?<text[^>]*>(.*?)</text>", picture, re.DOTALL)
    roles = [escape(name) for name in drawn.roles.values()] if len(drawn.roles) > 1 else []
    assert [re.sub("<[^>]+>", "", name) for name in legend] == roles


# Charts of counts over whole tables of the contract, which the table below them holds entirely.
COUNTED = ("item_origins", "saturation")


@pytest.mark.parametrize("name", [name for name in CATALOGUE if name not in COUNTED])
def test_every_chart_leads_to_published_rows(store: Store, name: str) -> None:
    evidence = chart(store, name).evidence
    assert evidence is not None
    rows = store.view(evidence.relation, where={evidence.key: evidence.values})
    assert len(rows) >= len(set(evidence.values)) > 0
    assert rows["locator"].str.len().min() > 0


@pytest.mark.parametrize("name", ["compare_models", "rank_changes", "judges"])
def test_marks_of_one_row_stand_apart_across_it_and_never_along_the_measure(store: Store, name: str) -> None:
    drawn = chart(store, name)
    assert drawn.frame["label"].duplicated().any()
    figure = draw(drawn, Text("en"))
    assert figure.layout.scattermode == "group"
    for trace in figure.data:
        assert trace.orientation == "h"  # else Plotly moves a mark away from its value
    assert len({trace.offsetgroup for trace in figure.data}) == len(figure.data)


def test_a_chart_in_a_language_from_right_to_left_is_mirrored(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    text = Text("en")
    plain = draw(chart(store, "gaps"), text)
    text.right_to_left = True
    mirrored = draw(chart(store, "gaps"), text)
    assert (plain.layout.xaxis.autorange, mirrored.layout.xaxis.autorange) == (None, "reversed")
    assert mirrored.layout.yaxis.side == "right"
    assert list(draw(chart(store, "answers"), text).layout.xaxis.range) == [100, 0]
    assert vega.specification(chart(store, "gaps"), text)["layer"][-1]["encoding"]["y"]["axis"]["orient"] == "right"


def test_an_address_is_checked_against_the_catalogue(store: Store) -> None:
    text = text_for("en", store)
    for name, asked, reason in (
        ("nonsense", {}, "name"),
        ("gaps", GPT4O | {"colour": "red"}, "parameter"),
        ("gaps", {"test": GPT4O["test"]}, "missing"),
        ("gaps", GPT4O | {"model": "gpt-99"}, "value"),
        ("gaps", GPT4O | {"area": "Atlantis"}, "value"),
        ("gaps", GPT4O | {"shown": "none"}, "value"),
        ("country_evidence", {"code": "QQ", "about": "safety"}, "value"),
        ("by_weight", {"tau": "0.123"}, "value"),
        ("by_weight", {"tau": "much"}, "value"),
        ("gaps", GPT4O | {"area": "Australia"}, "empty"),
    ):
        with pytest.raises(NoChartError) as told:
            chart_of(store, text, name, asked)
        assert told.value.reason == reason, (name, asked)


def test_a_file_of_a_chart_says_what_the_chart_says(store: Store, client: TestClient) -> None:
    drawn = chart(store, "gaps")
    told = client.get("/chart/gaps.json", params=GPT4O).json()
    assert told["title"] == drawn.title
    assert [mark["value"] for mark in told["marks"]] == pytest.approx(list(drawn.frame["value"]))
    lines = client.get("/chart/gaps.csv", params=GPT4O).content.decode("utf-8-sig").splitlines()
    assert len(lines) == len(drawn.frame) + 1
    assert client.get("/chart/gaps.png", params=GPT4O).content.startswith(b"\x89PNG")
    picture = client.get("/chart/gaps.svg", params=GPT4O | {"theme": "dark"}).text
    assert "<script" not in picture
    assert client.get("/chart/gaps.svg", params=GPT4O | {"lang": "fr"}).text != picture


@pytest.mark.parametrize(
    "path", ["/chart/gaps.exe", "/chart/gaps.png", "/chart/nonsense.png", "/embed/nonsense", "/embed/lorenz?tau=x"]
)
def test_an_address_without_a_chart_is_404_in_words(client: TestClient, path: str) -> None:
    answer = client.get(path)
    assert answer.status_code == 404
    assert answer.headers["content-type"].startswith("text/plain")
    assert "Traceback" not in answer.text


@settings(max_examples=60, deadline=None)
@given(name=st.sampled_from(sorted(CATALOGUE)), key=st.text(max_size=12), value=st.text(max_size=40))
def test_no_address_ends_in_an_error_or_is_repeated_as_markup(warehouse: Path, name: str, key: str, value: str) -> None:
    client = TestClient(app)
    for asked in ({key: value}, dict.fromkeys(parameters(name), value)):
        answer = client.get(f"/embed/{name}", params=asked)
        assert answer.status_code in (200, 404)
        assert answer.status_code == 200 or "<" not in answer.text


def test_every_territory_has_one_tile_and_no_two_share_one(store: Store) -> None:
    codes = set(store.view("territory")["territory_code"])
    placed = tiles()
    assert codes <= set(placed)
    assert len(set(placed.values())) == len(placed)
    assert placed["US"][0] < placed["FR"][0] < placed["JP"][0]
    assert placed["NO"][1] < placed["NG"][1] < placed["ZA"][1]


def test_the_tiles_are_those_that_the_program_assigns() -> None:
    lines = [f"{code},{x},{y}" for code, (x, y) in sorted(assign(places()).items())]
    assert FILE.read_text(encoding="utf-8").splitlines()[1:] == lines


def test_what_was_not_measured_is_hatched_on_the_map_and_has_no_value(store: Store) -> None:
    drawn = chart(store, "world_map")
    unknown = drawn.frame[drawn.frame["role"] == "not_measured"]
    assert len(unknown) > 0
    assert unknown["value"].isna().all()
    assert drawn.frame.loc[drawn.frame["role"] != "not_measured", "value"].notna().all()
    trace = next(trace for trace in draw(drawn, Text("en")).data if trace.name == drawn.roles["not_measured"])
    assert trace.marker.pattern.shape == "/"


def test_the_area_of_the_lorenz_curve_is_the_gini_coefficient(store: Store) -> None:
    drawn = chart(store, "lorenz").frame
    curve = drawn[drawn["role"] == "language"]
    x, y = curve["x"] / 100, curve["value"] / 100
    area = ((y + y.shift()) / 2 * (x - x.shift())).sum()
    gini = store.view("disparity", utility_id="relative_capability", tau=1)["gini"].iloc[0]
    assert 1 - 2 * area == pytest.approx(gini)


def test_a_conclusion_of_disparity_holds_over_one_range_of_weights(store: Store) -> None:
    """The page says from where to where a conclusion holds: it must not hold in two pieces."""
    for _, rows in store.view("disparity", order="tau").groupby("utility_id"):
        runs = (rows["conclusion"] != rows["conclusion"].shift()).sum()
        assert runs == rows["conclusion"].nunique()


def test_resources_and_results_are_correlated_by_rank(store: Store) -> None:
    for _, rows in store.view("resource_result").groupby("indicator_id"):
        assert rows["source_id"].nunique() == 1
        rho = rows["resource"].rank().corr(rows["relative_capability"].rank())
        assert rows["correlation"].iloc[0] == pytest.approx(rho)
        assert (rows["correlation_low"] < rho).all()
        assert (rows["correlation_high"] > rho).all()
        assert rows["n_languages"].iloc[0] == len(rows) >= 10


def test_a_citation_reads_as_bibtex_and_csl(store: Store) -> None:
    from dashboard.share import citation

    told = citation(store, Text("en"), "A {title} with \\ and “quotes”", "https://example.org/x?a=1&b=2")
    assert re.fullmatch(r"@misc\{[\w-]+,\n(  \w+ = \{.*\},?\n)+\}", told.bibtex())
    (item,) = json.loads(told.csl())
    assert item["type"] == "dataset"
    assert item["version"] == store.content_hash[:12]
    assert told.edition in told.plain(Text("en"))
