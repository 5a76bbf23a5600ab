"""The route of briefs: ``/brief/{kind}/{id}.pdf``, ``.html``, ``.docx`` or ``.md``, with ``lang``, ``paper`` and ``edition``."""

from __future__ import annotations

import re
from urllib.parse import quote

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response

from dashboard.briefs import FORMS, FontError, NoBriefError, in_form, make
from dashboard.store import WAREHOUSE, WarehouseError, open_store
from dashboard.text import DEFAULT, interface_languages

TYPES = {
    "pdf": "application/pdf",
    "html": "text/html; charset=utf-8",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "md": "text/markdown; charset=utf-8",
}
LIVE, FROZEN = "public, max-age=300", "public, max-age=31536000, immutable"
POLICY = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
LEAST = 8  # digits of an edition


def brief(request: Request) -> Response:
    """A brief in one form; 404 in words where there is none or another edition is asked for, 503 without a warehouse or a font."""
    subject_id, _, form = request.path_params["file"].rpartition(".")
    asked = request.query_params
    language = asked.get("lang", DEFAULT)
    try:
        store = open_store(WAREHOUSE)
        if form not in FORMS:
            raise NoBriefError("form", form)
        edition = asked.get("edition", "")
        if edition and (len(edition) < LEAST or not store.content_hash.startswith(edition)):
            raise NoBriefError("edition", edition)
        made = make(
            store,
            request.path_params["kind"],
            subject_id,
            lang=language if language in interface_languages() else DEFAULT,
            paper=asked.get("paper", "a4"),
        )
        body = in_form(made, form)
    except (NoBriefError, WarehouseError, FontError) as error:
        return _refused(error)
    where = "inline" if form in ("pdf", "html") else "attachment"
    name = quote(f"{made.kind}-{subject_id}-{made.language}.{form}")
    headers = {
        "Content-Disposition": f"{where}; filename*=UTF-8''{name}",
        "X-Content-Type-Options": "nosniff",
        "Cache-Control": FROZEN if edition else LIVE,
        "Content-Security-Policy": POLICY,
    }
    return Response(body, media_type=TYPES[form], headers=headers)


def _refused(error: NoBriefError | WarehouseError | FontError) -> Response:
    """What is wrong, in words; nothing of the address is repeated but letters and digits."""
    if isinstance(error, WarehouseError):
        return PlainTextResponse("The figures cannot be read at the moment.", status_code=503)
    if isinstance(error, FontError):
        return PlainTextResponse(f"This language cannot be printed here: {error}.", status_code=503)
    subject = re.sub(r"[^\w .,:-]", "", error.subject)[:80]
    words = {
        "kind": "There is no brief of this kind",
        "id": "There is no brief on this",
        "form": f"A brief is one of {', '.join(FORMS)}, not",
        "paper": "There is no paper of this name",
        "edition": "These figures are not held here any more, and no others stand at this address: edition",
    }[error.reason]
    return PlainTextResponse(f"{words}: {subject}", status_code=404, headers={"X-Content-Type-Options": "nosniff"})
