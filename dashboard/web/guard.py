"""The middleware around everything: each answer gets the promises of its room, and what is ours is made once for all who ask.

An answer of a kept room is made whole, remembered while the same warehouse stands, compressed once, and answered with
304 where the browser has it. Only what has to be made costs a client of its budget, waits for a free place, and is made
once for all who ask for it at the same time. Everything else, Streamlit's pages and its socket among it, is passed on as it comes.
"""

from __future__ import annotations

import asyncio
import json
import logging
from collections.abc import Hashable
from http import HTTPStatus
from typing import Any
from urllib.parse import parse_qs

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from dashboard.store import WAREHOUSE, stamp_of
from dashboard.text import DEFAULT, Text, interface_languages
from dashboard.web.compressed import takes
from dashboard.web.kept import Answer, Headers, Shelf
from dashboard.web.limits import Budget
from dashboard.web.rules import NEVER, SHELL, Rule, rule_of

LONGEST = 4096  # bytes of an address; the longest that a chart needs has some 500
AT_ONCE = 4  # answers being made: more would only wait for the two or four processors of a small server
WAIT_S = 15.0  # for a free place, before a client is told to come back
ALWAYS: Headers = [
    (b"x-content-type-options", b"nosniff"),
    (b"referrer-policy", b"strict-origin-when-cross-origin"),
]
SHARED: Headers = [
    (b"access-control-allow-origin", b"*"),
    (b"access-control-expose-headers", b"ETag, Link"),
    (b"cross-origin-resource-policy", b"cross-origin"),
]
PREFLIGHT: Headers = [
    (b"access-control-allow-methods", b"GET, HEAD"),
    (b"access-control-allow-headers", b"If-None-Match"),
    (b"access-control-max-age", b"86400"),
]


class RefusedError(Exception):
    """The request is not answered. ``reason``: which message says why."""

    def __init__(self, status: HTTPStatus, reason: str, seconds: int = 0) -> None:
        super().__init__(f"{status.value} {reason}")
        self.status = status
        self.reason = reason
        self.seconds = seconds  # until it may be tried again; nought where that would not help


class Guard:
    """The middleware."""

    def __init__(self, app: ASGIApp, budget: Budget | None = None, shelf: Shelf | None = None) -> None:
        self.app = app
        self._budget = budget or Budget()
        self._shelf = shelf or Shelf()
        self._making: dict[Hashable, asyncio.Future[Answer]] = {}
        self._places = asyncio.Semaphore(AT_ONCE)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request; what is no HTTP (the socket of a page, the start of the server) is passed on untouched."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        rule = rule_of(scope["path"])
        asked = dict(scope["headers"])
        try:
            if rule is not SHELL:
                sized(scope, asked)
            if rule.shared and scope["method"] == "OPTIONS":
                await deliver(Answer.of(204, promised([], rule) + PREFLIGHT, b""), scope, asked, send)
            elif rule.kept and scope["method"] in ("GET", "HEAD"):
                await deliver(await self._answer(scope, rule), scope, asked, send)
            else:
                await self._pass(scope, receive, send, rule)
        except RefusedError as refused:
            await deliver(refusal(refused, scope, rule), scope, asked, send)

    async def _pass(self, scope: Scope, receive: Receive, send: Send, rule: Rule) -> None:
        """The answer as it comes, with the promises of its room."""
        begun = False

        async def promise(message: Message) -> None:
            nonlocal begun
            if message["type"] == "http.response.start":
                begun = True
                message = {**message, "headers": promised(list(message.get("headers", [])), rule)}
            await send(message)

        try:
            await self.app(scope, receive, promise)
        except Exception as error:
            if begun:  # too late to say anything else
                raise
            raise failed(scope) from error

    async def _answer(self, scope: Scope, rule: Rule) -> Answer:
        """The whole answer: kept, being made for somebody else, or made now.

        Raises:
            RefusedError: the client has asked for too much, no place was free, or making it failed.
        """
        key = (scope["path"], scope["query_string"], stamp_of(WAREHOUSE))
        kept = self._shelf.get(key)
        if kept is not None:
            return kept
        if key in self._making:
            return await asyncio.shield(self._making[key])
        wait = self._budget.wait(scope["client"][0] if scope.get("client") else "")
        if wait:
            raise RefusedError(HTTPStatus.TOO_MANY_REQUESTS, "too_many", wait)
        future = self._making[key] = asyncio.get_running_loop().create_future()
        try:
            answer = await self._made(scope, rule)
        except BaseException as error:
            future.set_exception(error)
            future.exception()  # it is raised here: nobody else need fetch it
            raise
        else:
            future.set_result(answer)
        finally:
            del self._making[key]
        if answer.status == HTTPStatus.OK and not says_never(answer.headers):
            self._shelf.put(key, answer)
        return answer

    async def _made(self, scope: Scope, rule: Rule) -> Answer:
        """Made by its route, in one of the places; compressed there too, away from the loop that serves the others."""
        try:
            await asyncio.wait_for(self._places.acquire(), WAIT_S)
        except TimeoutError as error:
            raise RefusedError(HTTPStatus.SERVICE_UNAVAILABLE, "busy", 5) from error
        try:
            status, headers, body = await collected(self.app, scope)
            answer = Answer.of(status, promised(headers, rule), body)
            if answer.compressible:
                await asyncio.to_thread(answer.encoded, "br")
            return answer
        except Exception as error:
            raise failed(scope) from error
        finally:
            self._places.release()


