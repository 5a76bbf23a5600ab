"""The whole warehouse as files: the folder that ``python -m etl export`` writes beside it, and the DuckDB file itself.

What may not be passed on is in neither: the export leaves it out, and while the warehouse holds any of it the DuckDB file
is not served.
"""

from __future__ import annotations

import gzip
import json
import shutil
import tempfile
import threading
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any

from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import FileResponse, HTMLResponse, PlainTextResponse, RedirectResponse, Response
from starlette.routing import Route
from starlette.staticfiles import NotModifiedResponse, StaticFiles

from dashboard.store import WAREHOUSE, Stamp, Store, WarehouseError, open_store, stamp_of
from dashboard.text import Text
from dashboard.web import plain
from dashboard.web.compressed import takes
from dashboard.web.rules import NEVER

HOME = "/data"
EXPORT = WAREHOUSE.with_name("export")
PACKAGE = "datapackage.json"
DOCUMENTS = ("README.md", PACKAGE, "croissant.json")
DATABASE = "warehouse.duckdb"
FOLDERS = ("views", "tables")
COMMAND = "python -m etl export data/export"
KINDS = {
    "csv": "text/csv; charset=utf-8",
    "parquet": "application/vnd.apache.parquet",
    "duckdb": "application/vnd.duckdb",
    "json": "application/json",
    "md": "text/markdown; charset=utf-8",
}

PACKED = ("csv", "json", "md")  # Parquet is compressed in itself

_packing = tempfile.TemporaryDirectory(prefix="packed-")
_one_at_a_time = threading.Lock()
_files = StaticFiles(directory=EXPORT, check_dir=False)


async def file(request: Request) -> Response:
    """A file of the export, ``{relation}.csv`` in whichever folder it stands; or the warehouse. 404 in words where there is none."""
    path = request.path_params["path"]
    if path == DATABASE:
        return database(request)
    for place in (path, *(f"{folder}/{path}" for folder in FOLDERS)):
        try:
            answer = await _files.get_response(place, request.scope)
        except HTTPException:
            continue
        if answer.status_code < 400:
            kind = path.rpartition(".")[2]
            answer.headers["Content-Type"] = KINDS.get(kind, "application/octet-stream")
            if isinstance(answer, FileResponse) and kind in PACKED and wants_packed(request):
                return await run_in_threadpool(packed_answer, answer)
            return answer
    text = plain.words_of(request)
    key = "data.no_file" if stamp_of(EXPORT / PACKAGE) else "data.absent"
    return PlainTextResponse(text(key, command=COMMAND), 404, headers={"Cache-Control": NEVER})


def wants_packed(request: Request) -> bool:
    """Whether a client takes a file compressed; not one that asks for a part of it."""
    return bool(takes(request.headers.get("accept-encoding", "").encode("latin-1"))) and "range" not in request.headers


def packed_answer(plain_answer: FileResponse) -> FileResponse:
    """The same file, compressed once for all who ask for it."""
    file = Path(plain_answer.path)
    packed = _packed(file, stamp_of(file))
    headers = {name: plain_answer.headers[name] for name in ("content-type", "last-modified")}
    headers |= {"etag": f"W/{plain_answer.headers['etag']}", "content-encoding": "gzip", "vary": "Accept-Encoding"}
    return FileResponse(packed, headers=headers, stat_result=packed.stat())


def _packed(file: Path, stamp: Stamp | None) -> Path:
    """In a folder of this server's own: that of the export holds what an export wrote and no more."""
    packed = Path(_packing.name) / f"{file.name}-{'-'.join(map(str, stamp or ()))}.gz"
    with _one_at_a_time:
        if not packed.exists():
            beside = packed.with_suffix(".writing")
            with file.open("rb") as source, gzip.open(beside, "wb", compresslevel=6) as target:
                shutil.copyfileobj(source, target, 1 << 20)
            beside.rename(packed)
    return packed


