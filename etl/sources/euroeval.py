"""EuroEval's leaderboards: CSV made for a web page, with two header rows, HTML in the cells, and after each value its sort key.

One file a language: under each data set a primary and a secondary score, each with the margin of a 95% interval; read for
models that follow instructions or reason, since people are not answered by base models and encoders.
One file for all of Europe: under each language the mean rank of a model, read for every model, since each counts in the ranks.
"""

from __future__ import annotations

import csv
import html
import io
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from etl.reading.checked import SCORE_WITH_MARGIN, models, once, tag_of
from etl.reading.naming import RUN_MARKS, slug
from etl.reading.opened import fault, read_text
from etl.sources import EDITION, MODEL_COLUMNS, PUBLISHED, Files, Read, Row

NAMES = ("Model", "Type", "Trained from scratch")  # first, second and last column before the scores
# Task -> metrics and units that are read, in the order in which a cell has them; the others have one of no interest here.
TASKS = {
    "Sentiment classification": [("matthews_correlation", "coefficient_percent")],
    "Named entity recognition": [("micro_f1_without_misc", "percent")],
    "Linguistic acceptability": [("matthews_correlation", "coefficient_percent")],
    "Reading comprehension": [("f1", "percent")],
    "Summarization": [("chrf_plus_plus", "points_0_100")],
    "Simplification": [("meteor", "points_0_100")],
    "Knowledge": [("matthews_correlation", "coefficient_percent"), ("accuracy", "percent")],
    "Common sense reasoning": [("matthews_correlation", "coefficient_percent"), ("accuracy", "percent")],
}
# The marks behind a model's name; a model that writes text has a few examples before it unless it says otherwise.
CONDITIONS = {
    "": "few_shot",
    "few-shot": "few_shot",
    "val": "few_shot_validation",
    "few-shot, val": "few_shot_validation",
    "zero-shot": "zero_shot",
    "zero-shot, val": "zero_shot_validation",
}
ENCODER = "🔍"  # does not write text: it is trained on each data set
ANSWERING = {"📝", "🤔"}  # follows instructions, reasons
TYPES = {ENCODER, "🧠", *ANSWERING}
NUMBER = r"(-?\d+\.\d+)"
SCORES = re.compile(rf"{NUMBER} ± (\d+\.\d+) / {NUMBER} ± (\d+\.\d+)@@-?\d+(\.\d+)?")
RANK = re.compile(rf"{NUMBER}@@-?\d+(\.\d+)?")
MISSING = re.compile(r"-@@-?\d+(\.\d+)?")


@dataclass(frozen=True)
class Cell:
    """A cell with a score: what it is about and where it stands."""

    file: str
    place: str
    model: str  # without the marks of the run
    condition: str
    task: str | None  # None in the file of ranks
    column: str  # data set; in the file of ranks, the language
    text: str


def read(files: Files) -> list[Read]:
    """``scores.parquet``: values and margins as published, in percent, points or as a rank; and ``models.csv``.

    Raises:
        UnreadableError: a header, mark, language, task or cell is not as known, or a result stands twice.
    """
    cells = [cell for file in sorted(files) for cell in scored(file, read_text(files[file]))]
    ids = model_ids({cell.model for cell in cells})
    scores = [row for cell in cells for row in rows(cell, ids[cell.model])]
    named = ((ids[name], name) for name in sorted({cell.model for cell in cells}))
    return [
        Read("scores.parquet", "score", SCORE_WITH_MARGIN, once(scores)),
        Read("models.csv", "model", MODEL_COLUMNS, with_developers(models(named))),
    ]


def scored(file: str, text: str) -> Iterator[Cell]:
    """Every cell with a score, line by line."""
    lines = [[bare(cell) for cell in line] for line in csv.reader(io.StringIO(text, newline=""))]
    columns = header(file, lines)
    kind = lines[1].index("Type")
    for number, line in enumerate(lines[2:], start=3):
        place = f"{file}, row {number}"
        if len(line) != len(lines[1]):
            raise fault(place, f"The row has {len(line)} cells.", f"{len(lines[1])} cells")
        model = RUN_MARKS.sub("", line[0])
        condition = condition_of(place, line[0].removeprefix(model).strip(" ()"), line[kind])
        for index, (task, column) in columns.items():
            if (task is None or line[kind] in ANSWERING) and not MISSING.fullmatch(line[index]):
                yield Cell(file, f"{place}, column {column}", model, condition, task, column, line[index])


