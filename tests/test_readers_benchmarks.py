"""Readers of benchmark publishers' own formats: on small invented files, and on the publishers' where they are at hand."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from etl import contract
from etl.manifest import read_source
from etl.reading.naming import released_in_name, slug
from etl.sources import Read, UnreadableError, reader, stamped
from etl.tables import read_rows
from tests.worlds import sha

SAMPLES = Path(__file__).parent / "samples"
RAW = Path(os.environ.get("RAW_FILES", contract.ROOT.parent / "shared" / "raw"))
# Source -> folder of the publisher's files.
SOURCES = {
    "openai_simple_evals": "simple-evals",
    "languagebench": "languagebench",
    "euroeval": "euroeval",
    "afrobench": "afrobench",
}
SHORT = (
    "benchmark_id", "subset", "condition", "model_id", "variant_tag", "metric_id", "value", "unit", "n_items", "margin",
)  # fmt: skip


def read_folder(name: str, folder: Path) -> dict[str, Read]:
    return {read.file: read for read in reader(name)({path.name: path for path in folder.iterdir()})}


def short(read: Read) -> list[str]:
    """What decides a row, in one line; a dot where a cell is empty."""
    return [" ".join(row.get(column) or "." for column in SHORT) for row in read.rows]


def test_a_markdown_table_becomes_shares_newest_edition_first() -> None:
    scores = read_folder("simple_evals", SAMPLES / "simple_evals")["scores.csv"]
    assert short(scores) == [
        "mmmlu all default_prompt new-high bn accuracy 0.812 share . .",
        "mmmlu all default_prompt old-2024-08-06 bn accuracy 0.640 share . .",
        "mmmlu all default_prompt new-high zh-Hans accuracy 0.854 share . .",
        "mmmlu all default_prompt old-2024-08-06 zh-Hans accuracy 0.701 share . .",
        "mmmlu all default_prompt old-2024-08-06 en accuracy 0.9010 share . .",
        "mmmlu all default_prompt old-2024-08-06 pt-BR accuracy 0.7725 share . .",
    ]
    assert [row["published"] for row in scores.rows] == ["2025-04-21"] * 4 + ["2024-09-11"] * 2
    assert scores.rows[-1]["language_as_reported"] == "Portuguese (Brazil)"


def test_zeros_of_what_was_never_run_are_no_scores_and_other_zeros_stay() -> None:
    read = read_folder("languagebench", SAMPLES / "languagebench")
    assert short(read["scores.parquet"]) == [
        "languagebench_sib200 all default_prompt one sw accuracy 0.7 share 10 .",
        "languagebench_translation_to all default_prompt one sw bleu 0.0 points_0_1 10 .",
        "languagebench_translation_to all default_prompt one sw chrf 0.3104 points_0_1 10 .",
        "languagebench_mgsm all default_prompt one sw accuracy 0.0 share 10 .",
        "languagebench_arc all default_prompt two en accuracy 1.0 share 10 .",
    ]
    assert read["models.csv"].rows == [
        {
            "model_id": "two", "name": "Two", "developer": "Lab",
            "released": None, "released_from": None, "open_weights": "true",
        },
        {
            "model_id": "one", "name": "One", "developer": "Lab",
            "released": "2024-12-25", "released_from": "models.json, creation_date", "open_weights": "false",
        },
    ]  # fmt: skip


def test_a_leaderboard_cell_becomes_values_with_their_margins_and_no_sort_key() -> None:
    read = read_folder("euroeval", SAMPLES / "euroeval")
    assert short(read["scores.parquet"]) == [
        "euroeval_rank all few_shot lab-same da rank_score 1.40 points . .",
        "euroeval_rank all few_shot lab-same sl rank_score 1.60 points . .",
        "euroeval_rank all few_shot_validation other-same sl rank_score 2.10 points . .",
        "euroeval_rank all supervised encoder da rank_score 3.25 points . .",
        "euroeval_sentiment_classification sentinews zero_shot_validation one-2025-03-04-thinking sl matthews_correlation -2.50 coefficient_percent . 1.60",
        "euroeval_knowledge quiz_one zero_shot_validation one-2025-03-04-thinking sl matthews_correlation 80.00 coefficient_percent . 0.63",
        "euroeval_knowledge quiz_one zero_shot_validation one-2025-03-04-thinking sl accuracy 85.00 percent . 0.50",
        "euroeval_summarization news_sl zero_shot_validation one-2025-03-04-thinking sl chrf_plus_plus 32.62 points_0_100 . 0.17",
        "euroeval_knowledge quiz_two few_shot lab-same sl matthews_correlation 41.20 coefficient_percent . 2.10",
        "euroeval_knowledge quiz_two few_shot lab-same sl accuracy 55.90 percent . 1.70",
    ]
    models = {row["model_id"]: (row["name"], row["released"]) for row in read["models.csv"].rows}
    assert models == {
        "encoder": ("lab/encoder", None),
        "lab-same": ("lab/same", None),
        "one-2025-03-04-thinking": ("lab/one-2025-03-04#thinking", "2025-03-04"),
        "other-same": ("other/Same", None),
    }


def test_a_leaderboard_of_african_languages_keeps_unusual_scripts_and_full_model_names() -> None:
    read = read_folder("afrobench", SAMPLES / "afrobench")
    assert short(read["leaderboard.parquet"]) == [
        "afrobench_flores_en_xx all best_prompt gpt-4o-2024-08-06 knc-Arab chrf 10.5 points_0_100 . .",
        "afrobench_flores_en_xx all best_prompt gpt-4o-2024-08-06 knc chrf 20 points_0_100 . .",
        "afrobench_flores_en_xx all best_prompt gpt-4o-2024-08-06 om chrf 30.25 points_0_100 . .",
        "belebele all best_prompt llamax3-8b aeb f1 33.3 percent . .",
        "afrimgsm all best_prompt gpt-4o-2024-08-06 sw exact_match 61.2 percent . .",
        "afrimgsm all best_prompt gpt-4o-2024-08-06 tw exact_match 43.0 percent . .",
        "afrimgsm all best_prompt llamax3-8b-alpaca sw exact_match 0.0 percent . .",
        "afrimgsm all best_prompt llamax3-8b-alpaca tw exact_match 1.5 percent . .",
    ]
    assert [row["released"] for row in read["models.csv"].rows] == ["2024-08-06", None, None]


def test_offsets_become_margins_and_minus_one_is_missing() -> None:
    read = read_folder("every_eval_ever", SAMPLES / "every_eval_ever")
    assert short(read["scores.csv"]) == [
        "global_mmlu_lite all default_prompt one-2025-08-07 sw accuracy 0.8425 share 400 0.0357",
        "another_exam all default_prompt one-2025-08-07 bn percent_score 50 percent . 5",
    ]
    assert {row["published"] for row in read["scores.csv"].rows} == {"2026-02-11"}


MARKDOWN = "multilingual_mmlu_benchmark_results_01c488b_2024-09-11.md"
SPOILT = [
    ("simple_evals", MARKDOWN, "0.7725", "n/a", "line 4, column old-2024-08-06"),
    ("simple_evals", MARKDOWN, "Portuguese (Brazil)", "Elvish", "line 4: Unknown language 'Elvish'"),
    ("simple_evals", MARKDOWN, "0.7725     |", "0.7725 | 0.1 |", "line 4: The row has 2 values"),
    ("simple_evals", MARKDOWN, "Language  ", "Model     ", "a table whose first column is Language"),
    ("simple_evals", MARKDOWN, "Portuguese (Brazil)", "English (not translated)", "en, accuracy stands twice"),
    ("languagebench", "results.json", '"score": 0.7', '"points": 0.7', "entry 1, score: Field required"),
    ("languagebench", "results.json", '"score": 0.7', '"score": 70', "entry 1, score: 70 stands where a number from 0"),
    ("languagebench", "results.json", '"score": 0.7', '"score": "good"', "entry 1, score: 'good' stands"),
    ("languagebench", "results.json", '"task": "arc"', '"task": "ark"', "entry 7, task"),
    ("languagebench", "results.json", '"bcp_47": "en"', '"bcp_47": "qq"', "entry 7: Unknown language 'qq'"),
    ("languagebench", "results.json", "lab\\/two", "lab\\/four", "entry 7: Unknown model 'lab/four'"),
    ("languagebench", "results.json", '"translation_from"', '"translation_to"', "sw, bleu stands twice"),
    ("languagebench", "models.json", '"open-source"', '"ajar"', "entry 1, type"),
    ("languagebench", "languages.json", '"language_name"', '"name"', "entry 1, language_name"),
    ("languagebench", "results.json", "[\n  {", "{", "results.json"),
    ("euroeval", "slovene_all.csv", "80.00 ± 0.63", "80.00 0.63", "row 3, column quiz_one"),
    ("euroeval", "slovene_all.csv", "-@@-1,-@@-1,41.20", "?,-@@-1,41.20", "row 4, column sentinews: '?' stands"),
    ("euroeval", "slovene_all.csv", "Knowledge", "Juggling", "column 6: Unknown task 'Juggling'"),
    ("euroeval", "slovene_all.csv", "Trained from scratch", "Trained", "The two header rows"),
    ("euroeval", "slovene_all.csv", "(zero-shot, val)", "(val, val)", "row 3, column Model: Unknown mark 'val, val'"),
    ("euroeval", "slovene_all.csv", "🤔", "🥁", "row 3, column Type"),
    ("euroeval", "slovene_all.csv", ",-@@0,-@@0,16.1.0@@160100,-@@0", "", "row 4: The row has 8 cells"),
    ("euroeval", "european_all.csv", "Danish", "Elvish", "row 3, column Elvish: Unknown language"),
    ("euroeval", "european_all.csv", "1.40@@1.40", "1.40", "row 3, column Danish: '1.40' stands"),
    ("euroeval", "european_all.csv", "Danish,Slovene", "Slovene,Slovene", "sl, rank_score stands twice"),
    ("afrobench", "reasoning.json", '"scores"', '"values"', "datasets, afrimgsm, scores: Field required"),
    ("afrobench", "reasoning.json", "[0.0, 1.5]", "[0.0]", "afrimgsm, LLaMAX3 8B: There are 1 scores"),
    ("afrobench", "reasoning.json", "[0.0, 1.5]", "[0.0, 150]", "LLaMAX3 8B, entry 2: 150 stands"),
    ("afrobench", "reasoning.json", '"twi"', '"English"', "Unknown language code 'English'"),
    ("afrobench", "reasoning.json", '"twi"', '"swa_Latn"', "sw, exact_match stands twice"),
    ("afrobench", "reasoning.json", "LLaMAX3 8B", "Newcomer 9B", "afrimgsm, Newcomer 9B: Unknown model"),
    ("afrobench", "reasoning.json", "LLaMAX3 8B", "GPT-4o (Aug)", "GPT-4o (Aug): The key stands twice"),
    ("afrobench", "nlg.json", "flores - en_xx", "flora", "nlg.json, flora: Unknown data set"),
    ("every_eval_ever", "evaluation.json", '"Swahili"', '"Elvish"', "entry 3, evaluation_name: No language in 'Elvish'"),
    ("every_eval_ever", "evaluation.json", '"Swahili"', '"Swahili / Zulu"', "More than one language (sw, zu)"),
    ("every_eval_ever", "evaluation.json", "0.8425", "1.8425", "entry 3, score: 1.8425 lies outside its scale"),
    ("every_eval_ever", "evaluation.json", "45.5", "50.5", "entry 4, confidence_interval: 50.5 to 55.5 leaves out"),
    ("every_eval_ever", "evaluation.json", '"max_score": 100', '"max_score": 7', "entry 4, metric_config: A scale from 0"),
    ("every_eval_ever", "evaluation.json", '"evaluation_name": "Swahili",', "", "entry 3, evaluation_name: Field required"),
    ("every_eval_ever", "evaluation.json", '"score": -1', '"score": null', "entry 5, score_details, score"),
]  # fmt: skip


@pytest.mark.parametrize(("name", "file", "old", "new", "place"), SPOILT)
def test_a_spoilt_file_is_refused_with_its_name_and_the_place(
    name: str, file: str, old: str, new: str, place: str, tmp_path: Path
) -> None:
    for path in (SAMPLES / name).iterdir():
        text = path.read_text("utf-8")
        assert path.name != file or old in text, "The sample no longer holds what is spoilt here."
        (tmp_path / path.name).write_text(text.replace(old, new, 1) if path.name == file else text, "utf-8")
    with pytest.raises(UnreadableError) as error:
        read_folder(name, tmp_path)
    said = str(error.value)
    assert place in said
    assert said.startswith(file) or "stands twice" in said
    assert "Fetch the file again" in said


def test_a_doubled_result_is_refused_with_both_values(tmp_path: Path) -> None:
    for path in (SAMPLES / "euroeval").iterdir():
        lines = path.read_text("utf-8").splitlines()
        if path.name == "european_all.csv":
            lines.append(lines[2].replace("1.40@@1.40", "1.75@@1.75"))
        (tmp_path / path.name).write_text("\n".join(lines), "utf-8")
    with pytest.raises(
        UnreadableError, match=r"european_all\.csv: .*lab-same, da, rank_score stands twice \(1\.40\) \(1\.75\)"
    ):
        read_folder("euroeval", tmp_path)


def test_a_missing_file_and_an_unknown_edition_are_named(tmp_path: Path) -> None:
    with pytest.raises(UnreadableError, match=r"results\.json: The file was not given"):
        reader("languagebench")({})
    page = tmp_path / "multilingual_mmlu_benchmark_results_fffffff_2027-01-01.md"
    page.write_text("| Language | one |\n| --- | --- |\n| Swahili | 0.5 |", "utf-8")
    with pytest.raises(UnreadableError, match=r"2027-01-01.*This edition is unknown"):
        reader("simple_evals")({page.name: page})


def test_margins_are_of_the_95_percent_interval_alone(tmp_path: Path) -> None:
    text = (SAMPLES / "every_eval_ever" / "evaluation.json").read_text("utf-8")
    for level, margin in (("0.95", "5"), ("0.9", None)):
        changed = text.replace('"upper": 55.5', f'"upper": 55.5, "confidence_level": {level}')
        (tmp_path / "evaluation.json").write_text(changed, "utf-8")
        assert read_folder("every_eval_ever", tmp_path)["scores.csv"].rows[1]["margin"] == margin


@pytest.mark.parametrize(
    ("name", "model_id", "released"),
    [
        ("openai/gpt-4o-2024-08-06", "gpt-4o-2024-08-06", "2024-08-06"),
        ("gemini/gemini-3-pro-preview (zero-shot, val)", "gemini-3-pro-preview", None),
        ("claude-3-7-sonnet-20250219#no-thinking (val)", "claude-3-7-sonnet-20250219-no-thinking", "2025-02-19"),
        ("GPT-4.1 (April)", "gpt-4.1-april", None),
        ("ollama_chat/gemma3:27b-it-fp16", "gemma3-27b-it-fp16", None),
        ("org/model@refs/pr/6#thinking", "model-refs-pr-6-thinking", None),
        ("model-2024-12-preview", "model-2024-12-preview", "2024-12"),
        ("OLMo-2-1124-7B", "olmo-2-1124-7b", None),
        ("model-1234567890", "model-1234567890", None),
        ("model-2024-13-45", "model-2024-13-45", None),
    ],
)
def test_a_model_id_keeps_what_tells_models_apart_and_a_date_stands_in_the_name(
    name: str, model_id: str, released: str | None
) -> None:
    assert slug(name) == model_id
    assert released_in_name(name) == released


@pytest.mark.parametrize(("source_id", "folder"), SOURCES.items())
def test_the_committed_rows_are_those_of_the_publishers_files(source_id: str, folder: str) -> None:
    if not (RAW / folder).is_dir():
        pytest.skip("The publishers' own files are not at hand.")
    figures = contract.FIGURES / source_id
    source, problems = read_source(figures)
    assert source is not None, problems
    assert source.upstream is not None
    files = {file.name: RAW / folder / file.name for file in source.upstream.file}
    if any(sha(path) != file.sha256 for file, path in zip(source.upstream.file, files.values(), strict=True)):
        pytest.skip("The publisher's files at hand are not those that the figures were read from.")
    reads = reader(source.upstream.reader)(files)
    for read in stamped(reads, str(source.upstream.published), str(source.upstream.edition)):
        columns, rows = read_rows(figures / read.file)
        assert columns == read.columns
        assert rows == read.rows


def test_every_score_and_benchmark_of_these_sources_fits_the_other_files_of_its_source() -> None:
    for source_id in SOURCES:
        source, problems = read_source(contract.FIGURES / source_id)
        assert source is not None, problems
        benchmarks, models = {item.benchmark_id for item in source.benchmark}, {item.model_id for item in source.model}
        used: dict[str, set[str | None]] = {"benchmark_id": set(), "model_id": set()}
        for table in source.table:
            _, rows = read_rows(contract.FIGURES / source_id / table.file)
            if table.kind == "model":
                models |= {str(row["model_id"]) for row in rows}
            else:
                for column, values in used.items():
                    values |= {row[column] for row in rows}
        assert used == {"benchmark_id": benchmarks, "model_id": models}
