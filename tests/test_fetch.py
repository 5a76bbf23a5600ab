"""One file over HTTP, from a server that means well and from one that does not."""

from __future__ import annotations

import asyncio
import gzip
import hashlib
import socket
import time
import tracemalloc
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from pathlib import Path

import httpx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from etl.fetch import CHUNK, Fetched, FetchError, Limits, beside, fetch, new_client, next_address, retry_after
from tests import upstream
from tests.refreshing import QUICK
from tests.upstream import MIB, Behaviour, Server

GOOD = b"language,score\nyo,61.3\n" * 1000


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch) -> Iterator[Server]:
    monkeypatch.setenv("NO_PROXY", "127.0.0.1,localhost")
    with upstream.serving() as running:
        yield running


@pytest.fixture
def into(tmp_path: Path) -> Path:
    return tmp_path / "cache" / "table.csv"


def get(
    url: str,
    into: Path,
    *,
    max_bytes: int = MIB,
    limits: Limits = QUICK,
    hosts: list[str] | None = None,
    seen: list[int] | None = None,
    transport: httpx.AsyncBaseTransport | None = None,
) -> Fetched:
    """Fetch as a refresh does; ``seen`` is filled with the bytes received, as they come."""

    async def run() -> Fetched:
        client = httpx.AsyncClient(transport=transport) if transport else new_client(limits)
        progress = (lambda done, _: seen.append(done)) if seen is not None else (lambda *_: None)
        async with client:
            return await fetch(
                url, into, max_bytes=max_bytes, client=client, hosts=hosts, limits=limits, on_progress=progress
            )

    return asyncio.run(run())


def left(into: Path) -> list[str]:
    """What stands in the cache."""
    return sorted(path.name for path in into.parent.iterdir())


@pytest.mark.parametrize("behaviour", [upstream.body(GOOD), upstream.zipped(GOOD)], ids=["plain", "gzip"])
def test_a_file_arrives_whole_with_its_hash(server: Server, into: Path, behaviour: Behaviour) -> None:
    got = get(server.at("/f", behaviour), into)
    assert into.read_bytes() == GOOD
    assert (got.sha256, got.size) == (hashlib.sha256(GOOD).hexdigest(), len(GOOD))
    assert 0 < got.received <= len(GOOD)
    assert left(into) == [".table.csv.json", "table.csv"]


def test_the_client_names_the_project_and_no_more(server: Server, into: Path) -> None:
    get(server.at("/f", upstream.body(GOOD)), into)
    headers = server.asked("/f")[0].headers
    assert headers["User-Agent"] == "language-gap-dashboard"
    assert headers["Accept-Encoding"] == "gzip"
    assert set(headers) == {"Host", "Accept", "Accept-Encoding", "Connection", "User-Agent"}


HOSTILE: dict[str, tuple[Behaviour, str]] = {
    "it stalls": (upstream.stall(), "sent nothing for 0.4 seconds. Tried 2 times"),
    "it stalls in the body": (upstream.stall_in_body(), "sent nothing for 0.4 seconds"),
    "it drips": (upstream.drip(), "took longer than 3 seconds"),
    "it drips in the headers": (upstream.drip(in_headers=True), "took longer than 3 seconds"),
    "429": (upstream.status(429), "answered 429 Too Many Requests. Tried 2 times"),
    "429 for a year": (upstream.status(429, Retry_After=31_536_000), "asks for a wait of 31536000 seconds"),
    "429 for ever": (upstream.status(429, Retry_After="9" * 400), "asks for a wait of"),
    "500": (upstream.status(500), "answered 500 Internal Server Error. Tried 2 times"),
    "404": (upstream.status(404), "answered 404 Not Found"),
    "304 unasked": (upstream.body(b"", 304), "answered 304 Not Modified"),
    "cut off": (upstream.cut_off(GOOD), "expected 23000"),
    "cut off in a chunk": (upstream.cut_off_in_chunk(GOOD), "incomplete chunked read"),
    "cut off in gzip": (upstream.cut_off_gzip(GOOD), "gzip stream does not end"),
    "no gzip": (upstream.body(GOOD, Content_Encoding="gzip"), "is damaged"),
    "gzip and more": (upstream.body(gzip.compress(GOOD) + GOOD, Content_Encoding="gzip"), "is damaged"),
    "an encoding not asked for": (upstream.body(GOOD, Content_Encoding="br"), "encoding br"),
    "a web page": (upstream.body(b"<p>Sorry", Content_Type="text/html; charset=utf-8"), "answers with a web page"),
    "a web page in disguise": (upstream.body(b"\n<!DOCTYPE html><p>Log in"), "answers with a web page"),
    "a picture": (upstream.body(b"\x89PNG", Content_Type="image/png"), "image/png, which is not data"),
    "another host": (upstream.redirect("http://localhost:1/f"), "another host, localhost"),
    "another host in disguise": (upstream.redirect("http://127.0.0.1@localhost:1/f"), "another host, localhost"),
    "another protocol": (upstream.redirect("file:///etc/hostname"), "from http to file"),
    "in circles": (upstream.redirect("/f"), "more than 5 times"),
    "to no address": (upstream.redirect("http://[::1/f"), "Invalid URL in location header"),
    "zeros without end": (upstream.zeros(), "is larger than 1,048,576 bytes"),
    "gzip without end": (upstream.bomb(), "is larger than 1,048,576 bytes"),
    "gzip of nothing without end": (upstream.hollow(), "is larger than 1,048,576 bytes"),
    "announced too big": (upstream.body(b"", Content_Length=10**10), "is larger than 1,048,576 bytes"),
    "nothing": (upstream.body(b""), "answers with nothing"),
    "no HTTP": (upstream.raw(b"SSH-2.0-OpenSSH_9.6\r\n"), "sent no whole and valid answer"),
    "it hangs up": (upstream.raw(b""), "sent no whole and valid answer"),
}


