"""The one place where language tags are normalised.

The key of every figure is the BCP-47 language subtag that ``langcodes`` gives with
macrolanguages merged, but for the exceptions below. Script and region stay in the variant.
"""

from __future__ import annotations

import langcodes
from langcodes.tag_parser import LanguageTagError

# tag as written -> language tag. Each with its reason.
EXCEPTIONS = {
    "tw": "tw",  # Twi: langcodes merges it into Akan; sources count it apart
    "twi": "tw",  # the same, by its ISO 639-3 code
    "fat": "fat",  # Fanti: likewise
    "pnb": "pnb",  # Western Panjabi: langcodes merges it into Lahnda; tested apart
    "prs": "prs",  # Dari: langcodes makes it Persian of Afghanistan; tested apart
    "sh": "sh",  # Serbo-Croatian: langcodes makes it Serbian in Latin script
    "hbs": "sh",  # the same, by its ISO 639-3 code
    "quz": "quz",  # Cusco Quechua: kept apart from Quechua in the language table
    "nb": "no",  # Bokmål is what "Norwegian" means in nearly every table; Nynorsk (nn) stays apart
    "nob": "no",  # the same, by its ISO 639-3 code
    "pbt": "ps",  # Southern Pashto
    "pst": "ps",  # Central Pashto
    "ajp": "apc",  # ISO 639-3 retired South Levantine in 2023 and merged it into Levantine
}

# Codes of groups of languages that langcodes would turn into one of the group.
COLLECTIVE = {"bih"}  # Bihari languages: not Bhojpuri


def language_tag(tag: str) -> str:
    """The language tag under which a figure in ``tag`` is kept.

    >>> language_tag("cmn-Hant"), language_tag("nb"), language_tag("arz")
    ('zh', 'no', 'arz')

    Raises:
        ValueError: ``tag`` is not a well-formed BCP-47 tag, or names a group of languages.
    """
    subtag = tag.split("-")[0].split("_")[0].lower()
    if subtag in COLLECTIVE:
        raise ValueError(f"{tag!r} names a group of languages")
    if subtag in EXCEPTIONS:
        return EXCEPTIONS[subtag]
    try:
        return langcodes.standardize_tag(tag, macro=True).split("-")[0]
    except LanguageTagError as error:
        raise ValueError(f"{tag!r} is not a well-formed language tag") from error
