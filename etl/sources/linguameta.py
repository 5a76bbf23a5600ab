"""LinguaMeta: linguameta.tsv, a row for each language, tabs between cells and no quotes."""

from __future__ import annotations

import re

from etl.reading.codes import language_keys
from etl.reading.opened import Line, given, read_table
from etl.sources import Files, Read, Row
from etl.sources.cldr import own_names

COLUMNS = ("bcp_47_code", "iso_639_3_code", "endonym", "estimated_number_of_speakers", "writing_systems")


def read(files: Files) -> list[Read]:
    """speakers.csv, scripts.csv and autonyms.csv, in the order of ISO 639-3 codes.

    Narrower codes are left out, as the broader tag has a row of its own. A name of a language in itself is taken only
    where CLDR has none.

    Raises:
        UnreadableError: the file is not as known.
    """
    lines = read_table(given(files, "linguameta.tsv"), COLUMNS, ("bcp_47_code",), tabs=True)
    kept = [line for line in lines if line.cells["bcp_47_code"] in language_keys()]
    kept.sort(key=lambda line: line.text("iso_639_3_code"))
    return [
        Read(
            "speakers.csv",
            "speaker_estimate",
            ("language_tag", "speakers", "locator"),
            [speakers(line) for line in kept if line.cells["estimated_number_of_speakers"]],
        ),
        Read(
            "scripts.csv",
            "language_script",
            ("language_tag", "script"),
            [
                {"language_tag": line.cells["bcp_47_code"], "script": script}
                for line in kept
                for script in scripts(line)
            ],
        ),
        Read(
            "autonyms.csv",
            "autonym",
            ("language_tag", "autonym"),
            [
                {"language_tag": tag, "autonym": line.cells["endonym"]}
                for line in kept
                if line.cells["endonym"] and (tag := line.cells["bcp_47_code"]) not in own_names()
            ],
        ),
    ]


def speakers(line: Line) -> Row:
    """How many people speak the language."""
    cell = str(line.number("estimated_number_of_speakers"))
    if not cell.isdigit():
        raise line.fault("estimated_number_of_speakers", f"{cell} stands here.", "a whole number")
    locator = f"linguameta.tsv, {line.cells['iso_639_3_code']}"
    return {"language_tag": line.cells["bcp_47_code"], "speakers": cell, "locator": locator}


def scripts(line: Line) -> list[str]:
    """The scripts that the language is written in."""
    found = line.cells["writing_systems"].split(", ") if line.cells["writing_systems"] else []
    for script in found:
        if not re.fullmatch(r"[A-Z][a-z]{3}", script):
            raise line.fault("writing_systems", f"{script!r} stands here.", "codes of scripts such as Latn")
    return found
