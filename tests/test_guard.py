"""The middleware: what is made once, who is told to wait, and what a visitor learns of a failure. On routes of its own."""

from __future__ import annotations

import asyncio
import gzip
import socket
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import brotli
import httpx
import pytest
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from dashboard.app import app
from dashboard.web import guard, rules
from dashboard.web.guard import AT_ONCE, Guard
from dashboard.web.kept import Answer, Shelf
from dashboard.web.limits import Budget, network
from dashboard.web.sockets import at_once

LONG = "Yorùbá " * 400


class Kitchen:
    """Routes that count how often, and how many at once, they are asked."""

    def __init__(self) -> None:
        self.made = 0
        self.now = 0
        self.most = 0

    async def slow(self, request: Request) -> Response:
        """A chart that takes a while."""
        self.made += 1
        self.now += 1
        self.most = max(self.most, self.now)
        await asyncio.sleep(0.02)
        self.now -= 1
        return PlainTextResponse(f"{LONG}{request.query_params}")

    async def broken(self, _: Request) -> Response:
        """A chart that cannot be made."""
        raise RuntimeError("secret of the house")

    async def own(self, request: Request) -> Response:
        """A chart whose route says itself how it may be kept."""
        self.made += 1
        kind = request.query_params["kind"]
        headers = {"Cache-Control": kind} if kind != "cookie" else {"Set-Cookie": "a=b"}
        return PlainTextResponse("x", headers=headers)

    def client(self, budget: Budget | None = None) -> httpx.AsyncClient:
        """Somebody who asks."""
        routes = [
            Route("/chart/slow", self.slow),
            Route("/chart/broken", self.broken),
            Route("/api/broken", self.broken),
            Route("/own/broken", self.broken),
            Route("/chart/own", self.own),
        ]
        app = Starlette(routes=routes, middleware=[Middleware(Guard, budget=budget)])
        transport = httpx.ASGITransport(app)
        return httpx.AsyncClient(transport=transport, base_url="http://test")


@pytest.fixture
def kitchen() -> Kitchen:
    return Kitchen()


def run(action: Any) -> Any:
    return asyncio.run(action)


def test_what_many_ask_for_at_the_same_time_is_made_once(kitchen: Kitchen) -> None:
    async def ask() -> list[httpx.Response]:
        async with kitchen.client() as client:
            return await asyncio.gather(*(client.get("/chart/slow?a=1") for _ in range(20)))

    answers = run(ask())
    assert {answer.text for answer in answers} == {f"{LONG}a=1"}
    assert kitchen.made == 1


def test_only_so_many_are_made_at_once(kitchen: Kitchen) -> None:
    async def ask() -> list[httpx.Response]:
        async with kitchen.client() as client:
            return await asyncio.gather(*(client.get(f"/chart/slow?a={n}") for n in range(5 * AT_ONCE)))

    assert {answer.status_code for answer in run(ask())} == {200}
    assert (kitchen.made, kitchen.most) == (5 * AT_ONCE, AT_ONCE)


