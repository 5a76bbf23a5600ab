"""Statistics that SQL cannot say plainly. Each module reads views and fills tables of ``data/contract/estimates.sql``.

Random draws have a fixed seed, published in ``estimate_method``; no clock enters, so that equal figures give equal bits.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import duckdb

from etl.estimates import index_across_tests, ties, trends

Progress = Callable[[str, int, int], None]
ESTIMATES = (index_across_tests, trends, ties)


@dataclass(frozen=True)
class Recomputed:
    """An estimate that the sensitivity of claims works out again: the views it ``reads``, and what fills its table."""

    reads: tuple[str, ...]
    fill: Callable[[duckdb.DuckDBPyConnection], None]

    def __call__(self, connection: duckdb.DuckDBPyConnection) -> None:
        """Fill the table."""
        self.fill(connection)


RECOMPUTED = {
    "relative_capability": Recomputed(("capability_input",), index_across_tests.again),
    "trend": Recomputed(("gap", "model_dated"), trends.fill_trend),
}


def estimate(connection: duckdb.DuckDBPyConnection, progress: Progress = lambda *_: None) -> None:
    """Work out every estimate, in order; ``progress`` is called with (what, step, steps)."""
    for step, module in enumerate(ESTIMATES):
        progress(f"estimates: {module.__name__.rpartition('.')[2]}", step, len(ESTIMATES))
        module.run(connection)
