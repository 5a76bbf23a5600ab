"""Routes of single charts as files: the picture, the figures, what they are, and the figure that a page can make interactive."""

from __future__ import annotations

from functools import lru_cache, partial
from pathlib import Path

import plotly
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response

from dashboard.catalogue import NoChartError, chart_of
from dashboard.charts import still
from dashboard.charts.draw import draw
from dashboard.citing import cited, drawn_table
from dashboard.downloads import to_csv
from dashboard.reader import text_for
from dashboard.share import as_json
from dashboard.store import WAREHOUSE, Store, WarehouseError, open_store
from dashboard.web.api.gathered import taken
from dashboard.web.asking import Asked, asked_of, refused
from dashboard.web.editions import NoEditionError, frozen
from dashboard.web.metadata import metadata
from dashboard.web.rules import FROZEN
from dashboard.web.site import Site

KINDS = {
    "svg": "image/svg+xml",
    "png": "image/png",
    "csv": "text/csv; charset=utf-8",
    "json": "application/json; charset=utf-8",
    "metadata.json": "application/json; charset=utf-8",
    "figure.json": "application/json; charset=utf-8",
}
SCRIPT = f"plotly-{plotly.__version__}.min.js"


def file(request: Request) -> Response:
    """A chart in one of ``KINDS``; 404 in words where there is none, 410 where its edition has gone, 503 without a warehouse."""
    name, _, kind = request.path_params["file"].partition(".")
    if kind not in KINDS:
        return PlainTextResponse(f"Not one of {', '.join(KINDS)}.", status_code=404)
    asked = asked_of(request, name, "light")
    try:
        store = open_store(WAREHOUSE)
        make = partial(made, store, asked, kind)
        body = frozen(store, asked.edition, asked.key(kind), make) if asked.edition else make()
    except (NoChartError, WarehouseError, NoEditionError) as error:
        return refused(error)
    inline = "inline" if kind in ("svg", "png", "figure.json") else "attachment"
    headers = {"Content-Disposition": f'{inline}; filename="{name}.{kind}"'}
    if asked.edition:
        headers["Cache-Control"] = FROZEN
    return Response(body, media_type=KINDS[kind], headers=headers)


def script(_: Request) -> Response:
    """The library that makes a chart interactive, for an embedded chart whose reader asks for that. Its address names its version."""
    return Response(plotly_script(), media_type="text/javascript", headers={"Cache-Control": FROZEN})


def plotly_script() -> bytes:
    """That library, as its package brings it."""
    return (Path(plotly.__file__).parent / "package_data" / "plotly.min.js").read_bytes()


@lru_cache(maxsize=64)
def made(store: Store, asked: Asked, kind: str) -> bytes:
    """A chart in one form.

    Raises:
        NoChartError: there is no such chart, or no such picture of it in this language.
    """
    text, parameters = text_for(asked.language, store), dict(asked.parameters)
    chart = chart_of(store, text, asked.name, parameters)
    if kind == "csv":
        return to_csv(drawn_table(chart, text))
    if kind == "json":
        columns = {"label": text("column.label"), "role": text("column.series"), "value": chart.axis}
        return as_json(chart, Site().place(asked.name, parameters, text.tag), store, columns).encode()
    if kind == "metadata.json":
        return metadata(chart, asked.name, parameters, taken(asked.name), text, store).encode()
    if kind == "figure.json":
        return str(draw(chart, text).to_json()).encode()
    if kind == "png" and not still.has_png(text):
        raise NoChartError("png", text.tag)
    picture = still.svg(chart, text, cited(store, text, chart.source_ids), asked.theme)
    return still.png(picture) if kind == "png" else picture.encode()
