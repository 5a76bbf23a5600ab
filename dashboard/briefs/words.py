"""Words with the little Markdown that the catalogues use, taken apart for renderers that know none."""

from __future__ import annotations

import html
import re
from dataclasses import dataclass

TOKEN = re.compile(
    r"\\(?P<literal>[\\`*_{}\[\]()#+!|~<>$:&.-])"
    r"|\[(?P<label>(?:\\.|[^\]\\])*)\]\((?P<address>[^)\s]*)\)"
    r"|<(?P<bare>https?://[^>\s]+)>"
    r"|`(?P<code>[^`]*)`"
    r"|(?P<bold>\*\*)|(?P<italic>\*)"
)


@dataclass(frozen=True)
class Run:
    """Words that look alike."""

    text: str
    bold: bool = False
    italic: bool = False
    address: str = ""


def runs(words: str) -> list[Run]:
    """Markdown in pieces: bold, italics, links; code is plain, backslashes are gone, line breaks are spaces."""
    found: list[Run] = []
    bold = italic = False
    place = 0

    def add(text: str, address: str = "") -> None:
        if text:
            found.append(Run(re.sub(r"\s*\n\s*", " ", text), bold, italic, address))

    for token in TOKEN.finditer(words):
        add(words[place : token.start()])
        place = token.end()
        if token["bold"]:
            bold = not bold
        elif token["italic"]:
            italic = not italic
        elif token["label"] is not None:
            add(plain(token["label"]), token["address"])
        elif token["bare"]:
            add(token["bare"], token["bare"])
        else:
            add(token["literal"] or token["code"] or "")
    add(words[place:])
    return found


def plain(words: str) -> str:
    """The same without any markup."""
    return "".join(run.text for run in runs(words))


def as_html(words: str) -> str:
    """The same as HTML."""
    parts = []
    for run in runs(words):
        said = html.escape(run.text)
        said = f"<strong>{said}</strong>" if run.bold else f"<em>{said}</em>" if run.italic else said
        parts.append(f'<a href="{html.escape(run.address)}">{said}</a>' if run.address else said)
    return "".join(parts)
