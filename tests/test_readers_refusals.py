"""A publisher's file that is not as its reader knows it is refused: the message names the file, the place and what was expected."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from etl.sources import UnreadableError, reader
from tests.test_readers_reference import FINEWEB, RABAKBENCH, RTP_LX, SAMPLES

# Reader, its files, the file that is spoilt, what is replaced by what, and what the message must say.
SPOILT = [
    ("cldr", ["territoryInfo.json"], '"territoryInfo": {', '"territories": {', "territoryInfo.json, supplemental: There is no key 'territoryInfo'"),
    ("cldr", ["territoryInfo.json"], '"_population": "1001",', "", "territoryInfo, NA: There is no key '_population'"),
    ("cldr", ["territoryInfo.json"], '"1001"', '"many"', 'NA, _population: "many" stands here. Expected a number'),
    ("cldr", ["territoryInfo.json"], '"1001"', '"10.5"', "NA, _population: 10.5 stands here. Expected a whole number"),
    ("cldr", ["territoryInfo.json"], '"12.25"', '"112.25"', "naq, _populationPercent: 112.25 stands here. Expected a percent"),
    ("cldr", ["territoryInfo.json"], '"naq"', '"af"', "territoryInfo.json, af: The key stands twice"),
    ("cldr", ["territoryInfo.json"], '{ "_populationPercent": "2.5" }', '["2.5"]', 'af: ["2.5"] stands here. Expected keys with values'),
    ("cldr", ["territoryInfo.json"], '"ZZ"', "ZZ", "territoryInfo.json, line 18: The file is not JSON"),
    ("cldr", ["coverageLevels.json"], "moderate", "middling", "coverageLevels.json, coverageLevels, nb: 'middling' stands here"),
    ("cldr", ["coverageLevels.json"], '"sd-Deva"', '"nb"', "coverageLevels.json, nb: The key stands twice"),
    ("glottolog", ["languages.csv"], "ISO639P3code", "ISO", "languages.csv, row 1: There is no column 'ISO639P3code'"),
    ("glottolog", ["languages.csv"], "7.15", "north", "languages.csv, row 3, column Latitude: \"north\" stands here. Expected a number"),
    ("glottolog", ["languages.csv"], ",thx,", ",yor,", "languages.csv, row 6, column ISO639P3code: yor stands here again"),
    ("glottolog", ["languages.csv"], "lost1111,A", "basq1111,A", "languages.csv, row 6: The row repeats row 5: the same ID"),
    ("glottolog", ["languages.csv"], "NG,plan1111", "NG,gone1111", "row 3, column Family_ID: There is no row with the ID gone1111"),
    ("glottolog", ["languages.csv"], "basq1111,eus", "basq1111,eus,extra", "languages.csv, row 5: The row has 16 cells. Expected 15 cells"),
    ("linguameta", ["linguameta.tsv"], "28000000", "28M", "linguameta.tsv, row 4, column estimated_number_of_speakers: \"28M\" stands here"),
    ("linguameta", ["linguameta.tsv"], "28000000", "2.8", "row 4, column estimated_number_of_speakers: 2.8 stands here. Expected a whole number"),
    ("linguameta", ["linguameta.tsv"], "locales", "endonym", "linguameta.tsv, row 1: The column 'endonym' stands twice"),
    ("linguameta", ["linguameta.tsv"], "Arab, Latn", "Arab/Latn", "row 4, column writing_systems: 'Arab/Latn' stands here"),
    ("linguameta", ["linguameta.tsv"], "abs\tabs", "yo\tabs", "linguameta.tsv, row 5: The row repeats row 4"),
    ("linguameta", ["linguameta.tsv"], "endonym", "autonym", "linguameta.tsv, row 1: There is no column 'endonym'"),
    ("commoncrawl", ["CC-MAIN-2099-01.txt"], "113", "113 M", "CC-MAIN-2099-01.txt, row 5, column pages: \"113 M\" stands here"),
    ("commoncrawl", ["CC-MAIN-2099-01.txt"], "chr", "zho", "CC-MAIN-2099-01.txt, row 5: The row repeats row 4"),
    ("commoncrawl", ["languages.csv"], "%pages/crawl", "share", "languages.csv, row 1: There is no column '%pages/crawl'"),
    ("commoncrawl", ["languages.csv"], "01,chr", "01,zho", "languages.csv, row 7: The row repeats row 6: the same crawl, primary_language"),
    ("fineweb2", [FINEWEB], "473,6", "-,six", f"{FINEWEB}, row 2, column documents: \"six\" stands here. Expected a number"),
    ("fineweb2", [FINEWEB], "twi_Latn,train,twi", "twi_Latn,train,twx", "row 6, column subset: twi_Latn stands here"),
    ("fineweb2", [FINEWEB], "aai_Latn,test", "aai_Latn,train", f"{FINEWEB}, row 3: The row repeats row 2: the same subset, split"),
    ("fineweb2", [FINEWEB], "aai_Latn,test", "aai_Latn,valid", "row 3, column split: 'valid' stands here. Expected train or test"),
    ("common_voice", ["cv-corpus-12.0-2098-12-07.json"], '"totalHrs": 0, ', "", "cv-corpus-12.0-2098-12-07.json, locales, ff: There is no key 'totalHrs'"),
    ("common_voice", ["cv-corpus-12.0-2098-12-07.json"], '"users": 12', '"users": "a dozen"', 'zh-HK, users: "a dozen" stands here. Expected a number'),
    ("common_voice", ["cv-corpus-12.0-2098-12-07.json"], '"ff"', '"zh-HK"', "cv-corpus-12.0-2098-12-07.json, zh-HK: The key stands twice"),
    ("common_voice", ["cv-corpus-2.json"], '"users": 365, ', "", "cv-corpus-2.json, locales, cy: There is no key 'users'"),
    ("common_voice", ["sps-corpus-3.0-2099-03-09.json"], '{ "total_hrs": 2.3, "validated_hrs": 0 }', "2.3", 'nan-tw, duration: "2.3" stands here. Expected keys'),
    ("flores_plus", ["languages.yaml"], "flores_devtest: warn", "flores_devtest: fine", "languages.yaml, ace_Arab, datasets, flores_devtest: 'fine' stands here"),
    ("flores_plus", ["languages.yaml"], "flores_devtest: warn", "flores_devtest: [ok]", "ace_Arab, datasets, flores_devtest: [\"ok\"] stands here"),
    ("flores_plus", ["languages.yaml"], "  iso_639_3: cat\n", "", "languages.yaml, cat_Latn_vale1252: There is no key 'iso_639_3'"),
    ("flores_plus", ["languages.yaml"], "dar_Cyrl:", "ace_Arab:", "languages.yaml: The file is not YAML: the key 'ace_Arab' stands twice"),
    ("flores_plus", ["languages.yaml"], "ace_Arab:", "ace_Arab: {", "languages.yaml: The file is not YAML"),
    ("rtp_lx", RTP_LX, '"gpt4turbo"', '"gpt9"', "prompt_kappa.json, RTP-LX, gpt9: The judge is unknown"),
    ("rtp_lx", RTP_LX, '"SelfHarm": -0.25', '"Harm": -0.25', "prompt_kappa.json, RTP-LX, gpt4turbo, BCMS, Harm: The category is unknown"),
    ("rtp_lx", RTP_LX, "-0.25", "-1.25", "BCMS, SelfHarm: -1.25 stands here. Expected a number from -1 to 1"),
    ("rtp_lx", RTP_LX, "-0.25", '"low"', 'BCMS, SelfHarm: "low" stands here. Expected a number'),
    ("rtp_lx", RTP_LX, '"human_avg"', '"mean"', "prompt_kappa.json, RTP-LX, human: There is no key 'human_avg'"),
    ("rtp_lx", RTP_LX, '"SelfHarm": 0.9, "avg"', '"avg": 0.9, "avg"', "prompt_kappa.json, avg: The key stands twice"),
    ("rabakbench", RABAKBENCH, "llamaguard3", "llamaguard9", "evaluation_results_en.csv, row 2, column moderator: 'llamaguard9' is unknown"),
    ("rabakbench", RABAKBENCH, "0.60", "60", "evaluation_results_en.csv, row 2, column F1_score: 60 stands here. Expected a share"),
    ("rabakbench", RABAKBENCH, "F1_score", "F1", "evaluation_results_en.csv, row 1: There is no column 'F1_score'"),
    ("orbench_eu", ["Data.csv"], "GPT-4o", "GPT-9", "Data.csv, row 2, column Model: 'GPT-9' is unknown"),
    ("orbench_eu", ["Data.csv"], ",4,96", ",4,95", "Data.csv, row 2, column Harmful ACCEPTED: The harmful answers add to 99. Expected 100"),
    ("orbench_eu", ["Data.csv"], ",4,96", ",four,96", "Data.csv, row 2, column Harmful ACCEPTED: \"four\" stands here"),
    ("orbench_eu", ["Data.csv"], "Llama 3.1 405B,Irish,ga", "GPT-4o,Irish,en", "Data.csv, row 3: The row repeats row 2: the same Model, Language_short"),
]  # fmt: skip


@pytest.mark.parametrize(("name", "files", "old", "new", "message"), SPOILT)
def test_a_spoilt_file_is_refused_with_its_name_and_the_place(
    tmp_path: Path, name: str, files: list[str], old: str, new: str, message: str
) -> None:
    given = {file: Path(shutil.copy(SAMPLES / name / file, tmp_path)) for file in files}
    text = given[files[0]].read_text(encoding="utf-8")
    assert old in text
    given[files[0]].write_text(text.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(UnreadableError) as refusal:
        reader(name)(given)
    assert message in str(refusal.value)


@pytest.mark.parametrize(
    ("content", "message"), [(b"", "is empty"), (b"\xff\xfeA", "not UTF-8"), (b"Model\n", "no column")]
)
def test_a_file_of_nothing_or_of_other_bytes_is_refused(tmp_path: Path, content: bytes, message: str) -> None:
    path = tmp_path / "Data.csv"
    path.write_bytes(content)
    with pytest.raises(UnreadableError, match=rf"Data\.csv.*{message}"):
        reader("orbench_eu")({"Data.csv": path})


@pytest.mark.parametrize("name", ["cldr", "glottolog", "linguameta", "fineweb2", "flores_plus", "rtp_lx", "rabakbench"])
def test_a_file_that_was_not_given_is_named(name: str) -> None:
    with pytest.raises(UnreadableError, match=r"^\S+\.\w+: The file was not given"):
        reader(name)({})


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        ("cv-corpus-25.0-delta-2026-03-09.json", "The file holds only what a release added"),
        ("cv-corpus-6.1-singleword.json", "The file holds a recording task of its own"),
        ("cv-corpus.json", "The name is not that of a release"),
    ],
)
def test_what_is_no_whole_release_is_refused_with_the_reason(name: str, reason: str) -> None:
    path = SAMPLES / "common_voice" / "cv-corpus-2.json"
    with pytest.raises(UnreadableError, match=f"{name}: {reason}.*source.toml"):
        reader("common_voice")({name: path})
