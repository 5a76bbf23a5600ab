"""The bibliography job: from the Anthology's XML to counts of papers, by rule.

The sample is made by hand, with invented papers. Where the publisher's own archive is at hand (RAW_FILES, else
../shared/raw) it must give exactly the rows that are committed.
"""

from __future__ import annotations

import hashlib
import io
import os
import shutil
import tarfile
from collections import Counter
from pathlib import Path

import pytest
from rich.console import Console

from etl.bibliography import volumes
from etl.bibliography.languages import languages
from etl.bibliography.rules import language_class, only_false_friends, topic
from etl.contract import FIGURES, ROOT
from etl.languages import language_tag
from etl.manifest import read_source
from etl.reading.codes import language_keys
from etl.sources import Read, Row, UnreadableError, reader
from etl.sources.acl_anthology import agreement, print_agreement, read
from etl.tables import read_rows, write_rows

SAMPLE = Path(__file__).parent / "samples" / "acl_anthology"
RAW = Path(os.environ.get("RAW_FILES", ROOT.parent / "shared" / "raw")) / "acl-anthology" / "xml_2020-2025.tar.xz"
COMMITTED = FIGURES / "acl_anthology"
KINDS = {
    "papers.parquet": "paper",
    "publication_counts.parquet": "publication_count",
    "coverage.csv": "bibliography_venue",
}


every_volume = volumes.expected


@pytest.fixture(autouse=True)
def _sample_is_whole(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(volumes, "expected", lambda: frozenset({"2024.acl-long", "2024.trustnlp-1"}))


def tables(path: Path = SAMPLE) -> dict[str, list[Row]]:
    return {made.file: made.rows for made in read({"any name": path})}


def copy(tmp_path: Path) -> Path:
    return Path(shutil.copytree(SAMPLE, tmp_path / "anthology"))


def spoil(folder: Path, file: str, old: str, new: str) -> Path:
    path = folder / "data" / file
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    return folder


# The rules --------------------------------------------------------------------------------------

ENGLISH, ONE, MANY = "english_only_or_unspecified", "monolingual_non_english", "multilingual"


def test_every_paper_of_a_selection_has_its_labels() -> None:
    labels = {
        row["paper_id"]: (row["class"], row["topic"], row["language_codes"], row["selections"])
        for row in tables()["papers.parquet"]
    }
    kept = "keyword|keyword_and_topic"
    assert labels == {
        "2024.acl-long.1": (MANY, "jailbreaking", "ha|sw", f"{kept}|extended"),
        "2024.acl-long.2": (ENGLISH, "not_related", None, "keyword|extended"),
        "2024.acl-long.3": (ENGLISH, "not_related", None, "keyword"),
        "2024.acl-long.4": (ENGLISH, "not_related", None, "keyword"),
        "2024.acl-long.5": (ENGLISH, "alignment", None, kept),
        "2024.acl-long.6": (ONE, "toxicity_bias", "ymr", kept),
        "2024.acl-long.7": (ENGLISH, "privacy", None, kept),
        "2024.acl-long.8": (ENGLISH, "toxicity_bias", None, kept),
        "2024.acl-long.9": (ENGLISH, "hallucination_factuality", None, kept),
        "2024.acl-long.11": (ONE, "not_related", "br", "extended"),
        "2024.acl-long.13": (ENGLISH, "not_related", None, "keyword"),
        "2024.trustnlp-1.1": (MANY, "alignment", "en", f"{kept}|extended"),
        "2024.trustnlp-1.2": (ONE, "toxicity_bias", "gsw", kept),
        "2025.coling-main.1": (ONE, "hallucination_factuality", "ar", "extended"),
    }


def test_a_title_keeps_the_text_of_its_markup_and_the_abstract_is_not_stored() -> None:
    first = tables()["papers.parquet"][0]
    assert first["title"] == "Red Teaming in Swahili and Hausa with k Tries"
    assert first["locator"] == "data/xml/2024.acl.xml, 2024.acl-long.1"
    assert first["series"] == "bibliography"
    assert not any("weak" in str(cell) for cell in first.values())


@pytest.mark.parametrize(
    ("text", "tags"),
    [
        ("from Hindi to Yoruba", "hi yo"),
        ("from hindi to yoruba", ""),
        ("polish the turkish delight", ""),
        ("Swiss German", "gsw"),
        ("Brazilian Portuguese and Dari", "prs pt"),
        ("Mandarin, Farsi, isiZulu, Bokmål", "fa no zh zu"),
        ("German Sign Language", "gsg"),
        ("speakers of the Malasar language", "ymr"),
        ("the Malasar people", ""),
        ("As language models are, Are language models", ""),
        ("Notre corpus, Bench dataset, Nasal speech", ""),
        ("the Fang et al. method", ""),
        ("Latin script, Latin-script, Latin America, Latin American", ""),
        ("Latin texts", "la"),
        ("the German government", ""),
        ("the German financial domain", ""),
        ("the German government writes German letters", "de"),
        ("Germanic, Spanishness, Swiss Germanic", ""),
        ("English-Hindi", "en hi"),
    ],
)
def test_a_language_counts_where_it_is_named_as_one(text: str, tags: str) -> None:
    assert sorted(languages(text)) == tags.split()


@pytest.mark.parametrize(
    "text",
    ["Food safety and food hazards.", "Drug safety.", "Aviation safety.", "Traffic safety on roads.",
     "It is safe to assume this.", "Dull replies: safe and generic answers.", "Health and safety of travellers.",
     "The National Transportation Safety Board.", "SAFE halves the memory."],
)  # fmt: skip
def test_other_kinds_of_safety_are_no_safety_of_models(text: str) -> None:
    assert only_false_friends(text)
    assert topic(f"Misinformation. {text}") == "not_related"
    assert topic(f"Jailbreak. {text}") == "jailbreaking"
    assert topic(f"Misinformation. {text} We make safe models.") == "hallucination_factuality"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Prompt injection spreads misinformation.", "jailbreaking"),
        ("Hallucinations.", "hallucination_factuality"),
        ("Counterfactual gender bias.", "toxicity_bias"),
        ("Unlearning.", "privacy"),
        ("AI governance.", "policy"),
        ("Gender bias and privacy.", "alignment"),
        ("Harmless models.", "alignment"),
        ("Word order.", "not_related"),
    ],
)
def test_the_words_of_a_paper_name_its_topic(text: str, expected: str) -> None:
    assert topic(text) == expected


