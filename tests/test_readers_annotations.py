"""The reader of the survey's annotations, whose rows nobody here has seen: it finds its columns, or says which it found."""

from __future__ import annotations

from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from etl.sources import Read, UnreadableError, reader

ANNOTATIONS: dict[str, list[object]] = {
    "Title": ["A safe paper", "Another  one"],
    "Year": [2024, 2023],
    "Venue": ["ACL", "EMNLP"],
    "Languages": [["English"], ["Swahili", "yor", "English"]],
    "Safety topic": ["Jailbreaking attacks", None],
}


def annotated(tmp_path: Path, columns: dict[str, list[object]]) -> list[Read]:
    """What the reader makes of annotations with these columns."""
    path = tmp_path / "annotations.parquet"
    pq.write_table(pa.table(columns), path)
    return reader("survey_annotations")({path.name: path})


def rows(read: Read) -> list[tuple[str | None, ...]]:
    """The rows of a file, cell by cell."""
    return [tuple(row[column] for column in read.columns) for row in read.rows]


def test_annotations_become_papers_by_the_names_of_their_columns(tmp_path: Path) -> None:
    (papers,) = annotated(tmp_path, ANNOTATIONS | {"url": ["https://example.org/1", "https://example.org/2"]})
    assert (papers.file, papers.kind) == ("annotations.parquet", "paper")
    assert rows(papers) == [
        ("survey:https://example.org/1", "survey", "2024", "ACL", "A safe paper", "english_only", "Jailbreaking attacks",
         "en", "survey", "annotations.parquet, row 1"),
        ("survey:https://example.org/2", "survey", "2023", "EMNLP", "Another one", "multilingual", None,
         "sw|yo|en", "survey", "annotations.parquet, row 2"),
    ]  # fmt: skip


def test_languages_of_a_paper_may_be_text_and_silence_is_not_english(tmp_path: Path) -> None:
    (papers,) = annotated(tmp_path, ANNOTATIONS | {"Languages": ["Chinese; Korean", "not specified"]})
    assert [(row["class"], row["language_codes"]) for row in papers.rows] == [("multilingual", "zh|ko"), (None, None)]
    (papers,) = annotated(tmp_path, ANNOTATIONS | {"Languages": ["['Swahili']", "eng"]})
    assert [row["class"] for row in papers.rows] == ["monolingual_non_english", "english_only"]


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"Year": ["soon", "2023"]}, "annotations.parquet, row 1, column Year: 'soon' stands here. Expected a year"),
        ({"Languages": ["Klingon of old", "en"]}, "row 1, column Languages: 'Klingon of old' is no language"),
        ({"Venue": ["ACL", " "]}, "row 2, column Venue: The cell is empty"),
        ({"id": ["a", "a"]}, "row 2: The paper survey:a stands in annotations.parquet, row 1 already"),
        ({"Conference": ["ACL", "ACL"]}, "Venue and Conference may both be the venue"),
        ({name: [] for name in ANNOTATIONS}, "annotations.parquet: The file has no rows"),
    ],
)
def test_annotations_that_do_not_fit_are_refused(tmp_path: Path, change: dict[str, list[object]], message: str) -> None:
    with pytest.raises(UnreadableError) as refusal:
        annotated(tmp_path, ANNOTATIONS | change)
    assert message in str(refusal.value)


def test_annotations_with_unknown_columns_are_refused_with_what_was_found_and_expected(tmp_path: Path) -> None:
    columns = {name: cell for name, cell in ANNOTATIONS.items() if name != "Title"} | {"Heading": ["a", "b"]}
    with pytest.raises(UnreadableError) as refusal:
        annotated(tmp_path, columns)
    for part in (
        "No column holds the title.",
        "found: Year, Venue, Languages, Safety topic, Heading",
        "title: title or",
    ):
        assert part in str(refusal.value)


def test_what_is_not_parquet_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "annotations.parquet"
    path.write_text("<html>Not found</html>", encoding="utf-8")
    with pytest.raises(UnreadableError, match=r"annotations.parquet: The file cannot be read as Parquet"):
        reader("survey_annotations")({path.name: path})
