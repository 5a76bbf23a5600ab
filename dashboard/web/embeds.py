"""The chart alone, as a page for a frame in somebody else's: light, in one answer, and whole without any script."""

from __future__ import annotations

import base64
import hashlib
import html
from functools import partial
from urllib.parse import quote

from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from dashboard.briefs.tables import table_of_marks
from dashboard.briefs.words import as_html, plain
from dashboard.catalogue import NoChartError, chart_of, page_of
from dashboard.charts.chart import Chart
from dashboard.charts.inline import dark_style, inline
from dashboard.charts.still import has_png
from dashboard.citing import edition_words, source_line
from dashboard.reader import text_for
from dashboard.share import Place
from dashboard.store import WAREHOUSE, Store, WarehouseError, open_store
from dashboard.text import Text
from dashboard.web import card, rules
from dashboard.web.asking import Asked, asked_of, refused
from dashboard.web.charts import SCRIPT
from dashboard.web.editions import NoEditionError, frozen
from dashboard.web.plain import table
from dashboard.web.site import Site

AUTO = "auto"  # the theme of the reader's own window
DARK = "color-scheme:dark;--paper:#11171d;--ink:#e8edf2;--faint:#a8b0ba;--line:#34414d;--link:#8cc9f0"
CHART_STYLE = (
    ".narrow{display:none}@media(max-width:559px){.wide{display:none}.narrow{display:block}}"
    "figure svg{max-width:100%;height:auto}.scroll{overflow-x:auto}.scroll svg{min-width:560px}"
)
STYLE = (
    ":root{color-scheme:light;--paper:#fff;--ink:#1f2328;--faint:#57606a;--line:#d5dbe1;--link:#0b5c8f}"
    f".dark{{{DARK}}}@media(prefers-color-scheme:dark){{.auto{{{DARK}}}}}"
    "body{margin:0;padding:12px;box-sizing:border-box;max-width:744px;font:15px/1.45 system-ui,'Noto Sans',sans-serif;background:var(--paper);color:var(--ink)}"
    "h1{font-size:1.2rem;line-height:1.25;margin:0 0 .3em}h2{font-size:1rem;margin:.8em 0 .2em}ul{margin:.2em 0}p{margin:.4em 0}.faint,figcaption{color:var(--faint);font-size:.85rem}figure{margin:.6em 0}"
    "a,summary{color:var(--link)}a{overflow-wrap:anywhere}summary,a{padding:2px 0}table{border-collapse:collapse;font-size:.85rem}"
    "td,th{padding:.2em .6em;text-align:start;vertical-align:top;border-top:1px solid var(--line);font-weight:400}thead th{font-weight:600}"
    "div.wide[role]{display:block;overflow-x:auto}button{font:inherit;padding:.3em .8em;background:none;color:var(--link);border:1px solid;border-radius:4px}"
    f"{CHART_STYLE}{dark_style('.dark')}@media(prefers-color-scheme:dark){{{dark_style('.auto')}}}"
    "@media print{:root,.dark,.auto{color-scheme:light;--paper:#fff;--ink:#000;--faint:#333}details,button{display:none}}"
)
# Tells the page around it how high it is, and draws the chart again, to be pointed at, when a reader asks for that.
LIVE = """(function(){
var d=document,say=function(){parent.postMessage({languageGapHeight:Math.ceil(d.body.getBoundingClientRect().height)},"*")},b=d.querySelector("button");
if(b){b.hidden=false;b.onclick=function(){b.disabled=true;var s=d.createElement("script");s.src=b.dataset.script;
s.onload=function(){fetch(b.dataset.figure).then(function(r){return r.json()}).then(function(f){
var p=d.createElement("div"),g=d.querySelector("figure");g.replaceChildren(p);f.layout.paper_bgcolor=f.layout.plot_bgcolor="rgba(0,0,0,0)";
f.layout.font={color:getComputedStyle(d.body).color};Plotly.newPlot(p,f.data,f.layout,{displayModeBar:false,responsive:true}).then(say);b.remove()})};
d.head.append(s)}}
if(parent!==window){new ResizeObserver(say).observe(d.body);addEventListener("resize",say);say()}})()"""
HASH = base64.b64encode(hashlib.sha256(LIVE.encode()).digest()).decode()
POLICY = f"{rules.PAGE}; script-src 'self' 'sha256-{HASH}'; connect-src 'self'; {rules.ANYONE}"


def embed(request: Request) -> Response:
    """A chart alone; 404 in words where there is none, 410 where its edition has gone, 503 without a warehouse."""
    asked = asked_of(request, request.path_params["name"], AUTO)
    headers = {"Content-Security-Policy": POLICY}
    try:
        store = open_store(WAREHOUSE)
        make = partial(_made, store, asked)
        body = frozen(store, asked.edition, asked.key("html"), make) if asked.edition else make()
    except NoEditionError:
        return HTMLResponse(superseded(text_for(asked.language, open_store(WAREHOUSE)), asked), 410, headers)
    except (NoChartError, WarehouseError) as error:
        return refused(error)
    if asked.edition:
        headers["Cache-Control"] = rules.FROZEN
    return HTMLResponse(body, headers=headers)


