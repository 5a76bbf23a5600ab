"""Routes of single charts: the picture, the figures, and the chart alone for a frame in somebody else's page."""

from __future__ import annotations

import html
import re
from functools import lru_cache

from starlette.requests import Request
from starlette.responses import HTMLResponse, PlainTextResponse, Response

from dashboard.catalogue import NoChartError, chart_of
from dashboard.charts import still
from dashboard.charts.chart import Chart
from dashboard.charts.vega import GROUND
from dashboard.citing import cited, drawn_table
from dashboard.downloads import to_csv
from dashboard.reader import text_for
from dashboard.share import Place, as_json
from dashboard.store import WAREHOUSE, Store, WarehouseError, open_store
from dashboard.text import DEFAULT, Text, interface_languages
from dashboard.web.api.gathered import taken
from dashboard.web.metadata import metadata

KINDS = {
    "svg": "image/svg+xml",
    "png": "image/png",
    "csv": "text/csv; charset=utf-8",
    "json": "application/json; charset=utf-8",
    "metadata.json": "application/json; charset=utf-8",
}
OURS = ("lang", "theme")
SAFE = {"X-Content-Type-Options": "nosniff", "Cache-Control": "public, max-age=300"}
POLICY = "default-src 'none'; style-src 'unsafe-inline'; img-src data:"


def file(request: Request) -> Response:
    """A chart as ``svg``, ``png``, ``csv`` or ``json``; 404 in words where there is none, 503 without a warehouse."""
    name, _, kind = request.path_params["file"].partition(".")
    if kind not in KINDS:
        return PlainTextResponse(f"Not one of {', '.join(KINDS)}.", status_code=404)
    try:
        body = _made(open_store(WAREHOUSE), *_asked(request, name), kind)
    except (NoChartError, WarehouseError) as error:
        return _refused(error)
    inline = "inline" if kind in ("svg", "png") else "attachment"
    headers = SAFE | {"Content-Disposition": f'{inline}; filename="{name}.{kind}"', "Access-Control-Allow-Origin": "*"}
    if kind == "svg":
        headers["Content-Security-Policy"] = POLICY
    return Response(body, media_type=KINDS[kind], headers=headers)


def embed(request: Request) -> Response:
    """A chart alone, as a page without script: the picture, its text alternative, its figures as a table."""
    try:
        body = _made(open_store(WAREHOUSE), *_asked(request, request.path_params["name"]), "html")
    except (NoChartError, WarehouseError) as error:
        return _refused(error)
    return HTMLResponse(body, headers=SAFE | {"Content-Security-Policy": f"{POLICY}; frame-ancestors *"})


def _asked(request: Request, name: str) -> tuple[str, tuple[tuple[str, str], ...], str, str]:
    """Chart, parameters, language and theme of an address; what is no language or theme is taken for the first."""
    asked = dict(request.query_params)
    language, theme = asked.get("lang", DEFAULT), asked.get("theme", "light")
    return (
        name,
        tuple(sorted((key, value) for key, value in asked.items() if key not in OURS)),
        language if language in interface_languages() else DEFAULT,
        theme if theme in GROUND else "light",
    )


def _refused(error: NoChartError | WarehouseError) -> Response:
    """What is wrong with the address, or that there are no figures; nothing of the address is repeated as HTML."""
    if isinstance(error, WarehouseError):
        return PlainTextResponse("The figures cannot be read at the moment.", status_code=503)
    subject = re.sub(r"[^\w .,:-]", "", error.subject)[:80]
    words = {
        "name": "There is no chart of this name",
        "parameter": "The chart takes no such parameter",
        "missing": "The chart needs this parameter",
        "value": "Nothing has this value",
        "empty": "There is nothing to draw for",
        "png": "Pictures in this language are drawn as SVG only",
    }[error.reason]
    return PlainTextResponse(f"{words}: {subject}", status_code=404, headers={"X-Content-Type-Options": "nosniff"})


@lru_cache(maxsize=512)
def _made(
    store: Store, name: str, parameters: tuple[tuple[str, str], ...], language: str, theme: str, kind: str
) -> bytes:
    """A chart in one form; the same address of the same warehouse is drawn once."""
    text = text_for(language, store)
    chart = chart_of(store, text, name, dict(parameters))
    table = drawn_table(chart, text)
    if kind == "csv":
        return to_csv(table)
    if kind == "json":
        columns = {"label": text("column.label"), "role": text("column.series"), "value": chart.axis}
        return as_json(chart, Place(name, dict(parameters), "", language), store, columns).encode()
    if kind == "metadata.json":
        return metadata(chart, name, dict(parameters), taken(name), text, store).encode()
    if kind == "png" and not still.has_png(text):
        raise NoChartError("png", language)
    picture = still.svg(chart, text, cited(store, text, chart.source_ids), theme)
    if kind == "png":
        return still.png(picture)
    return (
        picture.encode()
        if kind == "svg"
        else _page(chart, text, picture, table.to_html(index=False, border=0)).encode()
    )


def _page(chart: Chart, text: Text, picture: str, table: str) -> str:
    """The HTML of a chart alone."""
    direction = "rtl" if text.right_to_left else "ltr"
    return (
        f'<!doctype html><html lang="{text.tag}" dir="{direction}"><head><meta charset="utf-8">'
        f'<meta name="viewport" content="width=device-width, initial-scale=1"><title>{html.escape(chart.title)}</title>'
        "<style>body{margin:0;font-family:Noto Sans,sans-serif}svg{max-width:100%;height:auto}table{border-collapse:collapse}"
        "td,th{padding:2px 8px;text-align:start}div{overflow-x:auto}</style></head>"
        f"<body><main>{picture}<details><summary>{html.escape(text('panel.details'))}</summary><div>{table}</div></details></main></body></html>"
    )
