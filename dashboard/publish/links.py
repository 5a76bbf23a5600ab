"""Links of a static edition that lead nowhere."""

from __future__ import annotations

import re
from collections.abc import Collection
from html import unescape
from pathlib import Path
from urllib.parse import unquote

LINK = re.compile(rb'(?:href|src|data-script|data-figure)="([^"#]+)')


def broken(directory: Path, files: Collection[str], base: str) -> list[str]:
    """Page and address of every link inside the edition without a file. ``base``: where it stands. Links to other hosts are not followed."""
    known, found = set(files), []
    inside = f"{base}/"
    for name in files:
        if not name.endswith(".html"):
            continue
        for raw in set(LINK.findall((directory / name).read_bytes())):
            address = unescape(raw.decode())
            if not address.startswith(inside):
                continue
            path = unquote(address.removeprefix(inside))
            if (path or "index.html") not in known:
                found.append(f"{name}: {address}")
    return found
