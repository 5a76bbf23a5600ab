"""What the page of a language adds to its results: resources, neighbours, research, files, and ways in."""

from __future__ import annotations

import io

import duckdb
import pandas as pd
import pytest

from dashboard.downloads import to_csv
from dashboard.files import scores_of
from dashboard.linking import FIRST
from dashboard.peers import homes, nearest
from dashboard.reader import Reader, text_for
from dashboard.resources import resources_of, uncounted, value_words
from dashboard.store import WAREHOUSE, open_store
from dashboard.text import Text
from dashboard.ways_in import with_evidence
from tests.test_pages import opened, text_of


def profiles(*rows: tuple[str, str, float | None]) -> pd.DataFrame:
    """Rows of ``language_profile``: tag, family, speakers."""
    frame = pd.DataFrame(rows, columns=["language_tag", "family", "speakers"])
    return frame.assign(speakers=frame["speakers"].astype("Int64"))


def spoken(*rows: tuple[str, str, int]) -> pd.DataFrame:
    """Rows of ``spoken_in``: tag, territory, speakers."""
    return pd.DataFrame(rows, columns=["language_tag", "territory_code", "speakers"])


def test_nearest_are_the_closest_by_ratio_in_what_they_share() -> None:
    found = nearest(
        profiles(("a", "F", 100), ("b", "F", 210), ("c", "F", 40), ("d", "G", 101), ("e", "F", None)),
        spoken(("a", "X", 90), ("a", "Y", 10), ("b", "Y", 200), ("c", "X", 1), ("d", "X", 101)),
        "a",
        count=2,
    )
    # 210 is nearer to 100 than 40 is, by ratio; nobody counts the speakers of e.
    assert found == {"family": ["b", "c"], "territory": ["d", "c"], "speakers": ["d", "b"]}


def test_nothing_is_near_a_language_that_nobody_counts_and_groups_that_are_no_family_make_no_relatives() -> None:
    frame = profiles(("a", "Sign Language", 100), ("b", "Sign Language", 90), ("c", "F", None))
    nowhere = spoken()
    assert nearest(frame, nowhere, "a") == {"speakers": ["b"]}
    assert nearest(frame, nowhere, "c") == {}
    with pytest.raises(KeyError):
        nearest(frame, nowhere, "zz")


def test_a_language_is_at_home_where_most_of_its_speakers_are(real: duckdb.DuckDBPyConnection) -> None:
    where = homes(real.execute("FROM spoken_in").df())
    assert (where["yo"], where["sw"], where["en"]) == ("NG", "TZ", "US")


def test_neighbours_of_yoruba_are_links_with_what_is_known_of_each() -> None:
    app = opened("language", tag="yo", lang="en")
    labels = [str(element.proto.label) for element in app.get("page_link")]
    (igbo, *_) = [label for label in labels if label.startswith("Igbo")]
    assert "30.8 million · capability A · safety E · keeps 43% (32% to 55%)" in igbo
    assert any(label.startswith("Hausa") for label in labels)
    assert "Of the same family: Atlantic-Congo" in text_of(app)


def test_resources_stand_in_words_and_what_is_not_counted_is_named() -> None:
    app = opened("language", tag="yo", lang="en")
    table = next(frame.value for frame in app.dataframe if "Resource" in frame.value.columns)
    said = table.drop_duplicates("Resource").set_index("Resource")["How much"]
    assert said["Wikipedia articles"] == "36,355"
    assert said["Hours of recorded speech"] == "8.1"
    assert said["Percent of the pages of a web crawl"] == "0.001"
    assert said["Names, dates and numbers in CLDR, for software"] == "modern, the fullest level"
    assert said["Translation model NLLB"] == "supported"
    assert "Not counted for Yoruba, which is not the same as none: hours of spontaneous speech; seed" in text_of(app)


@pytest.mark.parametrize("tag", ["en", "ar"])
def test_every_level_of_a_resource_has_words(tag: str, real: duckdb.DuckDBPyConnection) -> None:
    levels = "SELECT DISTINCT indicator_id, d.value FROM digital_resource AS d JOIN indicator USING (indicator_id) WHERE aggregate = 'max'"
    rows = real.execute(levels).fetchall()
    assert len(rows) >= 10
    for indicator_id, value in rows:
        assert Text(tag).has(f"resource.{indicator_id}.{value:g}")
    for (indicator_id,) in real.execute("SELECT indicator_id FROM indicator").fetchall():
        assert Text(tag).has(f"indicator.{indicator_id}")


