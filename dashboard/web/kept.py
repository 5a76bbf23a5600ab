"""Answers that are made once: whole, with a mark that says which they are, and compressed for whoever takes that."""

from __future__ import annotations

import gzip
import hashlib
import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable
from dataclasses import dataclass, field

import brotli

Headers = list[tuple[bytes, bytes]]

ENCODERS: dict[str, Callable[[bytes], bytes]] = {
    "br": lambda body: brotli.compress(body, quality=6),  # 5 ms for a large embed; the best would take 100
    "gzip": lambda body: gzip.compress(body, compresslevel=6, mtime=0),
}
LEAST = 600  # bytes; below, compressing gains nothing
MOST = 96 * 1024 * 1024  # bytes of all kept answers together
COMPRESSIBLE = (
    b"text/",
    b"image/svg",
    b"application/json",
    b"application/ld+json",
    b"application/problem",
    b"application/xml",
)


@dataclass(frozen=True)
class Answer:
    """A whole answer. ``tag``: its entity tag, weak because compressed forms share it."""

    status: int
    headers: Headers
    body: bytes
    tag: bytes
    _encoded: dict[str, bytes] = field(default_factory=dict, repr=False)

    @classmethod
    def of(cls, status: int, headers: Headers, body: bytes) -> Answer:
        """With the tag of its body."""
        tag = b'W/"%s"' % hashlib.blake2b(body, digest_size=12).hexdigest().encode()
        return cls(status, [pair for pair in headers if pair[0] != b"content-length"], body, tag)

    @property
    def compressible(self) -> bool:
        """Whether compressing it is worth the while."""
        kind = next((value for name, value in self.headers if name == b"content-type"), b"")
        return len(self.body) >= LEAST and kind.startswith(COMPRESSIBLE)

    def encoded(self, encoding: str) -> bytes:
        """The body in an encoding, worked out once."""
        if encoding not in self._encoded:
            self._encoded[encoding] = ENCODERS[encoding](self.body)
        return self._encoded[encoding]

    @property
    def size(self) -> int:
        """Bytes that it takes up, roughly."""
        return len(self.body) + sum(map(len, self._encoded.values())) + 1024


class Shelf:
    """The kept answers; those not asked for the longest make room."""

    def __init__(self, most: int = MOST) -> None:
        self._most = most
        self._answers: OrderedDict[Hashable, Answer] = OrderedDict()
        self._size = 0
        self._lock = threading.Lock()

    def get(self, key: Hashable) -> Answer | None:
        """The answer, if it is kept."""
        with self._lock:
            if key in self._answers:
                self._answers.move_to_end(key)
            return self._answers.get(key)

    def put(self, key: Hashable, answer: Answer) -> None:
        """Keep an answer. Its compressed forms must have been worked out, or they are not counted."""
        with self._lock:
            if key in self._answers:
                self._size -= self._answers.pop(key).size
            self._answers[key] = answer
            self._size += answer.size
            while self._size > self._most:
                self._size -= self._answers.popitem(last=False)[1].size
