"""``source.toml``: what a source is, which files it brings, which tests and models it declares."""

from __future__ import annotations

import tomllib
from datetime import date
from pathlib import Path
from typing import Annotated, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, ValidationError, model_validator

from etl.problems import Problem

Text = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]


class Declared(BaseModel):
    """Every key is known: a misspelt one is an error, not a silence."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Table(Declared):
    """One file of figures; ``kind`` is the contract table that its rows go into."""

    file: Text
    kind: Text
    sha256: str = ""  # of the file; a missing or wrong one is answered with the right one
    republishes: Text | None = None


class Correction(Declared):
    """A publisher's error: the cell as published, and what is used instead, or nothing where the row is left out."""

    file: Text
    where: dict[str, str] = Field(min_length=1)  # cells of the row, as published
    column: Text
    published: Text  # the guard: a file that no longer says so fails the build
    corrected: Text | None = None
    reason: Text
    noticed: date


class UpstreamFile(Declared):
    """One of the publisher's own files."""

    name: Text  # under which the reader asks for it
    url: Annotated[str, StringConstraints(pattern=r"^https?://")]
    sha256: str = ""  # of the bytes that the committed figures were read from; empty before the first refresh


class Upstream(Declared):
    """Where a source is fetched from, and the reader that makes its figures."""

    reader: Text  # module under etl/sources
    file: list[UpstreamFile] = Field(min_length=1)
    max_bytes: int = Field(default=50_000_000, gt=0)  # of each file
    # Of the bytes that were read last, where they do not say so themselves; a refresh writes the day on which it read them.
    published: Annotated[str, StringConstraints(pattern=r"^\d{4}(-\d{2}(-\d{2})?)?$")] | None = None
    edition: Text | None = None
    bound_pp: float = Field(default=5.0, gt=0)  # a score that moves by more percentage points waits for confirmation
    redirect_hosts: list[Text] = []  # other hosts that the publisher is known to send readers to


class Benchmark(Declared):
    """A test, declared parallel or not with its reason."""

    benchmark_id: Text
    name: Text
    dimension: Text
    task: Text
    item_set: Text | None = None  # its own id where no other benchmark asks the same items
    parallel: bool
    parallel_reason: Text
    reference_tag: Text | None = None
    item_origin: Text
    chance_share: float | None = Field(default=None, ge=0, lt=1)
    n_items: int | None = Field(default=None, gt=0)
    n_items_source: Text | None = None
    note: Text | None = None
    caveats: list[Text] = []

    @model_validator(mode="after")
    def _reference(self) -> Self:
        if self.parallel and self.reference_tag is None:
            raise ValueError(f"{self.benchmark_id} is parallel and names no reference_tag")
        return self


class Model(Declared):
    """A model as the source names it; a release date only where somebody states it."""

    model_id: Text
    name: Text
    developer: Text | None = None
    released: Annotated[str, StringConstraints(pattern=r"^\d{4}(-\d{2}(-\d{2})?)?$")] | None = None
    released_from: Text | None = None
    open_weights: bool | None = None

    @model_validator(mode="after")
    def _dated(self) -> Self:
        if (self.released is None) != (self.released_from is None):
            raise ValueError(f"{self.model_id} needs both released and released_from, or neither")
        return self


class Source(Declared):
    """A published source. ``licence`` is required; where none is stated it says ``not stated``."""

    title: Text
    authors: Text
    year: int = Field(ge=1900, le=2100)
    address: Annotated[str, StringConstraints(pattern=r"^https?://")]
    licence: Text
    redistribution: Literal["yes", "no", "unclear"]
    transcription: Literal["primary", "secondary"]
    retrieved: date
    origin: Text
    caveats: list[Text]
    notes: list[Text]
    table: list[Table] = []
    benchmark: list[Benchmark] = []
    model: list[Model] = []
    correction: list[Correction] = []
    upstream: Upstream | None = None

    @model_validator(mode="after")
    def _once(self) -> Self:
        if not self.table and not self.upstream:
            raise ValueError("there is neither a [[table]] nor an [upstream] to fetch one from")
        files = {table.file for table in self.table}
        if astray := [correction.file for correction in self.correction if correction.file not in files]:
            raise ValueError(f"a [[correction]] names {astray[0]}, which is no [[table]] of this source")
        for name, values in (("caveats", self.caveats), ("[[table]] file", [table.file for table in self.table])):
            if twice := sorted({value for value in values if values.count(value) > 1}):
                raise ValueError(f"{name} names {', '.join(twice)} twice")
        return self


REMEDIES = {
    "missing": "Add the key; README shows a complete example.",
    "extra_forbidden": "Remove the key or correct its spelling.",
}


def read_source(folder: Path) -> tuple[Source | None, list[Problem]]:
    """Read ``folder``/source.toml: the source, or None and every problem in it."""
    path = folder / "source.toml"
    name = f"{folder.name}/source.toml"
    if not path.is_file():
        return None, [Problem(name, "The file is missing.", "Every folder under data/figures needs one; see README.")]
    try:
        values = tomllib.loads(path.read_bytes().decode("utf-8"))
    except UnicodeDecodeError as error:
        row = path.read_bytes()[: error.start].count(b"\n") + 1
        return None, [Problem(name, "The file is not UTF-8.", "Save it as UTF-8.", row=row)]
    except tomllib.TOMLDecodeError as error:
        return None, [Problem(name, f"The file is not TOML: {error}.", "Correct the line named.")]
    try:
        return Source.model_validate(values), []
    except ValidationError as error:
        return None, [
            Problem(
                name,
                f"{problem['msg'].removeprefix('Value error, ')}.",
                remedy(problem["type"], problem["loc"]),
                column=".".join(str(part) for part in problem["loc"]) or None,
            )
            for problem in error.errors()
        ]


def remedy(kind: str, place: tuple[int | str, ...]) -> str:
    """What to do about a key."""
    if place == ("licence",):
        return 'Name the licence; where the publisher states none, write licence = "not stated".'
    return REMEDIES.get(kind, "Correct the value.")
