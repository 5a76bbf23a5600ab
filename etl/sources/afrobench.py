"""AfroBench's leaderboard: JSON, in which each data set has a list of languages and, for each model, as many scores."""

from __future__ import annotations

from pydantic import TypeAdapter

from etl.languages import language_tag
from etl.reading.checked import Percent, Published, models, once, read_json
from etl.reading.naming import slug
from etl.reading.opened import fault
from etl.sources import EDITION, MODEL_COLUMNS, PUBLISHED, SCORE_COLUMNS, Files, Read, Row

# Data set -> benchmark, metric.
DATASETS = {
    "afrimgsm": ("afrimgsm", "exact_match"),
    "afrimmlu": ("afrimmlu", "accuracy"),
    "afrixnli": ("afrixnli", "accuracy"),
    "belebele": ("belebele", "f1"),
    "uhura": ("uhura_arc", "accuracy"),
    "ADR": ("afrobench_adr", "chrf"),
    "afrihate": ("afrobench_afrihate", "f1"),
    "afriqa": ("afrobench_afriqa", "f1"),
    "afrisenti": ("afrobench_afrisenti", "f1"),
    "flores - en_xx": ("afrobench_flores_en_xx", "chrf"),
    "flores - xx_en": ("afrobench_flores_xx_en", "chrf"),
    "injongointent": ("afrobench_injongointent", "accuracy"),
    "mafand - en_xx": ("afrobench_mafand_en_xx", "chrf"),
    "mafand - xx_en": ("afrobench_mafand_xx_en", "chrf"),
    "masakhaner": ("afrobench_masakhaner", "span_f1"),
    "masakhanews": ("afrobench_masakhanews", "accuracy"),
    "masakhapos": ("afrobench_masakhapos", "f1"),
    "naijarc": ("afrobench_naijarc", "f1"),
    "nollysenti": ("afrobench_nollysenti", "f1"),
    "ntrex - en_xx": ("afrobench_ntrex_en_xx", "chrf"),
    "ntrex - xx_en": ("afrobench_ntrex_xx_en", "chrf"),
    "openaimmlu": ("afrobench_openaimmlu", "accuracy"),
    "salt - en_xx": ("afrobench_salt_en_xx", "chrf"),
    "salt - xx_en": ("afrobench_salt_xx_en", "chrf"),
    "sib": ("afrobench_sib", "f1"),
    "xlsum": ("afrobench_xlsum", "bertscore"),
}
POINTS = {"chrf", "bertscore"}
# The leaderboard's short names -> the names in the publisher's files by prompt, whose values are the same.
NAMES = {
    "AfroLLaMa 8B": "AfroLlama-V1",
    "Aya-101 13B": "aya-101",
    "GPT-4o (Aug)": "gpt-4o-2024-08-06",
    "Gemini 1.5 pro": "gemini-1.5-pro-002",
    "Gemma1.1 7b": "gemma-1.1-7b-it",
    "Gemma2 27b": "gemma-2-27b-it",
    "Gemma2 9b": "gemma-2-9b-it",
    "LLaMAX3 8B": "LLaMAX3-8B-Alpaca",
    "LLaMa2 7b": "Llama-2-7b-chat-hf",
    "LLaMa3 8B": "Meta-Llama-3-8B-Instruct",
    "LLaMa3.1 70B": "Llama-3.1-70B-Instruct",
    "LLaMa3.1 8B": "Llama-3.1-8B-Instruct",
}
# The leaderboard calls both LLaMAX3 8B; in these the files by prompt have the other one.
LLAMAX_BASE = {"afrimmlu", "afriqa", "afrixnli", "belebele", "naijarc", "nollysenti", "openaimmlu", "sib"}
TAGS = {
    "twi": "tw",  # langcodes merges Twi into Akan; it is counted apart here
    "knc": "knc",  # the texts are Central Kanuri; the broader code stands for several languages
    "dik": "dik",  # likewise Southwestern Dinka
}
# Codes with a script that is not the usual one of the language.
UNUSUAL_SCRIPTS = {"knc_Arab": "Arab", "orm_Ethi": "Ethi", "taq_Tfng": "Tfng", "tzm_Tfng": "Tfng"}


class Dataset(Published):
    """Languages, and for each model a score in each, in percent or points."""

    languages: list[str]
    scores: dict[str, list[Percent]]


class Subtask(Published):
    """Data sets of one kind of task."""

    datasets: dict[str, Dataset]


class Leaderboard(Published):
    """One file."""

    subtasks: dict[str, Subtask]


def read(files: Files) -> list[Read]:
    """``leaderboard.parquet``, the best prompt of each model as published, and ``models.csv``.

    Raises:
        UnreadableError: a file is not as known, or holds an unknown data set, model or language code.
    """
    scores: list[Row] = []
    named: list[tuple[str, str]] = []
    for file in sorted(files):
        for subtask in read_json(files, file, TypeAdapter(Leaderboard)).subtasks.values():
            for dataset, content in subtask.datasets.items():
                names = {model: name_of(file, dataset, model) for model in content.scores}
                named += [(slug(name), name) for name in names.values()]
                scores += rows(file, dataset, content, names)
    return [
        Read("leaderboard.parquet", "score", SCORE_COLUMNS, once(scores)),
        Read("models.csv", "model", MODEL_COLUMNS, models(named)),
    ]


def rows(file: str, dataset: str, content: Dataset, names: dict[str, str]) -> list[Row]:
    """The rows of one data set."""
    if dataset not in DATASETS:
        raise fault(f"{file}, {dataset}", "Unknown data set.", "one of DATASETS of the reader")
    benchmark, metric = DATASETS[dataset]
    found: list[Row] = []
    for model, values in content.scores.items():
        place = f"{file}, {dataset}, {model}"
        if len(values) != len(content.languages):
            raise fault(place, f"There are {len(values)} scores.", f"{len(content.languages)}, one a language")
        for code, value in zip(content.languages, values, strict=True):
            found.append(
                {
                    "benchmark_id": benchmark,
                    "subset": "all",
                    "condition": "best_prompt",
                    "model_id": slug(names[model]),
                    "variant_tag": variant_tag(code, place),
                    "language_as_reported": code,
                    "metric_id": metric,
                    "value": value,
                    "unit": "points_0_100" if metric in POINTS else "percent",
                    "n_items": None,
                    "published": PUBLISHED,
                    "locator": f"McGill-NLP/AfroBench@{EDITION}:website/leaderboard_json/{file}",
                }
            )
    return found


def name_of(file: str, dataset: str, model: str) -> str:
    """The full name of a model of the leaderboard."""
    if model not in NAMES:
        raise fault(f"{file}, {dataset}, {model}", "Unknown model.", "one of NAMES of the reader")
    return "LLaMAX3-8B" if model == "LLaMAX3 8B" and dataset in LLAMAX_BASE else NAMES[model]


def variant_tag(code: str, place: str) -> str:
    """The tag for an ISO 639 code as AfroBench writes it, with a script only where it is not the usual one."""
    subtag, _, _ = code.partition("_")
    try:
        tag = TAGS.get(subtag) or language_tag(subtag)
    except ValueError as error:
        raise fault(place, f"Unknown language code {code!r}.", "an ISO 639 code") from error
    return f"{tag}-{UNUSUAL_SCRIPTS[code]}" if code in UNUSUAL_SCRIPTS else tag
