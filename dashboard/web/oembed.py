"""oEmbed: an address of one of our charts to what a content system needs to embed it. Rich answers, JSON only."""

from __future__ import annotations

from urllib.parse import parse_qsl, unquote, urlsplit

from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response

from dashboard.briefs.words import plain
from dashboard.catalogue import NoChartError, chart_of
from dashboard.reader import text_for
from dashboard.share import HEIGHT, WIDTH, Place
from dashboard.store import WAREHOUSE, Store, WarehouseError, open_store
from dashboard.text import DEFAULT, Text, interface_languages
from dashboard.web import card
from dashboard.web.asking import OURS, refused
from dashboard.web.site import HOME

LEAST = 300  # CSS pixels; a chart is not made for less


def oembed(request: Request) -> Response:
    """The answer for ``url``; 404 where that is no chart of ours, 501 for a format other than JSON."""
    asked = request.query_params
    if asked.get("format", "json") != "json":
        return PlainTextResponse("Only format=json is offered.", status_code=501)
    found = chart_at(asked.get("url", ""))
    if found is None:
        return PlainTextResponse("url= must be the address of a chart: /embed/ and its name.", status_code=404)
    try:
        store = open_store(WAREHOUSE)
        title = _title(store, text_for(found.language, store), found)
    except (NoChartError, WarehouseError) as error:
        return refused(error)
    return JSONResponse(
        {
            "version": "1.0",
            "type": "rich",
            "title": title,
            "provider_name": text_for(found.language, store)("app.title"),
            "provider_url": f"{found.server}/",
            "html": found.snippet(title),
            "width": _within(asked.get("maxwidth", ""), WIDTH),
            "height": HEIGHT,
            "cache_age": 86400,
        }
    )


def chart_at(address: str) -> Place | None:
    """The chart at an address; None where it is none, or of another host than the one that is configured."""
    try:
        parts = urlsplit(address)
    except ValueError:
        return None
    server = f"{parts.scheme}://{parts.netloc}"
    room, _, name = unquote(parts.path).strip("/").partition("/")
    if parts.scheme not in ("http", "https") or room != "embed" or not name or "@" in parts.netloc:
        return None
    if HOME and server != HOME:
        return None
    asked = dict(parse_qsl(parts.query))
    language = asked.pop("lang", DEFAULT)
    return Place(name, asked, server, language if language in interface_languages() else DEFAULT)


def _title(store: Store, text: Text, place: Place) -> str:
    """What stands there, in a line.

    Raises:
        NoChartError: there is no such chart or recommendation.
    """
    if place.name == card.NAME:
        return card.title_of(text, card.of_address(store, text, _own(place)))
    return plain(chart_of(store, text, place.name, _own(place)).title)


def _own(place: Place) -> dict[str, str]:
    """The chart's own parameters."""
    return {key: value for key, value in place.parameters.items() if key not in OURS}


def _within(asked: str, most: int) -> int:
    return max(LEAST, min(int(asked), most)) if asked.isascii() and asked.isdigit() and len(asked) < 6 else most