@pytest.mark.parametrize(
    ("tags", "text", "expected"),
    [("", "", ENGLISH), ("en", "", ENGLISH), ("sw", "", ONE), ("en sw", "", MANY), ("sw", "a multilingual model", MANY),
     ("", "in ten languages", MANY), ("", "processing of natural languages", ENGLISH)],
)  # fmt: skip
def test_a_paper_is_multilingual_by_its_languages_or_its_words(tags: str, text: str, expected: str) -> None:
    assert language_class(tags.split(), text) == expected


# The counts -------------------------------------------------------------------------------------


def test_papers_count_once_by_venue_and_once_for_each_language() -> None:
    rows = tables()["publication_counts.parquet"]

    def counts(selection: str, breakdown: str) -> dict[str, str | None]:
        return {
            " ".join(str(row[column] or ".") for column in ("period", "venue", "class", "topic", "language_code")): row[
                "publications"
            ]
            for row in rows
            if (row["selection"], row["breakdown"]) == (selection, breakdown)
        }

    assert counts("extended", "venue_class_topic") == {
        f"2024 ACL {ENGLISH} not_related .": "1",
        f"2024 ACL {ONE} not_related .": "1",
        f"2024 ACL {MANY} jailbreaking .": "1",
        f"2024 Workshop {MANY} alignment .": "1",
        f"2025 COLING {ONE} hallucination_factuality .": "1",
    }
    assert counts("keyword_and_topic", "venue_language_class_topic") == {
        f"2024 ACL {ENGLISH} alignment .": "1",
        f"2024 ACL {ENGLISH} hallucination_factuality .": "1",
        f"2024 ACL {ENGLISH} privacy .": "1",
        f"2024 ACL {ENGLISH} toxicity_bias .": "1",
        f"2024 ACL {ONE} toxicity_bias ymr": "1",
        f"2024 ACL {MANY} jailbreaking ha": "1",
        f"2024 ACL {MANY} jailbreaking sw": "1",
        f"2024 Workshop {MANY} alignment en": "1",
        f"2024 Workshop {ONE} toxicity_bias gsw": "1",
    }
    assert counts("keyword", "venue_class_topic")[f"2024 ACL {ENGLISH} not_related ."] == "4"
    assert counts("all_papers_acl", "year_language") == {
        "2024 . . . .": "14", "2024 . . . br": "1", "2024 . . . en": "1", "2024 . . . fi": "1", "2024 . . . gsw": "1",
        "2024 . . . ha": "1", "2024 . . . sw": "1", "2024 . . . ymr": "1",
    }  # fmt: skip
    assert counts("all_papers", "year_language")["2025 . . . ar"] == "1"


