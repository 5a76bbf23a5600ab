"""Pages to read: what is known of a language or a country, as HTML without script, and the list of all of them.

They say what the brief of the same subject says, from the same content, with whole charts and every row of the table.
"""

from __future__ import annotations

import html
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import lru_cache

import pandas as pd
from starlette.requests import Request
from starlette.responses import HTMLResponse, PlainTextResponse, Response

from dashboard.briefs import NoBriefError
from dashboard.briefs.advised import recommendations
from dashboard.briefs.brief import Recommendation, Section, Table
from dashboard.briefs.content import Content
from dashboard.briefs.making import content_of, own_subject, sources
from dashboard.briefs.words import as_html, plain
from dashboard.catalogue import NoChartError, chart_of
from dashboard.charts.chart import Chart
from dashboard.charts.inline import dark_style, inline
from dashboard.citing import edition_words
from dashboard.reader import Reader, text_for
from dashboard.share import citation
from dashboard.store import WAREHOUSE, Store, WarehouseError, open_store
from dashboard.text import DEFAULT, Text, interface_languages, own_name
from dashboard.web.embeds import CHART_STYLE, figure_of, figures_of
from dashboard.web.plain import Html, escaped, heading, joined, link, page, table
from dashboard.web.site import Site

Drawn = dict[str, str]  # ``key_of`` a chart -> its drawing

KINDS = ("language", "country")
STYLE = (
    f"{CHART_STYLE}@media(prefers-color-scheme:dark){{{dark_style('figure')}}}figure{{margin:.6em 0}}.faint,figcaption{{font-size:.9rem}}"
    "nav ul{display:flex;flex-wrap:wrap;gap:.2rem 1rem;list-style:none;padding:0}article{break-inside:avoid}dt{font-weight:600}dd{margin:0 0 .4em}"
    "@media print{nav,details{display:none}body{max-width:none;color:#000;background:#fff}a{color:#000}}"
)


def read(request: Request) -> Response:
    """The page of a language or a country; 404 in words where there is none, 503 without a warehouse."""
    kind, code = request.path_params["kind"], request.path_params["code"]
    try:
        store = open_store(WAREHOUSE)
        return HTMLResponse(reading_page(store, _words(request, store), kind, code, Site()))
    except NoBriefError:
        return PlainTextResponse("There is no such page. All of them are listed at /read/", status_code=404)
    except WarehouseError:
        return PlainTextResponse("The figures cannot be read at the moment.", status_code=503)


def index(request: Request) -> Response:
    """The list of all pages; 503 without a warehouse."""
    try:
        store = open_store(WAREHOUSE)
        return HTMLResponse(list_page(store, _words(request, store), Site()))
    except WarehouseError:
        return PlainTextResponse("The figures cannot be read at the moment.", status_code=503)


def _words(request: Request, store: Store) -> Text:
    asked = request.query_params.get("lang", DEFAULT)
    return text_for(asked if asked in interface_languages() else DEFAULT, store)


@dataclass(frozen=True)
class Subject:
    """What a page is about."""

    kind: str
    code: str
    asks: tuple[tuple[str, dict[str, str]], ...]  # charts and their parameters

    @classmethod
    def of(cls, kind: str, code: str) -> Subject:
        """The subject of an address.

        Raises:
            NoBriefError: there are no pages of this kind.
        """
        if kind == "language":
            return cls(
                kind,
                code,
                tuple(("language_gaps", {"tag": code, "about": about}) for about in ("capability", "safety")),
            )
        if kind == "country":
            evidence = tuple(("country_evidence", {"code": code, "about": about}) for about in ("capability", "safety"))
            return cls(kind, code, (*evidence, ("country_index", {"code": code})))
        raise NoBriefError("kind", kind)


def charts_of(store: Store, text: Text, subject: Subject) -> list[tuple[str, dict[str, str], Chart]]:
    """The charts of a subject; without those that have nothing to draw."""
    found = []
    for name, asked in subject.asks:
        try:
            found.append((name, asked, chart_of(store, text, name, asked)))
        except NoChartError:
            continue
    return found


def key_of(name: str, asked: Mapping[str, str]) -> str:
    """What names a chart among those of a page."""
    return f"{name} {asked.get('about', '')}"


