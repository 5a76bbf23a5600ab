"""Which words can be set with the fonts of this machine. Typst itself answers: it refuses letters that no font has."""

from __future__ import annotations

import threading
from functools import lru_cache
from pathlib import Path

import typst
from langcodes import Language

from dashboard.text import Text

FAMILIES = ("Noto Sans", "Noto Sans Arabic", "Noto Sans Devanagari", "DejaVu Sans")
OWN = {"Arab": "Noto Sans Arabic", "Deva": "Noto Sans Devanagari"}
PROBE = Path(__file__).with_name("probe.typ")
CORE, CJK = "fonts-noto-core", "fonts-noto-cjk"
PACKAGES = dict.fromkeys(("Hans", "Hant", "Jpan", "Kore", "Hani", "Hira", "Kana", "Hang", "Bopo"), CJK)
HAN = dict.fromkeys(("Hans", "Hant"), "Hani")  # CLDR calls the two no more than simplified and traditional
NO_GLYPH = "could not be displayed"

_lock = threading.Lock()


def families(language: str) -> tuple[str, ...]:
    """The fonts of a brief, that of its own script first: its spaces are then of one font with its words, and a line is one run."""
    own = OWN.get(Language.get(language).maximize().script or "", FAMILIES[0])
    return tuple(dict.fromkeys((own, *FAMILIES)))


class FontError(Exception):
    """The words of a whole interface language cannot be set. ``script`` and ``package`` name what is missing."""

    def __init__(self, script: str, package: str) -> None:
        super().__init__(f"no font for the script {script}; the package {package} brings one")
        self.script = script
        self.package = package


@lru_cache(maxsize=1)
def _fonts() -> typst.Fonts:
    return typst.Fonts()


@lru_cache(maxsize=4)
def compiler(template: Path) -> typst.Compiler:
    """The compiler of a template. All use one search for fonts, which takes longer than the rest of a start."""
    return typst.Compiler(template, root=template.parent, font_paths=_fonts())


@lru_cache(maxsize=16384)
def can_be_set(words: str) -> bool:
    """Whether every letter of ``words`` has a font here."""
    if words.isascii():
        return True
    try:
        with _lock:
            compiler(PROBE).compile(sys_inputs={"words": words, "font": FAMILIES[0]}, pdf_standards="ua-1", timestamp=0)
    except typst.TypstError as error:
        if NO_GLYPH in error.message:
            return False
        raise
    return True


def missing_font(text: Text, tag: str, scripts: tuple[str, ...]) -> str:
    """What to say where the own name of a language cannot be set. ``scripts``: those in which it is written, as far as known."""
    script = Language.get(tag).maximize().script or (scripts[0] if scripts else "Zyyy")
    return text("brief.no_font", script=text.script(HAN.get(script, script)), package=PACKAGES.get(script, CORE))


def require_fonts(text: Text) -> None:
    """Refuse an interface language whose words cannot be set.

    Raises:
        FontError: there is no font for its script.
    """
    if not can_be_set(text("app.title")):
        script = Language.get(text.tag).maximize().script or "Zyyy"
        raise FontError(script, PACKAGES.get(script, CORE))
