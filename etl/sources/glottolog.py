"""Glottolog: languages.csv of its CLDF release. Families, dialects and languages in one table, each with a code of its own."""

from __future__ import annotations

from etl.reading.codes import own_tags
from etl.reading.opened import Line, given, read_table
from etl.sources import Files, Read, Row

COLUMNS = ("ID", "Name", "Macroarea", "Latitude", "Longitude", "Glottocode", "ISO639P3code", "Family_ID", "Is_Isolate")


def read(files: Files) -> list[Read]:
    """classification.csv: what has an ISO 639-3 code that is in use, in the order of its tags.

    Raises:
        UnreadableError: the file is not as known.
    """
    lines = read_table(given(files, "languages.csv"), COLUMNS, ("ID",))
    names = {line.cells["ID"]: line.text("Name") for line in lines}
    by_tag: dict[str, Row] = {}
    for line in lines:
        tag = own_tags().get(line.cells["ISO639P3code"])
        if tag is None:
            continue
        if tag in by_tag:
            raise line.fault("ISO639P3code", f"{line.cells['ISO639P3code']} stands here again.", "each code once")
        by_tag[tag] = {
            "variant_tag": tag,
            "glottocode": line.text("Glottocode"),
            "family": family(line, names),
            "macroarea": line.cells["Macroarea"] or None,
            "latitude": line.number("Latitude", missing=""),
            "longitude": line.number("Longitude", missing=""),
        }
    rows = [row for _, row in sorted(by_tag.items())]
    columns = ("variant_tag", "glottocode", "family", "macroarea", "latitude", "longitude")
    return [Read("classification.csv", "classification", columns, rows)]


def family(line: Line, names: dict[str, str]) -> str | None:
    """The name of the top-level family; Isolate for a language that is the only one of its own."""
    parent = line.cells["Family_ID"]
    if not parent:
        return "Isolate" if line.cells["Is_Isolate"] == "True" else None
    if parent not in names:
        raise line.fault("Family_ID", f"There is no row with the ID {parent}.", "the ID of a family in this file")
    return names[parent]
