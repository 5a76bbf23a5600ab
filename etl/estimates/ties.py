"""Groups instead of ranks, and whether models keep their order from one part of a benchmark to another."""

from __future__ import annotations

import duckdb
import numpy as np
import numpy.typing as npt
import pandas as pd
from scipy.stats import kendalltau

from etl.estimates.tables import append, insert

Floats = npt.NDArray[np.float64]
VERSION = "1"
MODELS = 5  # fewer models in both parts of a benchmark have no order worth comparing
TEST = ["benchmark_id", "subset", "condition", "metric_id"]
KINDS = {
    # kind -> what is held fixed, and which rows count
    "models_of_language": ([*TEST, "variant_tag"], "true"),
    "languages_of_model": ([*TEST, "model_id", "source_id", "published"], "parallel"),
}


def run(connection: duckdb.DuckDBPyConnection) -> None:
    """Fill ``tie_group`` and ``rank_stability``."""
    for kind, (fixed, where) in KINDS.items():
        append(connection, "tie_group", groups(read(connection, where), kind, fixed))
    insert(connection, "rank_stability", stability(connection))
    statement = (
        "from the best down: whoever cannot be told apart from the best of the group (Newcombe 95% interval of the difference of two "
        "independent proportions spans zero) belongs to it; the first who can opens the next group"
    )
    insert(connection, "estimate_method", [("tie_group", VERSION, None, None, "{}", statement)])
    statement = (
        "places of models by score in two parts of a benchmark, equal scores sharing the better place; Kendall's tau-b"
    )
    insert(
        connection, "estimate_method", [("rank_stability", VERSION, None, None, f'{{"models": {MODELS}}}', statement)]
    )


def read(connection: duckdb.DuckDBPyConnection, where: str) -> pd.DataFrame:
    """Shares with an interval, turned so that higher is better: ``share``, ``low``, ``high``."""
    return connection.execute(
        f"""SELECT score_id, benchmark_id, subset, condition, metric_id, model_id, variant_tag, source_id, published,
          CASE direction WHEN 1 THEN score_share ELSE 1 - score_share END AS share,
          CASE direction WHEN 1 THEN score_low ELSE 1 - score_high END AS low,
          CASE direction WHEN 1 THEN score_high ELSE 1 - score_low END AS high
        FROM score_share
        WHERE NOT superseded AND score_low IS NOT NULL AND aspect IN ('correct', 'harm', 'safe', 'over_refusal') AND {where}
        ORDER BY share DESC, score_id"""
    ).df()


def groups(frame: pd.DataFrame, kind: str, fixed: list[str]) -> pd.DataFrame:
    """Rows of ``tie_group`` for one kind: ``frame`` from ``read``, ``fixed`` the columns that rows compared have in common."""
    ordered = frame.assign(place=frame.groupby(fixed, sort=False).ngroup()).sort_values("place", kind="stable")
    share, low, high = (ordered[c].to_numpy(dtype=float) for c in ("share", "low", "high"))
    starts = np.flatnonzero(np.diff(ordered["place"].to_numpy(), prepend=-1))
    ends = np.append(starts, len(ordered))[1:]
    group, total, size = (np.zeros(len(ordered), dtype=np.int64) for _ in range(3))
    for start, end in zip(starts, ends, strict=True):
        own = slice(start, end)
        group[own] = tied(share[own], low[own], high[own])
        total[own], size[own] = group[own].max(), end - start
    made = pd.DataFrame(
        {"kind": kind, "score_id": ordered["score_id"], "tie_group": group, "n_groups": total, "n_compared": size}
    )
    return made[made["n_compared"] > 1]


def tied(share: Floats, low: Floats, high: Floats) -> npt.NDArray[np.int64]:
    """Group of each row, 1 the best. Rows come best first; ``low`` and ``high`` are their Wilson bounds."""
    found = np.zeros(len(share), dtype=np.int64)
    leader, number = 0, 1
    while leader < len(share):
        rest = slice(leader, None)
        # Lower end of Newcombe's interval of leader minus row.
        lower = share[leader] - share[rest] - np.hypot(share[leader] - low[leader], high[rest] - share[rest])
        told_apart = np.flatnonzero(lower > 0)
        end = leader + int(told_apart[0]) if len(told_apart) else len(share)
        found[leader:end] = number
        leader, number = end, number + 1
    return found


def stability(connection: duckdb.DuckDBPyConnection) -> list[tuple[object, ...]]:
    """Rows of ``rank_stability``: every pair of parts with enough models, language by language."""
    frame = connection.execute(
        """SELECT benchmark_id, condition, metric_id, variant_tag, source_id, subset, model_id, score_share * direction AS share
        FROM score_share WHERE NOT superseded AND aspect IN ('correct', 'harm', 'safe', 'over_refusal')
        QUALIFY count(DISTINCT subset) OVER (PARTITION BY benchmark_id, condition, metric_id, variant_tag, source_id) > 1
        ORDER BY ALL"""
    ).df()
    rows: list[tuple[object, ...]] = []
    for key, own in frame.groupby(["benchmark_id", "condition", "metric_id", "variant_tag", "source_id"]):
        parts = own.pivot(index="model_id", columns="subset", values="share")
        names = list(parts.columns)
        for at, a in enumerate(names):
            for b in names[at + 1 :]:
                both = parts[[a, b]].dropna()
                if len(both) >= MODELS:
                    rows.append((*key, a, b, *moves(both[a].to_numpy(dtype=float), both[b].to_numpy(dtype=float))))
    return rows


def moves(a: Floats, b: Floats) -> tuple[int, int, int, int, float | None]:
    """Models, models that move, places moved, the most that one moves, and tau-b, from two rows of scores where higher is better."""
    places = [pd.Series(-scores).rank(method="min").to_numpy() for scores in (a, b)]
    moved = np.abs(places[0] - places[1]).astype(int)
    tau = float(kendalltau(a, b).statistic)
    return len(a), int((moved > 0).sum()), int(moved.sum()), int(moved.max()), None if np.isnan(tau) else tau
