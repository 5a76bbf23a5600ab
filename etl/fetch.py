"""One publisher's file over HTTP: whole and plausible, or an error in words. Knows nothing of figures.

Whatever the other side does (stalls, drips, never ends, unfolds without end, breaks off, sends readers elsewhere, asks for
a wait of a year), a fetch ends in bounded time, memory and disk, and a file that is there already stays until the new one is whole.
"""

from __future__ import annotations

import asyncio
import hashlib
import json
import re
import socket
import zlib
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from http import HTTPStatus
from pathlib import Path

import httpx
import stamina

USER_AGENT = "language-gap-dashboard"
CHUNK = 65_536  # bytes; the most that is held in memory
MAX_REDIRECTS = 5
NOT_DATA = re.compile(r"(image|audio|video|font)/|text/html|application/xhtml")

Progress = Callable[[int, int | None], None]


@dataclass(frozen=True)
class Limits:
    """How long a fetch may take, in seconds, and how often it is tried."""

    connect: float = 10
    read: float = 30  # without a byte
    total: float = 900  # for one file: every attempt and every wait
    attempts: int = 4
    first_wait: float = 1
    longest_wait: float = 30
    longest_retry_after: float = 120


@dataclass(frozen=True)
class Fetched:
    """What a fetch left in the cache. ``size`` is in bytes, ``received`` in bytes over the network: 0 where nothing was new."""

    path: Path
    sha256: str
    size: int
    received: int


@dataclass(frozen=True)
class Remembered:
    """What is kept beside a cached file, for the next conditional request."""

    url: str
    etag: str | None
    last_modified: str | None
    sha256: str


@dataclass(frozen=True)
class _Job:
    """What is fetched into which file, and within which limits."""

    url: str
    into: Path
    max_bytes: int
    hosts: list[str]
    limits: Limits
    on_progress: Progress

    @property
    def part(self) -> Path:
        """Where the body is written until it is whole."""
        return self.into.with_name(f".{self.into.name}.part")

    @property
    def may_be_a_page(self) -> bool:
        """Whether a web page is what is wanted."""
        return self.into.suffix in (".html", ".htm")


class FetchError(Exception):
    """The file did not come. ``again``: another attempt may help, after ``wait`` seconds where the server names a time."""

    def __init__(self, message: str, *, again: bool = False, wait: float | None = None) -> None:
        super().__init__(message)
        self.again = again
        self.wait = wait


def new_client(limits: Limits) -> httpx.AsyncClient:
    """A client that names the project and no more, and follows no redirect by itself."""
    return httpx.AsyncClient(
        timeout=httpx.Timeout(limits.read, connect=limits.connect),
        headers={"User-Agent": USER_AGENT, "Accept": "*/*", "Accept-Encoding": "gzip"},
        follow_redirects=False,
    )


async def fetch(
    url: str,
    into: Path,
    *,
    max_bytes: int,
    client: httpx.AsyncClient,
    hosts: list[str] | None = None,
    limits: Limits | None = None,
    on_progress: Progress = lambda *_: None,
) -> Fetched:
    """Fetch ``url`` into the file ``into``, or keep what is there where the server says that nothing changed.

    ``hosts``: where redirects may lead besides the host of ``url``. ``on_progress`` is called with bytes received and,
    where announced, the bytes to come.

    Raises:
        FetchError: the file did not come, with the address and the reason; ``into`` is as it was.
        OSError: the cache cannot be written.
    """
    limits = limits or Limits()
    job = _Job(url, into, max_bytes, hosts or [], limits, on_progress)
    attempts = stamina.retry_context(
        on=_again,
        attempts=limits.attempts,
        timeout=None,
        wait_initial=limits.first_wait,
        wait_jitter=limits.first_wait,
        wait_max=limits.longest_wait,
    )
    into.parent.mkdir(parents=True, exist_ok=True)
    try:
        async with asyncio.timeout(limits.total):
            async for attempt in attempts:
                with attempt:
                    return await _attempt(job, client)
    except TimeoutError:
        raise FetchError(f"{url} took longer than {limits.total:g} seconds.") from None
    except FetchError as error:
        tried = f" Tried {limits.attempts} times." if error.again else ""
        raise FetchError(f"{error}{tried}") from error
    finally:
        job.part.unlink(missing_ok=True)
    raise AssertionError("unreachable: the last attempt returns or raises")


def _again(error: Exception) -> bool | float:
    """Whether to try once more, or after how many seconds."""
    if not isinstance(error, FetchError) or not error.again:
        return False
    return True if error.wait is None else error.wait


