"""Every Eval Ever: one JSON file for the results of one model. The language stands only in the free text of a result's name.

Known faults of such files are mended here: an uncertainty written as offsets from the score, and -1 for what is missing.
"""

from __future__ import annotations

import re
from datetime import UTC, datetime
from decimal import Decimal

from pydantic import Field, TypeAdapter

from etl.reading.checked import SCORE_WITH_MARGIN, Number, Published, models, once, read_json, tag_of
from etl.reading.naming import slug
from etl.reading.opened import fault
from etl.sources import MODEL_COLUMNS, Files, Read, Row

# Benchmarks whose metric is known though the files do not name it.
METRICS = {"global_mmlu_lite": "accuracy"}
AGGREGATES = {"Culturally Agnostic", "Culturally Sensitive"}
UNITS = {(Decimal(0), Decimal(1)): "share", (Decimal(0), Decimal(100)): "percent"}


class Interval(Published):
    """Ends of an interval, or their offsets from the score."""

    lower: Number
    upper: Number
    confidence_level: Number | None = None


class Uncertainty(Published):
    """How sure a score is, in so far as it is said."""

    confidence_interval: Interval | None = None
    num_samples: Number | None = None


class Score(Published):
    """A score; -1 where there is none."""

    score: Number
    uncertainty: Uncertainty = Uncertainty()


class Metric(Published):
    """What a score can be."""

    lower_is_better: bool
    min_score: Number
    max_score: Number


class Data(Published):
    """What a score was measured on."""

    dataset_name: str = Field(min_length=1)


class Result(Published):
    """One score of the model."""

    evaluation_name: str
    source_data: Data
    metric_config: Metric
    score_details: Score


class Model(Published):
    """The model."""

    name: str = Field(min_length=1)


class Evaluation(Published):
    """One file; the time is in seconds since 1970."""

    evaluation_id: str
    retrieved_timestamp: Number
    model_info: Model
    evaluation_results: list[Result]


def read(files: Files) -> list[Read]:
    """``scores.csv``, in the scale of the file, with margins, and ``models.csv``. Known aggregates over languages are left out.

    Raises:
        UnreadableError: a file is not as known, names a language or scale that is unknown, or a score lies outside its scale.
    """
    evaluations = {name: read_json(files, name, TypeAdapter(Evaluation)) for name in sorted(files)}
    scores = [row for name, evaluation in evaluations.items() for row in rows(name, evaluation)]
    named = ((slug(evaluation.model_info.name), evaluation.model_info.name) for evaluation in evaluations.values())
    return [
        Read("scores.csv", "score", SCORE_WITH_MARGIN, once(scores)),
        Read("models.csv", "model", MODEL_COLUMNS, models(named)),
    ]


def rows(file: str, evaluation: Evaluation) -> list[Row]:
    """The rows of one file."""
    found: list[Row] = []
    for number, result in enumerate(evaluation.evaluation_results, start=1):
        place = f"{file}, evaluation_results, entry {number}"
        benchmark = slug(result.source_data.dataset_name).replace("-", "_")
        aggregate = slug(result.evaluation_name).replace("-", "_") == benchmark or result.evaluation_name in AGGREGATES
        unit, value = scale(place, result), result.score_details.score
        if aggregate or is_missing(value):
            continue
        uncertainty = result.score_details.uncertainty
        found.append(
            {
                "benchmark_id": benchmark,
                "subset": "all",
                "condition": "default_prompt",
                "model_id": slug(evaluation.model_info.name),
                "variant_tag": language_in(place, result.evaluation_name),
                "language_as_reported": result.evaluation_name,
                "metric_id": METRICS.get(benchmark, "percent_score"),
                "value": value,
                "unit": unit,
                "n_items": None if is_missing(uncertainty.num_samples) else uncertainty.num_samples,
                "margin": margin(place, result),
                "published": datetime.fromtimestamp(float(evaluation.retrieved_timestamp), UTC).date().isoformat(),
                "locator": f"{evaluation.evaluation_id}, {result.evaluation_name}",
            }
        )
    return found


def is_missing(number: str | None) -> bool:
    """Whether nothing was measured."""
    return number is None or Decimal(number) == -1


def scale(place: str, result: Result) -> str:
    """The unit of a score, which must lie between the ends of its scale unless it is missing."""
    low, high = Decimal(result.metric_config.min_score), Decimal(result.metric_config.max_score)
    unit = UNITS.get((low, high))
    if unit is None or result.metric_config.lower_is_better:
        raise fault(f"{place}, metric_config", f"A scale from {low} to {high}.", "0 to 1 or 0 to 100, higher is better")
    score = result.score_details.score
    if not is_missing(score) and not low <= Decimal(score) <= high:
        raise fault(f"{place}, score", f"{score} lies outside its scale.", f"a number from {low} to {high}")
    return unit


def language_in(place: str, name: str) -> str:
    """The tag of the one language that a piece of the name, between brackets or dashes, spells out in English."""
    pieces = [piece.strip() for piece in re.split(r"[()\[\]:,;/|]| [-–—] ", name)]
    tags = {tag for piece in (name, *pieces) if (tag := tag_of(piece))}
    if len(tags) != 1:
        found = "No language" if not tags else f"More than one language ({', '.join(sorted(tags))})"
        raise fault(f"{place}, evaluation_name", f"{found} in {name!r}.", "the English name of one language")
    return tags.pop()


def margin(place: str, result: Result) -> str | None:
    """Half the width of the 95% interval around a score; None where there is none, or one of another level."""
    interval = result.score_details.uncertainty.confidence_interval
    if interval is None or (is_missing(interval.lower) and is_missing(interval.upper)):
        return None
    low, high, score = Decimal(interval.lower), Decimal(interval.upper), Decimal(result.score_details.score)
    if low < Decimal(result.metric_config.min_score):  # no end of an interval: an offset
        low, high = score + low, score + high
    if not low <= score <= high:
        raise fault(f"{place}, confidence_interval", f"{low} to {high} leaves out the score {score}.", "ends around it")
    if interval.confidence_level is not None and Decimal(interval.confidence_level) != Decimal("0.95"):
        return None
    return format(((high - low) / 2).normalize(), "f")
