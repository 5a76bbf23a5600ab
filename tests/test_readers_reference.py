"""Readers of publishers' own files, of reference data and of tests of safeguards and judges: exact rows.

The samples are made by hand in the publishers' formats, with invented numbers. Where the publishers' own files are at
hand (RAW_FILES, else ../shared/raw) they must give exactly the rows that are committed.
"""

from __future__ import annotations

import hashlib
import os
from pathlib import Path

import pytest

from etl.contract import FIGURES, ROOT
from etl.languages import language_tag
from etl.manifest import read_source
from etl.reading.codes import language_keys, variant
from etl.sources import INDICATOR_COLUMNS, Read, Row, reader, stamped
from etl.tables import read_rows, write_rows
from tests.worlds import sha

SAMPLES = Path(__file__).parent / "samples"
RAW = Path(os.environ.get("RAW_FILES", ROOT.parent / "shared" / "raw"))
RTP_LX = [
    f"{texts}_{number}.json" for texts in ("prompt", "benigncompletion") for number in ("kappa", "pa", "block_rate")
]
RABAKBENCH = [f"evaluation_results_{language}.csv" for language in ("en", "zh", "ms", "ta")]
CRAWLS = [f"CC-MAIN-{crawl}.txt" for crawl in ("2018-34", "2022-40", "2026-04")]
RELEASES = ["cv-corpus-8.0-2022-01-19", "cv-corpus-13.0-2023-03-09", "cv-corpus-25.0-2026-03-09"]
SPONTANEOUS = "sps-corpus-3.0-2026-03-09"
FINEWEB = "fineweb2-language-distribution.csv"


def sample(name: str, *files: str) -> list[Read]:
    """What a reader makes of its samples, said to be of the month 2025-10 and the edition 48.2."""
    return stamped(reader(name)({file: SAMPLES / name / file for file in files}), "2025-10", "48.2")


def cells(read: Read) -> list[tuple[str | None, ...]]:
    """The rows of a file, cell by cell."""
    return [tuple(row[column] for column in read.columns) for row in read.rows]


def score(row: Row) -> tuple[str | None, ...]:
    """A row of scores without what is the same in all of them."""
    return tuple(row[key] for key in ("subset", "condition", "model_id", "variant_tag", "metric_id", "value", "unit"))


# Exact rows -------------------------------------------------------------------------------------


def test_territories_hold_people_and_their_languages_the_most_spoken_first() -> None:
    territories, languages, _ = sample("cldr", "territoryInfo.json")
    assert (territories.file, territories.kind, languages.file, languages.kind) == (
        "territories.csv",
        "territory",
        "language_territories.csv",
        "language_territory",
    )
    assert cells(territories) == [("NA", "NAM", "1001"), ("TA", None, "275"), ("UZ", "UZB", "1000"), ("XK", "XKX", "7")]
    assert cells(languages) == [
        ("naq", "NA", "12.25", "123", "official_regional", "territoryInfo.json, NA, naq"),
        ("af", "NA", "2.5", "25", None, "territoryInfo.json, NA, af"),
        ("en", "TA", "99.0", "272", "de_facto_official", "territoryInfo.json, TA, en"),
        ("uz-Cyrl", "UZ", "0.0", "0", None, "territoryInfo.json, UZ, uz_Cyrl"),
    ]


def test_a_language_is_not_called_by_the_name_of_another() -> None:
    names = {str(tag): name for tag, name in cells(sample("cldr", "territoryInfo.json")[2])}
    assert (names["yo"], names["sw"], names["ak"]) == ("Èdè Yorùbá", "Kiswahili", "Akan")
    assert not {"tw", "fat"} & set(names)


def test_levels_of_coverage_count_from_one_and_no_level_is_no_row() -> None:
    (coverage,) = sample("cldr", "coverageLevels.json")
    assert (coverage.file, coverage.kind) == ("indicators.csv", "resource_indicator")
    assert cells(coverage) == [
        ("kok", "kok", "locale_coverage", "48.2", "3", "coverageLevels.json, kok"),
        ("nb", "nb", "locale_coverage", "48.2", "2", "coverageLevels.json, nb"),
        ("sd-Deva", "sd-Deva", "locale_coverage", "48.2", "1", "coverageLevels.json, sd-Deva"),
    ]


