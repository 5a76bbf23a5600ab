"""FLORES+ and its seed data: languages.yaml of the Open Language Data Initiative, a key for each language, script and dialect."""

from __future__ import annotations

from etl.reading.codes import indicator, variant
from etl.reading.opened import Node, fault, given, read_yaml
from etl.sources import INDICATOR_COLUMNS, PUBLISHED, Files, Read, Row

# The publisher's data sets; flores_dev, the part for practice, is not counted.
INDICATORS = {"flores_devtest": "translation_benchmark_sentences", "seed": "translation_seed_sentences"}
LEVELS = {"ok": "2", "warn": "1", "partial": "1"}


def read(files: Files) -> list[Read]:
    """indicators.csv: whether a language has test sentences and seed sentences, whole (2) or partly (1).

    Raises:
        UnreadableError: the file is not as known.
    """
    languages = read_yaml(given(files, "languages.yaml")).items()
    rows = [row for code, node in languages for row in indicators(code, node)]
    return [Read("indicators.csv", "resource_indicator", INDICATOR_COLUMNS, rows)]


def indicators(code: str, node: Node) -> list[Row]:
    """What is there of one language."""
    datasets = node.at("datasets")
    tag = variant(f"{node.at('iso_639_3').text()}-{node.at('iso_15924').text()}")
    rows: list[Row] = []
    for dataset, name in INDICATORS.items():
        state = datasets.get(dataset)
        if state is None or tag is None:
            continue
        level = state.text()
        if level not in LEVELS:
            raise fault(state.place, f"{level!r} stands here.", f"one of {', '.join(LEVELS)}")
        locator = f"resources/languages.yaml, {code}, {dataset}"
        rows.append(indicator(code, tag, name, PUBLISHED, LEVELS[level], locator))
    return rows
