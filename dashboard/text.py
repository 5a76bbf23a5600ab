"""Words, names and numbers in the reader's language: gettext catalogues and CLDR.

A language of the interface is one file, ``locales/<language tag>.po``. Messages have keys, not sentences,
as their id, so that every sentence, English too, stands in a catalogue.
"""

from __future__ import annotations

import gettext
import io
import re
from collections import Counter
from collections.abc import Iterable, Mapping
from functools import lru_cache
from pathlib import Path

import pandas as pd
from babel import Locale, UnknownLocaleError
from babel.dates import format_date
from babel.lists import format_list
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from babel.numbers import format_decimal, get_decimal_symbol, get_group_symbol

LOCALES = Path(__file__).with_name("locales")
DEFAULT = "en"
MINUS = "\N{MINUS SIGN}"
ENGLISH = Locale("en")
# Parts of the world whose name in M49 is another than in CLDR, or there that of a country.
PARTS = {
    "Australia and New Zealand": "053",
    "Latin America and the Caribbean": "419",
    "Micronesia": "057",
    "South-eastern Asia": "035",
}
# A name in Latin letters, of which the first strong one says in which direction it runs.
LATIN = re.compile(r"[^\w\u2066-\u2069]*\d*[^\w\u2066-\u2069]*[A-Za-z\u00c0-\u024f]")
RIGHT = re.compile(r"[\u0590-\u08ff]")
RIGHT_ISOLATE = "\N{RIGHT-TO-LEFT ISOLATE}"
ISOLATE, ISOLATED = "\N{FIRST STRONG ISOLATE}", "\N{POP DIRECTIONAL ISOLATE}"


@lru_cache
def interface_languages() -> list[str]:
    """Tags of the catalogues, English first."""
    tags = sorted(file.stem for file in LOCALES.glob("*.po"))
    return [DEFAULT] + [tag for tag in tags if tag != DEFAULT]


@lru_cache
def _catalogue(tag: str) -> gettext.GNUTranslations:
    with (LOCALES / f"{tag}.po").open("rb") as file:
        catalogue = read_po(file, locale=tag)
    compiled = io.BytesIO()
    write_mo(compiled, catalogue)
    compiled.seek(0)
    translations = gettext.GNUTranslations(compiled)
    if tag != DEFAULT:
        translations.add_fallback(_catalogue(DEFAULT))
    return translations


def reviewed(tag: str) -> bool:
    """Whether a speaker has reviewed a catalogue: its header then names them in ``X-Reviewed-By``. English needs none."""
    head = (LOCALES / f"{tag}.po").read_text(encoding="utf-8").split("\n\n", 1)[0]
    return tag == DEFAULT or "X-Reviewed-By:" in head


@lru_cache(maxsize=4096)
def _decimal(number: float, digits: int, locale: Locale) -> str:
    """A number with a fixed number of decimals, kept: the same ones stand in titles, labels, tables and files."""
    return str(format_decimal(number, f"#,##0.{'0' * digits}" if digits else "#,##0", locale=locale))


