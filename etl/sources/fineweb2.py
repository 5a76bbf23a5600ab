"""FineWeb-2: fineweb2-language-distribution.csv, a row for each language and script, part of the corpus and subset."""

from __future__ import annotations

from etl.reading.codes import indicator, variant
from etl.reading.opened import Line, given, read_table
from etl.sources import INDICATOR_COLUMNS, PUBLISHED, Files, Read, Row

FILE = "fineweb2-language-distribution.csv"
INDICATORS = {"words": "corpus_words", "documents": "corpus_documents", "utf8_bytes": "corpus_bytes"}
COLUMNS = ("subset", "split", "code", "script", *INDICATORS)


def read(files: Files) -> list[Read]:
    """indicators.parquet: words, documents and bytes of the part for training, without what was removed from it.

    Raises:
        UnreadableError: the file is not as known.
    """
    lines = read_table(given(files, FILE), COLUMNS, ("subset", "split"))
    rows = [row for line in lines if is_training(line) for row in indicators(line)]
    return [Read("indicators.parquet", "resource_indicator", INDICATOR_COLUMNS, rows)]


def is_training(line: Line) -> bool:
    """Whether the row is of the text kept for training."""
    if line.cells["split"] not in ("train", "test"):
        raise line.fault("split", f"{line.cells['split']!r} stands here.", "train or test")
    return line.cells["split"] == "train" and not line.text("subset").endswith("_removed")


def indicators(line: Line) -> list[Row]:
    """What the corpus holds of one language in one script; a dash means that the publisher did not count."""
    code = line.text("subset")
    if code != f"{line.cells['code']}_{line.cells['script']}":
        raise line.fault("subset", f"{code} stands here.", "the code and the script of the row")
    values = {name: line.number(column, missing="-") for column, name in INDICATORS.items()}
    tag = variant(code)
    if tag is None:
        return []
    locator = f"{FILE}, {code}, train"
    return [
        indicator(code, tag, name, PUBLISHED, value, locator) for name, value in values.items() if value is not None
    ]