def database(request: Request) -> Response:
    """The warehouse as it stands, if all of it may be passed on."""
    text = plain.words_of(request)
    try:
        withheld = not open_store(WAREHOUSE).view("source", redistribution="no").empty
    except WarehouseError as error:
        return PlainTextResponse(text(f"warehouse.{error.reason}"), 503)
    if withheld:
        return PlainTextResponse(text("data.withheld"), 404, headers={"Cache-Control": NEVER})
    answer = FileResponse(WAREHOUSE, media_type=KINDS["duckdb"], filename=DATABASE, stat_result=WAREHOUSE.stat())
    if answer.headers["etag"] in request.headers.get("if-none-match", ""):
        return NotModifiedResponse(answer.headers)
    return answer


def exported(store: Store) -> list[Path]:
    """The files of the export, if it was made from these figures; none where it was not."""
    package = EXPORT / PACKAGE
    if not package.is_file() or json.loads(package.read_text(encoding="utf-8"))["contentHash"] != store.content_hash:
        return []
    return sorted(file for file in EXPORT.rglob("*") if file.is_file())


def page(request: Request) -> Response:
    """What there is, with every column in words."""
    text = plain.words_of(request)
    try:
        edition = open_store(WAREHOUSE).content_hash
    except WarehouseError as error:
        return PlainTextResponse(text(f"warehouse.{error.reason}"), 503)
    stamp = stamp_of(EXPORT / PACKAGE)
    return HTMLResponse(_page(text.tag, edition, stamp))


@lru_cache(maxsize=16)
def _page(tag: str, edition: str, stamp: Stamp | None) -> str:
    text = Text(tag)
    title = text("data.title")
    whole = plain.paragraph(plain.link(f"{HOME}/{DATABASE}", text("data.whole")))
    if stamp is None:
        return plain.page(text, title, [whole, plain.paragraph(text("data.absent", command=COMMAND))])
    package = json.loads((EXPORT / PACKAGE).read_text(encoding="utf-8"))
    made_of = package["contentHash"]
    lead = text("data.lead", date=text.date(date.fromisoformat(package["asOf"])), edition=made_of[:12])
    parts = [plain.paragraph(lead)]
    if made_of != edition:
        parts.append(plain.paragraph(text("data.older", edition=edition[:12], command=COMMAND)))
    parts += [whole, plain.paragraph(plain.joined(plain.link(f"{HOME}/{name}", name) for name in DOCUMENTS))]
    for folder in FOLDERS:
        parts += [plain.heading(text(f"data.{folder}")), *relations(text, package, folder)]
    return plain.page(text, title, parts)


def relations(text: Text, package: dict[str, Any], folder: str) -> list[plain.Html]:
    """The files of a folder, each with its columns."""
    resources = {resource["name"]: resource for resource in package["resources"]}
    found = []
    for name, resource in resources.items():
        if resource["type"] != "table" or not resource["path"].startswith(folder):
            continue
        files = plain.joined(
            (
                plain.link(
                    f"{HOME}/{one['path']}",
                    f"{one['format'].upper()} {text('unit.megabytes', number=text.number(max(one['bytes'] / 1e6, 0.01), 2))}",
                )
                for one in (resource, resources[f"{name}.parquet"])
            ),
            " · ",
        )
        columns = plain.table(
            [text(f"column.{column}") for column in ("column_name", "data_type", "comment")],
            [(field["name"], field["type"], field["description"]) for field in resource["schema"]["fields"]],
        )
        found.append(
            plain.Html(
                f'<details id="{name}"><summary><code>{name}</code> {plain.escaped(resource["description"])}</summary>'
                f"{plain.paragraph(files)}{columns}</details>"
            )
        )
    return found


def moved(_: Request) -> RedirectResponse:
    """To the page."""
    return RedirectResponse(f"{HOME}/", 308)


def routes() -> list[Route]:
    """The page and the files."""
    return [Route(HOME, moved), Route(f"{HOME}/", page), Route(f"{HOME}/{{path:path}}", file)]