@pytest.mark.parametrize("case", HOSTILE)
def test_a_hostile_answer_is_an_error_in_words_and_never_replaces_a_good_file(
    server: Server, into: Path, case: str
) -> None:
    behaviour, words = HOSTILE[case]
    url = server.at("/f", upstream.body(GOOD), behaviour)
    get(url, into)
    before = {name: (into.parent / name).read_bytes() for name in left(into)}
    started = time.monotonic()
    with pytest.raises(FetchError) as told:
        get(url, into)
    assert str(told.value).startswith(url)
    assert words in str(told.value)
    assert {name: (into.parent / name).read_bytes() for name in left(into)} == before
    assert time.monotonic() - started < QUICK.total + 1


def test_a_server_that_cannot_be_reached_is_an_error_in_words(into: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    with upstream.serving() as gone:
        url = gone.at("/f", upstream.body(GOOD))
    with pytest.raises(FetchError, match="cannot be reached"):
        get(url, into)
    assert left(into) == []


@pytest.mark.parametrize(("code", "asked"), [(socket.EAI_NONAME, 1), (socket.EAI_AGAIN, QUICK.attempts)])
def test_a_host_without_an_address_is_asked_for_once(into: Path, code: int, asked: int) -> None:
    requests: list[httpx.Request] = []

    def unresolved(request: httpx.Request) -> httpx.Response:
        requests.append(request)
        raise httpx.ConnectError("unresolved", request=request) from socket.gaierror(code, "unresolved")

    with pytest.raises(FetchError, match="cannot be reached"):
        get("https://nowhere.example/table.csv", into, transport=httpx.MockTransport(unresolved))
    assert len(requests) == asked


@pytest.mark.parametrize("behaviour", [upstream.zeros(), upstream.bomb()], ids=["zeros", "bomb"])
def test_an_endless_body_stops_at_the_limit_on_disk_in_memory_and_in_time(
    server: Server, into: Path, behaviour: Behaviour, monkeypatch: pytest.MonkeyPatch
) -> None:
    written = 0
    hash_of = hashlib.sha256

    class Counting:
        """Every byte that is written is hashed."""

        def __init__(self) -> None:
            self.hash = hash_of()

        def update(self, piece: bytes) -> None:
            nonlocal written
            written += len(piece)
            self.hash.update(piece)

    monkeypatch.setattr("etl.fetch.hashlib.sha256", Counting)
    url = server.at("/f", behaviour)
    seen: list[int] = []
    tracemalloc.start()
    started = time.monotonic()
    with pytest.raises(FetchError, match="is larger than"):
        get(url, into, max_bytes=20 * MIB, seen=seen)
    took = time.monotonic() - started
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert written <= 20 * MIB
    assert seen[-1] <= 20 * MIB + CHUNK
    assert peak < 4 * MIB
    assert took < 2.5
    assert left(into) == []


def test_a_server_that_recovers_is_asked_again(server: Server, into: Path) -> None:
    url = server.at("/f", upstream.status(503), upstream.cut_off(GOOD), upstream.body(GOOD))
    get(url, into, limits=Limits(attempts=3, first_wait=0.01))
    assert into.read_bytes() == GOOD


def test_a_refusal_that_will_not_change_is_not_asked_again(server: Server, into: Path) -> None:
    with pytest.raises(FetchError):
        get(server.at("/f", upstream.status(403)), into)
    assert len(server.asked("/f")) == 1


@pytest.mark.parametrize("form", ["seconds", "date"])
def test_retry_after_is_honoured(server: Server, into: Path, form: str) -> None:
    value = "1" if form == "seconds" else format_datetime(datetime.now(UTC) + timedelta(seconds=2), usegmt=True)
    get(server.at("/f", upstream.status(429, Retry_After=value), upstream.body(GOOD)), into)
    first, second = server.asked("/f")
    assert 0.9 <= second.at - first.at < 2.5  # back-off by itself would be 0.04 seconds at most


def test_a_wait_beyond_the_limit_is_not_begun(server: Server, into: Path) -> None:
    started = time.monotonic()
    with pytest.raises(FetchError, match="Run it again later"):
        get(server.at("/f", upstream.status(503, Retry_After=6)), into)
    assert time.monotonic() - started < 1
    assert len(server.asked("/f")) == 1


@given(st.text())
def test_retry_after_reads_anything_or_nothing(value: str) -> None:
    wait = retry_after(value, datetime(2026, 1, 1, tzinfo=UTC))
    assert wait is None or wait >= 0


def test_retry_after_in_the_past_is_now() -> None:
    assert retry_after("Wed, 31 Dec 2025 23:59:00 GMT", datetime(2026, 1, 1, tzinfo=UTC)) == 0
    assert retry_after("Thu, 01 Jan 2026 00:00:07 -0000", datetime(2026, 1, 1, tzinfo=UTC)) == 7


@pytest.mark.parametrize(
    ("validators", "header"),
    [({"ETag": '"one"'}, "If-None-Match"), ({"Last_Modified": "Tue, 02 Jan 2024 03:04:05 GMT"}, "If-Modified-Since")],
)
def test_a_file_that_did_not_change_is_not_sent_again(
    server: Server, into: Path, validators: dict[str, str], header: str
) -> None:
    url = server.at("/f", upstream.conditional(GOOD, **validators))
    first, second = get(url, into), get(url, into)
    assert [header in request.headers for request in server.asked("/f")] == [False, True]
    assert (second.received, second.sha256, second.size) == (0, first.sha256, first.size)
    assert into.read_bytes() == GOOD


@pytest.mark.parametrize("harm", ["bytes", "absence", "memory", "address"])
def test_no_condition_is_sent_where_the_cached_bytes_are_not_those_that_came(
    server: Server, into: Path, harm: str
) -> None:
    behaviour = upstream.conditional(GOOD, ETag='"one"')
    url = server.at("/f", behaviour)
    get(url, into)
    if harm == "bytes":
        into.write_bytes(GOOD[:-1])
    elif harm == "absence":
        into.unlink()
    elif harm == "memory":
        beside(into).write_text("[1, 2")
    else:
        url = server.at("/other", behaviour)
    get(url, into)
    assert "If-None-Match" not in server.requests[-1].headers
    assert into.read_bytes() == GOOD


def test_a_redirect_within_the_host_is_followed(server: Server, into: Path) -> None:
    server.at("/new", upstream.body(GOOD))
    get(server.at("/f", upstream.redirect("/new", 301)), into)
    assert into.read_bytes() == GOOD


def test_a_redirect_to_a_declared_host_is_followed(server: Server, into: Path) -> None:
    server.at("/new", upstream.body(GOOD))
    url = server.at("/f", upstream.redirect(f"http://localhost:{server.port}/new"))
    get(url, into, hosts=["localhost"])
    assert into.read_bytes() == GOOD


def test_a_redirect_from_https_to_http_is_refused(into: Path) -> None:
    downgrade = httpx.MockTransport(lambda _: httpx.Response(302, headers={"Location": "http://example.org/f"}))
    with pytest.raises(FetchError, match="from https to http: refused"):
        get("https://example.org/f", into, transport=downgrade)
    assert next_address(httpx.URL("http://example.org/f"), "https://example.org/f", {"example.org"}).scheme == "https"


def test_a_web_page_may_be_what_is_wanted(server: Server, tmp_path: Path) -> None:
    page = b"<!doctype html><table></table>"
    into = tmp_path / "table.html"
    get(server.at("/f", upstream.body(page, Content_Type="text/html")), into)
    assert into.read_bytes() == page


def test_progress_tells_bytes_as_they_come(server: Server, into: Path) -> None:
    seen: list[int] = []
    get(server.at("/f", upstream.body(GOOD * 20)), into, seen=seen)
    assert len(seen) > 1
    assert seen == sorted(seen)
    assert seen[-1] == len(GOOD) * 20
