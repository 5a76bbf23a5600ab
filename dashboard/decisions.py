"""Why things are as they are: the decisions that stand beside the data, half a page each, in English."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from dashboard.store import ROOT

FOLDER = ROOT / "data" / "decisions"
TITLE = re.compile(r"\A# (.+)$", re.MULTILINE)
PROBLEM = re.compile(r"^\*\*Problem\.\*\* (.+?[.?!])(?= |$)", re.MULTILINE)


@dataclass(frozen=True)
class Decision:
    """One decision. ``problem``: the first sentence of its problem; empty where the file states none."""

    name: str
    title: str
    problem: str
    file: Path

    def words(self) -> str:
        """The decision in full, as Markdown without its title."""
        return TITLE.sub("", self.file.read_text(encoding="utf-8"), count=1).strip()


@lru_cache(maxsize=4)
def decisions(folder: Path = FOLDER) -> tuple[Decision, ...]:
    """Every decision in a folder, in the order of their numbers. A file without a title is left out."""
    return tuple(found for file in sorted(folder.glob("*.md")) if (found := _decision(file)))


def _decision(file: Path) -> Decision | None:
    words = file.read_text(encoding="utf-8")
    title, problem = TITLE.search(words), PROBLEM.search(words)
    return Decision(file.stem, title[1], problem[1] if problem else "", file) if title else None
