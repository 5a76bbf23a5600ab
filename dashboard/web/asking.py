"""What an address asks of a chart, apart from the chart's own parameters; and what is said where there is nothing to give."""

from __future__ import annotations

import re
from dataclasses import dataclass

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response

from dashboard.catalogue import NoChartError
from dashboard.charts.vega import GROUND
from dashboard.store import WarehouseError
from dashboard.text import DEFAULT, interface_languages
from dashboard.web.editions import NoEditionError

OURS = ("lang", "theme", "edition")
PRINT = "print"  # a theme of briefs, which no address asks for


@dataclass(frozen=True)
class Asked:
    """A chart as an address asks for it."""

    name: str
    parameters: tuple[tuple[str, str], ...]
    language: str
    theme: str
    edition: str  # empty: the one that stands

    def key(self, kind: str) -> tuple[str, ...]:
        """What names an answer within an edition."""
        flat = (part for pair in self.parameters for part in pair)
        return (kind, self.name, self.language, self.theme, *flat)


def asked_of(request: Request, name: str, default_theme: str) -> Asked:
    """The chart that an address asks for; what is no language or theme is taken for the first of those there are."""
    asked = dict(request.query_params)
    language, theme = asked.get("lang", DEFAULT), asked.get("theme", default_theme)
    return Asked(
        name,
        tuple(sorted((key, value) for key, value in asked.items() if key not in OURS)),
        language if language in interface_languages() else DEFAULT,
        theme if theme in GROUND and theme != PRINT else default_theme,
        asked.get("edition", ""),
    )


def refused(error: NoChartError | WarehouseError | NoEditionError) -> Response:
    """What is wrong with the address, or that there are no figures; nothing of the address is repeated as HTML."""
    if isinstance(error, WarehouseError):
        return PlainTextResponse("The figures cannot be read at the moment.", status_code=503)
    if isinstance(error, NoEditionError):
        return PlainTextResponse(
            "This edition of the figures has been superseded, and this was not kept from it. Without edition= the address gives today's.",
            status_code=410,
        )
    subject = re.sub(r"[^\w .,:-]", "", error.subject)[:80]
    words = {
        "name": "There is no chart of this name",
        "parameter": "The chart takes no such parameter",
        "missing": "The chart needs this parameter",
        "value": "Nothing has this value",
        "empty": "There is nothing to draw for",
        "png": "Pictures in this language are drawn as SVG only",
    }[error.reason]
    return PlainTextResponse(f"{words}: {subject}", status_code=404)
