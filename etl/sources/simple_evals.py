"""OpenAI's Multilingual MMLU table: Markdown, languages down, models across, the best values in bold."""

from __future__ import annotations

import re

from etl.reading.checked import once, tag_of
from etl.reading.naming import slug
from etl.reading.opened import fault, read_text
from etl.sources import SCORE_COLUMNS, Files, Read, Row

PAGE = "multilingual_mmlu_benchmark_results"
# Editions of the one table, newest first: file, commit, date.
EDITIONS = {
    f"{PAGE}_aa328c0_2025-04-21.md": ("aa328c0d5094f76a5d63fe916dee6e53a9373879", "2025-04-21"),
    f"{PAGE}_cbab874_2025-03-20.md": ("cbab87458bf58ba0f1a16e2e49d944e504c2fbd7", "2025-03-20"),
    f"{PAGE}_7a1e9e6_2025-02-07.md": ("7a1e9e643bd159b1cd90f9f8e829c017fd04656d", "2025-02-07"),
    f"{PAGE}_01c488b_2024-09-11.md": ("01c488b07d9c4f93ea5c43b4be71fdb7207ee722", "2024-09-11"),
}
# Names that say more than the language.
TAGS = {"English (not translated)": "en", "Chinese (Simplified)": "zh-Hans", "Portuguese (Brazil)": "pt-BR"}
SHARE = re.compile(r"\**([01]\.\d+)\**")


def read(files: Files) -> list[Read]:
    """``scores.csv``: accuracy as a share, newest edition first, languages and models as printed.

    Raises:
        UnreadableError: an edition is unknown, or a table, language or cell is not as known.
    """
    if unknown := sorted(set(files) - set(EDITIONS)):
        raise fault(unknown[0], "This edition is unknown.", "one whose commit and date stand in EDITIONS of the reader")
    rows = [row for name in EDITIONS if name in files for row in edition(name, read_text(files[name]))]
    return [Read("scores.csv", "score", SCORE_COLUMNS, once(rows))]


def edition(name: str, text: str) -> list[Row]:
    """The rows of one edition."""
    table = [
        (number, [cell.strip() for cell in line.strip().strip("|").split("|")])
        for number, line in enumerate(text.splitlines(), start=1)
        if line.lstrip().startswith("|")
    ]
    if len(table) < 3 or table[0][1][0] != "Language":
        raise fault(name, "There is no such table.", "a table whose first column is Language")
    models = table[0][1][1:]
    commit, published = EDITIONS[name]
    rows: list[Row] = []
    for number, (language, *cells) in table[2:]:
        if language == "Average":
            continue
        place = f"{name}, line {number}"
        tag = TAGS.get(language) or tag_of(language)
        if tag is None:
            raise fault(place, f"Unknown language {language!r}.", "an English name that CLDR knows")
        if len(cells) != len(models):
            raise fault(place, f"The row has {len(cells)} values.", f"{len(models)}, one a model")
        for model, cell in zip(models, cells, strict=True):
            value = SHARE.fullmatch(cell)
            if value is None:
                raise fault(f"{place}, column {model}", f"{cell!r} stands here.", "a share such as 0.8821")
            rows.append(
                {
                    "benchmark_id": "mmmlu",
                    "subset": "all",
                    "condition": "default_prompt",
                    "model_id": slug(model),
                    "variant_tag": tag,
                    "language_as_reported": language,
                    "metric_id": "accuracy",
                    "value": value[1],
                    "unit": "share",
                    "n_items": None,
                    "published": published,
                    "locator": f"openai/simple-evals@{commit}:{PAGE}.md",
                }
            )
    return rows
