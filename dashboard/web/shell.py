"""The HTML that Streamlit's pages start from, with our title, description and language in it.

Streamlit's own says "Streamlit" and lang="en" until its scripts have run, which is what search engines,
link previews and screen readers meet first.
"""

from __future__ import annotations

import base64
import hashlib
import html
import re
from functools import lru_cache
from pathlib import Path

import streamlit

from dashboard.text import DEFAULT, Text, interface_languages

# Without the address Streamlit looks for its server under the path of each page first: two requests that fail. Without the fonts it
# fetches its own before our theme has come.
BASE = (
    '<script>window.__streamlit = {BACKEND_BASE_URL: window.location.origin + "/", '
    'LIGHT_THEME: {bodyFont: "system-ui, sans-serif"}, DARK_THEME: {bodyFont: "system-ui, sans-serif"}}</script>'
)


@lru_cache(maxsize=32)
def shell(language: str) -> str:
    """The page shell in an interface language; English if it is not one.

    Raises:
        RuntimeError: this version of Streamlit has another shell, and this module must follow it.
    """
    tag = language if language in interface_languages() else DEFAULT
    text = Text(tag)
    title = html.escape(text("app.title"))
    about = html.escape(text("page.overview.title"), quote=True)
    source = (Path(streamlit.__file__).parent / "static" / "index.html").read_text(encoding="utf-8")
    source, preloaded = re.subn(
        r'<link\s+rel="preload"[^>]+as="font"[^>]*/>', "", source
    )  # of a font that we do not use
    if preloaded != 1:
        raise RuntimeError("Streamlit's index.html no longer preloads one font")
    for old, new in (
        ('<html lang="en">', f'<html lang="{tag}" dir="{text.locale.text_direction}">'),
        ("<title>Streamlit</title>", f'<title>{title}</title><meta name="description" content="{about}" />{BASE}'),
        ("You need to enable JavaScript to run this app.", html.escape(text("app.no_script"))),
    ):
        if old not in source:
            raise RuntimeError(f"Streamlit's index.html no longer has {old!r}")
        source = source.replace(old, new)
    return source


def inline_scripts() -> str:
    """The scripts that stand in the shell, as a Content-Security-Policy names them: by their hashes. The same in every language."""
    scripts = re.findall(r"<script(?![^>]*\bsrc=)[^>]*>(.*?)</script>", shell(DEFAULT), re.DOTALL)
    digests = (base64.b64encode(hashlib.sha256(script.encode()).digest()).decode() for script in scripts)
    return " ".join(f"'sha256-{digest}'" for digest in digests)
