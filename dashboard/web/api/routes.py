"""The routes of the interface for programs, one or two for each declaration."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal
from functools import partial, wraps
from http import HTTPStatus
from typing import Any, TypeVar
from urllib.parse import urlencode

from pydantic import BaseModel, ValidationError
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from dashboard.reader import text_for
from dashboard.store import WAREHOUSE, Store, WarehouseError, open_store
from dashboard.web.api.declared import COLLECTIONS, Collection, Row, Section, finite
from dashboard.web.api.gathered import GATHERED, Gathered
from dashboard.web.api.openapi import HOME, described
from dashboard.web.api.page import page
from dashboard.web.api.types import MOST, Worded, asked_of

Model = TypeVar("Model", bound=BaseModel)


class ProblemError(Exception):
    """What is wrong with a request, as RFC 9457 says it. ``errors``: parameter and what is wrong with it, one by one."""

    def __init__(self, status: HTTPStatus, detail: str, errors: list[dict[str, str]] | None = None) -> None:
        super().__init__(detail)
        self.status = status
        self.detail = detail
        self.errors = errors


def answered(make: Callable[[Request, Store], object]) -> Callable[[Request], Response]:
    """A route that answers with what is made, or with what is wrong."""

    @wraps(make)
    def route(request: Request) -> Response:
        try:
            return as_json(make(request, open_store(WAREHOUSE)))
        except WarehouseError:
            return problem(ProblemError(HTTPStatus.SERVICE_UNAVAILABLE, "The figures cannot be read at the moment."))
        except ProblemError as error:
            return problem(error)

    return route


def as_json(value: object, status: int = 200, kind: str = "application/json") -> Response:
    """An answer as JSON."""
    body = json.dumps(value, ensure_ascii=False, allow_nan=False, separators=(",", ":"), default=plain)
    return Response(body.encode(), status, media_type=kind)


def plain(value: object) -> object:
    """Dates and exact numbers as JSON has them."""
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Decimal):
        return float(value)
    raise TypeError(f"{type(value).__name__} has no form in JSON.")


def problem(error: ProblemError) -> Response:
    """What is wrong, for programs."""
    told: dict[str, Any] = {"title": error.status.phrase, "status": error.status.value, "detail": error.detail}
    if error.errors:
        told["errors"] = error.errors
    return as_json(told, error.status, "application/problem+json")


def checked(model: type[Model], request: Request) -> Model:
    """What an address asks, checked.

    Raises:
        ProblemError: a parameter is unknown, repeated, or has a value that it cannot have.
    """
    pairs = request.query_params.multi_items()
    twice = sorted({key for key, _ in pairs if sum(key == other for other, _ in pairs) > 1})
    try:
        if twice:
            raise ProblemError(
                HTTPStatus.BAD_REQUEST, WRONG, [{"parameter": key, "detail": "Repeated."} for key in twice]
            )
        return model.model_validate(dict(pairs))
    except ValidationError as error:
        wrong = [{"parameter": str(one["loc"][0]), "detail": one["msg"]} for one in error.errors(include_input=False)]
        raise ProblemError(HTTPStatus.BAD_REQUEST, WRONG, wrong) from None


WRONG = "Parameters cannot be taken as they are; openapi.json says what there is."


def listed(collection: Collection | Gathered, request: Request, store: Store) -> dict[str, object]:
    """A page of a list: its items, how many there are in all, where the next page is, and which edition this is."""
    asked = checked(asked_of(store, collection.name), request)
    where = {column: value for column in collection.filters if (value := getattr(asked, column)) is not None}
    rows, total = collection.page(store, text_for(asked.lang, store), where, asked.limit, asked.offset)
    following = None
    if asked.offset + len(rows) < total and rows:
        kept = {key: value for key, value in request.query_params.items() if key != "offset"}
        following = f"{HOME}/{collection.name}?{urlencode(kept | {'offset': str(asked.offset + len(rows))})}"
    return edition(store) | {
        "total": total,
        "limit": asked.limit,
        "offset": asked.offset,
        "next": following,
        "items": rows,
    }


def item(collection: Collection, request: Request, store: Store) -> dict[str, object]:
    """One item with its sections.

    Raises:
        ProblemError: there is none of this name.
    """
    text = text_for(checked(Worded, request).lang, store)
    where = {collection.key: request.path_params["key"]}
    rows, _ = store.page(collection.relation, order=collection.key, where=where, limit=1)
    if not rows:
        raise ProblemError(HTTPStatus.NOT_FOUND, f"No {collection.key} of this value is in {HOME}/{collection.name}.")
    parts = {section.name: all_of(store, section, where) for section in collection.sections}
    return edition(store) | collection.completed(store, text, rows[0]) | parts


def all_of(store: Store, section: Section, where: Mapping[str, str]) -> list[Row]:
    """Every row of a section."""
    rows, _ = store.page(section.relation, order=",".join(section.order), where=where, limit=10 * MOST)
    return [finite(row) for row in rows]


def edition(store: Store) -> dict[str, object]:
    """Which figures an answer was made from."""
    return {"as_of": store.as_of.isoformat(), "content_hash": store.content_hash}


def openapi(request: Request, store: Store) -> dict[str, Any]:
    """The description of all this."""
    return described(store)


def nothing(request: Request, store: Store) -> object:
    """For an address under ``/api/`` that is none.

    Raises:
        ProblemError: always.
    """
    raise ProblemError(HTTPStatus.NOT_FOUND, f"There is nothing here; {HOME}/openapi.json says what there is.")


def moved(_: Request) -> RedirectResponse:
    """To the page for people."""
    return RedirectResponse(f"{HOME}/", 308)


def routes() -> list[Route]:
    """All routes, the lists and items of the declarations among them."""
    found = [
        *(Route(shorter, moved) for shorter in ("/api", "/api/", HOME)),
        Route(f"{HOME}/", page),
        Route(f"{HOME}/openapi.json", answered(openapi)),
    ]
    found += [Route(f"{HOME}/{one.name}", _bound(listed, one)) for one in (*COLLECTIONS, *GATHERED)]
    found += [Route(f"{HOME}/{one.name}/{{key}}", _bound(item, one)) for one in COLLECTIONS if one.key]
    return [*found, Route("/api/{rest:path}", answered(nothing))]


def _bound(
    make: Callable[[Any, Request, Store], object], collection: Collection | Gathered
) -> Callable[[Request], Response]:
    return answered(wraps(make)(partial(make, collection)))
