"""Errors of publishers: corrected as data, with a guard that fails when the publisher mends them."""

from __future__ import annotations

from pathlib import Path

import pytest

from dashboard.charts.chart import Evidence
from dashboard.panel import published_rows
from dashboard.reader import Reader
from dashboard.store import open_store
from dashboard.text import Text
from etl.build import build
from etl.problems import EtlError
from etl.tables import read_rows, write_rows
from tests.worlds import World, score, sha

CORRECTION = """
[[correction]]
file = "scores.csv"
where = {{ variant_tag = "yo" }}
column = "value"
published = "{published}"
{corrected}
reason = "A share of items cannot be larger than the whole."
noticed = 2026-11-24
"""


def corrected(world: World, published: str, used: str | None) -> Path:
    """The exam, Yoruba printed as 0.06, with one correction."""
    folder = world.scores([score("en", 0.9), score("yo", 0.06), score("sw", 0.7)])
    line = f'corrected = "{used}"' if used else ""
    toml = folder / "source.toml"
    toml.write_text(toml.read_text(encoding="utf-8") + CORRECTION.format(published=published, corrected=line), "utf-8")
    return folder


def test_a_corrected_cell_is_used_and_the_file_keeps_what_was_published(world: World) -> None:
    folder = corrected(world, "0.06", "0.6")
    before = (folder / "scores.csv").read_bytes()
    with world.build() as db:
        assert db.execute("SELECT round(gap_pp) FROM gap ORDER BY variant_tag").fetchall() == [(20,), (30,)]
        assert db.execute("SELECT file_row, published, corrected FROM correction").fetchall() == [(3, "0.06", "0.6")]
    assert (folder / "scores.csv").read_bytes() == before


def test_a_corrected_row_is_never_shown_as_published(world: World) -> None:
    corrected(world, "0.06", "0.6")
    world.build().close()
    reader = Reader(open_store(world.warehouse), Text("en"))
    ids = ("exams/scores.csv:2", "exams/scores.csv:3")
    rows = published_rows(reader, Evidence("score", "score_id", ids)).set_index("score_id")
    assert rows.loc[ids[1], "correction"] == (
        "value: printed 0.06; used here: 0.6. A share of items cannot be larger than the whole."
    )
    assert rows["correction"].notna().tolist() == [False, True]
    assert "correction" not in published_rows(reader, Evidence("score", "score_id", ids[:1]))


def test_without_another_value_the_row_is_left_out_and_rows_keep_their_numbers(world: World) -> None:
    corrected(world, "0.06", None)
    with world.build() as db:
        assert db.execute("SELECT score_id FROM gap").fetchall() == [("exams/scores.csv:4",)]
        assert db.execute("SELECT row_count FROM figure_table WHERE source_id = 'exams'").fetchall() == [(3,)]


def test_a_publisher_who_mends_the_error_ends_the_correction(world: World) -> None:
    corrected(world, "0.05", "0.6")
    with pytest.raises(EtlError) as failure:
        build(world.figures, world.warehouse)
    (problem,) = failure.value.problems
    assert "delete this [[correction]]" in str(problem)
    assert "'0.05'" in str(problem)
    assert "0.06" in str(problem)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ('variant_tag = "yo"', 'variant_tag = "fr"'),
        ('column = "value"', 'column = "worth"'),
        ('file = "scores.csv"\nwhere', 'file = "score.csv"\nwhere'),
    ],
)
def test_a_correction_of_nothing_is_an_error(world: World, old: str, new: str) -> None:
    folder = corrected(world, "0.06", "0.6")
    toml = folder / "source.toml"
    before = toml.read_text(encoding="utf-8")
    toml.write_text(before.replace(old, new), "utf-8")
    assert toml.read_text(encoding="utf-8") != before
    with pytest.raises(EtlError):
        build(world.figures, world.warehouse)


def test_parquet_and_csv_hold_the_same_figures(world: World) -> None:
    folder = world.scores([score("en", 0.9), score("yo", 0.6, locator="Table 1, “quoted”, and, commas")])
    with world.build() as db:
        expected = db.execute("SELECT * EXCLUDE (score_id, file) FROM score").fetchall()
    columns, rows = read_rows(folder / "scores.csv")
    write_rows(folder / "scores.parquet", columns, rows)
    assert read_rows(folder / "scores.parquet") == (columns, rows)
    toml = (folder / "source.toml").read_text(encoding="utf-8").replace("scores.csv", "scores.parquet")
    (folder / "source.toml").write_text(
        toml.replace(sha(folder / "scores.csv"), sha(folder / "scores.parquet")), encoding="utf-8"
    )
    with world.build() as db:
        assert db.execute("SELECT * EXCLUDE (score_id, file) FROM score").fetchall() == expected
        assert db.execute("SELECT score_id FROM score ORDER BY 1").fetchall()[0] == ("exams/scores.parquet:2",)


def test_a_broken_parquet_file_is_named(world: World) -> None:
    folder = world.scores([score("en", 0.9)])
    (folder / "scores.parquet").write_bytes(b"no parquet at all")
    toml = (folder / "source.toml").read_text(encoding="utf-8").replace("scores.csv", "scores.parquet")
    (folder / "source.toml").write_text(toml, encoding="utf-8")
    with pytest.raises(EtlError) as failure:
        build(world.figures, world.warehouse)
    assert "exams/scores.parquet: The file cannot be read as Parquet" in str(failure.value.problems[0])


MODEL = [{"model_id": "m", "name": "Another name", "developer": "Lab", "released": "", "released_from": ""}]


def models(world: World, **changes: str) -> None:
    world.source("more", {"models.csv": ("model", [MODEL[0] | changes])})


def test_sources_may_name_the_same_model_and_the_first_names_it(world: World) -> None:
    world.scores([score("en", 0.9)])
    models(world, released="2024-05", released_from="model name 2024-05")
    with world.build() as db:
        assert db.execute("SELECT name, developer, released FROM model").fetchall() == [("m", "Lab", "2024-05")]


def test_release_dates_that_contradict_each_other_are_an_error(world: World) -> None:
    folder = world.scores([score("en", 0.9)])
    toml = folder / "source.toml"
    toml.write_text(toml.read_text("utf-8") + 'released = "2023"\nreleased_from = "its page"\n', encoding="utf-8")
    models(world, released="2024-05", released_from="its paper")
    with pytest.raises(EtlError) as failure:
        build(world.figures, world.warehouse)
    assert "m is said to be released on 2024-05, in exams on 2023" in str(failure.value.problems[0])
