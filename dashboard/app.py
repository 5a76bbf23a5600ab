"""The ASGI application: Streamlit's pages and our own routes in one process.

Run with ``python -m streamlit run dashboard/app.py``.
"""

from __future__ import annotations

import logging
from pathlib import Path

from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, PlainTextResponse
from starlette.routing import Route
from streamlit.starlette import App

from dashboard import tour
from dashboard.pages import PAGES
from dashboard.store import WAREHOUSE, WarehouseError, open_store
from dashboard.web import briefs, charts, data, embeds, gallery, oembed, reading
from dashboard.web.api.routes import routes as api
from dashboard.web.compressed import CompressedStatic
from dashboard.web.guard import Guard
from dashboard.web.plain import words_of
from dashboard.web.rules import ROOMS
from dashboard.web.shell import shell
from dashboard.web.sockets import at_once

logging.basicConfig(level=logging.WARNING)


async def health(_: Request) -> JSONResponse:
    """200 with the content hash while the warehouse can be read, 503 with the reason otherwise."""
    try:
        store = open_store(WAREHOUSE)
    except WarehouseError as error:
        return JSONResponse({"status": "unavailable", "reason": str(error)}, status_code=503)
    return JSONResponse({"status": "ok", "content_hash": store.content_hash, "as_of": store.as_of.isoformat()})


async def page(request: Request) -> HTMLResponse:
    """The HTML that every page starts from."""
    return HTMLResponse(shell(request.query_params.get("lang", "")), headers={"Cache-Control": "no-cache"})


def nothing_here(request: Request) -> PlainTextResponse:
    """For an address in one of our rooms that is none: Streamlit would answer it with a page that is none either."""
    return PlainTextResponse(words_of(request)("error.nothing_here"), status_code=404)


app = App(
    Path(__file__).parent / "web" / "frame.py",
    routes=[
        Route("/health", health),
        Route("/tour/off", tour.dismiss),
        Route(f"/chart/{charts.SCRIPT}", charts.script),
        Route("/chart/{file}", charts.file),
        Route("/embed/", gallery.gallery),
        Route("/embed/{name}", embeds.embed),
        Route("/oembed", oembed.oembed),
        Route("/read/", reading.index),
        Route("/read/{kind}/{code}", reading.read),
        Route("/sitemap.xml", reading.sitemap),
        Route("/brief/{kind}/{file:path}", briefs.brief),
        *data.routes(),
        *api(),
        *(Route(f"/{room}", nothing_here) for room in ROOMS),
        *(Route(f"/{room}/{{rest:path}}", nothing_here) for room in ROOMS),
        Route("/", page),
        *(Route(f"/{name}", page) for name in PAGES),
    ],
    lifespan=at_once,
    middleware=[Middleware(Guard), Middleware(CompressedStatic)],
)
