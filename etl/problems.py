"""What can be wrong, said so that a person can mend it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum


class Exit(IntEnum):
    """Exit codes of the command line, for scripts."""

    OK = 0
    PROBLEMS = 1  # figures, source.toml or checks: mend the file named
    USAGE = 2  # the command line itself
    BUSY = 3  # another build is running
    MACHINE = 4  # disk, permissions, or a warehouse that cannot be read
    HELD = 5  # a refresh waits for confirmation


@dataclass(frozen=True)
class Problem:
    """One thing to mend.

    ``row`` counts as a spreadsheet does: the header is row 1.
    """

    file: str
    message: str
    remedy: str
    row: int | None = None
    column: str | None = None

    def __str__(self) -> str:
        place = self.file
        if self.row is not None:
            place += f", row {self.row}"
        if self.column is not None:
            place += f", column {self.column}"
        return f"{place}: {self.message} {self.remedy}"


class EtlError(Exception):
    """An expected failure with an exit code and a remedy; shown without a traceback."""

    def __init__(self, message: str, code: Exit, problems: list[Problem] | None = None) -> None:
        super().__init__(message)
        self.code = code
        self.problems = problems or []


def stop_on(problems: list[Problem]) -> None:
    """End the build if anything is wrong so far."""
    if problems:
        raise EtlError("The figures cannot be loaded.", Exit.PROBLEMS, problems)