async def _attempt(job: _Job, client: httpx.AsyncClient) -> Fetched:
    """One attempt; every failure is a FetchError that begins with the address."""
    try:
        return await _exchange(job, client)
    except (FetchError, httpx.RequestError, httpx.InvalidURL) as error:
        said = _in_words(error, job.limits)
        raise FetchError(f"{job.url} {said}", again=said.again, wait=said.wait) from error


async def _exchange(job: _Job, client: httpx.AsyncClient) -> Fetched:
    """Ask, follow redirects where they may lead, receive."""
    known = remembered(job.url, job.into)
    conditions = _conditions(known)
    target = httpx.URL(job.url)
    allowed = {target.host, *job.hosts}
    for _ in range(MAX_REDIRECTS + 1):
        async with client.stream("GET", target, headers=conditions) as response:
            if response.status_code == HTTPStatus.NOT_MODIFIED and known and conditions:
                return Fetched(job.into, known.sha256, job.into.stat().st_size, 0)
            if not response.has_redirect_location:
                _check_status(response, job.limits)
                _check_announced(response, job)
                return await _receive(response, job)
            target = next_address(response.url, response.headers["Location"], allowed)
    raise FetchError(f"sends readers on more than {MAX_REDIRECTS} times.")


def _in_words(error: Exception, limits: Limits) -> FetchError:
    """What happened on the network, and whether another attempt may help."""
    match error:
        case FetchError():
            return error
        case httpx.ConnectTimeout():
            return FetchError(f"cannot be reached within {limits.connect:g} seconds.", again=True)
        case httpx.TimeoutException():
            return FetchError(f"sent nothing for {limits.read:g} seconds.", again=True)
        case httpx.ConnectError() if no_such_host(error):
            return FetchError("cannot be reached: no address is known for this host. Is there a network?")
        case httpx.ConnectError():
            return FetchError(f"cannot be reached: {error}.", again=True)
        case httpx.TransportError():
            return FetchError(f"sent no whole and valid answer: {str(error).rstrip('.')}.", again=True)
        case _:
            return FetchError(f"cannot be fetched: {error}.")


def no_such_host(error: BaseException | None) -> bool:
    """Whether the name of the host has no address, which another attempt does not change."""
    while error is not None and not isinstance(error, socket.gaierror):
        error = error.__cause__ or error.__context__
    return error is not None and error.errno == socket.EAI_NONAME


def next_address(current: httpx.URL, location: str, allowed: set[str]) -> httpx.URL:
    """Where a redirect leads, if it may lead there.

    Raises:
        FetchError: another host, another protocol, or from https to http.
    """
    target = current.join(location)
    if target.scheme not in ("http", "https") or (current.scheme, target.scheme) == ("https", "http"):
        raise FetchError(f"sends readers from {current.scheme} to {target.scheme}: refused.")
    if target.host not in allowed:
        raise FetchError(
            f"sends readers to another host, {target.host}. If that is right, add it to redirect_hosts in source.toml."
        )
    return target


def _check_status(response: httpx.Response, limits: Limits) -> None:
    """Stop on any answer but 200; whether to try again is in the error."""
    status = response.status_code
    if status == HTTPStatus.OK:
        return
    said = f"answered {status} {response.reason_phrase}".rstrip()
    if status not in (HTTPStatus.REQUEST_TIMEOUT, HTTPStatus.TOO_MANY_REQUESTS) and status < 500:
        raise FetchError(f"{said}.")
    wait = retry_after(response.headers.get("Retry-After"), datetime.now(UTC))
    if wait is not None and wait > limits.longest_retry_after:
        raise FetchError(
            f"{said} and asks for a wait of {wait:.0f} seconds; a refresh waits {limits.longest_retry_after:g} at most. "
            "Run it again later."
        )
    raise FetchError(f"{said}.", again=True, wait=wait)


def retry_after(value: str | None, now: datetime) -> float | None:
    """Seconds to wait that a Retry-After header asks for, as seconds or as a date; None where it says nothing readable.

    >>> retry_after("7", datetime(2026, 1, 1, tzinfo=UTC))
    7.0
    """
    if value is None:
        return None
    if value.isascii() and value.isdecimal():
        return float(value[:10])  # longer ones are beyond any limit anyway
    try:
        when = parsedate_to_datetime(value)
    except ValueError:
        return None
    if when.tzinfo is None:
        when = when.replace(tzinfo=UTC)
    return max(0.0, (when - now).total_seconds())


