"""A brief as a page of HTML: one file, no script, read aloud in the order in which it is printed; nothing is left out."""

from __future__ import annotations

import re
from html import escape

from dashboard.briefs.brief import Brief, Picture, Section, Table
from dashboard.briefs.pdf import qr
from dashboard.briefs.words import as_html, plain

INSIDE = re.compile(r' (?:role|aria-[a-z]+)="[^"]*"')  # what Vega says of single marks: the picture is read as one
STYLE = (
    "body{margin:0 auto;max-width:46rem;padding:1rem;font-family:Noto Sans,sans-serif;line-height:1.5;color:#111;background:#fff}"
    "h1{font-size:1.6rem;line-height:1.25}h2{font-size:1.15rem;margin:1.6em 0 .4em}figure{margin:1.2em 0}figcaption,.note{font-size:.85rem;color:#444}"
    "figcaption strong{font-size:1rem;color:#111}svg{max-width:100%;height:auto}.table{overflow-x:auto}table{border-collapse:collapse;font-size:.85rem}"
    "th,td{padding:.25em .5em;border-bottom:1px solid #bbb;text-align:start;vertical-align:top}.n{text-align:end;white-space:nowrap}"
    "dt{font-weight:700;display:inline}dd{display:inline;margin:0}dd::after{content:'';display:block}footer{border-top:1px solid #999;margin-top:2em}"
    ".qr svg{width:7rem}a{overflow-wrap:anywhere}"
)


def as_page(brief: Brief) -> str:
    """The brief as a page of HTML."""
    direction = "rtl" if brief.right_to_left else "ltr"
    own = f" · <bdi lang='{escape(brief.subject_id)}'>{escape(brief.own_name)}</bdi>" if brief.own_name else ""
    parts = [
        f"<header><p class='note'>{escape(brief.label)}{own} · {escape(brief.site)}</p><h1>{escape(brief.title)}</h1></header><main>",
        _section(brief.messages),
        _section(brief.affected),
        *(_figure(picture) for picture in brief.pictures),
        _table(brief.table) if brief.table else "",
        _section(brief.unknown),
        _advice(brief),
        _section(brief.method),
        _section(brief.sources),
        _section(brief.citation),
        f"</main><footer class='note'><p>{escape(brief.edition.line)}</p><p><strong>{escape(brief.edition.link_label)}</strong> "
        f"<a href='{escape(brief.edition.address)}' dir='ltr'>{escape(brief.edition.address)}</a></p>"
        f"<p class='qr' role='img' aria-label='{escape(brief.edition.qr_alt)}'>{qr(brief.edition.address)}</p></footer>",
    ]
    return (
        f"<!doctype html><html lang='{brief.language}' dir='{direction}'><head><meta charset='utf-8'>"
        f"<meta name='viewport' content='width=device-width, initial-scale=1'><title>{escape(brief.title)}</title>"
        f"<style>{STYLE}</style></head><body>{''.join(parts)}</body></html>"
    )


def _section(part: Section) -> str:
    points = "".join(f"<li>{as_html(point)}</li>" for point in part.points)
    body = f"<ul>{points}</ul>" if points else f"<p>{as_html(part.empty)}</p>"
    return f"<section><h2>{escape(part.title)}</h2>{body}</section>"


def _figure(picture: Picture) -> str:
    """A chart whose alternative is read instead of its marks; its words stand below."""
    chart = picture.chart
    alternative = escape(plain(chart.alt))
    shapes = INSIDE.sub("", picture.svg[picture.svg.index("<svg") :])
    svg = shapes.replace(
        "<svg", f"<svg direction='ltr' role='img' aria-label='{alternative}'", 1
    )  # places are from the left
    return (
        f"<figure><figcaption><strong>{escape(chart.title)}</strong><br>{as_html(chart.subtitle)}</figcaption>{svg}"
        f"<p class='note'>{as_html(chart.note)} {escape(picture.sources)}</p>"
        f"<details><summary>{escape(chart.axis)}</summary>{_grid(picture.figures)}</details></figure>"
    )


def _table(table: Table) -> str:
    return f"<section><h2>{escape(table.title)}</h2>{_grid(table)}<p class='note'>{as_html(table.note)}</p></section>"


def _grid(table: Table) -> str:
    def cells(tag: str, row: tuple[str, ...]) -> str:
        scope = " scope='col'" if tag == "th" else ""
        return "".join(
            f"<{tag}{scope}{' class=n' if place in table.numbers else ''}>{escape(words)}</{tag}>"
            for place, words in enumerate(row)
        )

    rows = "".join(f"<tr>{cells('td', row)}</tr>" for row in table.rows)
    return (
        f"<div class='table' tabindex='0' role='region' aria-label='{escape(table.title)}'><table><thead>"
        f"<tr>{cells('th', table.columns)}</tr></thead><tbody>{rows}</tbody></table></div>"
    )


def _advice(brief: Brief) -> str:
    if not brief.recommendations:
        return _section(brief.advice)
    items = "".join(
        f"<li><p>{as_html(one.action)}</p><dl>"
        + "".join(f"<dt>{escape(label)}</dt> <dd>{as_html(words)}</dd>" for label, words in one.details)
        + "</dl></li>"
        for one in brief.recommendations
    )
    return f"<section><h2>{escape(brief.advice.title)}</h2><ol>{items}</ol></section>"
