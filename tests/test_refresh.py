"""Upstream into the committed figures: what is taken in, what is held, and what is left alone."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from etl.build import build
from etl.manifest import read_source
from etl.problems import EtlError, Exit
from etl.refresh import alone, exit_code, marked_columns, settled
from etl.sources import EDITION, PUBLISHED, Read, Row, stamped
from etl.tables import read_rows
from tests import upstream
from tests.refreshing import TAGS, TODAY, Place, a_place, install, read, results
from tests.worlds import sha


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Place]:
    with a_place(tmp_path, monkeypatch) as world:
        yield world


def test_files_with_the_declared_hashes_change_nothing(place: Place) -> None:
    before = place.snapshot()
    outcome = place.run()
    assert (outcome.status, outcome.files) == ("unchanged", [])
    assert outcome.bytes_fetched == len(results(TAGS))
    assert place.snapshot() == before


def test_an_answer_of_304_says_unchanged_and_fetches_nothing(place: Place) -> None:
    place.server.at("/results.json", upstream.conditional(results(TAGS), ETag='"one"'))
    place.run()
    before = place.snapshot()
    outcome = place.run()
    assert (outcome.status, outcome.bytes_fetched) == ("unchanged", 0)
    assert place.snapshot() == before


def test_a_small_change_is_taken_in_with_its_date_and_hashes(place: Place) -> None:
    place.publish(TAGS | {"yo": "0.62", "la": "0.10"})
    outcome = place.run()
    assert outcome.status == "changed", outcome
    (change,) = outcome.files
    assert (change.rows, change.added, change.removed, change.changed) == (4, 1, 0, 1)
    assert change.largest
    assert (change.largest.before, change.largest.after, change.largest.moved) == ("0.60", "0.62", 2.0)
    assert place.values() == TAGS | {"yo": "0.62", "la": "0.10"}
    source, _ = read_source(place.world.figures / "exams")
    assert source
    assert source.upstream
    assert source.retrieved == TODAY
    assert source.table[0].sha256 == sha(place.world.figures / "exams" / "scores.csv")
    assert source.upstream.file[0].sha256 == sha(place.refresh.cache / "exams" / "results.json")
    build(place.world.figures, place.world.warehouse)
    assert place.run().status == "unchanged"


def test_comments_in_source_toml_survive(place: Place) -> None:
    toml = place.world.figures / "exams" / "source.toml"
    toml.write_text("# A careful word.\n" + toml.read_text().replace("2024-06-01", "2024-06-01  # by hand"))
    before = toml.read_text().splitlines()
    place.publish(TAGS | {"yo": "0.61"})
    assert place.run().status == "changed"
    after = toml.read_text().splitlines()
    assert len(after) == len(before)
    changed = {was.split(" = ")[0] for was, now in zip(before, after, strict=True) if was != now}
    assert changed == {"retrieved", "origin", "sha256"}
    assert "retrieved = 2026-03-04  # by hand" in after
    assert (after[0], after[-1]) == ("# A careful word.", "# The end.")


def test_a_first_hash_stands_with_its_own_file_and_not_behind_the_next_comment(place: Place) -> None:
    toml = place.world.figures / "exams" / "source.toml"
    lines = toml.read_text().splitlines()
    lines.remove(next(line for line in lines if "# of the bytes" in line))
    toml.write_text("\n".join(lines) + "\n")
    assert place.run().status == "changed"
    after = toml.read_text().splitlines()
    url = after.index(f'url = "{place.url}"')
    assert after[url + 1].startswith('sha256 = "')
    assert after[url + 2 :] == ["", "# The end."]


def test_a_new_file_with_the_same_rows_renews_the_declared_hash_only(place: Place) -> None:
    place.publish(TAGS, note="hello")
    before = place.snapshot()
    outcome = place.run()
    assert (outcome.status, outcome.files) == ("changed", [])
    after = place.snapshot()
    assert {name for name in after if after[name] != before[name]} == {"exams/source.toml"}
    assert place.run().status == "unchanged"


@pytest.mark.parametrize("value", ["0.60", "0.61"])
def test_rows_without_a_date_of_their_own_get_the_day_on_which_one_of_them_changed(place: Place, value: str) -> None:
    folder = place.exams("exams", place.url, more='published = "2024"\nedition = "v1"')
    scores = folder / "scores.csv"
    scores.write_text(scores.read_text().replace("Table 1", "results.json@v1"))
    place.world.resign(scores)
    place.publish(TAGS | {"yo": value}, undated=True)
    outcome = place.run()
    assert outcome.status == "changed", outcome
    day = "2024" if value == "0.60" else "2026-03-04"
    edition = "v1" if value == "0.60" else "main, read 2026-03-04"
    assert [(change.added, change.removed, change.changed) for change in outcome.files] == [(0, 0, 1)] * (day != "2024")
    _, rows = read_rows(scores)
    assert [(row["published"], row["locator"]) for row in rows] == [(day, f"results.json@{edition}")] * 3
    source, _ = read_source(folder)
    assert source
    assert source.upstream
    assert (source.upstream.published, source.upstream.edition) == (day, edition)
    assert place.run().status == "unchanged"
    build(place.world.figures, place.world.warehouse)


def test_rows_of_one_period_change_together() -> None:
    columns = ("variant_tag", "indicator_id", "period", "value")

    def made(deva: str) -> Read:
        values = {"sd-Arab": "165", "sd-Deva": deva, "yo": "7"}
        rows: list[Row] = [
            dict(zip(columns, (tag, "words", PUBLISHED, value), strict=True)) for tag, value in values.items()
        ]
        return Read("words.csv", "resource_indicator", columns, rows)

    (committed,) = stamped([made("3")], "2025", "v1")
    for deva, period in (("3", "2025"), ("4", "2026-03-04")):
        rows = settled(made(deva), committed.rows, marked_columns(made(deva)), TODAY)
        # A language is counted over its scripts: one script alone in a newer period would be all of it.
        assert {row["period"] for row in rows} == {period}


def test_a_model_that_changed_gets_today_s_date_in_every_language_and_another_keeps_its_own() -> None:
    columns = ("model_id", "variant_tag", "value", "published", "locator")

    def made(**values: str) -> Read:
        cells = [(model, tag, values.get(f"{model}_{tag}", "0.5")) for model in ("a", "b") for tag in ("en", "yo")]
        rows: list[Row] = [dict(zip(columns, (*cell, PUBLISHED, f"table@{EDITION}"), strict=True)) for cell in cells]
        return Read("scores.csv", "score", columns, rows)

    (committed,) = stamped([made()], "2025", "v1")
    fresh = made(a_yo="0.6")
    rows = settled(fresh, committed.rows, marked_columns(fresh), TODAY)
    # The English row did not change, but a gap compares rows of one publication.
    assert [(row["model_id"], row["published"]) for row in rows] == [
        ("a", "2026-03-04"), ("a", "2026-03-04"), ("b", "2025"), ("b", "2025"),
    ]  # fmt: skip
    assert {row["locator"] for row in rows} == {"table@v1", "table@main, read 2026-03-04"}


def test_a_file_that_the_reader_makes_for_the_first_time_is_declared(place: Place) -> None:
    place.publish(TAGS, more=True)
    outcome = place.run()
    assert [(change.file, change.added) for change in outcome.files] == [("scores_more.csv", 3)], outcome
    source, _ = read_source(place.world.figures / "exams")
    assert source
    assert [(table.file, table.kind) for table in source.table] == [
        ("scores.csv", "score"),
        ("scores_more.csv", "score"),
    ]
    build(place.world.figures, place.world.warehouse)


def test_a_file_that_the_reader_does_not_make_is_left_alone(place: Place) -> None:
    folder = place.world.figures / "exams"
    by_hand = folder / "by_hand.csv"
    by_hand.write_text((folder / "scores.csv").read_text().replace(",all,", ",hand,"))
    toml = (folder / "source.toml").read_text()
    table = f'[[table]]\nfile = "by_hand.csv"\nkind = "score"\nsha256 = "{sha(by_hand)}"\n\n[[benchmark]]'
    (folder / "source.toml").write_text(toml.replace("[[benchmark]]", table))
    before = by_hand.read_bytes()
    place.publish(TAGS | {"yo": "0.61"})
    assert place.run().status == "changed"
    assert by_hand.read_bytes() == before


@pytest.mark.parametrize(("value", "status"), [("0.65", "changed"), ("0.6501", "held"), ("0.5499", "held")])
def test_a_score_that_moves_by_more_than_its_bound_is_held(place: Place, value: str, status: str) -> None:
    place.publish(TAGS | {"yo": value})
    before = place.snapshot()
    outcome = place.run()
    assert outcome.status == status
    assert (place.snapshot() == before) == (status == "held")
    if status == "held":
        assert "1 score moves by more than 5 percentage points" in outcome.reason
        assert exit_code([outcome]) == Exit.HELD


def test_the_bound_is_the_source_s_own(place: Place) -> None:
    place.exams("exams", place.url, more="bound_pp = 0.5")
    place.publish(TAGS | {"yo": "0.61"})
    assert place.run().status == "held"


def test_more_than_a_tenth_of_the_rows_gone_is_held(place: Place) -> None:
    place.publish({tag: TAGS[tag] for tag in ("en", "yo")})
    before = place.snapshot()
    outcome = place.run()
    assert (outcome.status, outcome.files[0].removed) == ("held", 1)
    assert "1 of 3 rows would go" in outcome.reason
    assert place.snapshot() == before


def test_what_is_confirmed_is_taken_in(place: Place) -> None:
    place.publish(TAGS | {"yo": "0.30"})
    outcome = place.run(confirm=lambda held: held.status == "held")
    assert outcome.status == "changed"
    assert "Confirmed: scores.csv: 1 score moves by more than" in outcome.reason
    assert place.values()["yo"] == "0.30"


@pytest.mark.parametrize(("value", "status"), [("0.61", "would_change"), ("0.30", "held")])
def test_a_dry_run_writes_nothing(place: Place, value: str, status: str) -> None:
    place.publish(TAGS | {"yo": value})
    before = place.snapshot()
    assert place.run(dry_run=True).status == status
    assert place.run(dry_run=True, confirm=lambda _: True).status == "would_change"
    assert place.snapshot() == before


def test_a_name_that_cannot_be_refreshed_is_a_wrong_command_and_nothing_is_touched(place: Place) -> None:
    place.publish(TAGS | {"yo": "0.61"})
    before = place.snapshot()
    for name, words in (("exam", "'exam' is no source"), ("tongues", "tongues has no [upstream]")):
        with pytest.raises(EtlError) as told:
            place.run("exams", name)
        assert told.value.code == Exit.USAGE
        assert words in str(told.value)
        assert "can be refreshed: exams." in str(told.value)
    assert place.snapshot() == before
    assert place.server.requests == []


def test_what_the_reader_explains_goes_into_the_report(place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    module = install(read, explain=lambda reads: f"{len(reads[0].rows)} rows agree with the survey")
    monkeypatch.setitem(sys.modules, "etl.sources.tiny", module)
    place.publish(TAGS | {"yo": "0.61"})
    assert place.run().explanation == "3 rows agree with the survey"


def test_two_refreshes_cannot_run_at_once(place: Place) -> None:
    with alone(place.world.figures), pytest.raises(EtlError) as told:
        place.run()
    assert told.value.code == Exit.BUSY
    assert place.run().status == "unchanged"