def test_glottolog_classifies_codes_in_use_and_leaves_empty_what_is_not_printed() -> None:
    (classification,) = sample("glottolog", "languages.csv")
    assert (classification.file, classification.kind) == ("classification.csv", "classification")
    assert cells(classification) == [
        ("cmn", "mand1111", "Planets, Inner", "Eurasia", "40.0209", "116.228"),
        ("eu", "basq1111", "Isolate", "Eurasia", None, None),
        ("yo", "yoru1111", "Planets, Inner", "Africa", "7.15", "3.67"),
    ]


def test_linguameta_gives_speakers_scripts_and_the_names_that_cldr_lacks() -> None:
    speakers, scripts, names = sample("linguameta", "linguameta.tsv")
    assert [read.kind for read in (speakers, scripts, names)] == ["speaker_estimate", "language_script", "autonym"]
    assert cells(speakers) == [
        ("aba", "0", "linguameta.tsv, aba"),
        ("yo", "28000000", "linguameta.tsv, yor"),
    ]
    assert cells(scripts) == [("abs", "Latn"), ("yo", "Arab"), ("yo", "Latn")]
    assert cells(names) == [("aba", '"Abé" le beau')]


CRAWLED = [
    ("hmn", "blu", "web_pages", "CC-MAIN-2099-01", "18", "plots/languages.csv, CC-MAIN-2099-01, blu"),
    ("hmn", "blu", "web_share", "CC-MAIN-2099-01", "0.0007", "plots/languages.csv, CC-MAIN-2099-01, blu"),
    ("chr", "chr", "web_pages", "CC-MAIN-2099-01", "1", "plots/languages.csv, CC-MAIN-2099-01, chr"),
    ("chr", "chr", "web_share", "CC-MAIN-2099-01", "0.0000", "plots/languages.csv, CC-MAIN-2099-01, chr"),
    ("zh", "zho", "web_pages", "CC-MAIN-2099-01", "113", "plots/languages.csv, CC-MAIN-2099-01, zho"),
    ("zh", "zho", "web_share", "CC-MAIN-2099-01", "4.2263", "plots/languages.csv, CC-MAIN-2099-01, zho"),
]


@pytest.mark.parametrize("file", ["CC-MAIN-2099-01.txt", "languages.csv"])
def test_an_extract_of_a_crawl_and_the_whole_file_give_the_same_rows(file: str) -> None:
    (indicators,) = sample("commoncrawl", file)
    assert (indicators.file, indicators.kind, indicators.columns) == (
        "indicators.csv",
        "resource_indicator",
        INDICATOR_COLUMNS,
    )
    assert cells(indicators) == CRAWLED


def test_what_fineweb_did_not_count_is_no_zero_and_its_zeros_stay() -> None:
    (indicators,) = sample("fineweb2", FINEWEB)
    assert indicators.file == "indicators.parquet"
    assert [row[:5] for row in cells(indicators)] == [
        ("aai-Latn", "aai_Latn", "corpus_words", "2025-10", "473"),
        ("aai-Latn", "aai_Latn", "corpus_documents", "2025-10", "6"),
        ("aai-Latn", "aai_Latn", "corpus_bytes", "2025-10", "2687"),
        ("zh-Hani", "cmn_Hani", "corpus_documents", "2025-10", "0"),
        ("zh-Hani", "cmn_Hani", "corpus_bytes", "2025-10", "99"),
        ("tw-Latn", "twi_Latn", "corpus_words", "2025-10", "7"),
        ("tw-Latn", "twi_Latn", "corpus_documents", "2025-10", "1"),
        ("tw-Latn", "twi_Latn", "corpus_bytes", "2025-10", "70"),
    ]
    assert {row["locator"] for row in indicators.rows if row["variant_tag"] == "tw-Latn"} == {
        f"{FINEWEB}, twi_Latn, train"
    }


