"""Answers leave at once, and not only when the client has confirmed the piece before.

asyncio switches Nagle's algorithm off for sockets that it knows to be TCP. Streamlit opens its own without saying so, and the
second piece of every answer, or of what a page is sent over its socket, waits up to 40 ms for the first to be confirmed.
"""

from __future__ import annotations

import gc
import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from streamlit.starlette import App


def send_at_once() -> int:
    """Set it on every TCP socket that is open; connections take it over from the one that listens. How many there are."""
    found = [
        one
        for one in gc.get_objects()
        if type(one) is socket.socket
        and one.fileno() >= 0
        and one.family in (socket.AF_INET, socket.AF_INET6)
        and one.type == socket.SOCK_STREAM
    ]
    for one in found:
        one.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    return len(found)


@asynccontextmanager
async def at_once(_: App) -> AsyncIterator[None]:
    """For the time that the server runs, which begins after its socket was opened and before the first connection."""
    send_at_once()
    yield
