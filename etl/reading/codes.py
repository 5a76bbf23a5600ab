"""Codes of languages as publishers write them, and the tags under which their figures are kept.

The one list that readers share: the languages of this project, data/figures/iso639_3.
"""

from __future__ import annotations

from functools import cache

from etl.contract import FIGURES
from etl.languages import COLLECTIVE, language_tag
from etl.sources import Row
from etl.tables import read_rows

# Bokmål counts under Norwegian, but is a written standard: it stays in the variant, as a script does.
WRITTEN_STANDARDS = frozenset({"nb"})


@cache
def own_tags() -> dict[str, str]:
    """ISO 639-3 code -> the tag of that very language, also where it counts under a broader one (cmn, zh), in ISO order."""
    _, languages = read_rows(FIGURES / "iso639_3" / "languages.csv")
    _, merged = read_rows(FIGURES / "iso639_3" / "merged_codes.csv")
    return {str(row["iso639_3"]): str(row["language_tag"]) for row in languages} | {
        str(row["iso639_3"]): str(row["merged_tag"]) for row in merged
    }


@cache
def language_keys() -> dict[str, str]:
    """Language tag -> ISO 639-3 code, of every language that is a key of figures, in ISO order."""
    _, languages = read_rows(FIGURES / "iso639_3" / "languages.csv")
    return {str(row["language_tag"]): str(row["iso639_3"]) for row in languages}


def variant(code: str) -> str | None:
    """The language tag, with what follows the language in ``code``; None where ``code`` names no single language.

    >>> variant("cmn_Hant"), variant("twi_Latn"), variant("pa-IN"), variant("und"), variant("bih")
    ('zh-Hant', 'tw-Latn', 'pa-IN', None, None)
    """
    language, *rest = code.replace("_", "-").split("-")
    if language in COLLECTIVE:
        return None
    own = own_tags().get(language, language)
    try:
        key = language_tag(own)
    except ValueError:
        return None
    return "-".join([own if own in WRITTEN_STANDARDS else key, *rest]) if key in language_keys() else None


def indicator(code: str, tag: str, indicator_id: str, period: str, value: str, locator: str) -> Row:
    """One row of resource_indicator: ``code`` as the source writes it, ``tag`` as ``variant`` makes it."""
    return {
        "variant_tag": tag,
        "code_in_source": code,
        "indicator_id": indicator_id,
        "period": period,
        "value": value,
        "locator": locator,
    }
