"""OR-Bench in 24 languages of the European Union: Data.csv, a row for each model and language, percent of 100 prompts."""

from __future__ import annotations

from etl.reading.opened import Line, given, read_table
from etl.sources import EDITION, PUBLISHED, SCORE_COLUMNS, Files, Read, Row

# The model as the file names it -> the exact model, as the paper names it.
MODELS = {
    "GPT-4o": "gpt-4o-2024-05-13",
    "Claude 3.5 Sonnet": "claude-3.5-sonnet-20240620",
    "Gemini 1.5 Pro": "gemini-1.5-pro-01",
    "Llama 3.1 405B": "llama-3.1-405b-instruct-turbo",
    "Mistral Large 2": "mistral-large-2-2407",
}
# Column -> the prompts asked, and what is counted.
COUNTS = {
    "Harmful ACCEPTED": ("harmful_prompts", "attack_success_rate"),
    "Harmful REJECTED": ("harmful_prompts", "refusal_rate"),
    "Harmful UNCLEAR": ("harmful_prompts", "unclear_rate"),
    "Harmless ACCEPTED": ("harmless_prompts", "compliance_rate_harmless"),
    "Harmless REJECTED": ("harmless_prompts", "over_refusal_rate"),
    "Harmless UNCLEAR": ("harmless_prompts", "unclear_rate"),
}
PROMPTS = 100


def read(files: Files) -> list[Read]:
    """scores.csv, in the order of the file.

    Raises:
        UnreadableError: the file is not as known.
    """
    columns = ("Model", "Language", "Language_short", *COUNTS)
    lines = read_table(given(files, "Data.csv"), columns, ("Model", "Language_short"))
    return [Read("scores.csv", "score", SCORE_COLUMNS, [row for line in lines for row in scores(line)])]


def scores(line: Line) -> list[Row]:
    """What one model did with the harmful and the harmless prompts in one language."""
    model = line.text("Model")
    if model not in MODELS:
        raise line.fault("Model", f"{model!r} is unknown.", f"one of {', '.join(MODELS)}")
    counts = {column: str(line.number(column)) for column in COUNTS}
    for prompts in ("Harmful", "Harmless"):
        total = sum(float(count) for column, count in counts.items() if column.startswith(f"{prompts} "))
        if total != PROMPTS:
            raise line.fault(f"{prompts} ACCEPTED", f"The {prompts.lower()} answers add to {total:g}.", f"{PROMPTS}")
    return [
        {
            "benchmark_id": "orbench_eu",
            "subset": COUNTS[column][0],
            "condition": "direct_request",
            "model_id": MODELS[model],
            "variant_tag": line.text("Language_short"),
            "language_as_reported": line.text("Language"),
            "metric_id": COUNTS[column][1],
            "value": count,
            "unit": "percent",
            "n_items": str(PROMPTS),
            "published": PUBLISHED,
            "locator": f"Data.csv @{EDITION}",
        }
        for column, count in counts.items()
    ]