def test_scripted_and_spontaneous_speech_are_different_indicators_in_order_of_release() -> None:
    files = ["sps-corpus-3.0-2099-03-09.json", "cv-corpus-12.0-2098-12-07.json", "cv-corpus-2.json"]
    (indicators,) = sample("common_voice", *files)
    assert cells(indicators) == [
        ("cy", "cy", "speech_speakers", "2", "365", "cv-corpus-2.json, cy, users"),
        ("yue-HK", "zh-HK", "speech_hours", "12.0", "2", "cv-corpus-12.0-2098-12-07.json, zh-HK, totalHrs"),
        ("yue-HK", "zh-HK", "speech_hours_validated", "12.0", "1.50", "cv-corpus-12.0-2098-12-07.json, zh-HK, validHrs"),
        ("yue-HK", "zh-HK", "speech_speakers", "12.0", "12", "cv-corpus-12.0-2098-12-07.json, zh-HK, users"),
        ("ff", "ff", "speech_hours", "12.0", "0", "cv-corpus-12.0-2098-12-07.json, ff, totalHrs"),
        ("ff", "ff", "speech_hours_validated", "12.0", "0", "cv-corpus-12.0-2098-12-07.json, ff, validHrs"),
        ("ff", "ff", "speech_speakers", "12.0", "1", "cv-corpus-12.0-2098-12-07.json, ff, users"),
        ("nan-tw", "nan-tw", "spontaneous_speech_hours", "3.0", "2.3", "sps-corpus-3.0-2099-03-09.json, nan-tw, duration, total_hrs"),
    ]  # fmt: skip


def test_flores_plus_counts_test_and_seed_sentences_and_no_practice_ones() -> None:
    (indicators,) = sample("flores_plus", "languages.yaml")
    assert [row[:5] for row in cells(indicators)] == [
        ("ace-Arab", "ace_Arab", "translation_benchmark_sentences", "2025-10", "1"),
        ("ace-Arab", "ace_Arab", "translation_seed_sentences", "2025-10", "2"),
        ("ca-Latn", "cat_Latn_vale1252", "translation_benchmark_sentences", "2025-10", "2"),
        ("nb-Latn", "nob_Latn", "translation_seed_sentences", "2025-10", "1"),
    ]
    assert indicators.rows[0]["locator"] == "resources/languages.yaml, ace_Arab, flores_devtest"


def test_judges_people_and_word_lists_stay_apart_and_nan_is_no_row() -> None:
    models, scores = sample("rtp_lx", *RTP_LX)
    assert (models.kind, scores.kind, scores.file) == ("model", "score", "scores.parquet")
    expected = [
        ("toxic_prompts.all.self_harm", "between_people", "people", "sw", "people_weighted_kappa", "0.75", "coefficient"),
        ("toxic_prompts.all.average", "between_people", "people", "sw", "people_weighted_kappa", "0.5", "coefficient"),
        ("toxic_prompts.all.self_harm", "classification", "gpt-4-turbo", "sh", "judge_weighted_kappa", "-0.25", "coefficient"),
        ("toxic_prompts.all.average", "between_people", "people", "sw", "people_agreement", "0.95", "share"),
        ("toxic_prompts.all.violence", "classification", "azure-ai-content-safety", "en", "judge_agreement", "0.5", "share"),
        ("toxic_prompts.all.average", "classification", "azure-ai-content-safety", "en", "judge_agreement", "0.5", "share"),
        ("toxic_prompts.lx.average", "between_people", "people", "sw", "people_agreement", "0.9", "share"),
        ("toxic_prompts.lx.average", "classification", "azure-ai-content-safety", "zh-Hant", "judge_agreement", "0.45", "share"),
        ("benign_completions.all.toxicity", "between_people", "people", "nb", "people_agreement", "1.0", "share"),
        ("toxic_prompts.all.word_list_block_rate", "word_list", "flores-toxicity-200", "en", "toxic_text_blocked", "0.34", "share"),
        ("toxic_prompts.lx.word_list_block_rate", "word_list", "flores-toxicity-200", "sw", "toxic_text_blocked", "0.04", "share"),
        ("benign_completions.rtp.word_list_block_rate", "word_list", "flores-toxicity-200", "en", "harmless_text_blocked", "0.0", "share"),
    ]  # fmt: skip
    assert [score(row) for row in scores.rows] == expected
    assert {row["model_id"] for row in scores.rows} <= {row["model_id"] for row in models.rows}
    assert (scores.rows[0]["benchmark_id"], scores.rows[0]["language_as_reported"]) == ("rtp_lx_judges", "SW")
    assert scores.rows[0]["locator"] == "code/results/prompt/inter_annotator/kappa.json"


