"""What a reader is told of results of their own that load, and of those that cannot be right."""

from __future__ import annotations

from pathlib import Path

import pytest

from etl.overlay import load
from etl.problems import EtlError
from tests.test_overlay import DAY, OWN, quiz, said_of, write
from tests.worlds import World, score


@pytest.mark.parametrize(
    ("published", "known"), [("2026-11-24", True), ("2026", True), ("2026-11-25", False), ("2027", False)]
)
def test_no_result_is_of_a_day_to_come(world: World, tmp_path: Path, published: str, known: bool) -> None:
    world.scores([score("en", 0.9)])
    world.build().close()
    file = write(tmp_path / "own.csv", [row | {"published": published} for row in OWN])
    if known:
        assert load(file, world.warehouse, DAY).count == 2
        return
    with pytest.raises(EtlError) as failure:
        load(file, world.warehouse, DAY)
    assert [line for line in said_of(failure) if "lies after the day of loading, 2026-11-24" in line] == [
        f"own.csv, row {row}, column published: {published} lies after the day of loading, 2026-11-24."
        " Write the date of the measurement."
        for row in (2, 3)
    ]


def test_results_without_a_gap_are_counted_with_the_reason(world: World, tmp_path: Path) -> None:
    world.scores([score("en", 0.9)])
    folder = quiz(world)
    toml = folder / "source.toml"
    toml.write_text(toml.read_text("utf-8").replace("parallel = true", "parallel = false"), encoding="utf-8")
    world.build().close()
    english, yoruba = OWN
    rows = [
        english, yoruba,  # a gap
        english | {"published": "2026-10"}, yoruba | {"published": "2026-10"},  # an earlier run
        yoruba | {"model_id": "other"}, yoruba | {"model_id": "third"},
        yoruba | {"benchmark_id": "quiz"},
    ]  # fmt: skip
    assert load(write(tmp_path / "own.csv", rows), world.warehouse, DAY).without_gap == {
        "another run of the same thing counts": 1,
        "the items of the benchmark are not known to be the same in every language": 1,
        "there is no row in en with the same model, metric, subset, condition and date": 2,
    }
