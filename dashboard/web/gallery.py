"""Every chart with its picture, its sentence and the lines that embed it."""

from __future__ import annotations

import html
from collections.abc import Iterable, Mapping

from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from dashboard.advice import recommendations
from dashboard.briefs.words import plain
from dashboard.catalogue import PAGES, NoChartError, chart_of
from dashboard.catalogue.examples import examples
from dashboard.charts.still import has_png
from dashboard.reader import text_for
from dashboard.share import Place
from dashboard.store import WAREHOUSE, Store, WarehouseError, open_store
from dashboard.text import DEFAULT, Text, interface_languages, own_name
from dashboard.web import card
from dashboard.web.asking import refused
from dashboard.web.editions import edition_of
from dashboard.web.plain import Html, escaped, heading, joined, page, paragraph
from dashboard.web.site import Site

THEMES = ("light", "dark")
EVERY = "all"
WIDE_STYLE = (
    "article{margin:1.5rem 0;border-top:1px solid #8a949e}img{max-width:100%;height:auto}textarea{width:100%;font-family:monospace}"
    "form{display:flex;flex-wrap:wrap;gap:.5rem 1rem;align-items:end}label{display:grid;grid-template-columns:minmax(0,1fr);max-width:100%}select,button{font:inherit;padding:.2rem .4rem}"
)


def gallery(request: Request) -> Response:
    """All charts, or those of one page; about one language or country where that is asked."""
    asked = request.query_params
    language = asked.get("lang", DEFAULT)
    try:
        store = open_store(WAREHOUSE)
    except WarehouseError as error:
        return refused(error)
    text = text_for(language if language in interface_languages() else DEFAULT, store)
    chosen = {
        "page": _known(asked.get("page", EVERY), [*PAGES, card.NAME], EVERY),
        "theme": _known(asked.get("theme", ""), THEMES, THEMES[0]),
        "tag": _known(asked.get("tag", ""), store.view("gap_on_test")["language_tag"], ""),
        "code": _known(asked.get("code", ""), store.view("territory")["territory_code"], ""),
    }
    return HTMLResponse(gallery_page(store, text, chosen, Site()))


def gallery_page(store: Store, text: Text, chosen: Mapping[str, str], site: Site) -> str:
    """The gallery as a page. ``chosen``: page, theme, tag, code."""
    asked = examples(store, chosen["tag"], chosen["code"])
    parts = [paragraph(text("gallery.lead")), *([] if site.static else [_form(store, text, chosen)])]
    for name, charts in PAGES.items():
        if chosen["page"] not in (EVERY, name):
            continue
        shown = [_chart(store, text, chart, asked.get(chart, {}), chosen["theme"], site) for chart in charts]
        parts += [heading(text(f"page.{name}.menu")), *(one for one in shown if one)]
    if chosen["page"] in (EVERY, card.NAME):
        parts += [heading(text("page.advice.menu")), *_cards(store, text, chosen, site)]
    return page(text, text("gallery.title"), parts, style=WIDE_STYLE)


def _chart(store: Store, text: Text, name: str, asked: Mapping[str, str], theme: str, site: Site) -> Html:
    """A chart's picture, sentence and lines to copy; nothing where there is nothing to draw."""
    try:
        chart = chart_of(store, text, name, asked)
    except NoChartError:
        return Html("")
    place = site.place(name, asked if site.static else {**asked, "theme": theme}, text.tag)
    title, alt = plain(chart.title), plain(chart.alt)
    image = (text("share.image"), place.image(title, alt, "png" if has_png(text) and not site.static else "svg"))
    picture = (
        f'<img src="{html.escape(place.file("svg"))}" alt="{html.escape(alt)}" loading="lazy" width="720" height="480">'
    )
    return _article(store, text, title, Html(picture), place, site, image)


def _cards(store: Store, text: Text, chosen: Mapping[str, str], site: Site) -> Iterable[Html]:
    """Every recommendation that applies: to the language or country that is asked for, or to somebody."""
    theme = {} if site.static else {"theme": chosen["theme"]}
    subjects = tuple(code for code in (chosen["tag"], chosen["code"]) if code)
    about_them: dict[str, tuple[str, ...]] = {"subject": subjects} if subjects else {}
    for name, words in recommendations(store, text).items():
        rows = store.advice({}, state="fires", recommendation_id=name, **about_them)
        if rows.empty:
            continue
        about = {"about": str(rows["subject"].iloc[0])} if subjects else {}
        place = site.place(card.NAME, {"of": name} | about | theme, text.tag)
        yield _article(store, text, words.title, paragraph(words.summary), place, site)


def _article(
    store: Store, text: Text, title: str, shown: Html, place: Place, site: Site, *more: tuple[str, str]
) -> Html:
    """What can be embedded: its title, what is ``shown`` of it, and lines to copy, those of ``more`` last."""
    ways = [(text("share.embed"), place.snippet(title))]
    if not site.static:
        frozen = site.place(place.name, {**place.parameters, "edition": edition_of(store)}, text.tag)
        ways.append((text("share.embed_frozen"), frozen.snippet(title)))
    ways += more
    lines = joined(
        (
            Html(f"<label>{html.escape(label)}<textarea readonly rows=3>{html.escape(line)}</textarea></label>")
            for label, line in ways
        ),
        "",
    )
    return Html(
        f"<article><h3>{escaped(title)}</h3>{shown}"
        f'<p><a href="{html.escape(place.embed())}">{escaped(text("share.link"))}</a></p>'
        f"<details><summary>{escaped(text('share.menu'))}</summary>{lines}</details></article>"
    )


def _form(store: Store, text: Text, chosen: Mapping[str, str]) -> Html:
    """What the gallery can be asked, without script."""
    tags = sorted(store.view("gap_on_test")["language_tag"].unique(), key=text.language)
    codes = sorted(store.view("territory")["territory_code"], key=text.territory)
    every = text("gallery.all")
    choices: list[tuple[str, str, list[tuple[str, str]], str]] = [
        ("lang", text("menu.language"), [(tag, own_name(tag)) for tag in interface_languages()], text.tag),
        ("page", text("gallery.subject"), [(EVERY, every), *((name, text(f"page.{name}.menu")) for name in (*PAGES, card.NAME))], chosen["page"]),
        ("tag", text("page.language.menu"), [("", every), *((tag, text.language(tag)) for tag in tags)], chosen["tag"]),
        ("code", text("page.country.menu"), [("", every), *((code, text.territory(code)) for code in codes)], chosen["code"]),
        ("theme", text("gallery.theme"), [(theme, text(f"gallery.theme.{theme}")) for theme in THEMES], chosen["theme"]),
    ]  # fmt: skip
    fields = joined((_select(*choice) for choice in choices), "")
    return Html(f'<form action="/embed/" method="get">{fields}<button>{escaped(text("gallery.show"))}</button></form>')


def _select(name: str, label: str, options: Iterable[tuple[str, str]], chosen: str) -> Html:
    """A list to choose from."""
    inside = "".join(
        f'<option value="{html.escape(value)}"{" selected" if value == chosen else ""}>{html.escape(words)}</option>'
        for value, words in options
    )
    return Html(f'<label>{escaped(label)}<select name="{name}">{inside}</select></label>')


def _known(value: str, options: Iterable[str], default: str) -> str:
    return value if value in set(options) else default