def reading_page(store: Store, text: Text, kind: str, code: str, site: Site, drawn: Drawn | None = None) -> str:
    """The page of one subject. ``drawn``: drawings made already, by the name of their chart and what it asks about.

    Raises:
        NoBriefError: there is no such subject.
    """
    subject, reader = Subject.of(kind, code), Reader(store, text)
    content = content_of(reader, kind, code)
    charts = charts_of(store, text, subject)
    charted = tuple(source for _, _, chart in charts for source in chart.source_ids)
    address = site.read(kind, code, text.tag)
    advised = recommendations(reader, content.advised, own_subject(kind, code))
    parts = [
        _names(text, kind, content),
        _section(Section(text("section.evidence"), content.messages)),
        _section(content.affected),
        *(
            _chart(text, chart, (drawn or {}).get(key_of(name, asked)) or inline(chart, text, f"c{place}"), site, name, asked)
            for place, (name, asked, chart) in enumerate(charts)
        ),
        _table(content.table) if content.table else "",
        _section(content.unknown),
        _advice(text, advised),
        _section(Section(text("brief.sources"), sources(reader, (*charted, *content.source_ids)))),
        _section(Section(text("share.cite"), (citation(store, text, plain(content.title), address).plain(text),))),
        _ways(text, subject, site),
        Html(f'<p class="faint">{html.escape(edition_words(store, text))}</p>'),
    ]  # fmt: skip
    head = _head(store, text, content, subject, charts, site)
    return page(text, plain(content.title), (part for part in parts if part), head=head, style=STYLE)


def _names(text: Text, kind: str, content: Content) -> Html:
    """What the page is about, in its own language too."""
    own = f" · <bdi>{html.escape(content.own_name)}</bdi>" if content.own_name else ""
    said = text("compare.named", name=text(f"page.{kind}.menu"), value=content.subject)
    return Html(f"<p>{html.escape(said)}{own}</p>")


def _section(part: Section) -> Html:
    """A heading and its points."""
    points = "".join(f"<li>{as_html(point)}</li>" for point in part.points)
    body = (
        f"<ul>{points}</ul>"
        if len(part.points) > 1
        else f"<p>{as_html(part.points[0] if part.points else part.empty)}</p>"
    )
    return Html(f"<section>{heading(part.title)}{body}</section>")


def _chart(text: Text, chart: Chart, drawing: str, site: Site, name: str, asked: dict[str, str]) -> Html:
    """A chart with its words, its figures and its files."""
    place = site.place(name, asked, text.tag)
    files = joined((link(place.file(kind), kind.upper()) for kind in ("svg", "csv", "json")), " · ")
    embed = link(place.embed(), text("share.link"))
    return Html(
        f"<article>{heading(plain(chart.title))}{figure_of(chart, text, drawing)}{figures_of(chart, text)}"
        f'<p class="faint">{embed} · {files}</p></article>'
    )


def _table(content: Table) -> Html:
    """The table of tests."""
    return Html(
        f"<section>{heading(content.title)}{table(content.columns, content.rows)}<p>{as_html(content.note)}</p></section>"
    )


def _advice(text: Text, advised: tuple[Recommendation, ...]) -> Html:
    """What could be done, each with what speaks for it and against it."""
    if not advised:
        return _section(Section(text("brief.advice"), (), text("brief.advice_none")))
    items = "".join(
        f"<li><p>{as_html(one.action)}</p><dl>"
        + "".join(f"<dt>{html.escape(label)}</dt><dd>{as_html(words)}</dd>" for label, words in one.details)
        + "</dl></li>"
        for one in advised
    )
    return Html(f"<section>{heading(text('brief.advice'))}<ol>{items}</ol></section>")


def _ways(text: Text, subject: Subject, site: Site) -> Html:
    """Other forms of the page: the brief, the dashboard, other languages of the interface, the list."""
    brief = site.brief(subject.kind, subject.code, text.tag, "pdf")
    forms = [link(brief, text("reading.brief"))] if brief else []
    asked = {"tag" if subject.kind == "language" else "code": subject.code}
    explore = site.explore(subject.kind, text.tag, **asked)
    forms += [link(explore, text("embed.explore"))] if explore else []
    forms.append(link(site.read("", "", text.tag), text("reading.title")))
    return Html(
        f'<nav aria-label="{html.escape(text("reading.more"))}"><ul>{"".join(f"<li>{one}</li>" for one in forms)}</ul>'
        f"{languages(text, site, lambda tag: site.read(subject.kind, subject.code, tag))}</nav>"
    )


def languages(text: Text, site: Site, address: Callable[[str], str]) -> str:
    """Links to the same page in the other languages of the interface."""
    items = "".join(
        f'<li><a href="{html.escape(address(tag))}" hreflang="{tag}" lang="{tag}">{html.escape(own_name(tag))}</a></li>'
        for tag in site.languages
        if tag != text.tag
    )
    return f"<ul>{items}</ul>"


def alternates(site: Site, address: Callable[[str], str], tag: str) -> str:
    """The same page in every language, for programs."""
    links = "".join(
        f'<link rel="alternate" hreflang="{one}" href="{html.escape(address(one))}">' for one in site.languages
    )
    return f'<link rel="canonical" href="{html.escape(address(tag))}">{links}<link rel="alternate" hreflang="x-default" href="{html.escape(address(site.languages[0]))}">'


