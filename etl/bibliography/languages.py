"""Which languages a title or an abstract names.

The rules, in words: a name counts as it is written, with its capital. Names are those of CLDR in English, the other
names in use that ``OTHER_NAMES`` lists, and any "... Sign Language" of ISO 639-3; the remaining names of ISO 639-3,
most of them rare and many of them also words, count only right before a word such as "language", "corpus" or
"speakers". "Latin script" and "Latin America" name no language, nor does a word for people or places: "the German
government", "the German financial domain". Of overlapping names the longest counts (Swiss German, not German).
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator

from babel import Locale

from etl.contract import FIGURES
from etl.languages import language_tag
from etl.reading.codes import language_keys
from etl.sources import UnreadableError
from etl.tables import read_rows

OTHER_NAMES = """
am: Amharigna | apc: Levantine, Levantine Arabic | afb: Gulf Arabic | acx: Omani Arabic | ary: Darija
azz: Highland Puebla Nahuatl | bn: Bengali | bzd: Bribri | ca: Valencian | ckb: Sorani, Sorani Kurdish
ckm: Chakavian | cni: Asháninka, Ashaninka | el: Modern Greek | es: Castilian | evn: Evenki | fa: Farsi
ff: Fulfulde | fy: Frisian | gd: Gaelic | gn: Guaraní | hak: Hakka | hch: Wixarika, Wixárika, Huichol | he: Modern Hebrew
hi en: Hinglish | hyw: Western Armenian | id: Bahasa Indonesia, Bahasa | igl: Igala | jje: Jejueo | kl: Greenlandic
kmr: Kurmanji, Northern Kurdish | lg: Luganda | lld: Ladin | mi: Maori | mni: Meitei, Meetei, Meiteilon
mr: Marathi | my: Myanmar language | nan: Hokkien, Taiwanese Hokkien | new: Nepal Bhasa | no: Bokmål | nn: Nynorsk
nso: Sepedi | ny: Chichewa | oj: Ojibwe | or: Oriya | prs: Dari | pib: Yine | rw: Kinyarwanda
se: North Sámi, Northern Saami, North Saami, North Sami | shp: Shipibo-Konibo, Shipibo-konibo, Shipibo
sl: Slovene | sjo: Xibe | sma: South Sámi, Southern Saami, South Saami | sms: Skolt Saami, Skolt Sámi | ss: Siswati
st: Sesotho | sw: Kiswahili | tar: Rarámuri, Raramuri | taq: Tamasheq | tet: Tetun | tn: Setswana | ts: Xitsonga
ve: Tshivenda | vmw: Emakhuwa, Makhuwa | xh: isiXhosa | yo: Yorùbá | zgh: Tamazight
zh: Mandarin, Mandarin Chinese | zu: isiZulu | nr: isiNdebele
"""
ALSO_WORDS = {"Fang", "Interlingua", "Kom", "Yao"}  # CLDR's, but mostly surnames and things: treated as rare
NO_NAMES = {"Bench", "Iberian", "Nasal", "Notre", "Tami"}  # ISO 639-3's, but before "corpus" or "speech" mostly words

NO_LANGUAGE = re.compile(r"\bLatin[- ](?i:script|alphabet|characters?|letters?|America\w*)")
PEOPLE_AND_PLACES = re.compile(
    r"[ -](?:(?:financial|stock|local|federal|national|presidential|high|secondary) )?"
    r"(?:governments?|authorities|presidents?|elections?|people|citizens|populations?|society|societies"
    r"|compan(?:y|ies)|banks?|hospitals?|universit(?:y|ies)|schools?|econom(?:y|ies)|markets?)\b"
    r"|[ -](?:financial|economic|political) (?:domain|sector|industry|system)s?\b"
)
BESIDE = re.compile(r" (?:languages?|dialects?|speakers?|corpus|corpora|treebanks?|texts|speech)\b", re.IGNORECASE)
LONGEST = 60  # characters before such a word in which a rare name is looked for
FIRST_WORD = re.compile(r"(?<!\w)(?:isi)?[^\W\d_a-z]\w*")
WORD = re.compile(r"\w")
SHORTEST = 4  # letters of a rare name: shorter ones (As, Are, To) are mostly words


def tag_of(code: str) -> str | None:
    """The language tag of a code, or None where it is not the code of one language (``mul``, ``und``)."""
    tag = language_tag(code.replace("_", "-"))
    return tag if tag in language_keys() else None


@functools.cache
def common_names() -> dict[str, frozenset[str]]:
    """Names that count wherever they stand, each with its language tags.

    Raises:
        UnreadableError: ``OTHER_NAMES`` has a code that is in no language table.
    """
    cldr = {name.split(" (")[0]: code for code, name in sorted(Locale("en").languages.items(), reverse=True)}
    found = {name: frozenset({tag}) for name, code in cldr.items() if (tag := tag_of(code)) and name not in ALSO_WORDS}
    found |= {name: tags for name, tags in iso_names().items() if name.endswith(" Sign Language") and name not in found}
    for entry in re.split(r"[|\n]", OTHER_NAMES.strip()):
        codes, names = entry.split(":")
        tags = [tag_of(code) for code in codes.split()]
        if None in tags:
            raise UnreadableError(
                f"etl/bibliography/languages.py, OTHER_NAMES: {codes.strip()} is no language of iso639_3/languages.csv. Correct it."
            )
        found |= {name.strip(): frozenset(tag for tag in tags if tag) for name in names.split(",")}
    return found


@functools.cache
def iso_names() -> dict[str, frozenset[str]]:
    """Names of ISO 639-3 without those that need an explanation in brackets, and CLDR's names that are also words."""
    rows = read_rows(FIGURES / "iso639_3" / "languages.csv")[1]
    rows += [
        {"name": row["name"], "language_tag": row["merged_tag"]}
        for row in read_rows(FIGURES / "iso639_3" / "merged_codes.csv")[1]
    ]
    named = {row["name"] or "": tag_of(row["language_tag"] or "") for row in rows}
    return {name: frozenset({tag}) for name, tag in named.items() if tag and is_name(name)}


