"""An invented source that comes from a server on this machine, and a tiny reader for it."""

from __future__ import annotations

import hashlib
import json
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from datetime import date
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from etl.fetch import Limits
from etl.refresh import Outcome, Refresh
from etl.sources import EDITION, PUBLISHED, Read, Row, UnreadableError
from tests import upstream
from tests.upstream import Server
from tests.worlds import BENCHMARK, MODEL, World, score

# Seconds: a server that is slow on purpose must not make the tests slow.
QUICK = Limits(connect=1, read=0.4, total=3, attempts=2, first_wait=0.02, longest_wait=0.1, longest_retry_after=5)
TODAY = date(2026, 3, 4)
TAGS = {"en": "0.80", "yo": "0.60", "sw": "0.70"}
UPSTREAM = """
[upstream]  # where it is fetched from
reader = "tiny"
{more}

[[upstream.file]]
name = "results.json"
url = "{url}"
sha256 = "{sha256}"  # of the bytes that were read

# The end.
"""


def results(scores: Mapping[str, object]) -> bytes:
    """The publisher's file, in the format of the tiny reader."""
    return json.dumps({"scores": scores}).encode()


def read(files: Mapping[str, Path]) -> list[Read]:
    """A reader that checks one thing and trusts the rest."""
    content = json.loads(files["results.json"].read_text(encoding="utf-8"))
    if "scores" not in content:
        raise UnreadableError(
            f"results.json: there is no key 'scores', only {', '.join(content)}. See what the publisher changed."
        )
    rows: list[Row] = [
        {column: str(cell) for column, cell in score(tag, value).items()} for tag, value in content["scores"].items()
    ]
    if content.get("undated"):  # the file does not say when it is from: the refresh has to
        rows = [row | {"published": PUBLISHED, "locator": f"results.json@{EDITION}"} for row in rows]
    columns = tuple(rows[0]) if rows else ()
    extra = [Read("scores_more.csv", "score", columns, [row | {"subset": "part"} for row in rows])]
    return [Read("scores.csv", "score", columns, rows)] + (extra if content.get("more") else [])


class Place:
    """An invented world whose source ``exams`` comes from a server on this machine."""

    def __init__(self, folder: Path, server: Server) -> None:
        self.world = World(folder)
        self.server = server
        self.refresh = Refresh(self.world.figures, folder / "raw", TODAY, limits=QUICK)
        self.url = server.at("/results.json", upstream.body(results(TAGS)))
        self.exams("exams", self.url)

    def exams(self, name: str, url: str, more: str = "") -> Path:
        """Commit what the good file holds as a source."""
        comes_from = UPSTREAM.format(url=url, more=more, sha256=hashlib.sha256(results(TAGS)).hexdigest())
        rows = [score(tag, 0) | {"value": value} for tag, value in TAGS.items()]
        declared = BENCHMARK.format(dimension="capability", parallel="true", items="") + MODEL.format(model_id="m")
        if name != "exams":
            rows, declared = [row | {"subset": name} for row in rows], ""
        return self.world.source(name, {"scores.csv": ("score", rows)}, toml=declared + comes_from)

    def publish(self, scores: Mapping[str, object], **more: object) -> None:
        """Let the publisher's file hold these scores."""
        content = json.dumps({"scores": scores} | more).encode()
        self.server.at("/results.json", upstream.body(content))

    def run(self, *names: str, **changes: Any) -> Outcome:
        """Refresh, and the one outcome."""
        (outcome,) = replace(self.refresh, **changes).run(list(names))
        return outcome

    def snapshot(self) -> dict[str, bytes]:
        """Every file of the figures, dot-folders too."""
        figures = self.world.figures
        return {str(path.relative_to(figures)): path.read_bytes() for path in figures.rglob("*") if path.is_file()}

    def values(self) -> dict[str, str]:
        """The committed scores."""
        lines = (self.world.figures / "exams" / "scores.csv").read_text().splitlines()[1:]
        return {line.split(",")[4]: line.split(",")[7] for line in lines}


def install(function: Callable[[Mapping[str, Path]], list[Read]], **more: object) -> ModuleType:
    """A module of readers named ``tiny``."""
    module = ModuleType("etl.sources.tiny")
    vars(module).update({"read": function} | more)
    function.__module__ = module.__name__
    return module


@contextmanager
def a_place(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Place]:
    """The world, its server and its reader."""
    monkeypatch.setenv("NO_PROXY", "127.0.0.1,localhost")
    monkeypatch.setattr(read, "__module__", read.__module__)  # put back at the end
    monkeypatch.setitem(sys.modules, "etl.sources.tiny", install(read))
    with upstream.serving() as server:
        yield Place(folder, server)