def test_coverage_leaves_out_retracted_papers_empty_volumes_and_years_before_the_counts() -> None:
    held = {
        (row["year"], row["venue"]): tuple(row[column] for column in ("volumes", "papers", "papers_with_abstract"))
        for row in tables()["coverage.csv"]
        if row["volumes"] != "0"
    }
    assert held == {
        ("2024", "ACL"): ("1", "12", "11"),
        ("2024", "Workshop"): ("1", "2", "2"),
        ("2025", "COLING"): ("1", "2", "2"),
    }


def test_a_known_absence_is_noted_until_the_volume_is_there(tmp_path: Path) -> None:
    def notes(path: Path) -> list[str | None]:
        return [row["note"] for row in tables(path)["coverage.csv"] if (row["year"], row["venue"]) == ("2025", "ACL")]

    (missing,) = notes(SAMPLE)
    assert missing is not None
    assert missing.startswith("ACL 2025 is missing")
    folder = copy(tmp_path)
    whole = (folder / "data/xml/2024.acl.xml").read_text(encoding="utf-8").replace("2024", "2025")
    (folder / "data/xml/2025.acl.xml").write_text(whole, encoding="utf-8")
    assert notes(folder) == [None]


# The archive ------------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", ["gz", "xz"])
def test_an_archive_gives_what_its_folder_gives(tmp_path: Path, kind: str) -> None:
    path = tmp_path / f"served.{kind}"
    with tarfile.open(path, f"w:{kind}") as archive:  # type: ignore[call-overload]
        archive.add(SAMPLE, "acl-anthology-master")
        stray = tarfile.TarInfo("acl-anthology-master/python/tests/toy_anthology/xml/2022.acl.xml")
        archive.addfile(stray, io.BytesIO(b""))
    assert tables(path) == tables(SAMPLE)


def test_a_missing_volume_is_refused_and_named(tmp_path: Path) -> None:
    folder = copy(tmp_path)
    (folder / "data/xml/2024.trustnlp.xml").unlink()
    with pytest.raises(UnreadableError, match=r"A volume is missing: 2024\.trustnlp-1\."):
        tables(folder)


def test_a_volume_without_papers_is_a_missing_one(tmp_path: Path) -> None:
    folder = copy(tmp_path)
    path = folder / "data/xml/2024.trustnlp.xml"
    text = path.read_text(encoding="utf-8")
    path.write_text(text[: text.index("<paper")] + "</volume></collection>", encoding="utf-8")
    with pytest.raises(UnreadableError, match=r"missing: 2024\.trustnlp-1"):
        tables(folder)


