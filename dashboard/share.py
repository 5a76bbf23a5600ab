"""How a chart is taken elsewhere: addresses of its page, its picture and its figures, the lines that embed it, and how to cite it."""

from __future__ import annotations

import html
import json
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import quote, urlencode

from dashboard.charts.chart import Chart
from dashboard.store import Store
from dashboard.text import Text

FILES = ("png", "svg", "csv", "json")
WIDTH, HEIGHT = 720, 560  # of an embedded chart, in CSS pixels
# In the page of whoever embeds: an embedded chart tells its height, and only its own frame gets it.
LISTENER = (
    '<script>addEventListener("message",function(e){var h=e.data&&e.data.languageGapHeight;if(typeof h=="number")'
    'document.querySelectorAll("iframe").forEach(function(f){if(f.contentWindow===e.source)f.style.height=h+"px"})})</script>'
)


@dataclass(frozen=True)
class Place:
    """Where a chart is found: its name and parameters, and the server's address."""

    name: str
    parameters: Mapping[str, str]
    server: str  # scheme and host, no slash at the end
    language: str

    def query(self) -> str:
        """The parameters as they stand in an address, the language of the interface among them."""
        asked = {key: value for key, value in self.parameters.items() if value} | {"lang": self.language}
        return f"?{urlencode(asked, quote_via=quote)}"

    def _address(self, path: str) -> str:
        return f"{self.server}/{path}{self.query()}"

    def file(self, kind: str) -> str:
        """Address of the chart as a file: ``png``, ``svg``, ``csv`` or ``json``."""
        return self._address(f"chart/{self.name}.{kind}")

    def embed(self) -> str:
        """Address of the chart alone, for a frame in somebody else's page."""
        return self._address(f"embed/{self.name}")

    def page(self, page: str) -> str:
        """Address of a page of the dashboard with these parameters."""
        return self._address(page)

    def snippet(self, title: str) -> str:
        """The two lines of HTML that embed the chart: a frame, and what gives it the height of the chart."""
        return (
            f'<iframe src="{html.escape(self.embed())}" title="{html.escape(title)}" loading="lazy" '
            f'width="100%" height="{HEIGHT}" style="border:0;max-width:{WIDTH}px"></iframe>\n{LISTENER}'
        )

    def image(self, title: str, alt: str, kind: str) -> str:
        """The line of HTML that shows the chart as a picture, for systems that take frames out."""
        return (
            f'<a href="{html.escape(self.embed())}"><img src="{html.escape(self.file(kind))}" alt="{html.escape(f"{title}. {alt}")}" '
            f'loading="lazy" width="{WIDTH}" style="max-width:100%;height:auto"></a>'
        )


@dataclass(frozen=True)
class Citation:
    """What a citation of a chart or of the whole says. Formats: plain words, BibTeX, CSL-JSON."""

    title: str
    site: str
    edition: str  # the first digits of the content hash
    year: int
    issued: str  # ISO date of the figures
    address: str

    def plain(self, text: Text) -> str:
        """In words, in the reader's language."""
        return text(
            "cite.plain", title=self.title, site=self.site, edition=self.edition, year=self.year, address=self.address
        )

    def bibtex(self) -> str:
        """As BibTeX. Braces and backslashes of the title are taken out, as nothing else can break an entry."""
        title = self.title.translate(str.maketrans("", "", "{}\\"))
        return (
            f"@misc{{language_gap_{self.edition},\n  title = {{{{{title}}}}},\n  author = {{{{{self.site}}}}},\n"
            f"  year = {{{self.year}}},\n  note = {{Edition {self.edition}}},\n  url = {{{self.address}}}\n}}"
        )

    def csl(self) -> str:
        """As CSL-JSON, which reference managers read."""
        return json.dumps(
            [
                {
                    "id": f"language-gap-{self.edition}",
                    "type": "dataset",
                    "title": self.title,
                    "author": [{"literal": self.site}],
                    "issued": {"date-parts": [[int(part) for part in self.issued.split("-")]]},
                    "version": self.edition,
                    "URL": self.address,
                }
            ],
            ensure_ascii=False,
            indent=2,
        )


def citation(store: Store, text: Text, title: str, address: str) -> Citation:
    """How to cite what stands at an address of this edition."""
    return Citation(
        title, text("app.title"), store.content_hash[:12], store.as_of.year, store.as_of.isoformat(), address
    )


def as_json(chart: Chart, place: Place, store: Store, columns: Mapping[str, str]) -> str:
    """A chart as JSON: words, marks and sources. ``columns``: what the reader calls the columns of the marks."""
    marks = json.loads(chart.frame.drop(columns="text").to_json(orient="records", force_ascii=False))
    return json.dumps(
        {
            "chart": place.name,
            "parameters": dict(place.parameters),
            "title": chart.title,
            "subtitle": chart.subtitle,
            "note": chart.note,
            "axis": chart.axis,
            "series": chart.roles,
            "columns": dict(columns),
            "marks": marks,
            "not_measured": list(chart.missing),
            "sources": list(chart.source_ids),
            "as_of": store.as_of.isoformat(),
            "content_hash": store.content_hash,
        },
        ensure_ascii=False,
    )
