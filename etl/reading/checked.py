"""What readers of benchmark results share: their columns, names of languages, and checks that name file and place."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from functools import cache
from typing import Annotated, TypeVar

from babel import Locale
from pydantic import AfterValidator, BaseModel, ConfigDict, TypeAdapter, ValidationError

from etl.reading.naming import released_in_name
from etl.reading.opened import NUMBER, REMEDY, fault, given
from etl.reading.opened import read_json as open_json
from etl.sources import SCORE_COLUMNS, Files, Row, UnreadableError

SCORE_WITH_MARGIN = (*SCORE_COLUMNS[:10], "margin", *SCORE_COLUMNS[10:])
SCORE_KEY = ("published", "benchmark_id", "subset", "condition", "model_id", "variant_tag", "metric_id")
# Names that publishers use where CLDR has another.
OTHER_NAMES = {"Bengali": "bn", "Slovene": "sl"}

T = TypeVar("T")


class Published(BaseModel):
    """A piece of a publisher's JSON: keys that the reader does not use are let through."""

    model_config = ConfigDict(frozen=True)


def _number(text: str) -> str:
    if not NUMBER.fullmatch(text):
        raise ValueError(f"{text!r} stands where a number should")
    return text


def _within(low: int, high: int) -> AfterValidator:
    def check(text: str) -> str:
        if not low <= Decimal(text) <= high:
            raise ValueError(f"{text} stands where a number from {low} to {high} should")
        return text

    return AfterValidator(check)


Number = Annotated[str, AfterValidator(_number)]  # as published
Share = Annotated[Number, _within(0, 1)]
Percent = Annotated[Number, _within(0, 100)]


def read_json(files: Files, name: str, shape: TypeAdapter[T]) -> T:
    """The content of a JSON file, numbers as text, if it has the shape.

    Raises:
        UnreadableError: the file is missing or has another shape; the message names the first place.
    """
    content = open_json(given(files, name))
    try:
        return shape.validate_python(content.value)
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        place = ", ".join(
            [name, *(f"entry {part + 1}" if isinstance(part, int) else str(part) for part in first["loc"])]
        )
        raise UnreadableError(f"{place}: {first['msg'].removeprefix('Value error, ')}. {REMEDY}") from error


def once(rows: list[Row], key: tuple[str, ...] = SCORE_KEY) -> list[Row]:
    """The rows, if no two of them are about the same thing.

    Raises:
        UnreadableError: two have the same key.
    """
    seen: dict[tuple[str | None, ...], Row] = {}
    for row in rows:
        about = tuple(row[column] for column in key)
        if about in seen:
            values = "".join(f" ({other['value']})" for other in (seen[about], row) if "value" in other)
            name = ", ".join(str(part) for part in about)
            raise fault(row.get("locator") or "models", f"{name} stands twice{values}.", "one row for each")
        seen[about] = row
    return rows


def models(named: Iterable[tuple[str, str]]) -> list[Row]:
    """Rows of models for pairs of model id and name, one a model, by id; a release date where the name holds one."""
    return [
        {
            "model_id": model_id,
            "name": name,
            "developer": None,
            "released": released_in_name(name),
            "released_from": "model name" if released_in_name(name) else None,
            "open_weights": None,
        }
        for model_id, name in sorted(dict(named).items())
    ]


def tag_of(name: str) -> str | None:
    """The BCP-47 tag of a language by its English name in CLDR; None where the name is unknown.

    >>> tag_of("Swahili"), tag_of("Brazilian Portuguese"), tag_of("Culturally Agnostic")
    ('sw', 'pt-BR', None)
    """
    return OTHER_NAMES.get(name) or _tags().get(name)


@cache
def _tags() -> dict[str, str]:
    return {str(name): str(tag).replace("_", "-") for tag, name in Locale("en").languages.items()}