def bare(cell: str) -> str:
    """The text of a cell without HTML."""
    return html.unescape(re.sub(r"<[^>]*>", "", cell)).strip()


def header(file: str, lines: list[list[str]]) -> dict[int, tuple[str | None, str]]:
    """Task and name of each column with scores, by position; a task covers the columns up to the next one."""
    if len(lines) < 3 or len(lines[0]) > len(lines[1]) or not set(NAMES) <= set(lines[1]):
        raise fault(file, "The two header rows are not as known.", f"Task Type above {', '.join(NAMES)}")
    columns: dict[int, tuple[str | None, str]] = {}
    task: str | None = None
    for index in range(lines[1].index(NAMES[-1]) + 1, len(lines[1])):
        above = lines[0][index].strip("~") if index < len(lines[0]) else ""
        if above == "hidden":
            break
        task = above or task
        if task is not None and task not in TASKS:
            raise fault(f"{file}, row 1, column {index + 1}", f"Unknown task {task!r}.", f"one of {', '.join(TASKS)}")
        columns[index] = (task, lines[1][index])
    return columns


def condition_of(place: str, mark: str, kind: str) -> str:
    """How the model was asked, from the mark behind its name and its type."""
    if kind not in TYPES:
        raise fault(f"{place}, column Type", f"Unknown type {kind!r}.", f"one of {' '.join(sorted(TYPES))}")
    if mark not in CONDITIONS or (kind == ENCODER and mark):
        raise fault(
            f"{place}, column Model", f"Unknown mark {mark!r}.", "zero-shot, few-shot or val; none on an encoder"
        )
    return "supervised" if kind == ENCODER else CONDITIONS[mark]


def rows(cell: Cell, model_id: str) -> Iterator[Row]:
    """The rows of one cell: one for each metric that is read."""
    language = cell.column if cell.task is None else cell.file.removesuffix("_all.csv").replace("_", " ").title()
    tag = tag_of(language)
    if tag is None:
        raise fault(cell.place, f"Unknown language {language!r}.", "an English name that CLDR knows")
    found = (RANK if cell.task is None else SCORES).fullmatch(cell.text)
    if found is None:
        shape = "a rank such as 1.19@@1.19" if cell.task is None else "two scores such as 29.4 ± 1.6 / 51.6 ± 1.1@@29.4"
        raise fault(cell.place, f"{cell.text!r} stands here.", f"{shape}, or -@@ with a number")
    metrics = [("rank_score", "points")] if cell.task is None else TASKS[cell.task]
    for (metric, unit), value, margin in zip(metrics, found.groups()[0::2], found.groups()[1::2], strict=False):
        yield {
            "benchmark_id": "euroeval_" + ("rank" if cell.task is None else cell.task.lower().replace(" ", "_")),
            "subset": "all" if cell.task is None else cell.column,
            "condition": cell.condition,
            "model_id": model_id,
            "variant_tag": tag,
            "language_as_reported": language,
            "metric_id": metric,
            "value": value,
            "unit": unit,
            "n_items": None,
            "margin": None if cell.task is None else margin,
            "published": PUBLISHED,
            "locator": f"EuroEval/leaderboards@{EDITION}:leaderboards/{cell.file}",
        }


def model_ids(names: Iterable[str]) -> dict[str, str]:
    """A model id for each name; two names that differ in the vendor alone keep it."""
    alike: dict[str, set[str]] = defaultdict(set)
    for name in names:
        alike[slug(name)].add(name)
    return {
        name: model_id if len(same) == 1 else slug(name.replace("/", "-"))
        for model_id, same in alike.items()
        for name in same
    }


# Accounts and prefixes that belong to the developer itself; what others made out of its models has none here.
DEVELOPERS = {
    "CohereForAI/": "Cohere",
    "CohereLabs/": "Cohere",
    "Qwen/": "Alibaba",
    "claude-": "Anthropic",
    "gemini/": "Google",
    "google/": "Google",
    "gpt-": "OpenAI",
    "ibm-granite/": "IBM",
    "meta-llama/": "Meta",
    "microsoft/": "Microsoft",
    "mistralai/": "Mistral AI",
    "o3-": "OpenAI",
    "o4-": "OpenAI",
    "openai/": "OpenAI",
    "xai/": "xAI",
}


def with_developers(found: list[Row]) -> list[Row]:
    """The models, with their developer where the name begins with its account."""
    return [
        row
        | {"developer": next((who for start, who in DEVELOPERS.items() if str(row["name"]).startswith(start)), None)}
        for row in found
    ]