class Text:
    """Everything a reader reads, in one language of the interface."""

    def __init__(self, tag: str, names: Mapping[str, str] | None = None, listed: Iterable[str] = ()) -> None:
        """``names``: language tag -> English reference name, for the thousands that CLDR has no name for. ``listed``: the tags
        that must be told apart: those with one name for two languages get their code beside it."""
        self.tag = tag
        self.locale = Locale.parse(tag, sep="-")
        self.right_to_left = self.locale.text_direction == "rtl"
        # Without the mark a minus sign that follows words from right to left would stand at the wrong end of its number.
        self._minus = f"\N{LEFT-TO-RIGHT MARK}{MINUS}" if self.right_to_left else MINUS
        self.comma = "، " if self.right_to_left else ", "
        self.separators = get_decimal_symbol(self.locale) + get_group_symbol(self.locale)
        self._names = names or {}
        self._languages: dict[str, str] = {}  # names once worked out
        called = {code: self._name(code).casefold() for code in listed}
        often = Counter(called.values())
        self._namesakes = {code for code, name in called.items() if often[name] > 1}

    def __call__(self, key: str, **values: object) -> str:
        """The message ``key``, filled in. A key that no catalogue has comes back as it is; a test finds those."""
        message = _catalogue(self.tag).gettext(key)
        return message.format(**self._isolated(values)) if values else message

    def plural(self, key: str, count: int, **values: object) -> str:
        """The message ``key`` in the plural form of ``count``, which it may name as ``{count}``."""
        message = _catalogue(self.tag).ngettext(key, key, count)
        return message.format(count=self.integer(count), **self._isolated(values))

    def _isolated(self, values: dict[str, object]) -> dict[str, object]:
        """Values for a message. From right to left, names in Latin letters are set apart from what stands beside them: two of
        them, or one and a number, would change places."""
        return {name: isolated(value) for name, value in values.items()} if self.right_to_left else values

    def translated(self, key: str, original: str) -> str:
        """Words that stand in the warehouse, in English: the translation of ``key`` where the catalogue has one, else as they are."""
        return self(key) if self.has(key) else original

    def has(self, key: str) -> bool:
        """Whether any catalogue of this language has the message."""
        return _catalogue(self.tag).gettext(key) != key

    # Numbers ------------------------------------------------------------------------------

    def integer(self, value: float) -> str:
        """A whole number."""
        return self.number(value, 0)

    def number(self, value: float, digits: int = 1) -> str:
        """A number with a fixed number of decimals, with a true minus sign; never minus nought."""
        rounded = round(float(value), digits)
        shown = _decimal(abs(rounded), digits, self.locale)
        return f"{self._minus}{shown}" if rounded < 0 else str(shown)

    def exact(self, value: float) -> str:
        """A number with the decimals that it has, six at most."""
        shown = format_decimal(abs(float(value)), "#,##0.######", locale=self.locale)
        return f"{self._minus}{shown}" if value < 0 else str(shown)

    def share(self, value: float, digits: int = 1) -> str:
        """A share between 0 and 1 as a percentage; what would round to nothing is said to be less than the last digit."""
        least = 10**-digits
        if 0 < 100 * value < least / 2:
            return self("unit.percent_under", number=self.number(least, digits))
        return self("unit.percent", number=self.number(100 * value, digits))

    def people(self, value: float) -> str:
        """Many people: in full below a million, then to a tenth of a million or billion (31.8 million)."""
        if value >= 0.99995e9:
            return self.plural("number.billion", int(value / 1e9), number=self.number(value / 1e9))
        if value >= 0.99995e6:
            return self.plural("number.million", int(value / 1e6), number=self.number(value / 1e6))
        return self.integer(value)

    def interval(self, low: float, high: float, digits: int = 1) -> str:
        """``20.5 to 22.3``, or that there is none."""
        if pd.isna(low) or pd.isna(high):
            return self("interval.none")
        return self("interval.range", low=self.number(low, digits), high=self.number(high, digits))

    def speakers(self, low: float, high: float, differ: bool, value: float) -> str:
        """Speakers as one number, or as a range where the sources differ by more than a quarter."""
        if differ:
            return self("interval.range", low=self.people(low), high=self.people(high))
        return self.people(value)

    # Names --------------------------------------------------------------------------------

    def language(self, tag: str) -> str:
        """Name of a language variant: the language, and in brackets its script or region (``Chinese (Traditional Han)``)."""
        if tag not in self._languages:
            name = self._language(tag)
            if tag not in self._names:  # whatever an address may ask is not kept
                return name
            self._languages[tag] = name
        return self._languages[tag]

    def _language(self, tag: str) -> str:
        base, *rest = tag.split("-")
        name = self._name(base)
        parts = [self.locale.scripts.get(part) or self.locale.territories.get(part) or part for part in rest]
        if base in self._namesakes:
            parts.append(base)
        return f"{name} ({self.comma.join(parts)})" if parts else name

    def _name(self, base: str) -> str:
        return str(self.locale.languages.get(base) or self._names.get(base) or base)

    def label(self, tag: str) -> str:
        """The same where it stands alone: with a capital, in languages that write names small."""
        name = self.language(tag)
        return name[:1].upper() + name[1:]

    def script(self, code: str) -> str:
        """Name of a script."""
        return str(self.locale.scripts.get(code, code))

    def territory(self, code: str) -> str:
        """Name of a country or territory."""
        return str(self.locale.territories.get(code, code))

    def region(self, name: str) -> str:
        """Name of a part of the world, known by its English one; that where CLDR has no other."""
        known = (code for code, english in ENGLISH.territories.items() if english == name)
        code = PARTS.get(name) or next(known, name)
        return str(self.locale.territories.get(code, name))

    def listed(self, items: Iterable[str]) -> str:
        """``a, b and c``."""
        return str(format_list(list(map(self._apart, items)), locale=self.locale))

    def series(self, items: Iterable[str]) -> str:
        """``a; b; c``, for items that hold commas."""
        return self("list.semicolon").join(map(self._apart, items))

    def _apart(self, item: str) -> str:
        """An item of a list, set apart from the next where the language runs from right to left."""
        return str(isolated(item)) if self.right_to_left else item

    def date(self, value: object) -> str:
        """A date in words."""
        return str(format_date(value, format="long", locale=self.locale))  # type: ignore[arg-type]

    def month(self, value: object) -> str:
        """The month of a date, in words."""
        return str(format_date(value, "MMMM y", locale=self.locale))  # type: ignore[arg-type]

    def code(self, group: str, code: str) -> str:
        """The words for a code of the warehouse (``condition.direct_request``); the code itself where no catalogue has any."""
        key = f"{group}.{code}"
        return self(key) if self.has(key) else code.replace("_", " ")


def isolated(value: object) -> object:
    """Words whose first letter is a Latin one, within Unicode's isolates; addresses and all else as they are."""
    if not isinstance(value, str) or not LATIN.match(value) or "://" in value or value.startswith("/"):
        return value
    return f"{RIGHT_ISOLATE if RIGHT.search(value) else ISOLATE}{value}{ISOLATED}"


def literal(words: str, most: int = 60) -> str:
    """A reader's own words, shortened, so that no character of theirs is taken for markup, a link or an image."""
    short = words if len(words) <= most else f"{words[:most]}…"
    return re.sub(r"([\\`*_{}\[\]()#+!|~<>$:&])", r"\\\1", short)


def own_name(tag: str) -> str:
    """What a language of the interface calls itself."""
    try:
        name = Locale.parse(tag, sep="-").get_display_name()
    except UnknownLocaleError:
        return tag
    return (name or tag).capitalize()
