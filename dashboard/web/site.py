"""Where things are: addresses of charts, pages and files, on this server or on a static copy of it."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import quote

from dashboard.share import Place
from dashboard.text import interface_languages

# What stands in links that others keep: cards, sitemaps, citations. Without it they begin with a slash.
HOME = os.environ.get("SITE", "").rstrip("/")
SAFE = ",=.:-_~"


@dataclass(frozen=True)
class StaticPlace(Place):
    """A chart on a static site: its parameters are folders, as a file has no query."""

    def _address(self, path: str) -> str:
        room, name = path.split("/", 1)
        stem, dot, kind = name.partition(".")
        asked = sorted(f"{key}={value}" for key, value in self.parameters.items() if value)
        where = "/".join(quote(part, safe=SAFE) for part in (room, self.language, stem, *asked))
        return f"{self.server}/{where}.{kind if dot else 'html'}"


@dataclass(frozen=True)
class Site:
    """A server or a static copy. ``home``: scheme and host, no slash at the end; ``app``: those of the dashboard, empty where a
    static site knows none."""

    home: str = HOME
    app: str | None = HOME
    static: bool = False
    briefs: bool = True
    only: tuple[str, ...] = ()  # the languages of the interface that it has; all where none is named

    @property
    def languages(self) -> tuple[str, ...]:
        """The languages of the interface in which its pages stand."""
        return self.only or tuple(interface_languages())

    def place(self, name: str, parameters: Mapping[str, str], language: str) -> Place:
        """Where a chart is."""
        return (StaticPlace if self.static else Place)(name, parameters, self.home, language)

    def read(self, kind: str, code: str, language: str) -> str:
        """The reading page of a language or a country; the list of them where ``kind`` is empty."""
        return self._page("read", kind, code, language, "html")

    def brief(self, kind: str, code: str, language: str, form: str) -> str:
        """A brief as a file; empty where there are none."""
        return "" if not self.briefs else self._page("brief", kind, f"{code}.{form}", language, "")

    def gallery(self, language: str) -> str:
        """The list of all charts."""
        return self._page("embed", "", "", language, "html")

    def explore(self, page: str, language: str, **asked: str) -> str:
        """A page of the dashboard; empty where nobody said where that is."""
        return "" if self.app is None else Place("", asked, self.app, language).page(page)

    def _page(self, room: str, kind: str, code: str, language: str, form: str) -> str:
        if self.static:
            end = f"{code or 'index'}.{form}" if form else code
            parts = [part for part in (room, language, kind, end) if part]
            return f"{self.home}/{'/'.join(quote(part, safe=SAFE) for part in parts)}"
        parts = [quote(part, safe=SAFE) for part in (kind, code) if part]
        return f"{self.home}/{room}/{'/'.join(parts)}?lang={language}"
