"""What the answers of each room of addresses promise: who may frame and read them, how long they may be kept, what they may load.

A route needs to say nothing. One that knows better says so in its own headers (``Cache-Control: FROZEN`` for an
address that names an edition, a ``Content-Security-Policy`` with the hash of its own script), and those win.
"""

from __future__ import annotations

import os
from dataclasses import dataclass

from dashboard.web.shell import inline_scripts

LIVE = "public, max-age=300"  # seconds; a rebuilt warehouse is seen within them
FROZEN = "public, max-age=31536000, immutable"  # the address names what it holds, and never anything else
NEVER = "no-store"

ANYONE = "frame-ancestors *"
NOBODY = "frame-ancestors 'none'"
NOTHING = "default-src 'none'; base-uri 'none'; form-action 'none'"
# Our own HTML: no script unless a route names its hash, nothing from elsewhere.
PAGE = "default-src 'none'; style-src 'unsafe-inline'; img-src 'self' data:; base-uri 'none'; form-action 'self'"

# Who may frame the dashboard itself. Somebody who hosts it inside another site's page names that site here.
FRAMED_BY = os.environ.get("FRAMED_BY", "'none'")


def _shell() -> str:
    """What Streamlit's pages may do: run its own scripts, style by script, load charts, downloads and workers from blobs;
    nothing from another host, and no text compiled as script."""
    return (
        f"default-src 'none'; script-src 'self' {inline_scripts()}; style-src 'self' 'unsafe-inline'; "
        "img-src 'self' data: blob:; font-src 'self' data:; connect-src 'self' data: blob:; worker-src 'self' blob:; "
        "media-src 'self' blob:; manifest-src 'self'; frame-src 'self'; base-uri 'none'; form-action 'self'; "
        f"frame-ancestors {FRAMED_BY}"
    )


@dataclass(frozen=True)
class Rule:
    """The promise of a room.

    ``kept``: answers are made whole, remembered while the warehouse stands, compressed, answered with 304 where the
    browser has them, and their making is limited. What is not kept is passed on as it comes (files, redirects, Streamlit).
    ``shared``: scripts of other sites may read it. ``problems``: says what is wrong as RFC 9457 asks, not as text.
    """

    policy: str
    cache: str = LIVE
    kept: bool = True
    shared: bool = False
    problems: bool = False


SHELL = Rule(_shell(), cache="", kept=False)
ROOMS: dict[str, Rule] = {
    "embed": Rule(f"{PAGE}; {ANYONE}", shared=True),
    "oembed": Rule(f"{NOTHING}; {NOBODY}", shared=True),
    "chart": Rule(f"{PAGE}; {NOBODY}", shared=True),
    "api": Rule(f"{PAGE}; {NOBODY}", shared=True, problems=True),
    "data": Rule(f"{PAGE}; {NOBODY}", kept=False, shared=True),
    "read": Rule(f"{PAGE}; {NOBODY}"),
    "brief": Rule(NOBODY),  # a browser's own viewer of PDF is held by the policy of the file, and may need anything
    "sitemap.xml": Rule(f"{NOTHING}; {NOBODY}"),
    "robots.txt": Rule(f"{NOTHING}; {NOBODY}"),
    "health": Rule(f"{NOTHING}; {NOBODY}", cache=NEVER, kept=False),
    "tour": Rule(f"{NOTHING}; {NOBODY}", cache=NEVER, kept=False),
}


def rule_of(path: str) -> Rule:
    """The rule of an address, by its first word; Streamlit's pages where it is none of ours."""
    return ROOMS.get(path.split("/", 2)[1] if path.startswith("/") else "", SHELL)
