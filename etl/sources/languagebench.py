"""languagebench (AI Language Monitor): one JSON entry for each model, language, task and metric, ten items behind each."""

from __future__ import annotations

from collections import defaultdict
from datetime import UTC, datetime
from typing import Literal

from pydantic import TypeAdapter

from etl.reading.checked import Number, Published, Share, once, read_json
from etl.reading.naming import slug
from etl.reading.opened import fault
from etl.sources import EDITION, MODEL_COLUMNS, PUBLISHED, SCORE_COLUMNS, Files, Read, Row

BENCHMARKS = {
    "classification": "languagebench_sib200",
    "mmlu": "languagebench_mmlu",
    "arc": "languagebench_arc",
    "truthfulqa": "languagebench_truthfulqa",
    "mgsm": "languagebench_mgsm",
    "translation_to": "languagebench_translation_to",
    "translation_from": "languagebench_translation_from",
}
UNITS = {"accuracy": "share", "bleu": "points_0_1", "chrf": "points_0_1"}
OPEN = {"open-source": "true", "closed-source": "false"}


class Result(Published):
    """One score."""

    model: str
    bcp_47: str
    task: Literal["classification", "mmlu", "arc", "truthfulqa", "mgsm", "translation_to", "translation_from"]
    metric: Literal["accuracy", "bleu", "chrf"]
    score: Share


class Model(Published):
    """What the publisher says of a model; the date is in milliseconds since 1970."""

    id: str
    name: str
    provider_name: str
    type: Literal["open-source", "closed-source"]
    creation_date: Number | None


class Language(Published):
    """What the publisher calls a language."""

    bcp_47: str
    language_name: str


def read(files: Files) -> list[Read]:
    """``scores.parquet``, shares and points from 0 to 1 as published, and ``models.csv`` with the models that have a score.

    Raises:
        UnreadableError: a file is missing or not as known, or a model or language has no entry of its own.
    """
    results = read_json(files, "results.json", TypeAdapter(list[Result]))
    described = read_json(files, "models.json", TypeAdapter(list[Model]))
    names = {
        entry.bcp_47: entry.language_name for entry in read_json(files, "languages.json", TypeAdapter(list[Language]))
    }
    described_ids = {model.id for model in described}
    for number, result in enumerate(results, start=1):
        place = f"results.json, entry {number}"
        if result.bcp_47 not in names:
            raise fault(place, f"Unknown language {result.bcp_47!r}.", "a language of languages.json")
        if result.model not in described_ids:
            raise fault(place, f"Unknown model {result.model!r}.", "a model of models.json")
    scores = once([row(result, names[result.bcp_47]) for result in measured(results)])
    used = {score["model_id"] for score in scores}
    models = [model_row(model) for model in described if slug(model.id) in used]
    return [
        Read("scores.parquet", "score", SCORE_COLUMNS, scores),
        Read("models.csv", "model", MODEL_COLUMNS, once(models, ("model_id",))),
    ]


def measured(results: list[Result]) -> list[Result]:
    """The results but for two kinds of zero that were never measured.

    In some languages every score of every model is zero: their texts were missing. And a translation
    whose BLEU and chrF are both zero does not share one character with the reference: no answer came back.
    """
    best_in_language: dict[str, float] = defaultdict(float)
    best_in_task: dict[tuple[str, str, str], float] = defaultdict(float)
    for result in results:
        task = (result.model, result.bcp_47, result.task)
        best_in_language[result.bcp_47] = max(best_in_language[result.bcp_47], float(result.score))
        best_in_task[task] = max(best_in_task[task], float(result.score))
    return [
        result
        for result in results
        if best_in_language[result.bcp_47] > 0
        and (result.metric == "accuracy" or best_in_task[result.model, result.bcp_47, result.task] > 0)
    ]


def row(result: Result, language: str) -> Row:
    """The row of one score."""
    return {
        "benchmark_id": BENCHMARKS[result.task],
        "subset": "all",
        "condition": "default_prompt",
        "model_id": slug(result.model),
        "variant_tag": result.bcp_47,
        "language_as_reported": language,
        "metric_id": result.metric,
        "value": result.score,
        "unit": UNITS[result.metric],
        "n_items": "10",
        "published": PUBLISHED,
        "locator": f"datenlabor-bmz/evals-for-every-language@{EDITION}:results.json",
    }


def model_row(model: Model) -> Row:
    """The row of one model."""
    day = datetime.fromtimestamp(float(model.creation_date) / 1000, UTC).date() if model.creation_date else None
    return {
        "model_id": slug(model.id),
        "name": model.name.strip(),
        "developer": model.provider_name,
        "released": day.isoformat() if day else None,
        "released_from": "models.json, creation_date" if day else None,
        "open_weights": OPEN[model.type],
    }