def _head(
    store: Store, text: Text, content: Content, subject: Subject, charts: list[tuple[str, dict[str, str], Chart]], site: Site
) -> str:  # fmt: skip
    """What search engines and link previews read: description, alternates, and the figures as a data set."""
    about = plain(content.messages[0])
    told = {
        "og:type": "article",
        "og:title": plain(content.title),
        "og:description": about,
        "og:site_name": text("app.title"),
    }
    tags = "".join(f'<meta property="{key}" content="{html.escape(value)}">' for key, value in told.items())
    data = {
        "@context": "https://schema.org",
        "@type": "Dataset",
        "name": plain(content.title),
        "description": " ".join(plain(message) for message in content.messages),
        "inLanguage": text.tag,
        "url": site.read(subject.kind, subject.code, text.tag),
        "creator": {"@type": "Organization", "name": text("app.title")},
        "dateModified": store.as_of.isoformat(),
        "version": store.content_hash[:12],
        "isAccessibleForFree": True,
        "isBasedOn": _based_on(store, tuple(sorted({one for _, _, chart in charts for one in chart.source_ids}))),
        "distribution": [
            {"@type": "DataDownload", "encodingFormat": "text/csv", "contentUrl": site.place(name, asked, text.tag).file("csv")}
            for name, asked, _ in charts
        ],
    }  # fmt: skip
    said = json.dumps(data, ensure_ascii=False).replace("<", "\\u003c")
    return (
        f'<meta name="description" content="{html.escape(about)}">{tags}'
        f"{alternates(site, lambda tag: site.read(subject.kind, subject.code, tag), text.tag)}"
        f'<script type="application/ld+json">{said}</script>'
    )


def _based_on(store: Store, source_ids: tuple[str, ...]) -> list[dict[str, str]]:
    """The sources of the charts, with their licences as they state them."""
    rows = store.view("source", source_id=source_ids, order="source_id").to_dict("records")
    return [
        {"@type": "CreativeWork", "name": row["title"], "url": row["address"], "license": row["licence"]}
        for row in rows
    ]


@lru_cache(maxsize=4)
def subjects(store: Store) -> list[tuple[str, str]]:
    """Every page that is listed: languages with evidence on capability or safety, then every territory, by code."""
    graded = store.view("evidence_grade", dimension=("capability", "safety"), grade=("A", "B", "C", "D"))
    tags = sorted(set(graded["language_tag"]))
    codes = sorted(store.view("territory")["territory_code"])
    return [*(("language", tag) for tag in tags), *(("country", code) for code in codes)]


def list_page(store: Store, text: Text, site: Site) -> str:
    """Every language with evidence and every territory, as links in the order of their names; the grade of the evidence beside a language."""
    listed = subjects(store)
    grades = store.view("evidence_grade").set_index(["language_tag", "dimension"])["grade"]
    tags = sorted((code for kind, code in listed if kind == "language"), key=text.label)
    codes = sorted((code for kind, code in listed if kind == "country"), key=text.territory)
    rows = [
        [link(site.read("language", tag, text.tag), text.label(tag)), *(_grade(grades, tag, about) for about in ("capability", "safety"))]
        for tag in tags
    ]  # fmt: skip
    places = "".join(f"<li>{link(site.read('country', code, text.tag), text.territory(code))}</li>" for code in codes)
    head = [text("column.language"), text("country.grade.capability"), text("country.grade.safety")]
    parts = [
        Html(f"<p>{escaped(text('reading.lead'))} {link(site.gallery(text.tag), text('gallery.title'))}</p>"),
        Html(f"<nav>{languages(text, site, lambda tag: site.read('', '', tag))}</nav>"),
        heading(text("page.country.menu")),
        Html(f"<nav><ul>{places}</ul></nav>"),
        heading(text("page.language.menu")),
        table(head, rows),
    ]
    return page(
        text,
        text("reading.title"),
        parts,
        head=alternates(site, lambda tag: site.read("", "", tag), text.tag),
        style=STYLE,
    )


def _grade(grades: pd.Series, tag: str, about: str) -> str:
    value = grades.get((tag, about))
    return value if isinstance(value, str) else ""


def sitemap(request: Request) -> Response:
    """Every page to read, in every language of the interface."""
    try:
        return Response(sitemap_of(open_store(WAREHOUSE), Site()), media_type="application/xml")
    except WarehouseError:
        return PlainTextResponse("The figures cannot be read at the moment.", status_code=503)


def sitemap_of(store: Store, site: Site) -> str:
    """The sitemap, as its protocol asks: absolute addresses, which need ``SITE``."""
    listed = [("", ""), *subjects(store)]
    day = store.as_of.isoformat()
    urls = "".join(
        f"<url><loc>{html.escape(site.read(kind, code, tag))}</loc><lastmod>{day}</lastmod></url>"
        for kind, code in listed
        for tag in site.languages
    )
    return f'<?xml version="1.0" encoding="UTF-8"?><urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{urls}</urlset>'