def failed(scope: Scope) -> RefusedError:
    """What went wrong is for the log; the visitor is told that something did."""
    logging.getLogger(__name__).exception("%s %s", scope["method"], scope["path"])
    return RefusedError(HTTPStatus.INTERNAL_SERVER_ERROR, "unexpected")


def sized(scope: Scope, asked: dict[bytes, bytes]) -> None:
    """Refuse long addresses, and bodies, of which our routes take none.

    Raises:
        RefusedError: it is too large.
    """
    if len(scope["query_string"]) + len(scope["path"]) > LONGEST:
        raise RefusedError(HTTPStatus.REQUEST_URI_TOO_LONG, "too_large")
    if asked.get(b"content-length", b"0") != b"0" or b"transfer-encoding" in asked:
        raise RefusedError(HTTPStatus.REQUEST_ENTITY_TOO_LARGE, "too_large")


async def collected(app: ASGIApp, scope: Scope) -> tuple[int, Headers, bytes]:
    """Status, headers and the whole body of an answer, made as for a GET that takes nothing compressed."""
    status, headers, parts = 500, Headers(), []
    plain = [pair for pair in scope["headers"] if pair[0] not in (b"accept-encoding", b"if-none-match", b"range")]

    async def receive() -> Message:
        return {"type": "http.request", "body": b"", "more_body": False}

    async def send(message: Message) -> None:
        nonlocal status, headers
        if message["type"] == "http.response.start":
            status, headers = message["status"], list(message.get("headers", []))
        elif message["type"] == "http.response.body":
            parts.append(message.get("body", b""))

    await app({**scope, "method": "GET", "headers": plain}, receive, send)
    return status, headers, b"".join(parts)


def promised(headers: Headers, rule: Rule) -> Headers:
    """The headers of a route, completed by those of its room; what the route says itself stands. Who may frame it is always said."""
    headers = [
        (name, framed(value, rule)) if name == b"content-security-policy" else (name, value) for name, value in headers
    ]
    said = dict(headers)
    added = ALWAYS + (SHARED if rule.shared else [])
    if rule is not SHELL or said.get(b"content-type", b"").startswith(b"text/html"):
        added = [*added, (b"content-security-policy", rule.policy.encode())]
    if rule.cache:
        added = [*added, (b"cache-control", rule.cache.encode())]
    return headers + [(name, value) for name, value in added if name not in said]


def framed(policy: bytes, rule: Rule) -> bytes:
    """A policy of a route, with who may frame it as its room says where it says nothing."""
    return policy if b"frame-ancestors" in policy else b"%s; %s" % (policy, rule.policy.rpartition("; ")[2].encode())


def says_never(headers: Headers) -> bool:
    """Whether an answer is for one reader, or not to be kept."""
    return any(
        name == b"set-cookie" or (name == b"cache-control" and (NEVER.encode() in value or b"private" in value))
        for name, value in headers
    )


async def deliver(answer: Answer, scope: Scope, asked: dict[bytes, bytes], send: Send) -> None:
    """Send an answer: as 304 where the client has it, else in the best encoding that it takes; no body for HEAD."""
    headers, status, body = list(answer.headers), answer.status, answer.body
    if status == HTTPStatus.OK:
        headers.append((b"etag", answer.tag))
        if answer.tag in asked.get(b"if-none-match", b""):
            status, body = HTTPStatus.NOT_MODIFIED, b""
    if answer.compressible:
        headers.append((b"vary", b"Accept-Encoding"))
        encoding = takes(asked.get(b"accept-encoding", b""))
        if body and encoding:
            body = answer.encoded(encoding)
            headers.append((b"content-encoding", encoding.encode()))
    if status not in (HTTPStatus.NOT_MODIFIED, HTTPStatus.NO_CONTENT):
        headers.append((b"content-length", str(len(body)).encode()))
    await send({"type": "http.response.start", "status": int(status), "headers": headers})
    await send({"type": "http.response.body", "body": b"" if scope["method"] == "HEAD" else body})


def refusal(refused: RefusedError, scope: Scope, rule: Rule) -> Answer:
    """What a visitor is told who gets no answer, in the language of the address."""
    asked = parse_qs(scope["query_string"].decode("latin-1")).get("lang", [DEFAULT])[0]
    words = Text(asked if asked in interface_languages() else DEFAULT)(
        f"error.{refused.reason}", seconds=refused.seconds
    )
    headers: Headers = [(b"cache-control", NEVER.encode())]
    if refused.seconds:
        headers.append((b"retry-after", str(refused.seconds).encode()))
    if rule.problems:
        told: dict[str, Any] = {"title": refused.status.phrase, "status": refused.status.value, "detail": words}
        body, kind = json.dumps(told, ensure_ascii=False), b"application/problem+json"
    else:
        body, kind = words, b"text/plain; charset=utf-8"
    return Answer.of(refused.status, promised([(b"content-type", kind), *headers], rule), body.encode())
