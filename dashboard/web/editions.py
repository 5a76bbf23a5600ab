"""What an address that names an edition of the figures gives: the same bytes for ever, also when the figures have moved on.

What is frozen is kept as a file when it is first asked for, while its edition is the one that stands. Whoever embeds a frozen
chart looks at it, so it is kept; of an edition that has gone, what was never asked for cannot be made any more, and is said to be gone.
"""

from __future__ import annotations

import hashlib
import logging
import os
import re
from collections.abc import Callable
from pathlib import Path

from dashboard.store import ROOT, Store

FOLDER = Path(os.environ.get("EDITIONS", ROOT / "data" / "editions"))
MOST = 20_000  # files kept of one edition; no more are kept then, and nothing is lost that was
EDITION = re.compile(r"[0-9a-f]{8,64}")
DIGITS = 12  # of the content hash, that name an edition


class NoEditionError(LookupError):
    """What was asked for is not kept from this edition, which is not the one that stands."""


def edition_of(store: Store) -> str:
    """The name of the edition that stands."""
    return store.content_hash[:DIGITS]


def frozen(store: Store, edition: str, asked: tuple[str, ...], make: Callable[[], bytes]) -> bytes:
    """What ``make`` gives, or gave when it was first asked for in this edition. ``asked``: what names it within the edition.

    Raises:
        NoEditionError: the edition is none, or another than the one that stands and this was not kept from it.
    """
    if not EDITION.fullmatch(edition):
        raise NoEditionError(edition)
    current = store.content_hash.startswith(edition)
    file = FOLDER / (edition_of(store) if current else edition[:DIGITS]) / _name(asked)
    if file.is_file():
        return file.read_bytes()
    if not current:
        raise NoEditionError(edition)
    body = make()
    _keep(file, body)
    return body


def _name(asked: tuple[str, ...]) -> str:
    return hashlib.sha256("\0".join(asked).encode()).hexdigest()


def _keep(file: Path, body: bytes) -> None:
    """Write beside and rename. A folder that cannot be written is said in the log: the chart is shown all the same."""
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        if sum(1 for _ in file.parent.iterdir()) >= MOST:
            logging.getLogger(__name__).warning("edition %s is full: %s files", file.parent.name, MOST)
            return
        beside = file.with_suffix(f".{os.getpid()}")
        beside.write_bytes(body)
        beside.replace(file)
    except OSError as error:
        logging.getLogger(__name__).warning("a frozen chart could not be kept: %s", error)
