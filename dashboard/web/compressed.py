"""Streamlit's own scripts and styles, compressed: it serves them as they are, and Plotly alone is 4.7 MB."""

from __future__ import annotations

import threading
from functools import lru_cache
from mimetypes import guess_type
from pathlib import Path

import brotli
import streamlit
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import Headers
from starlette.responses import Response
from starlette.types import ASGIApp, Receive, Scope, Send

STATIC = (Path(streamlit.__file__).parent / "static" / "static").resolve()
PREFIX = "/static/"
TEXT = (".js", ".css", ".svg", ".json", ".map")
QUALITY = 6  # of 11: a quarter of a second for the largest file, once
BEST = 10  # a tenth smaller, but five seconds for the files below: made beside the first requests
HEAVY = (
    "PlotlyChart.*.js",
    "DataFrame.*.js",
    "index.*.js",
    "protobuf.*.js",
    "StreamlitMarkdown.*.js",
)  # of a first visit
FOREVER = "public, immutable, max-age=31536000"  # the names of the files hold a hash of what is in them


class CompressedStatic:
    """Middleware that answers for ``/static/`` in Streamlit's place, compressed with Brotli for a browser that takes it.

    Streamlit keeps the path for itself, so that a route cannot have it; what is not a file there is left to Streamlit.
    """

    def __init__(self, app: ASGIApp) -> None:
        self.app = app
        threading.Thread(target=_compress_heavy, name="compress", daemon=True).start()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer, or pass the request on."""
        file = wanted(scope) if scope["type"] == "http" else None
        if file is None or takes(Headers(scope=scope).get("accept-encoding", "").encode("latin-1")) != "br":
            await self.app(scope, receive, send)
            return
        body = await run_in_threadpool(_compressed, file)
        headers = {"Content-Encoding": "br", "Cache-Control": FOREVER, "Vary": "Accept-Encoding"}
        await Response(body, media_type=guess_type(file.name)[0], headers=headers)(scope, receive, send)


def wanted(scope: Scope) -> Path | None:
    """The file of text that a request asks for; None where it is none of Streamlit's."""
    path = scope["path"]
    if scope["method"] != "GET" or not path.startswith(PREFIX) or not path.endswith(TEXT):
        return None
    file = (STATIC / path.removeprefix(PREFIX)).resolve()
    return file if file.is_relative_to(STATIC) and file.is_file() else None


@lru_cache(maxsize=256)
def takes(accepted: bytes) -> str:
    """The best encoding that a client takes (``Accept-Encoding``): ``br``, ``gzip``, or none."""
    taken = set()
    for part in accepted.decode("latin-1").lower().split(","):
        name, _, quality = part.partition(";")
        if quality.replace(" ", "") not in ("q=0", "q=0.0", "q=0.00", "q=0.000"):
            taken.add(name.strip())
    return next((encoding for encoding in ("br", "gzip") if encoding in taken), "")


@lru_cache(maxsize=512)
def _compressed(file: Path) -> bytes:
    return _best.get(file) or bytes(brotli.compress(file.read_bytes(), quality=QUALITY))


_best: dict[Path, bytes] = {}


def _compress_heavy() -> None:
    """Compress as well as is worth it what every first visit needs; whoever asks sooner gets it as quickly as may be."""
    for pattern in HEAVY:
        for file in (STATIC / "js").glob(pattern):
            _best[file] = brotli.compress(file.read_bytes(), quality=BEST)
    _compressed.cache_clear()