def test_the_volumes_that_the_survey_covers_are_expected(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(volumes, "expected", every_volume)
    with pytest.raises(UnreadableError, match=r"Volumes are missing: .*2020\.acl-main, .*2024\.emnlp-main"):
        tables()
    assert len(every_volume()) == 166
    assert not {absence.volume for absence in volumes.KNOWN_ABSENCES} & every_volume()


@pytest.mark.parametrize(
    ("file", "old", "new", "said"),
    [
        ("xml/2024.acl.xml", "</title>", "</titel>", r"2024\.acl\.xml, line 14: It is not XML"),
        ("xml/2024.acl.xml", "<year>2024</year>", "", r"2024\.acl\.xml, volume 2024\.acl-long: Its year is ''"),
        ("xml/2024.acl.xml", "<venue>acl</venue>", "", r"volume 2024\.acl-long: It has no venue"),
        ("xml/2024.acl.xml", "<venue>acl<", "<venue>moon<", r"2024\.acl-long: The venue 'moon' is unknown.*moon\.yaml"),
        ("xml/2025.coling.xml", '"2025.coling"', '"2024.acl"', r"The volume 2024\.acl-long stands twice"),
        ("yaml/venues/acl.yaml", "acronym", "short", r"acl\.yaml: There is no key 'acronym'"),
        ("yaml/venues/acl.yaml", "acronym:", "acronym: [", r"acl\.yaml: It is not YAML"),
    ],
)
def test_a_spoilt_file_is_refused_with_its_place(tmp_path: Path, file: str, old: str, new: str, said: str) -> None:
    folder = spoil(copy(tmp_path), file, old, new)
    if old == '"2025.coling"':
        spoil(folder, file, 'id="main"', 'id="long"')
    with pytest.raises(UnreadableError, match=said):
        tables(folder)


def test_what_is_no_archive_is_refused(tmp_path: Path) -> None:
    page = tmp_path / "page.tar.xz"
    page.write_text("<!doctype html>", encoding="utf-8")
    with pytest.raises(UnreadableError, match=r"page\.tar\.xz: It cannot be read"):
        tables(page)
    (tmp_path / "empty").mkdir()
    with pytest.raises(UnreadableError, match="There are no papers in it"):
        tables(tmp_path / "empty")
    with pytest.raises(UnreadableError, match="There are 2 files"):
        read({"one": SAMPLE, "two": SAMPLE})


def test_an_archive_cut_short_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "served.tar.xz"
    with tarfile.open(path, "w:xz") as archive:
        archive.add(SAMPLE, "acl-anthology-master")
    path.write_bytes(path.read_bytes()[:-200])
    with pytest.raises(UnreadableError, match=r"served\.tar\.xz: It cannot be read"):
        tables(path)


def test_no_file_of_this_machine_is_read_through_an_entity(tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("Klingon secret", encoding="utf-8")
    folder = spoil(
        copy(tmp_path),
        "xml/2024.acl.xml",
        "<collection",
        f'<!DOCTYPE collection [<!ENTITY x SYSTEM "{secret.as_uri()}">]>\n<collection',
    )
    spoil(folder, "xml/2024.acl.xml", "Toxic Words", "Toxic Words &x;")
    (row,) = [row for row in tables(folder)["papers.parquet"] if row["paper_id"] == "2024.acl-long.6"]
    assert row["title"] is not None
    assert row["title"].startswith("Toxic Words")
    assert "secret" not in row["title"]


# What is committed ------------------------------------------------------------------------------


def committed() -> list[Read]:
    return [Read(file, kind, *read_rows(COMMITTED / file)) for file, kind in KINDS.items()]


def test_the_publishers_archive_gives_exactly_what_is_committed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(volumes, "expected", every_volume)
    if not RAW.is_file():
        pytest.skip("the publisher's archive is not at hand")
    made = reader("acl_anthology")({RAW.name: RAW})
    assert {one.file: one.kind for one in made} == KINDS
    for one in made:
        write_rows(tmp_path / one.file, one.columns, one.rows)
        assert read_rows(tmp_path / one.file) == read_rows(COMMITTED / one.file)
    described, _ = read_source(COMMITTED)
    assert described is not None
    assert described.upstream is not None
    assert described.upstream.file[0].sha256 == hashlib.sha256(RAW.read_bytes()).hexdigest()


def test_the_source_declares_its_files_as_they_are() -> None:
    described, problems = read_source(COMMITTED)
    assert problems == []
    assert described is not None
    assert {table.file: table.kind for table in described.table} == KINDS
    for table in described.table:
        assert hashlib.sha256((COMMITTED / table.file).read_bytes()).hexdigest() == table.sha256


def test_the_keyword_finds_what_it_found_for_the_survey() -> None:
    papers = committed()[0].rows
    found = Counter(row["year"] for row in papers if "keyword" in str(row["selections"]).split("|"))
    assert [found[str(year)] for year in range(2020, 2025)] == [12, 16, 29, 59, 193]


def test_counts_add_up_to_the_papers_behind_them() -> None:
    papers, counts = committed()[0].rows, committed()[1].rows
    for selection in ("keyword", "keyword_and_topic", "extended"):
        counted = sum(
            int(row["publications"] or 0)
            for row in counts
            if (row["selection"], row["breakdown"]) == (selection, "venue_class_topic")
        )
        assert counted == sum(selection in str(row["selections"]).split("|") for row in papers)


def test_every_committed_code_is_a_language_and_no_pseudo_code() -> None:
    papers, counts = committed()[0].rows, committed()[1].rows
    codes = {row["language_code"] for row in counts if row["language_code"]}
    codes |= {code for row in papers for code in str(row["language_codes"] or "").split("|") if code}
    assert codes.isdisjoint({"ALL", "all", "und", "mul", "zxx"})
    assert {language_tag(str(code)) for code in codes} <= set(language_keys())
    assert all(language_tag(str(code)) == code for code in codes)


def test_the_agreement_is_stated_beside_the_surveys_own_figures() -> None:
    rows = agreement(committed())
    assert [row[0] for row in rows] == ["2020", "2021", "2022", "2023", "2024", "2020-2024"]
    period, survey, ours, survey_pct, ours_pct = rows[-1]
    assert (period, survey, round(survey_pct, 1)) == ("2020-2024", 218, 22.5)
    # The earlier program kept 237 papers, 15.6% of them not in English only.
    assert ours == pytest.approx(237, abs=5)
    assert ours_pct == pytest.approx(15.6, abs=1)
    said = io.StringIO()
    print_agreement(committed(), Console(file=said, width=120))
    assert "218" in said.getvalue()
    assert f"{ours_pct:.1f}%" in said.getvalue()
