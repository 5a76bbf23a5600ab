"""RabakBench: evaluation_results_<language>.csv, a row for each safeguard with F1, recall and precision.

Each number is a mean over samples drawn with replacement; the spread of the samples, in the column beside it, is its
standard error.
"""

from __future__ import annotations

from etl.reading.opened import Line, given, read_table
from etl.sources import MODEL_COLUMNS, PUBLISHED, SCORE_COLUMNS, Files, Read, Row

# Part of the file name -> language tag, and the language as the publisher names it.
LANGUAGES = {
    "en": ("en-SG", "Singlish"),
    "zh": ("zh-SG", "Chinese"),
    "ms": ("ms-SG", "Malay"),
    "ta": ("ta-SG", "Tamil"),
}
# The publisher's name of a safeguard -> model id, name and developer.
SAFEGUARDS = {
    "aws": ("aws-bedrock-guardrail", "AWS Bedrock Guardrail", "Amazon"),
    "azure": ("azure-ai-content-safety", "Azure AI Content Safety", "Microsoft"),
    "modelarmor": ("google-cloud-model-armor", "Google Cloud Model Armor", "Google"),
    "openai": ("openai-moderation", "OpenAI Moderation", "OpenAI"),
    "perspective": ("perspective-api", "Perspective API", "Google Jigsaw"),
    "duoguard": ("duoguard-0.5b", "DuoGuard 0.5B", "DuoGuard authors"),
    "llamaguard3": ("llamaguard3-8b", "LlamaGuard3-8B", "Meta"),
    "llamaguard4": ("llamaguard4-12b", "LlamaGuard4-12B", "Meta"),
    "polyguard": ("polyguard-0.5b", "PolyGuard 0.5B", "PolyGuard team"),
    "shieldgemma": ("shieldgemma-9b", "ShieldGemma-9B", "Google"),
    "wildguard": ("wildguard-7b", "WildGuard-7B", "Ai2"),
    "gptoss": ("gpt-oss-safeguard-20b", "gpt-oss-safeguard-20b", "OpenAI"),
    "qwen3guard": ("qwen3guard-gen-8b", "Qwen3Guard-Gen 8B", "Alibaba"),
}
# Column of the number, up to its last part -> what it is.
METRICS = {"F1": "guard_f1", "R": "guard_recall", "P": "guard_precision"}
NUMBERS = tuple(f"{metric}_{part}" for metric in METRICS for part in ("score", "std"))
COLUMNS = (*SCORE_COLUMNS[:10], "standard_error", *SCORE_COLUMNS[10:])


def read(files: Files) -> list[Read]:
    """models.csv and scores.csv, Singlish first.

    Raises:
        UnreadableError: a file is not as known.
    """
    rows: list[Row] = []
    for language in LANGUAGES:
        path = given(files, f"evaluation_results_{language}.csv")
        for line in read_table(path, ("moderator", *NUMBERS), ("moderator",)):
            rows += [score(line, metric, language) for metric in METRICS]
    models: list[Row] = [
        {"model_id": model, "name": name, "developer": developer, "released": None, "released_from": None, "open_weights": None}
        for model, name, developer in SAFEGUARDS.values()
    ]  # fmt: skip
    return [
        Read("models.csv", "model", MODEL_COLUMNS, models),
        Read("scores.csv", "score", COLUMNS, rows),
    ]


def score(line: Line, metric: str, language: str) -> Row:
    """One number of one safeguard."""
    moderator = line.text("moderator")
    if moderator not in SAFEGUARDS:
        raise line.fault("moderator", f"{moderator!r} is unknown.", f"one of {', '.join(SAFEGUARDS)}")
    value, error = share(line, f"{metric}_score"), share(line, f"{metric}_std")
    tag, name = LANGUAGES[language]
    return {
        "benchmark_id": "rabakbench",
        "subset": "all",
        "condition": "classification",
        "model_id": SAFEGUARDS[moderator][0],
        "variant_tag": tag,
        "language_as_reported": name,
        "metric_id": METRICS[metric],
        "value": value,
        "unit": "share",
        "n_items": None,
        "standard_error": error if float(error) else None,  # samples that are all alike make nothing certain
        "published": PUBLISHED,
        "locator": f"results/{line.file}",
    }


def share(line: Line, column: str) -> str:
    """A number between 0 and 1, as published."""
    value = str(line.number(column))
    if not 0 <= float(value) <= 1:
        raise line.fault(column, f"{value} stands here.", "a share between 0 and 1")
    return value
