"""The page that tells people what programs can ask: made from the description that programs read."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import HTMLResponse, PlainTextResponse, Response

from dashboard.store import WAREHOUSE, WarehouseError, open_store
from dashboard.web import plain
from dashboard.web.api.openapi import HOME, described


def page(request: Request) -> Response:
    """Every operation with its parameters, an address to try, and where the description is."""
    text = plain.words_of(request)
    try:
        store = open_store(WAREHOUSE)
    except WarehouseError as error:
        return PlainTextResponse(text(f"warehouse.{error.reason}"), 503)
    parts = [
        plain.paragraph(text("api.lead", date=text.date(store.as_of), edition=store.content_hash[:12])),
        plain.paragraph(plain.link(f"{HOME}/openapi.json", text("api.description"))),
    ]
    for path, operations in described(store)["paths"].items():
        asked = operations["get"]
        address = plain.Html(f"<code>{plain.escaped(path)}</code>") if "{" in path else plain.link(path, path)
        parts += [
            plain.Html(f"<h2>{address}</h2>"),
            plain.paragraph(asked["summary"]),
            plain.table(
                [text("column.parameter"), text("column.comment")],
                [(parameter["name"], parameter["description"]) for parameter in asked["parameters"]],
            ),
        ]
    return HTMLResponse(plain.page(text, text("api.title"), parts))
