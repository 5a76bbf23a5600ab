"""Common Voice: one JSON file for each release, cv-corpus-25.0-2026-03-09.json of scripted and sps-corpus-... of spontaneous speech."""

from __future__ import annotations

import re
from pathlib import Path

from etl.reading.codes import indicator, variant
from etl.reading.opened import Node, read_json
from etl.sources import INDICATOR_COLUMNS, Files, Read, Row, UnreadableError

NAME = re.compile(r"(cv|sps)-corpus-(\d+(?:\.\d+)?)(?:-\d{4}-\d\d-\d\d)?\.json")
NOT_WHOLE = {"delta": "only what a release added", "singleword": "a recording task of its own, of single words"}
# Where each number stands below a locale. Releases 1 to 3 print no hours.
SCRIPTED = {
    "speech_hours": ("totalHrs",),
    "speech_hours_validated": ("validHrs",),
    "speech_speakers": ("users",),
}
SPONTANEOUS = {"spontaneous_speech_hours": ("duration", "total_hrs")}
WITHOUT_HOURS = frozenset({"1", "2", "3"})
# The locale is named after the written language; what is spoken is Cantonese.
SPOKEN = {"zh-HK": "yue-HK"}


def read(files: Files) -> list[Read]:
    """indicators.parquet: hours and speakers, scripted speech first, the oldest release first.

    Raises:
        UnreadableError: a file is not as known, or is no whole release.
    """
    releases = sorted((release(name), path) for name, path in files.items())
    rows = [row for (corpus, _, number), path in releases for row in indicators(corpus, number, path)]
    return [Read("indicators.parquet", "resource_indicator", INDICATOR_COLUMNS, rows)]


def release(name: str) -> tuple[str, tuple[int, ...], str]:
    """Corpus, the parts of the release number for sorting, and the number, from the name of a file.

    >>> release("cv-corpus-5.1-2020-06-22.json")
    ('cv', (5, 1), '5.1')

    Raises:
        UnreadableError: it is not the name of a whole release.
    """
    for mark, what in NOT_WHOLE.items():
        if f"-{mark}" in name:
            raise UnreadableError(
                f"{name}: The file holds {what}, so its numbers are not those of a release. "
                "Remove it from the [[upstream.file]] list of source.toml."
            )
    found = NAME.fullmatch(name)
    if not found:
        raise UnreadableError(
            f"{name}: The name is not that of a release. Expected one such as cv-corpus-25.0-2026-03-09.json; correct it in source.toml."
        )
    return found[1], tuple(int(part) for part in found[2].split(".")), found[2]


def indicators(corpus: str, number: str, path: Path) -> list[Row]:
    """The numbers of one release, language by language, as the file has them."""
    wanted = SCRIPTED if corpus == "cv" else SPONTANEOUS
    rows: list[Row] = []
    for code, node in read_json(path).at("locales").items():
        tag = variant(SPOKEN.get(code, code))
        for name, keys in wanted.items():
            if name != "speech_speakers" and corpus == "cv" and number in WITHOUT_HOURS:
                continue
            value = amount(node, keys)
            if tag:
                rows.append(indicator(code, tag, name, number, value, f"{path.name}, {code}, {', '.join(keys)}"))
    return rows


def amount(node: Node, keys: tuple[str, ...]) -> str:
    """The number under ``keys``, as published: a zero is one."""
    return node.at(*keys).number()