def test_rabakbench_compares_with_singlish_and_keeps_every_digit() -> None:
    models, scores = sample("rabakbench", *RABAKBENCH)
    assert (models.kind, scores.kind, scores.file) == ("model", "score", "scores.csv")
    assert cells(scores)[:3] == [
        ("rabakbench", "all", "classification", "llamaguard3-8b", "en-SG", "Singlish", metric, value, "share", None, error,
         "2025-10", "results/evaluation_results_en.csv")
        for metric, value, error in (
            ("guard_f1", "0.60", "0.01"),
            ("guard_recall", "0.50", "0.02"),
            ("guard_precision", "0.7500000000000001", "0.03"),
        )
    ]  # fmt: skip
    assert (scores.rows[9]["value"], scores.rows[9]["standard_error"]) == ("0.0", None)
    assert [row["variant_tag"] for row in scores.rows[::3]] == ["en-SG", "zh-SG", "ms-SG", "ta-SG"]


def test_orbench_keeps_accepted_refused_and_unclear_apart() -> None:
    (scores,) = sample("orbench_eu", "Data.csv")
    row = ("orbench_eu", "harmful_prompts", "direct_request", "gpt-4o-2024-05-13", "en", "English")
    assert cells(scores)[0] == (*row, "attack_success_rate", "4", "percent", "100", "2025-10", "Data.csv @48.2")
    assert [(r["variant_tag"], r["subset"], r["metric_id"], r["value"]) for r in scores.rows[6:]] == [
        ("ga", "harmful_prompts", "attack_success_rate", "16"),
        ("ga", "harmful_prompts", "refusal_rate", "52"),
        ("ga", "harmful_prompts", "unclear_rate", "32"),
        ("ga", "harmless_prompts", "compliance_rate_harmless", "63"),
        ("ga", "harmless_prompts", "over_refusal_rate", "30"),
        ("ga", "harmless_prompts", "unclear_rate", "7"),
    ]


# The publishers' own files ----------------------------------------------------------------------

WHOLE = [
    ("cldr", "cldr", "cldr", ["territoryInfo.json"]),
    ("cldr_coverage", "cldr", "cldr", ["coverageLevels.json"]),
    ("glottolog", "glottolog", "glottolog", ["languages.csv"]),
    ("linguameta", "linguameta", "linguameta", ["linguameta.tsv"]),
    ("commoncrawl", "commoncrawl", "commoncrawl", CRAWLS),
    ("fineweb2", "fineweb2", "fineweb2", [FINEWEB]),
    ("rtp_lx", "rtp_lx", "rtp-lx", RTP_LX),
    ("rabakbench", "rabakbench", "rabakbench", RABAKBENCH),
    ("orbench_eu", "orbench_eu", "kanepajs", ["Data.csv"]),
]


def raw(folder: str, names: list[str]) -> dict[str, Path]:
    """The publisher's files, or a skipped test where they are not at hand."""
    files = {name: RAW / folder / name for name in names}
    if missing := [name for name, path in files.items() if not path.is_file()]:
        pytest.skip(f"the publisher's {missing[0]} is not at hand")
    return files


