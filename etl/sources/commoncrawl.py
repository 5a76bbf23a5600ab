"""Common Crawl: how many pages of a crawl are in which language, by its own detection (CLD2).

The publisher's languages.csv holds every crawl; an extract of one crawl is named after it, CC-MAIN-2026-04.txt, and has no header.
"""

from __future__ import annotations

from etl.reading.codes import indicator, variant
from etl.reading.opened import Line, read_table
from etl.sources import INDICATOR_COLUMNS, Files, Read, Row, UnreadableError

COLUMNS = ("crawl", "primary_language", "pages", "%pages/crawl")
EXTRACT = ("primary_language", "pages", "%pages/crawl")
# The code of one Hmong language, since given up; CLD2 means any of them.
RETIRED = {"blu": "hmn"}


def read(files: Files) -> list[Read]:
    """indicators.csv: pages and their percent, crawl by crawl. What is in no single language is left out.

    Raises:
        UnreadableError: a file is not as known.
    """
    crawls: dict[str, list[Line]] = {}
    for name, path in files.items():
        if name == "languages.csv":
            for line in read_table(path, COLUMNS, ("crawl", "primary_language")):
                crawls.setdefault(line.text("crawl"), []).append(line)
        elif name.endswith(".txt"):
            crawls[name.removesuffix(".txt")] = read_table(path, EXTRACT, ("primary_language",), header=EXTRACT)
        else:
            raise UnreadableError(
                f"{name}: The file is unknown. Give languages.csv, or extracts such as CC-MAIN-2026-04.txt."
            )
    rows = [row for crawl in sorted(crawls) for line in crawls[crawl] for row in indicators(crawl, line)]
    return [Read("indicators.csv", "resource_indicator", INDICATOR_COLUMNS, rows)]


def indicators(crawl: str, line: Line) -> list[Row]:
    """Pages of one language in one crawl, and their percent of the crawl."""
    code = line.text("primary_language")
    values = {"web_pages": line.number("pages"), "web_share": line.number("%pages/crawl")}
    tag = variant(RETIRED.get(code, code))
    if tag is None:
        return []
    locator = f"plots/languages.csv, {crawl}, {code}"
    return [indicator(code, tag, name, crawl, str(value), locator) for name, value in values.items()]
