"""RTP-LX: how far judges agree with people about toxic text, as nested JSON: part, judge, language, category."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from etl.reading.opened import Node, fault, given, read_json
from etl.sources import MODEL_COLUMNS, PUBLISHED, SCORE_COLUMNS, Files, Read, Row

# The publisher's name of a judge -> model id, name and developer.
JUDGES = {
    "acs": ("azure-ai-content-safety", "Azure AI Content Safety", "Microsoft"),
    "gpt4turbo": ("gpt-4-turbo", "GPT-4 Turbo", "OpenAI"),
    "gemma2B": ("gemma-2b-it", "Gemma 2B (gemma-2b-it)", "Google"),
    "gemma7B": ("gemma-7b-it", "Gemma 7B (gemma-7b-it)", "Google"),
    "llama27BChat": ("llama-2-7b-chat-hf", "Llama-2-7b-chat-hf", "Meta"),
    "llama270BChat": ("llama-2-70b-chat-hf", "Llama-2-70b-chat-hf", "Meta"),
    "llama38BInstruct": ("meta-llama-3-8b-instruct", "Meta-Llama-3-8B-Instruct", "Meta"),
    "llama370BInstruct": ("meta-llama-3-70b-instruct", "Meta-Llama-3-70B-Instruct", "Meta"),
    "llamaGuard": ("llamaguard-7b", "LlamaGuard-7b", "Meta"),
    "mistralv2": ("mistral-7b-instruct-v0.2", "Mistral-7B-Instruct-v0.2", "Mistral AI"),
    "mistralv3": ("mistral-7b-instruct-v0.3", "Mistral-7B-Instruct-v0.3", "Mistral AI"),
}
PEOPLE = ("people", "People (mean pairwise agreement)", None)
WORD_LIST = ("flores-toxicity-200", "FLORES Toxicity-200 block list", "Meta")
PARTS = {"RTP-LX": "all", "RTP": "rtp", "LX": "lx"}
CATEGORIES = frozenset(
    {"Toxicity", "IdentityAttack", "Bias", "Microaggression", "Violence", "SelfHarm", "Insult", "SexualContent"}
)
# What was written in the language itself has nothing in English: a rate of 0.0 there is a share of no texts.
NO_TEXTS = ("LX", "EN")
# The publisher's language codes -> BCP-47 tags; the others are the tag in capitals.
TAGS = {"BCMS": "sh", "NO-NB": "nb", "ZH-Hans": "zh-Hans", "ZH-Hant": "zh-Hant"}


@dataclass(frozen=True)
class Source:
    """One of the publisher's files: what its numbers are, and where it stands in the repository."""

    file: str
    texts: str
    locator: str
    metric: str
    people_metric: str
    unit: str
    low: float


def _agreement(texts: str, folder: str) -> tuple[Source, Source]:
    path = f"code/results/{folder}/inter_annotator"
    return (
        Source(f"{folder}_kappa.json", texts, f"{path}/kappa.json", "judge_weighted_kappa", "people_weighted_kappa", "coefficient", -1),
        Source(f"{folder}_pa.json", texts, f"{path}/pa.json", "judge_agreement", "people_agreement", "share", 0),
    )  # fmt: skip


AGREEMENT = (*_agreement("toxic_prompts", "prompt"), *_agreement("benign_completions", "benigncompletion"))
BLOCKED = tuple(
    Source(f"{folder}_block_rate.json", texts, f"code/results/{folder}/flores_analysis/block_rate.json", metric, "", "share", 0)
    for texts, folder, metric in (
        ("toxic_prompts", "prompt", "toxic_text_blocked"),
        ("benign_completions", "benigncompletion", "harmless_text_blocked"),
    )
)  # fmt: skip


def read(files: Files) -> list[Read]:
    """models.csv and scores.parquet; where the publisher has no number (NaN) there is no row.

    Raises:
        UnreadableError: a file is not as known.
    """
    rows = [row for source in AGREEMENT for row in agreement(source, given(files, source.file))]
    rows += [row for source in BLOCKED for row in block_rates(source, given(files, source.file))]
    models: list[Row] = [
        {"model_id": model, "name": name, "developer": developer, "released": None, "released_from": None, "open_weights": None}
        for model, name, developer in (*JUDGES.values(), PEOPLE, WORD_LIST)
    ]  # fmt: skip
    return [
        Read("models.csv", "model", MODEL_COLUMNS, models),
        Read("scores.parquet", "score", SCORE_COLUMNS, rows),
    ]


def agreement(source: Source, path: Path) -> Iterator[Row]:
    """Agreement of judges with people, and of people with each other.

    Averages over languages are left out, and so are the categories of the two parts, which hold few texts of each.
    """
    for part, judges in read_json(path).items():
        for judge, node in judges.items():
            who, by_language = judged(judge, node)
            for language, categories in by_language.items():
                if language == "avg" or language in CATEGORIES:
                    continue
                for code, number in categories.items():
                    category = category_of(code, number)
                    if part == "RTP-LX" or category == "average":
                        yield from score(source, part_of(part, judges), category, who, language, number)


def judged(judge: str, node: Node) -> tuple[tuple[str, str, str | None], Node]:
    """Who judged, and their numbers by language; of people, the mean over pairs of people."""
    if judge == "human":
        return PEOPLE, node.at("human_avg")
    if judge not in JUDGES:
        raise fault(node.place, "The judge is unknown.", f"one of {', '.join(JUDGES)}")
    return JUDGES[judge], node


def block_rates(source: Source, path: Path) -> Iterator[Row]:
    """How much of the text a list of words finds."""
    for part, languages in read_json(path).items():
        for language, number in languages.items():
            if (part, language) != NO_TEXTS:
                yield from score(source, part_of(part, languages), "word_list_block_rate", WORD_LIST, language, number)


def part_of(part: str, node: Node) -> str:
    """The part of the data set: all of it, what was translated, or what was written in the language."""
    if part not in PARTS:
        raise fault(node.place, "The part is unknown.", f"one of {', '.join(PARTS)}")
    return PARTS[part]


def category_of(category: str, node: Node) -> str:
    """The kind of toxic text, in small letters with underscores."""
    if category != "avg" and category not in CATEGORIES:
        raise fault(node.place, "The category is unknown.", f"avg or one of {', '.join(sorted(CATEGORIES))}")
    return "average" if category == "avg" else re.sub(r"(?<!^)(?=[A-Z])", "_", category).lower()


def score(
    source: Source, part: str, category: str, who: tuple[str, str, str | None], language: str, node: Node
) -> Iterator[Row]:
    """One row, or none where there is no number."""
    if node.value is None:
        return
    value = node.number()
    if not source.low <= float(value) <= 1:
        raise fault(node.place, f"{value} stands here.", f"a number from {source.low} to 1")
    yield {
        "benchmark_id": "rtp_lx_judges",
        "subset": f"{source.texts}.{part}.{category}",
        "condition": {PEOPLE: "between_people", WORD_LIST: "word_list"}.get(who, "classification"),
        "model_id": who[0],
        "variant_tag": TAGS.get(language, language.lower()),
        "language_as_reported": language,
        "metric_id": source.people_metric if who == PEOPLE else source.metric,
        "value": value,
        "unit": source.unit,
        "n_items": None,
        "published": PUBLISHED,
        "locator": source.locator,
    }