def _check_announced(response: httpx.Response, job: _Job) -> None:
    """Stop before the body where the headers say enough."""
    kind = response.headers.get("Content-Type", "").lower()
    if (found := NOT_DATA.match(kind)) and not job.may_be_a_page:
        raise _page() if "html" in found[0] else FetchError(f"answers with {kind}, which is not data.")
    if (_announced(response) or 0) > job.max_bytes:
        raise _too_big(job.max_bytes)
    encoding = response.headers.get("Content-Encoding", "identity").lower()
    if encoding not in ("identity", "gzip", "x-gzip"):
        raise FetchError(f"answers in the encoding {encoding}, which was not asked for.")


def _announced(response: httpx.Response) -> int | None:
    """Bytes to come over the network, where the server says so."""
    length = response.headers.get("Content-Length", "")
    return int(length) if length.isdecimal() else None


def _page() -> FetchError:
    return FetchError(
        "answers with a web page where data was expected. Open the address and see what became of the file."
    )


def _too_big(max_bytes: int) -> FetchError:
    return FetchError(
        f"is larger than {max_bytes:,} bytes. If that is right, raise max_bytes in the [upstream] of source.toml."
    )


async def _receive(response: httpx.Response, job: _Job) -> Fetched:
    """Write the body beside as it comes, then put it in the place of the file."""
    unpack = Gunzip() if "gzip" in response.headers.get("Content-Encoding", "").lower() else Plain()
    digest = hashlib.sha256()
    size = 0
    with job.part.open("wb") as file:
        async for raw in response.aiter_raw(CHUNK):
            job.on_progress(response.num_bytes_downloaded, _announced(response))
            if response.num_bytes_downloaded > job.max_bytes:
                raise _too_big(job.max_bytes)
            for piece in unpack.pieces(raw):
                if size == 0 and is_page(piece) and not job.may_be_a_page:
                    raise _page()
                size += len(piece)
                if size > job.max_bytes:
                    raise _too_big(job.max_bytes)
                digest.update(piece)
                file.write(piece)
    unpack.check_whole()
    if size == 0:
        raise FetchError("answers with nothing.")
    job.part.replace(job.into)
    kept = Remembered(job.url, response.headers.get("ETag"), response.headers.get("Last-Modified"), digest.hexdigest())
    beside(job.into).write_text(json.dumps(asdict(kept), indent=1) + "\n", encoding="utf-8")
    return Fetched(job.into, kept.sha256, size, response.num_bytes_downloaded)


def is_page(start: bytes) -> bool:
    """Whether a file that begins like this is a web page, whatever it is called."""
    return start[:200].lstrip(b"\xef\xbb\xbf \t\r\n").lower().startswith((b"<!doctype html", b"<html"))


class Plain:
    """A body that is sent as it is."""

    def pieces(self, raw: bytes) -> Iterator[bytes]:
        """The bytes themselves."""
        yield raw

    def check_whole(self) -> None:
        """The transport has counted the bytes already."""


class Gunzip(Plain):
    """A body sent in gzip, unfolded a chunk at a time: httpx unfolds all that it was given, a bomb too."""

    def __init__(self) -> None:
        self.inflater = zlib.decompressobj(wbits=zlib.MAX_WBITS | 16)

    def pieces(self, raw: bytes) -> Iterator[bytes]:
        """What is inside, at most a chunk at a time.

        Raises:
            FetchError: this is not gzip.
        """
        while True:
            try:
                piece = self.inflater.decompress(raw, CHUNK)
            except zlib.error as error:
                raise FetchError(f"is damaged: {error}.", again=True) from error
            if self.inflater.unused_data:
                raise FetchError("is damaged: something follows the end of its gzip stream.", again=True)
            if piece:
                yield piece
            raw = self.inflater.unconsumed_tail
            if not raw and len(piece) < CHUNK:
                return

    def check_whole(self) -> None:
        """The end of the gzip stream must have come.

        Raises:
            FetchError: it did not.
        """
        if not self.inflater.eof:
            raise FetchError("broke off: its gzip stream does not end.", again=True)


def beside(into: Path) -> Path:
    """The small file that remembers where a cached file came from."""
    return into.with_name(f".{into.name}.json")


def remembered(url: str, into: Path) -> Remembered | None:
    """What is known of a cached file, if it came from ``url`` and its bytes are still those that came."""
    try:
        known = Remembered(**json.loads(beside(into).read_text(encoding="utf-8")))
        with into.open("rb") as file:
            whole = hashlib.file_digest(file, "sha256").hexdigest() == known.sha256
    except (OSError, ValueError, TypeError):
        return None
    return known if whole and known.url == url else None


def _conditions(known: Remembered | None) -> dict[str, str]:
    """Headers that ask for the file only if it is another one."""
    if known is None:
        return {}
    asked = {"If-None-Match": known.etag, "If-Modified-Since": known.last_modified}
    return {name: value for name, value in asked.items() if value}
