"""What a static edition consists of, in parts that are made one by one: each is whole or absent."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TypeAlias
from urllib.parse import unquote

from dashboard import briefs
from dashboard.advice import recommendations
from dashboard.catalogue import CATALOGUE, NoChartError, chart_of
from dashboard.catalogue.examples import examples
from dashboard.charts.chart import Chart
from dashboard.charts.inline import inline
from dashboard.charts.still import has_png, svg
from dashboard.citing import cited, drawn_table
from dashboard.downloads import to_csv
from dashboard.reader import text_for
from dashboard.share import Place
from dashboard.store import Store
from dashboard.text import Text
from dashboard.web import card, charts, data, embeds, gallery, reading
from dashboard.web.asking import Asked
from dashboard.web.site import Site

File: TypeAlias = tuple[str, bytes | Path]
THEME = "auto"


@dataclass(frozen=True)
class Where:
    """Where the edition will stand, and what of it is wanted."""

    base: (
        str  # scheme, host and folder of the static site, no slash at the end; empty: it stands at the root of its host
    )
    app: str | None  # of the dashboard; None where there is none
    languages: tuple[str, ...]  # of the interface
    briefs: bool = True
    data: bool = True

    @property
    def site(self) -> Site:
        """Addresses of the edition."""
        return Site(self.base, self.app, static=True, briefs=self.briefs, only=self.languages)


@dataclass(frozen=True)
class Part:
    """A part: ``kind`` is ``language``, ``country``, ``brief``, ``charts``, ``site`` or ``data``; ``code`` what it is about."""

    kind: str
    code: str

    @property
    def name(self) -> str:
        """What the record calls it."""
        return f"{self.kind}/{self.code}"


def parts_of(store: Store, where: Where) -> list[Part]:
    """All parts, those that take longest first."""
    listed = [Part(kind, code) for kind, code in reading.subjects(store)]
    groups = [(kind, code) for kind, code in briefs.all_of(store) if kind not in reading.KINDS]
    printed = [Part("brief", f"{kind}/{code}") for kind, code in groups]
    shown = [Part("charts", tag) for tag in where.languages]
    return [
        *shown,
        *listed,
        *(printed if where.briefs else []),
        *([Part("data", "all")] if where.data else []),
        Part("site", "all"),
    ]


def files_of(store: Store, part: Part, where: Where) -> Iterator[File]:
    """The files of a part, each with its bytes, or the file that it is a copy of."""
    if part.kind == "site":
        yield from _site(store, where)
    elif part.kind == "data":
        yield from _data(store)
    elif part.kind == "charts":
        yield from _charts(store, text_for(part.code, store), where)
    elif part.kind == "brief":
        kind, _, code = part.code.partition("/")
        for tag in where.languages:
            yield _brief(store, kind, code, tag, where)
    else:
        for tag in where.languages:
            yield from _subject(store, text_for(tag, store), part, where)


def _path(address: str, where: Where) -> str:
    """The file of an address of the edition."""
    return unquote(address.removeprefix(where.base).lstrip("/"))


def _subject(store: Store, text: Text, part: Part, where: Where) -> Iterator[File]:
    """A language or a country in one language of the interface: its page, its charts alone and as files, its brief."""
    site, drawn = where.site, {}
    for place, (name, asked, chart) in enumerate(
        reading.charts_of(store, text, reading.Subject.of(part.kind, part.code))
    ):
        drawing = inline(chart, text, f"c{place}")
        drawn[reading.key_of(name, asked)] = drawing
        yield from _chart(store, text, chart, site.place(name, asked, text.tag), drawing, where)
    page = reading.reading_page(store, text, part.kind, part.code, site, drawn)
    yield _path(site.read(part.kind, part.code, text.tag), where), page.encode()
    if where.briefs:
        yield _brief(store, part.kind, part.code, text.tag, where)


def _chart(
    store: Store, text: Text, chart: Chart, place: Place, drawing: str, where: Where, *, files: bool = False
) -> Iterator[File]:
    """A chart alone, its picture and its figures."""
    asked = Asked(place.name, tuple(sorted(place.parameters.items())), text.tag, THEME, "")
    page = embeds.page(store, text, asked, chart, where.site, drawn=drawing, files=files)
    yield _path(place.embed(), where), page.encode()
    yield _path(place.file("svg"), where), svg(chart, text, cited(store, text, chart.source_ids)).encode()
    yield _path(place.file("csv"), where), to_csv(drawn_table(chart, text))
    yield _path(place.file("json"), where), charts.made(store, asked, "json")


def _charts(store: Store, text: Text, where: Where) -> Iterator[File]:
    """Every chart of the catalogue as the gallery shows it, and the gallery."""
    asked, site = examples(store), where.site
    for name in CATALOGUE:
        try:
            chart = chart_of(store, text, name, asked.get(name, {}))
        except NoChartError:
            continue
        place = site.place(name, asked.get(name, {}), text.tag)
        yield from _chart(store, text, chart, place, inline(chart, text, "c"), where, files=True)
        for kind in ("figure.json", "metadata.json", *(["png"] if has_png(text) else [])):
            whole = Asked(name, tuple(sorted(place.parameters.items())), text.tag, "light", "")
            yield _path(place.file(kind), where), charts.made(store, whole, kind)
    for one in recommendations(store, text):
        whole = Asked(card.NAME, (("of", one),), text.tag, THEME, "")
        place = site.place(card.NAME, dict(whole.parameters), text.tag)
        yield _path(place.embed(), where), embeds.card_page(store, text, whole, site).encode()
    chosen = {"page": gallery.EVERY, "theme": "light", "tag": "", "code": ""}
    yield _path(site.gallery(text.tag), where), gallery.gallery_page(store, text, chosen, site).encode()


def _brief(store: Store, kind: str, code: str, tag: str, where: Where) -> File:
    """A brief as PDF."""
    made = briefs.make(store, kind, code, lang=tag, site=where.app or where.base)
    return _path(where.site.brief(kind, code, tag, "pdf"), where), briefs.in_form(made, "pdf")


def _data(store: Store) -> Iterator[File]:
    """The export that stands beside the warehouse, if there is one of this edition."""
    for file in data.exported(store):
        yield f"data/{file.relative_to(data.EXPORT).as_posix()}", file


def _site(store: Store, where: Where) -> Iterator[File]:
    """Lists, the map of the site for programs, and the script that makes charts interactive."""
    site = where.site
    for tag in where.languages:
        text = text_for(tag, store)
        yield _path(site.read("", "", tag), where), reading.list_page(store, text, site).encode()
    first = text_for(where.languages[0], store)
    yield "index.html", reading.list_page(store, first, site).encode()
    yield "404.html", reading.list_page(store, first, site).encode()
    yield "sitemap.xml", reading.sitemap_of(store, site).encode()
    yield "robots.txt", f"User-agent: *\nAllow: /\nSitemap: {site.home}/sitemap.xml\n".encode()
    yield f"chart/{charts.SCRIPT}", charts.plotly_script()