def is_name(name: str) -> bool:
    """Whether a name of ISO 639-3 can be told from a word by its surroundings."""
    return len(name) >= SHORTEST and "(" not in name and name not in NO_NAMES


@functools.cache
def by_first_word() -> dict[str, list[str]]:
    """Common names under their first word, the longest first: looked up, as one pattern of all names takes a minute."""
    found: dict[str, list[str]] = {}
    for name in sorted(common_names(), key=lambda name: (-len(name), name)):
        found.setdefault(FIRST_WORD.findall(name)[0], []).append(name)
    return found


def common_in(text: str) -> Iterator[tuple[str, int]]:
    """Every common name in the text with the place where it ends; none inside a longer one."""
    end = 0
    for word in FIRST_WORD.finditer(text):
        for name in by_first_word().get(word.group(), ()) if word.start() >= end else ():
            after = word.start() + len(name)
            if text.startswith(name, word.start()) and not WORD.match(text, after):
                end = after
                yield name, end
                break


def languages(text: str) -> frozenset[str]:
    """The language tags that the text names.

    >>> sorted(languages("From German and Swahili to the Malasar language in Latin script"))
    ['de', 'sw', 'ymr']
    """
    text = NO_LANGUAGE.sub(" ", text)
    found: frozenset[str] = frozenset()
    for name, end in common_in(text):
        if not PEOPLE_AND_PLACES.match(text, end):
            found |= common_names()[name]
    for match in BESIDE.finditer(text):
        found |= rare_before(text[max(0, match.start() - LONGEST) : match.start()].split())
    return found


def rare_before(words: list[str]) -> frozenset[str]:
    """The tags of the longest rare name that ends the words; none where it ends in a common one."""
    for start in range(len(words)):
        name = " ".join(words[start:])
        if name in common_names():
            return frozenset()
        if name in iso_names():
            return iso_names()[name]
    return frozenset()
