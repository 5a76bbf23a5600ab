"""Our own routes on the real server: what their headers promise, that no address breaks them, and that files are the figures."""

from __future__ import annotations

import csv
import io
import json
import re
import shutil
import threading
from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import quote

import duckdb
import pytest
from axe_playwright_python.sync_playwright import Axe
from hypothesis import given, settings
from hypothesis import strategies as st
from playwright.sync_api import Browser, expect
from starlette.testclient import TestClient

from dashboard.app import app
from dashboard.catalogue import CATALOGUE, parameters
from dashboard.store import Store
from dashboard.web import charts, data, embeds
from dashboard.web.rules import ROOMS
from etl.export import export
from tests.watching import SIZES, Watched

LORENZ = "/embed/lorenz"
HOSTILE = "\"><script>alert(1)</script><img src=x onerror='alert(1)'>"
# An address in each room, who may frame it, and whether scripts of other sites may read it.
ADDRESSES = [
    (LORENZ, "*", True),
    ("/chart/lorenz.svg", "'none'", True),
    ("/chart/lorenz.csv", "'none'", True),
    ("/chart/lorenz.metadata.json", "'none'", True),
    ("/api/v1/", "'none'", True),
    ("/api/v1/gaps?limit=1", "'none'", True),
    ("/data/", "'none'", True),
    ("/data/claim.csv", "'none'", True),
    ("/health", "'none'", False),
    ("/", "'none'", False),
    ("/language?tag=yo", "'none'", False),
]


@pytest.fixture(scope="module", autouse=True)
def files(warehouse: Path) -> Path:
    """What ``python -m etl export`` writes beside the warehouse."""
    if not data.EXPORT.exists():
        export(data.EXPORT, warehouse)
    return data.EXPORT


@pytest.fixture(scope="module")
def client(warehouse: Path) -> TestClient:
    return TestClient(app, raise_server_exceptions=False)


@pytest.mark.parametrize(("path", "framed_by", "shared"), ADDRESSES)
def test_every_answer_says_who_may_frame_it_read_it_and_what_it_may_load(
    client: TestClient, path: str, framed_by: str, shared: bool
) -> None:
    answer = client.get(path)
    assert answer.status_code == 200
    policy = dict(part.split(" ", 1) for part in answer.headers["content-security-policy"].split("; "))
    assert policy["frame-ancestors"] == framed_by
    assert policy["default-src"] == "'none'"
    assert "'unsafe-inline'" not in policy.get("script-src", "")
    assert "unsafe-eval" not in policy.get("script-src", "")
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert answer.headers["referrer-policy"]
    assert answer.headers.get("access-control-allow-origin") == ("*" if shared else None)
    assert answer.headers["cache-control"]


@pytest.mark.parametrize(
    "path", [LORENZ, "/chart/lorenz.png", "/api/v1/claims", "/data/claim.parquet", "/data/warehouse.duckdb"]
)
def test_who_has_it_is_not_sent_it_again(client: TestClient, path: str) -> None:
    tag = client.head(path).headers["etag"]
    again = client.get(path, headers={"If-None-Match": tag})
    assert (again.status_code, again.content) == (304, b"")


def test_scripts_of_other_sites_may_ask_whether_it_has_changed(client: TestClient) -> None:
    asked = {
        "Origin": "https://example.org",
        "Access-Control-Request-Method": "GET",
        "Access-Control-Request-Headers": "if-none-match",
    }
    answer = client.options("/api/v1/gaps", headers=asked)
    assert answer.status_code == 204
    assert "If-None-Match" in answer.headers["access-control-allow-headers"]
    assert "POST" not in answer.headers["access-control-allow-methods"]