@pytest.mark.parametrize(("source", "name", "folder", "names"), WHOLE)
def test_the_publishers_files_give_exactly_what_is_committed(
    tmp_path: Path, source: str, name: str, folder: str, names: list[str]
) -> None:
    described, _ = read_source(FIGURES / source)
    assert described is not None
    assert described.upstream is not None
    declared = {file.name: file.sha256 for file in described.upstream.file}
    if any(declared[file] != sha(path) for file, path in raw(folder, names).items() if declared.get(file)):
        pytest.skip("The publisher's files at hand are not those that the figures were read from.")
    given = (str(described.upstream.published), str(described.upstream.edition))
    for made in stamped(reader(name)(raw(folder, names)), *given):
        committed = FIGURES / source / made.file
        write_rows(tmp_path / made.file, made.columns, made.rows)
        assert read_rows(tmp_path / made.file) == read_rows(committed)
        if committed.suffix == ".csv":
            assert (tmp_path / made.file).read_bytes() == committed.read_bytes()


@pytest.mark.parametrize("name", [*RELEASES, SPONTANEOUS])
def test_a_release_of_common_voice_gives_exactly_its_committed_rows(name: str) -> None:
    (made,) = reader("common_voice")(raw("common-voice", [f"{name}.json"]))
    _, committed = read_rows(FIGURES / "common_voice" / "indicators.parquet")
    assert made.rows == [row for row in committed if str(row["locator"]).startswith(f"{name}.json, ")]


@pytest.mark.parametrize(("source", "name", "folder", "names"), WHOLE)
def test_a_source_declares_what_its_reader_makes_and_the_bytes_it_was_made_from(
    source: str, name: str, folder: str, names: list[str]
) -> None:
    described, problems = read_source(FIGURES / source)
    assert problems == []
    assert described is not None
    assert described.upstream is not None
    assert described.upstream.reader == name
    kinds = {table.file: table.kind for table in described.table}
    assert {made.file: made.kind for made in reader(name)(raw(folder, names))} == kinds
    for file in described.upstream.file:
        if file.name in names:
            assert hashlib.sha256((RAW / folder / file.name).read_bytes()).hexdigest() == file.sha256


# What is committed ------------------------------------------------------------------------------

INDICATORS = ["cldr_coverage", "commoncrawl", "common_voice", "fineweb2", "flores_plus"]


def indicators(source: str) -> list[Row]:
    """The committed indicators of a source."""
    (file,) = [path for path in (FIGURES / source).iterdir() if path.stem == "indicators"]
    return read_rows(file)[1]


@pytest.mark.parametrize("source", INDICATORS)
def test_every_committed_indicator_is_of_a_known_language_and_stands_once(source: str) -> None:
    rows = indicators(source)
    keys = [(row["indicator_id"], row["period"], row["code_in_source"]) for row in rows]
    assert len(keys) == len(set(keys))
    assert {language_tag(str(row["variant_tag"])) for row in rows} <= set(language_keys())


def test_all_releases_of_common_voice_are_held() -> None:
    rows = indicators("common_voice")
    scripted = {row["period"] for row in rows if row["indicator_id"] == "speech_speakers"}
    assert len(scripted) == 28
    assert {row["period"] for row in rows if row["indicator_id"] == "speech_hours"} == scripted - {"1", "2", "3"}
    assert {row["period"] for row in rows if row["indicator_id"] == "spontaneous_speech_hours"} == {"3.0"}


@pytest.mark.parametrize(
    ("code", "tag"),
    [
        ("twi_Latn", "tw-Latn"),
        ("cmn_Hant", "zh-Hant"),
        ("nob_Latn", "nb-Latn"),
        ("arz", "arz"),
        ("hbs", "sh"),
        ("und_Latn", None),
        ("<unknown>", None),
        ("bih", None),
        ("nah_Latn", None),
    ],
)
def test_a_code_becomes_a_tag_of_its_language_or_nothing(code: str, tag: str | None) -> None:
    assert variant(code) == tag
