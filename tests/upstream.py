"""A publisher's server on this machine, well behaved or hostile: real sockets, real HTTP."""

from __future__ import annotations

import contextlib
import gzip
import threading
import time
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

MIB = 1024 * 1024


class Handler(BaseHTTPRequestHandler):
    """One connection; what it answers is decided by the behaviour of the path."""

    protocol_version = "HTTP/1.1"
    server: Server

    def do_GET(self) -> None:
        """Note the request, then behave."""
        self.close_connection = True
        self.server.requests.append(Request(self.path, dict(self.headers.items()), time.monotonic()))
        behaviours = self.server.routes.get(self.path, [status(404)])
        behave = behaviours.pop(0) if len(behaviours) > 1 else behaviours[0]
        with contextlib.suppress(OSError):  # the other side hangs up on a hostile answer
            behave(self)

    def head(self, code: int = 200, **headers: str | int) -> None:
        """Status line and headers; ``content_type`` stands for Content-Type."""
        self.send_response(code)
        for name, value in headers.items():
            self.send_header(name.replace("_", "-"), str(value))
        self.end_headers()

    def wait(self, seconds: float = 60) -> bool:
        """Be silent; whether the server is being closed."""
        return self.server.closing.wait(seconds)

    def log_message(self, *_: object) -> None:
        """Nothing: the test looks at ``requests``."""


Behaviour = Callable[[Handler], object]


@dataclass(frozen=True)
class Request:
    """What a client asked, and when."""

    path: str
    headers: dict[str, str]
    at: float


class Server(ThreadingHTTPServer):
    """Paths and their behaviours: the first request gets the first, and so on; the last one repeats."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.routes: dict[str, list[Behaviour]] = {}
        self.requests: list[Request] = []
        self.closing = threading.Event()

    @property
    def port(self) -> int:
        """The port that the system gave."""
        return int(self.server_address[1])

    def at(self, path: str, *behaviours: Behaviour) -> str:
        """Let ``path`` behave so; its address."""
        self.routes[path] = list(behaviours)
        return f"http://127.0.0.1:{self.port}{path}"

    def asked(self, path: str) -> list[Request]:
        """The requests for a path, in order."""
        return [request for request in self.requests if request.path == path]

    def handle_error(self, *_: object) -> None:
        """Nothing: clients that hang up are what these tests are about."""


@contextmanager
def serving() -> Iterator[Server]:
    """A server that runs until the end of the block."""
    server = Server()
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield server
    finally:
        server.closing.set()
        server.shutdown()
        server.server_close()
        thread.join(5)


# Behaviours ----------------------------------------------------------------------------------


def body(content: bytes, code: int = 200, **headers: str | int) -> Behaviour:
    """A whole answer."""

    def behave(handler: Handler) -> None:
        usual: dict[str, str | int] = {"Content_Type": "text/plain", "Content_Length": len(content)}
        handler.head(code, **usual | headers)
        handler.wfile.write(content)

    return behave


def status(code: int, **headers: str | int) -> Behaviour:
    """A refusal."""
    return body(b"no", code, **headers)


def conditional(content: bytes, **validators: str) -> Behaviour:
    """The file, or 304 where the client's validators (ETag, Last_Modified) are the present ones."""
    conditions = {"ETag": "If-None-Match", "Last_Modified": "If-Modified-Since"}

    def behave(handler: Handler) -> None:
        if all(handler.headers.get(conditions[name]) == value for name, value in validators.items()):
            handler.head(304, **validators)
        else:
            body(content, 200, **validators)(handler)

    return behave


def zipped(content: bytes) -> Behaviour:
    """The file in gzip."""
    return body(gzip.compress(content), Content_Encoding="gzip")


def redirect(to: str, code: int = 302) -> Behaviour:
    """Elsewhere."""
    return lambda handler: handler.head(code, Location=to, Content_Length=0)


def stall() -> Behaviour:
    """Nothing, ever."""
    return lambda handler: handler.wait()


def stall_in_body() -> Behaviour:
    """Headers and a few bytes, then nothing."""

    def behave(handler: Handler) -> None:
        handler.head(Content_Type="text/plain", Content_Length=1000)
        handler.wfile.write(b"first bytes")
        handler.wait()

    return behave


def drip(in_headers: bool = False) -> Behaviour:
    """A byte now and then: never silent for long, never done."""

    def behave(handler: Handler) -> None:
        handler.wfile.write(b"HTTP/1.1 200 OK\r\n")
        handler.wfile.write(b"X-Long: " if in_headers else b"Content-Length: 100000\r\n\r\n")
        while not handler.wait(0.05):
            handler.wfile.write(b"1")

    return behave


def zeros() -> Behaviour:
    """Zeros without end, and without saying how many."""

    def behave(handler: Handler) -> None:
        handler.wfile.write(b"HTTP/1.1 200 OK\r\nContent-Type: application/octet-stream\r\n\r\n")
        while not handler.server.closing.is_set():
            handler.wfile.write(bytes(MIB // 4))

    return behave


def bomb() -> Behaviour:
    """Gzip that unfolds a thousandfold, without end."""
    press = zlib.compressobj(9, zlib.DEFLATED, 31)
    start = press.compress(bytes(16 * MIB)) + press.flush(zlib.Z_FULL_FLUSH)
    more = press.compress(bytes(16 * MIB)) + press.flush(zlib.Z_FULL_FLUSH)  # after a full flush it can repeat

    def behave(handler: Handler) -> None:
        handler.wfile.write(b"HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\n\r\n" + start)
        while not handler.server.closing.is_set():
            handler.wfile.write(more)

    return behave


def hollow() -> Behaviour:
    """Gzip without end that unfolds to nothing."""
    press = zlib.compressobj(9, zlib.DEFLATED, 31)
    start = press.compress(b"x") + press.flush(zlib.Z_FULL_FLUSH)
    empty = b"\x00\x00\x00\xff\xff" * 10_000  # stored blocks of no bytes

    def behave(handler: Handler) -> None:
        handler.wfile.write(b"HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\n\r\n" + start)
        while not handler.server.closing.is_set():
            handler.wfile.write(empty)

    return behave


def raw(content: bytes) -> Behaviour:
    """These very bytes, then the connection ends."""
    return lambda handler: handler.wfile.write(content)


def cut_off(content: bytes) -> Behaviour:
    """Fewer bytes than announced."""
    return raw(b"HTTP/1.1 200 OK\r\nContent-Length: %d\r\n\r\n%s" % (len(content), content[: len(content) // 2]))


def cut_off_in_chunk(content: bytes) -> Behaviour:
    """A chunked body without its last chunk."""
    return raw(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n%x\r\n%s\r\n" % (len(content), content))


def cut_off_gzip(content: bytes) -> Behaviour:
    """A gzip stream without its end, in an answer that is whole."""
    return body(gzip.compress(content)[:-9], Content_Encoding="gzip")