@pytest.mark.parametrize("room", ROOMS)
def test_an_address_of_our_rooms_that_is_none_is_404_in_words(client: TestClient, room: str) -> None:
    for path in (f"/{room}/nothing/here", f"/{room}/{quote(HOSTILE)}"):
        answer = client.get(path)
        assert answer.status_code == 404
        assert not answer.headers["content-type"].startswith("text/html")
        assert len(answer.text) > 10


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "PATCH"])
def test_nothing_can_be_sent_here(client: TestClient, method: str) -> None:
    for path in (LORENZ, "/chart/lorenz.svg", "/api/v1/gaps", "/data/gap.csv"):
        assert client.request(method, path).status_code == 405


# Whatever an address holds ------------------------------------------------------------------

words = (
    st.text(max_size=40)
    | st.just(HOSTILE)
    | st.sampled_from(["../../warehouse.duckdb", "%00", "\x00", "'; DROP TABLE gap --"])
)
names = st.sampled_from([*CATALOGUE, "", "nothing"]) | words


@st.composite
def paths(draw: st.DrawFn) -> str:
    """An address of one of our rooms, sound or not."""
    name = quote(draw(names), safe="")
    kind = draw(st.sampled_from(["csv", "json", "metadata.json", "exe"]))
    return draw(
        st.sampled_from(
            [
                f"/embed/{name}",
                f"/chart/{name}.{kind}",
                f"/data/{name}",
                f"/data/views/{name}.{kind}",
                f"/api/v1/{name}",
                f"/api/v1/languages/{name}",
                f"/api/v1/sources/{name}",
            ]
        )
    )


@settings(max_examples=100, deadline=None, database=None)
@given(
    path=paths(), asked=st.dictionaries(st.sampled_from(["lang", "theme", "tag", "limit"]) | words, words, max_size=3)
)
def test_no_address_breaks_anything_or_comes_back_as_markup(warehouse: Path, path: str, asked: dict[str, str]) -> None:
    answer = TestClient(app).get(path, params=asked)
    assert answer.status_code in (200, 400, 404, 308), (path, asked, answer.status_code)
    if answer.headers.get("content-type", "").startswith("text/html"):
        assert "<script>alert" not in answer.text
        assert "<img src=x" not in answer.text


@settings(max_examples=40, deadline=None, database=None)
@given(name=st.sampled_from(sorted(CATALOGUE)), value=words, data=st.data())
def test_no_value_of_a_chart_breaks_its_metadata(warehouse: Path, name: str, value: str, data: st.DataObject) -> None:
    known = parameters(name)
    asked = {data.draw(st.sampled_from(known)): value} if known else {}
    answer = TestClient(app).get(f"/chart/{name}.metadata.json", params=asked)
    assert answer.status_code in (200, 404)