def _made(store: Store, asked: Asked) -> bytes:
    text = text_for(asked.language, store)
    if asked.name == card.NAME:
        return card_page(store, text, asked, Site()).encode()
    chart = chart_of(store, text, asked.name, dict(asked.parameters))
    # A frozen page leads to no figure or picture that moves on without it.
    return page(store, text, asked, chart, Site(), files=not asked.edition).encode()


def page(
    store: Store, text: Text, asked: Asked, chart: Chart, site: Site, *, drawn: str = "", files: bool = True
) -> str:
    """The page of a chart alone. ``drawn``: its drawing, where it has been made already; ``files``: whether its picture and its
    interactive figure are at hand too."""
    place = site.place(asked.name, dict(asked.parameters), text.tag)
    where, shared = page_of(asked.name, place.parameters)
    explore = site.explore(where, text.tag, **shared)
    words = html.escape(text("embed.explore"))
    home = f'<a href="{html.escape(explore)}" target="_blank" rel="noopener">{words}</a>' if explore else ""
    figure = figure_of(chart, text, drawn or inline(chart, text, "c"))
    interactive = (
        f' <button hidden data-script="{site.home}/chart/{SCRIPT}" data-figure="{html.escape(place.file("figure.json"))}">'
        f"{html.escape(text('embed.interactive'))}</button>"
        if files
        else ""
    )
    return document(
        text,
        asked.theme,
        chart.title,
        head(chart, text, place, site, files=files),
        f"<h1>{as_html(chart.title)}</h1>{figure}"
        f'<p class="faint">{as_html(source_line(store, text, chart.source_ids))} {html.escape(edition_words(store, text))}</p>'
        f"{figures_of(chart, text)}"
        f'<p class="faint">{home}{interactive}</p><script>{LIVE}</script>',
    )


def card_page(store: Store, text: Text, asked: Asked, site: Site) -> str:
    """The page of a recommendation alone.

    Raises:
        NoChartError: there is no such recommendation or subject.
    """
    parameters = dict(asked.parameters)
    item = card.of_address(store, text, parameters)
    place = site.place(card.NAME, parameters, text.tag)
    said = head_of(text, card.title_of(text, item), item.summary, place, site)
    body = f"{card.body(store, text, item, parameters, site)}<script>{LIVE}</script>"
    return document(text, asked.theme, item.title, said, body)


def figure_of(chart: Chart, text: Text, drawn: str) -> str:
    """The drawing, with the statistic above and the note below."""
    return (
        f'<figure><figcaption>{as_html(chart.subtitle)}</figcaption><div dir="ltr">{drawn}</div></figure>'
        f'<p class="faint">{as_html(chart.note)}</p>'
    )


def figures_of(chart: Chart, text: Text) -> str:
    """What is drawn, as a table that opens."""
    drawn = table_of_marks(chart, text)
    blank = [""] * (len(drawn.columns) - 2)
    rows = [*drawn.rows, *([label, *blank, chart.missing_text] for label in chart.missing)]
    return f"<details><summary>{html.escape(text('panel.drawn'))}</summary>{table(drawn.columns, rows)}</details>"


def head(chart: Chart, text: Text, place: Place, site: Site, *, files: bool) -> str:
    """What link previews, and programs that look for a way to embed, read of a chart. ``files``: as in ``page``."""
    image = {"og:image": place.file("png"), "og:image:alt": plain(chart.alt)} if files and has_png(text) else {}
    return head_of(text, plain(chart.title), plain(chart.subtitle), place, site, **image)


def head_of(text: Text, title: str, description: str, place: Place, site: Site, **image: str) -> str:
    """The same of anything that is embedded."""
    address = place.embed()
    told = {"og:type": "article", "og:title": title, "og:description": plain(description), "og:url": address, "og:site_name": text("app.title")}  # fmt: skip
    tags = "".join(f'<meta property="{key}" content="{html.escape(value)}">' for key, value in (told | image).items())
    oembed = "" if site.static else (
        f'<link rel="alternate" type="application/json+oembed" href="{site.home}/oembed?url={quote(address, safe="")}">'
    )  # fmt: skip
    return f'{tags}<meta name="twitter:card" content="summary_large_image"><link rel="canonical" href="{html.escape(address)}">{oembed}'


def document(text: Text, theme: str, title: str, head: str, body: str) -> str:
    """A page of HTML for a frame."""
    direction = "rtl" if text.right_to_left else "ltr"
    return (
        f'<!doctype html><html lang="{text.tag}" dir="{direction}"><head><meta charset="utf-8">'
        f'<meta name="viewport" content="width=device-width,initial-scale=1"><title>{html.escape(plain(title))}</title>'
        f'{head}<style>{STYLE}</style></head><body class="{theme}"><main>{body}</main></body></html>'
    )


def superseded(text: Text, asked: Asked) -> str:
    """That the chart was not kept from its edition, with a link to what it shows now."""
    now = html.escape(Site().place(asked.name, dict(asked.parameters), text.tag).embed())
    said = html.escape(text("embed.superseded", edition=asked.edition[:12] if asked.edition.isalnum() else ""))
    body = f'<h1>{html.escape(text("embed.gone"))}</h1><p>{said}</p><p><a href="{now}">{html.escape(text("embed.now"))}</a></p>'
    return document(text, asked.theme, text("embed.gone"), "", body)