def test_small_amounts_keep_digits_that_say_something() -> None:
    text = Text("en")
    shown = {value: value_words(text, "web_share", value) for value in (0.0, 0.0016, 0.1, 0.25, 5.82, 33.0, 828.1)}
    assert list(shown.values()) == ["0", "0.0016", "0.1", "0.25", "5.8", "33", "828"]


def test_counted_and_uncounted_make_up_every_resource() -> None:
    store = open_store(WAREHOUSE)
    rows = resources_of(store, "yo")
    every = list(store.view("indicator")["indicator_id"])
    assert set(rows["indicator_id"]) | set(uncounted(store, rows)) == set(every)
    assert list(dict.fromkeys(rows["indicator_id"])) == [code for code in every if code in set(rows["indicator_id"])]


def test_research_is_told_per_speaker_with_its_range_and_the_bibliography_apart() -> None:
    words = text_of(opened("language", tag="de", lang="en"))
    assert "0.49 papers per ten million speakers (0.49 to 0.76" in words
    words = text_of(opened("language", tag="sw", lang="en"))
    assert "papers on safety that name Swahili in title or abstract: 0; papers on any topic: 59." in words


def test_the_bibliography_s_counts_are_its_papers(real: duckdb.DuckDBPyConnection) -> None:
    """What is said of a language is what counting the papers themselves gives."""
    counts = """SELECT language_tag, sum(publications) FROM publication_count
        WHERE selection = 'keyword_and_topic' AND breakdown = 'venue_language_class_topic' AND language_tag IN ('de', 'zh', 'hi')
        GROUP BY ALL ORDER BY ALL"""
    papers = """SELECT code, count(DISTINCT paper_id) FROM (
          SELECT paper_id, unnest(string_split_regex(language_codes, '[^A-Za-z-]+')) AS code FROM paper
          WHERE list_contains(string_split_regex(selections, '[^a-z_]+'), 'keyword_and_topic'))
        WHERE code IN ('de', 'zh', 'hi') GROUP BY ALL ORDER BY ALL"""
    assert real.execute(counts).fetchall() == real.execute(papers).fetchall()


def test_every_score_of_a_language_is_one_file_with_place_and_licence(real: duckdb.DuckDBPyConnection) -> None:
    page = Reader(open_store(WAREHOUSE), Text("en"))
    file = pd.read_csv(io.BytesIO(to_csv(scores_of(page, "yo"))), encoding="utf-8-sig", keep_default_na=False)
    ((n,),) = real.execute("SELECT count(*) FROM score WHERE language_tag = 'yo'").fetchall()
    assert len(file) == n
    for column in ("locator", "source_licence", "source_address", "benchmark_name", "model_name"):
        assert (file[column] != "").all(), column
    assert file["score_id"].is_unique


def test_ways_in_are_the_languages_with_results_and_lead_to_one() -> None:
    store = open_store(WAREHOUSE)
    measured = store.view("coverage", dimension=("capability", "safety"), state="measured")["language_tag"]
    rows = with_evidence(Reader(store, Text("en")))
    assert set(rows["language_tag"]) == set(measured)
    assert rows["language_tag"].iloc[0] == "en"
    app = opened("language", lang="en")
    app.selectbox(key="tag").select("yo").run()
    assert app.query_params["tag"] == "yo"
    assert "Yoruba · Èdè Yorùbá" in [heading.value for heading in app.header]


def test_where_it_is_spoken_leads_to_countries_and_back() -> None:
    labels = [str(element.proto.label) for element in opened("language", tag="yo", lang="en").get("page_link")]
    assert any(label.startswith("Nigeria, 30.") for label in labels)
    country = opened("country", code="NG", lang="en")
    country.session_state["more_language"] = True
    country.run()
    labels = [str(element.proto.label) for element in country.get("page_link")]
    listed = open_store(WAREHOUSE).view("country_language", territory_code="NG")["language_tag"]
    text = text_for("en", open_store(WAREHOUSE))
    assert len(listed) > FIRST
    assert {text.label(tag) for tag in listed} <= set(labels)


def test_languages_that_are_unlike_the_others_read_well() -> None:
    assert "under “Sign Language”, which is no family" in text_of(opened("language", tag="ase", lang="en"))
    assert "A macrolanguage" in text_of(opened("language", tag="sh", lang="en"))
    assert "There is none: no result is held here." in text_of(opened("language", tag="aaa", lang="en"))
    english = [str(element.proto.label) for element in opened("language", tag="en", lang="en").get("page_link")]
    assert "Scores test by test, on the page Safety" in english