def test_no_free_place_for_long_is_said(kitchen: Kitchen, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(guard, "WAIT_S", 0.001)

    async def ask() -> list[httpx.Response]:
        async with kitchen.client() as client:
            return await asyncio.gather(*(client.get(f"/chart/slow?a={n}") for n in range(2 * AT_ONCE)))

    answers = run(ask())
    assert [answer.status_code for answer in answers].count(503) == AT_ONCE
    assert all(answer.headers["retry-after"] for answer in answers if answer.status_code == 503)


def test_a_client_has_a_budget_of_what_must_be_made_and_none_of_what_is_kept(kitchen: Kitchen) -> None:
    now = [0.0]
    budget = Budget(60, clock=lambda: now[0])

    async def ask() -> None:
        async with kitchen.client(budget) as client:
            for n in range(60):
                assert (await client.get(f"/chart/slow?a={n}")).status_code == 200
            refused = await client.get("/chart/slow?a=60&lang=fr")
            assert (refused.status_code, refused.headers["retry-after"]) == (429, "1")
            assert refused.headers["cache-control"] == "no-store"
            assert (await client.get("/chart/slow?a=3")).status_code == 200
            now[0] = 1.0
            assert (await client.get("/chart/slow?a=60")).status_code == 200
            assert (await client.get("/chart/slow?a=61")).status_code == 429

    run(ask())


def test_a_household_is_one_client() -> None:
    assert network("2001:db8:1:2:3:4:5:6") == network("2001:db8:1:2::1") != network("2001:db8:1:3::1")
    assert network("192.0.2.1") != network("192.0.2.2")
    assert network("a name") == "a name"


def test_a_browser_that_has_it_is_sent_nothing(kitchen: Kitchen) -> None:
    async def ask() -> None:
        async with kitchen.client() as client:
            first = await client.get("/chart/slow")
            again = await client.get("/chart/slow", headers={"If-None-Match": f'"other", {first.headers["etag"]}'})
            assert (again.status_code, again.content) == (304, b"")
            assert again.headers["etag"] == first.headers["etag"]
            assert again.headers["cache-control"] == rules.LIVE
            other = await client.get("/chart/slow?b=2")
            assert other.headers["etag"] != first.headers["etag"]
            head = await client.head("/chart/slow")
            assert (head.content, head.headers["content-length"]) == (b"", first.headers["content-length"])

    run(ask())
    assert kitchen.made == 2


@pytest.mark.parametrize(
    ("accepted", "encoding"),
    [("gzip, deflate, br", "br"), ("gzip", "gzip"), ("br;q=0, gzip", "gzip"), ("identity", ""), ("", "")],
)
def test_it_is_compressed_for_whoever_takes_that(kitchen: Kitchen, accepted: str, encoding: str) -> None:
    async def ask() -> tuple[httpx.Response, bytes]:
        async with (
            kitchen.client() as client,
            client.stream("GET", "/chart/slow", headers={"Accept-Encoding": accepted}) as answer,
        ):
            return answer, b"".join([part async for part in answer.aiter_raw()])

    answer, body = run(ask())
    unpack = {"br": brotli.decompress, "gzip": gzip.decompress, "": bytes}[encoding]
    assert answer.headers.get("content-encoding", "") == encoding
    assert unpack(body).decode() == LONG
    assert answer.headers["vary"] == "Accept-Encoding"
    assert int(answer.headers["content-length"]) == len(body)


def test_a_new_warehouse_is_a_new_answer(kitchen: Kitchen, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "warehouse.duckdb"
    file.write_bytes(b"1")
    monkeypatch.setattr(guard, "WAREHOUSE", file)

    async def ask() -> None:
        async with kitchen.client() as client:
            await client.get("/chart/slow")
            await client.get("/chart/slow")
            assert kitchen.made == 1
            file.write_bytes(b"22")
            await client.get("/chart/slow")
            assert kitchen.made == 2

    run(ask())


@pytest.mark.parametrize(
    ("kind", "made"), [("no-store", 2), ("private", 2), ("cookie", 2), ("max-age=5", 1), (rules.FROZEN, 1)]
)
def test_what_is_for_one_reader_is_not_kept_for_others(kitchen: Kitchen, kind: str, made: int) -> None:
    async def ask() -> httpx.Response:
        async with kitchen.client() as client:
            await client.get("/chart/own", params={"kind": kind})
            return await client.get("/chart/own", params={"kind": kind})

    answer = run(ask())
    assert kitchen.made == made
    if kind != "cookie":
        assert answer.headers["cache-control"] == kind


@pytest.mark.parametrize("path", ["/chart/broken", "/api/broken", "/own/broken"])
def test_a_failure_is_told_in_words_and_logged(kitchen: Kitchen, path: str, caplog: pytest.LogCaptureFixture) -> None:
    async def ask() -> httpx.Response:
        async with kitchen.client() as client:
            return await client.get(path)

    answer = run(ask())
    assert answer.status_code == 500
    assert "secret" not in answer.text
    assert "Traceback" not in answer.text
    assert "secret of the house" in caplog.text
    assert (answer.headers["content-type"] == "application/problem+json") == path.startswith("/api")


def test_what_is_too_large_is_refused(kitchen: Kitchen) -> None:
    async def body() -> AsyncIterator[bytes]:
        yield b"x"

    async def ask() -> None:
        async with kitchen.client() as client:
            assert (await client.get(f"/chart/slow?a={'x' * 5000}")).status_code == 414
            assert (await client.request("GET", "/chart/slow", content=b"x")).status_code == 413
            assert (await client.post("/chart/slow", content=body())).status_code == 413

    run(ask())
    assert kitchen.made == 0


def test_the_shelf_holds_so_much_and_lets_go_of_what_nobody_asks_for() -> None:
    shelf = Shelf(most=5000)
    shelf.put("a", Answer.of(200, [], b"x" * 1000))
    shelf.put("b", Answer.of(200, [], b"x" * 1000))
    assert shelf.get("a") is not None
    shelf.put("c", Answer.of(200, [], b"x" * 1000))
    assert [name for name in "abc" if shelf.get(name)] == ["a", "c"]


def test_connections_of_a_socket_opened_as_streamlit_opens_it_send_at_once() -> None:
    """asyncio sees to it only for sockets that say they are TCP; without it every second piece waits up to 40 ms."""

    async def start(listening: socket.socket) -> int:
        async with at_once(app):
            listening.listen()
            with socket.create_connection(listening.getsockname()):
                connection, _ = listening.accept()
                with connection:
                    return connection.getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY)

    with socket.socket(family=socket.AF_INET) as listening:
        listening.bind(("127.0.0.1", 0))
        assert listening.proto == 0
        assert run(start(listening))
    assert app._user_lifespan is at_once
