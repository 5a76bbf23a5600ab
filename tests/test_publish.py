"""The static edition: whole, incremental, resumable, and every link leads somewhere."""

from __future__ import annotations

from pathlib import Path

import pytest
from typer.testing import CliRunner

from dashboard.__main__ import app
from dashboard.publish import RECORD, Where, publish
from dashboard.publish.links import broken
from dashboard.publish.parts import Part, files_of
from dashboard.store import Store
from dashboard.web.site import Site

BASE = "https://example.org/gap"


def quiet(what: str, step: int, steps: int) -> None:
    """Progress that nobody looks at."""


@pytest.fixture
def small(monkeypatch: pytest.MonkeyPatch) -> None:
    """An edition of one language, one country and one chart, of the real figures."""
    monkeypatch.setattr("dashboard.web.reading.subjects", lambda store: [("language", "yo"), ("country", "VA")])
    monkeypatch.setattr("dashboard.publish.parts.CATALOGUE", {"lorenz": None})
    monkeypatch.setattr("dashboard.web.gallery.PAGES", {"disparity": ("lorenz",)})


def where(**changes: object) -> Where:
    asked: dict[str, object] = {
        "base": BASE,
        "app": "https://app.example.org",
        "languages": ("en", "ar"),
        "briefs": False,
        "data": False,
    }
    return Where(**(asked | changes))  # type: ignore[arg-type]


def test_an_edition_is_made_once_goes_on_where_it_stopped_and_forgets_nothing(
    small: None, warehouse: Path, tmp_path: Path
) -> None:
    folder = tmp_path / "site"
    first = publish(folder, where(), quiet, warehouse, workers=1)
    assert first.made == 5
    assert first.broken == []
    page = folder / "read" / "ar" / "language" / "yo.html"
    before = page.read_bytes()
    again = publish(folder, where(), quiet, warehouse, workers=1)
    assert (again.made, again.unchanged, again.removed) == (0, first.made, 0)
    page.unlink()
    assert publish(folder, where(), quiet, warehouse, workers=1).made == 1
    assert page.read_bytes() == before
    lines = (folder / RECORD).read_text(encoding="utf-8").splitlines(keepends=True)
    (folder / RECORD).write_text("".join(lines[:-2]) + lines[-2][:20], encoding="utf-8")
    assert publish(folder, where(), quiet, warehouse, workers=1).made == 2
    fewer = publish(folder, where(languages=("en",)), quiet, warehouse, workers=1)
    assert fewer.removed > 0
    assert not page.exists()
    assert (folder / "read" / "en" / "language" / "yo.html").exists()


def test_a_folder_with_other_files_is_left_alone(small: None, warehouse: Path, tmp_path: Path) -> None:
    (tmp_path / "site").mkdir()
    own = tmp_path / "site" / "thesis.txt"
    own.write_text("mine", encoding="utf-8")
    with pytest.raises(FileExistsError):
        publish(tmp_path / "site", where(), quiet, warehouse, workers=1)
    told = CliRunner().invoke(app, ["publish", str(tmp_path / "site")])
    assert told.exit_code == 2
    assert "empty folder" in " ".join(told.stderr.split())
    assert own.read_text(encoding="utf-8") == "mine"


def test_a_language_that_is_none_is_named(tmp_path: Path) -> None:
    told = CliRunner().invoke(app, ["publish", str(tmp_path), "--lang", "tlh"])
    assert told.exit_code == 2
    assert "tlh" in told.stderr


def test_a_link_that_leads_nowhere_is_found(tmp_path: Path) -> None:
    (tmp_path / "page.html").write_text(
        f'<a href="{BASE}/there.html">a</a><img src="{BASE}/gone.svg"><a href="https://w3.org/">b</a>', encoding="utf-8"
    )
    (tmp_path / "there.html").write_text("", encoding="utf-8")
    assert broken(tmp_path, ["page.html", "there.html"], BASE) == [f"page.html: {BASE}/gone.svg"]


def test_a_country_of_the_real_figures_has_its_page_its_charts_and_its_brief(warehouse: Path) -> None:
    files = dict(files_of(Store(warehouse), Part("country", "KE"), where(languages=("sw",), briefs=True)))
    names = set(files)
    assert {"read/sw/country/KE.html", "brief/sw/country/KE.pdf"} <= names
    assert {f"chart/sw/country_evidence/about=safety/code=KE.{kind}" for kind in ("svg", "csv", "json")} <= names
    page = files["embed/sw/country_evidence/about=safety/code=KE.html"]
    assert isinstance(page, bytes)
    assert b"<svg" in page
    site = Site(BASE, None, static=True)
    assert site.place("country_evidence", {"code": "KE", "about": "safety"}, "sw").file("csv") in str(
        files["read/sw/country/KE.html"]
    )
