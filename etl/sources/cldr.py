"""Unicode CLDR: territoryInfo.json (who speaks what where), coverageLevels.json (what software knows of a language).

The names of languages in themselves come from CLDR as well, through the package Babel and not through a file.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path

from babel import Locale, UnknownLocaleError, localedata
from babel.core import get_global

from etl.reading.codes import indicator, language_keys, variant
from etl.reading.opened import Node, fault, given, read_json
from etl.sources import EDITION, INDICATOR_COLUMNS, Files, Read, Row

# territoryInfo.json lists them too, but nobody lives there for good, or it is no place.
NO_PEOPLE = frozenset({"AQ", "CP", "HM", "ZZ"})
# Three-letter codes that CLDR also reads as a territory: of states that are gone, and reserved ones that ISO does not assign.
NOT_ISO = frozenset(
    {"ANT", "ASC", "BUR", "DDR", "DGA", "FXX", "NTZ", "SCG", "SUN", "TAA", "TMP", "XKK", "YMD", "YUG", "ZAR"}
)
KOSOVO = {"XK": "XKX"}  # no ISO code; the one that banks and statistical offices use
# Babel reads them as Akan, whose name for itself is not theirs.
NAMED_BY_ANOTHER = frozenset({"fat", "tw"})
LEVELS = {"basic": "1", "moderate": "2", "modern": "3"}


def read(files: Files) -> list[Read]:
    """territories.csv, language_territories.csv and autonyms.csv; or indicators.csv where the file is coverageLevels.json.

    Raises:
        UnreadableError: a file is not as known.
    """
    if "coverageLevels.json" in files:
        return [read_coverage(files["coverageLevels.json"])]
    territories = read_json(given(files, "territoryInfo.json")).at("supplemental", "territoryInfo")
    inhabited = [(code, node) for code, node in territories.items() if code not in NO_PEOPLE]
    return [
        Read(
            "territories.csv",
            "territory",
            ("territory_code", "iso3", "population"),
            [
                {"territory_code": code, "iso3": iso3().get(code), "population": whole(node.at("_population"))}
                for code, node in inhabited
            ],
        ),
        Read(
            "language_territories.csv",
            "language_territory",
            ("variant_tag", "territory_code", "share_pct", "speakers", "official_status", "locator"),
            [row for code, node in inhabited for row in languages_of(code, node)],
        ),
        Read(
            "autonyms.csv",
            "autonym",
            ("language_tag", "autonym"),
            [{"language_tag": tag, "autonym": name} for tag, name in own_names().items()],
        ),
    ]


def whole(node: Node) -> str:
    """A whole number."""
    number = node.number()
    if not number.isdigit():
        raise fault(node.place, f"{number} stands here.", "a whole number")
    return number


def languages_of(territory: str, node: Node) -> list[Row]:
    """The languages of a territory, the most spoken first; codes of no single language are left out."""
    people = int(whole(node.at("_population")))
    spoken: list[tuple[float, Row]] = []
    for code, language in node.at("languagePopulation").items():
        tag = variant(code)
        if tag is None:
            continue
        share = language.at("_populationPercent")
        percent = float(share.number())
        if not 0 <= percent <= 100:
            raise fault(share.place, f"{percent} stands here.", "a percent between 0 and 100")
        status = language.get("_officialStatus")
        row: Row = {
            "variant_tag": tag,
            "territory_code": territory,
            "share_pct": str(percent),
            "speakers": str(round(percent * people / 100)),
            "official_status": status.text() if status else None,
            "locator": f"territoryInfo.json, {territory}, {code}",
        }
        spoken.append((percent, row))
    return [row for _, row in sorted(spoken, key=lambda item: -item[0])]


@cache
def iso3() -> dict[str, str]:
    """Two-letter code of a territory -> its three-letter code in ISO 3166-1, where it has one."""
    codes: dict[str, str] = {
        targets[0]: alias
        for alias, targets in get_global("territory_aliases").items()
        if len(alias) == 3 and alias.isalpha() and alias not in NOT_ISO
    }
    return codes | KOSOVO


@cache
def own_names() -> dict[str, str]:
    """Language tag -> what CLDR calls the language in itself, in ISO order. Only where CLDR has the language."""
    known = set(localedata.locale_identifiers()) | set(get_global("language_aliases"))
    names: dict[str, str] = {}
    for tag in language_keys():
        if tag in known and tag not in NAMED_BY_ANOTHER:
            try:
                locale = Locale.parse(tag)
            except UnknownLocaleError:  # an alias of something that Babel does not hold
                continue
            if name := locale.languages.get(locale.language):
                names[tag] = name
    return names


def read_coverage(path: Path) -> Read:
    """How completely CLDR knows each locale, as levels from 1 to 3."""
    rows: list[Row] = []
    for code, node in read_json(path).at("coverageLevels").items():
        level = node.text()
        if level not in LEVELS:
            raise fault(node.place, f"{level!r} stands here.", f"one of {', '.join(LEVELS)}")
        if tag := variant(code):
            locator = f"coverageLevels.json, {code}"
            rows.append(indicator(code, tag, "locale_coverage", EDITION, LEVELS[level], locator))
    return Read("indicators.csv", "resource_indicator", INDICATOR_COLUMNS, rows)
