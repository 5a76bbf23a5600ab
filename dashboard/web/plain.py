"""A page of words and tables, as HTML without script."""

from __future__ import annotations

import html
from collections.abc import Iterable, Sequence

from starlette.requests import Request

from dashboard.text import DEFAULT, Text, interface_languages

STYLE = (
    "body{max-width:60rem;margin:0 auto;padding:1rem;font:1rem/1.5 system-ui,'Noto Sans',sans-serif;color:#16202a;background:#fff}"
    "table{border-collapse:collapse;width:100%}td,th{padding:.25rem .5rem;text-align:start;vertical-align:top;border-top:1px solid #d5dbe1}"
    ".wide{overflow-x:auto}a{color:#0b5c8f}a,code{overflow-wrap:anywhere}select,textarea{max-width:100%}"
    "@media(prefers-color-scheme:dark){body{color:#e8edf2;background:#11171d}a{color:#8cc9f0}td,th{border-color:#34414d}}"
)


class Html(str):
    """Text that is HTML already; any other text is escaped."""

    __slots__ = ()


def escaped(words: str) -> Html:
    """Text as HTML."""
    return words if isinstance(words, Html) else Html(html.escape(words))


def link(address: str, words: str) -> Html:
    """A link."""
    return Html(f'<a href="{html.escape(address)}">{escaped(words)}</a>')


def joined(parts: Iterable[str], between: str = " ") -> Html:
    """Parts one after the other."""
    return Html(between.join(escaped(part) for part in parts))


def heading(words: str) -> Html:
    """A heading below that of the page."""
    return Html(f"<h2>{escaped(words)}</h2>")


def paragraph(words: str) -> Html:
    """A paragraph."""
    return Html(f"<p>{escaped(words)}</p>")


def table(head: Sequence[str], rows: Iterable[Sequence[str]], label: str = "") -> Html:
    """A table; the first cell of a row is its heading. It scrolls by itself where the page is narrow, also by keyboard.
    ``label``: what it is called, its first heading if nothing."""
    first = "".join(f'<th scope="col">{escaped(cell)}</th>' for cell in head)
    body = "".join(
        f'<tr><th scope="row">{escaped(row[0])}</th>{"".join(f"<td>{escaped(cell)}</td>" for cell in row[1:])}</tr>'
        for row in rows
    )
    return Html(
        f'<div class="wide" tabindex="0" role="group" aria-label="{html.escape(label or head[0])}">'
        f"<table><thead><tr>{first}</tr></thead><tbody>{body}</tbody></table></div>"
    )


def page(text: Text, title: str, parts: Iterable[str], *, head: str = "", style: str = "") -> str:
    """The whole page. ``head``: HTML besides what every page has in its head; ``style``: rules besides those of every page."""
    direction = "rtl" if text.right_to_left else "ltr"
    site = html.escape(text("app.title"))
    return (
        f'<!doctype html><html lang="{text.tag}" dir="{direction}"><head><meta charset="utf-8">'
        f'<meta name="viewport" content="width=device-width, initial-scale=1"><title>{html.escape(title)} · {site}</title>'
        f'{head}<style>{STYLE}{style}</style></head><body><header><a href="/?lang={text.tag}">{site}</a></header>'
        f"<main><h1>{html.escape(title)}</h1>{joined(parts, '')}</main></body></html>"
    )


def words_of(request: Request) -> Text:
    """The words in the language of an address; in English where it names none that there is."""
    asked = request.query_params.get("lang", DEFAULT)
    return Text(asked if asked in interface_languages() else DEFAULT)