def test_names_that_are_markup_are_words(warehouse: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What publishers call their models and themselves is theirs to choose, and must not become part of a page."""
    copy = Path(shutil.copy(warehouse, tmp_path / "warehouse.duckdb"))
    model = "gpt-4o-2024-05-13"
    with duckdb.connect(str(copy)) as connection:
        connection.execute("UPDATE model SET name = ? WHERE model_id = ?", [HOSTILE, model])
        for relation in ("model_dated", "test_model"):
            connection.execute(f"UPDATE {relation} SET model_name = ? WHERE model_id = ?", [HOSTILE, model])
        connection.execute("UPDATE source SET authors = ? WHERE source_id = 'orbench_eu'", [HOSTILE])
    for module in (charts, embeds):
        monkeypatch.setattr(module, "WAREHOUSE", copy)
    client = TestClient(app)
    asked = {"test": "orbench_eu.harmful_prompts.direct_request.attack_success_rate", "model": model}
    for path in ("/embed/answers", "/chart/answers.svg"):
        answer = client.get(path, params=asked | {"theme": "dark"})
        assert answer.status_code == 200
        assert "alert(1)" in answer.text
        assert "<script>alert" not in answer.text
        assert "<img src=x" not in answer.text


# Metadata and files -------------------------------------------------------------------------


def test_metadata_say_whose_figures_in_which_unit_and_which_rows(client: TestClient, warehouse: Path) -> None:
    told = client.get("/chart/language_gaps.metadata.json", params={"tag": "yo", "about": "capability"}).json()
    chart = client.get("/chart/language_gaps.json", params={"tag": "yo", "about": "capability"}).json()
    assert (told["title"], told["unit"], told["as_of"]) == (chart["title"], chart["axis"], chart["as_of"])
    assert {column["name"] for column in told["columns"]} == set(chart["marks"][0])
    assert [source["source_id"] for source in told["sources"]] == sorted(chart["sources"])
    assert all(
        source["licence"] and re.fullmatch(r"\d{4}-\d\d-\d\d", source["retrieved"]) for source in told["sources"]
    )
    assert {one["name"]: one["required"] for one in told["takes"]}["tag"] is True
    store = Store(warehouse)
    rows = told["rows"]
    assert len(store.view(rows["relation"], where={rows["key"]: tuple(rows["values"])})) == len(rows["values"]) > 0
    store.close()


@pytest.mark.parametrize("name", ["capability_gap", "lorenz", "item_origins", "world_map"])
def test_metadata_are_json_whatever_the_chart_rests_on(client: TestClient, name: str) -> None:
    def refuse(word: str) -> None:
        raise AssertionError(f"{word} is no JSON")

    told = json.loads(client.get(f"/chart/{name}.metadata.json?lang=ar").content, parse_constant=refuse)
    assert told["sources"]
    assert told["language"] == "ar"


def test_every_relation_is_served_as_it_was_exported(client: TestClient, files: Path) -> None:
    page = client.get("/data/?lang=fr").text
    package = json.loads((files / "datapackage.json").read_text(encoding="utf-8"))
    for resource in package["resources"]:
        assert f'href="/data/{resource["path"]}"' in page
    for resource in package["resources"][:6]:
        body = client.get(f"/data/{resource['path']}").content
        assert len(body) == resource["bytes"]
        folder, _, name = resource["path"].partition("/")
        assert folder in ("tables", "views")
        assert client.get(f"/data/{name}").content == body
    assert client.get("/data/datapackage.json").json() == package
    assert client.get("/data/croissant.json").headers["content-type"] == "application/json"


def test_a_csv_is_compressed_for_whoever_takes_that_and_is_the_same(client: TestClient, files: Path) -> None:
    path = "/data/tables/claim.csv"
    packed = client.get(path, headers={"Accept-Encoding": "gzip, br"})
    assert packed.headers["content-encoding"] == "gzip"
    assert int(packed.headers["content-length"]) < len(packed.content) / 2
    whole = client.get(path, headers={"Accept-Encoding": "identity"})
    assert "content-encoding" not in whole.headers
    assert packed.content == whole.content == (files / "tables" / "claim.csv").read_bytes()
    for tag in (packed.headers["etag"], whole.headers["etag"]):
        assert client.get(path, headers={"If-None-Match": tag}).status_code == 304
    part = client.get(path, headers={"Accept-Encoding": "gzip", "Range": "bytes=0-9"})
    assert (part.status_code, part.content) == (206, whole.content[:10])


def test_the_warehouse_can_be_taken_whole_unless_a_source_forbids_it(
    client: TestClient, warehouse: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    taken = tmp_path / "taken.duckdb"
    taken.write_bytes(client.get("/data/warehouse.duckdb").content)
    assert taken.read_bytes() == warehouse.read_bytes()
    with duckdb.connect(str(taken)) as connection:
        connection.execute("UPDATE source SET redistribution = 'no' WHERE source_id = 'sib200'")
    monkeypatch.setattr(data, "WAREHOUSE", taken)
    answer = client.get("/data/warehouse.duckdb")
    assert answer.status_code == 404
    assert len(answer.content) < 200


def test_files_of_an_older_edition_say_so(
    client: TestClient, files: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    older = tmp_path / "export"
    older.mkdir()
    package = json.loads((files / "datapackage.json").read_text(encoding="utf-8"))
    (older / "datapackage.json").write_text(json.dumps(package | {"contentHash": "0" * 64}), encoding="utf-8")
    assert data.COMMAND not in client.get("/data/").text
    monkeypatch.setattr(data, "EXPORT", older)
    page = client.get("/data/").text
    assert "0" * 12 in page
    assert package["contentHash"][:12] in page
    assert data.COMMAND in page
    monkeypatch.setattr(data, "EXPORT", tmp_path / "none")
    assert data.COMMAND in client.get("/data/").text


@pytest.mark.parametrize(
    "path",
    [
        "../warehouse.duckdb",
        "..%2fwarehouse.duckdb",
        "views/..%2f..%2fwarehouse.duckdb",
        "%2fetc%2fpasswd",
        "views",
        "views/",
    ],
)
def test_no_path_leads_out_of_the_folder(client: TestClient, path: str) -> None:
    answer = client.get(f"/data/{path}")
    assert answer.status_code == 404 or "Streamlit" in answer.text or answer.url.path != f"/data/{path}"
    assert not answer.content.startswith((b"root:", b"\0" * 8))
    assert b"DUCK" not in answer.content[:64]


def test_no_text_of_a_served_csv_runs_in_a_spreadsheet(client: TestClient) -> None:
    for path in (
        "/data/source.csv",
        "/chart/answers.csv?test=orbench_eu.harmful_prompts.direct_request.attack_success_rate&model=gpt-4o-2024-05-13",
    ):
        text = client.get(path).content.decode("utf-8-sig")
        cells = [cell for row in csv.reader(io.StringIO(text)) for cell in row]
        assert len(cells) > 10
        assert [
            cell for cell in cells if cell.startswith(("=", "+", "-", "@")) and not re.fullmatch(r"-?[\d.e-]+", cell)
        ] == []


# In a real browser --------------------------------------------------------------------------


@pytest.fixture
def elsewhere(tmp_path: Path) -> Iterator[str]:
    """Another site on this machine: what is in ``tmp_path``."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(SimpleHTTPRequestHandler, directory=str(tmp_path)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_address[1]}"
    server.shutdown()


@pytest.mark.browser
def test_an_embed_may_be_framed_by_anyone_and_the_dashboard_by_nobody(
    browser: Browser, address: str, elsewhere: str, tmp_path: Path
) -> None:
    frames = f'<iframe id="e" src="{address}{LORENZ}"></iframe><iframe id="d" src="{address}/methods"></iframe>'
    (tmp_path / "page.html").write_text(f"<!doctype html>{frames}", encoding="utf-8")
    context = browser.new_context()
    page = context.new_page()
    with page.expect_console_message(lambda message: "frame-ancestors" in message.text) as told:
        page.goto(f"{elsewhere}/page.html")
    assert LORENZ not in told.value.text
    expect(page.frame_locator("#e").locator("svg:visible").first).to_be_visible()
    expect(page.frame_locator("#d").locator("#root")).to_have_count(0)
    context.close()


@pytest.mark.browser
@pytest.mark.parametrize(
    ("path", "scheme", "size"), [("/data/?lang=ar", "dark", "phone"), ("/api/v1/?lang=en", "light", "desktop")]
)
def test_pages_without_script_are_accessible_and_ask_for_nothing_else(
    browser: Browser, address: str, path: str, scheme: str, size: str
) -> None:
    watched = Watched(browser, address, viewport=SIZES[size], color_scheme=scheme)
    asked: list[str] = []
    watched.page.on("request", lambda request: asked.append(request.url))
    watched.page.goto(f"{address}{path}")
    if path.startswith("/data"):
        watched.page.locator("details#gap summary").click()
        expect(watched.page.locator("details#gap table")).to_be_visible()
    assert [url for url in asked if not url.endswith("/favicon.ico")] == [f"{address}{path}"]
    assert watched.page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    found = Axe().run(watched.page).response["violations"]
    assert {rule["id"]: [node["html"] for node in rule["nodes"]][:3] for rule in found} == {}
    watched.context.close()
    assert [words for words in watched.troubles if "favicon" not in words] == []
