"""The index across benchmarks into ``relative_capability``, and its proof beside it: leave one test out, calibrate, drop one."""

from __future__ import annotations

import json
from typing import Any

import duckdb
import numpy as np
import pandas as pd
from scipy.stats import kendalltau

from etl.estimates.latent import Sample, cell_losses, chosen_ridges, draw_worlds, fit, mean_square, predicted
from etl.estimates.rivals import rivals
from etl.estimates.tables import insert

VERSION = "1"
SEED = 20260101
DRAWS = 1000
PROOF_DRAWS = 200
EVERY = "every"
STATEMENT = (
    "lost share = slope of the model x loss of the language, by alternating least squares; a language on one item set weighs one; "
    "losses drawn towards the mean of the languages and slopes towards 1, as strongly as leaving item sets out shows to be best, but not "
    "less than a quarter of a test; "
    "intervals from worlds drawn anew with the same design (parametric bootstrap over tests)"
)


def run(connection: duckdb.DuckDBPyConnection) -> None:
    """The index, its slopes, its proof, its calibration and what dropping a test does. Nothing where fewer than two tests are held."""
    frame = read(connection)
    if frame["item_set"].nunique() < 2:
        return
    ridges = chosen_ridges(frame)
    whole = index(connection, frame, ridges, draws=DRAWS)
    insert(connection, "relative_capability", whole)
    insert(connection, "capability_slope", slopes(frame, ridges))
    parameters = json.dumps({"ridge": ridges[0], "slope_ridge": ridges[1], "draws_of_proof": PROOF_DRAWS})
    insert(connection, "estimate_method", [("relative_capability", VERSION, SEED, DRAWS, parameters, STATEMENT)])
    insert(connection, "index_without", without(connection, frame, ridges, whole))
    prove(connection, frame)


def again(connection: duckdb.DuckDBPyConnection) -> None:
    """The index alone, without its proof and from as many draws: for the sensitivity of claims."""
    frame = read(connection)
    if frame["item_set"].nunique() >= 2:
        insert(connection, "relative_capability", index(connection, frame, chosen_ridges(frame), draws=DRAWS))


def read(connection: duckdb.DuckDBPyConnection) -> pd.DataFrame:
    """``capability_input`` in the order of its rows."""
    return connection.execute("SELECT * FROM capability_input ORDER BY score_id, reference_score_id").df()


def index(
    connection: duckdb.DuckDBPyConnection, frame: pd.DataFrame, ridges: tuple[float, float], *, draws: int
) -> list[tuple[Any, ...]]:
    """Rows of ``relative_capability``: languages with enough tests."""
    sample = Sample.of(frame)
    made = fit(sample, *ridges)
    kept = 1 - made.loss
    low, high, new_low, new_high = kept, kept, kept, kept
    if draws:
        worlds = draw_worlds(sample, made, ridges, draws, SEED)
        # index error = fitted loss - true loss, so what is truly kept = kept + error
        low, high = (kept + np.quantile(worlds.index, q, axis=0) for q in (0.025, 0.975))
        new_low, new_high = (kept - np.quantile(worlds.new_test, q, axis=0) for q in (0.95, 0.05))
    ((least,),) = connection.execute("SELECT limit_of('index_tests')").fetchall()
    rows = []
    groups = dict(tuple(frame.groupby("language_tag")))
    for at, tag in enumerate(sample.names[0]):
        own = groups[tag]
        sets = sorted(own["item_set"].unique())
        if len(sets) >= least:
            values = (float(v[at]) for v in (kept, low, high, new_low, new_high))
            counts = len(sets), int(own["model_id"].nunique()), len(own), int(own["year"].max())
            rows.append((tag, *values, *counts, sets, sorted(own["source_id"].unique())))
    return rows


def slopes(frame: pd.DataFrame, ridges: tuple[float, float]) -> list[tuple[str, float, int]]:
    """Rows of ``capability_slope``."""
    sample = Sample.of(frame)
    made = fit(sample, *ridges)
    counts = np.bincount(sample.model)
    return [(name, float(made.slope[at]), int(counts[at])) for at, name in enumerate(sample.names[1])]


def prove(connection: duckdb.DuckDBPyConnection, frame: pd.DataFrame) -> None:
    """Leave each item set out, with all its benchmarks: errors of every predictor on the same scores, and what the intervals held."""
    others_of = rivals(connection)
    errors: list[tuple[str, str, float, int, int]] = []
    covered: list[tuple[str, int, int]] = []
    for item_set in sorted(frame["item_set"].unique()):
        others = frame[frame["item_set"] != item_set]
        left = frame[(frame["item_set"] == item_set) & frame["language_tag"].isin(others["language_tag"])]
        if left.empty or others["item_set"].nunique() < 2:
            continue
        ridges = chosen_ridges(others)  # chosen anew: the test left out has no say in anything
        sample = Sample.of(others)
        made = fit(sample, *ridges)
        shares = {"index": predicted(made, sample, left)} | {
            name: rival(others, left) for name, rival in others_of.items()
        }
        for name, share in shares.items():
            rmse = float(np.sqrt(mean_square(share, left)))
            errors.append((item_set, name, rmse, len(left), int(left["language_tag"].nunique())))
        worlds = draw_worlds(sample, made, ridges, PROOF_DRAWS, SEED)
        low, high = (np.quantile(worlds.new_test, q, axis=0) for q in (0.05, 0.95))
        shown = Sample.of(left)
        slope = pd.Series(dict(zip(sample.names[1], made.slope, strict=True))).reindex(shown.names[1]).fillna(1.0)
        loss, language, _ = cell_losses(shown, slope.to_numpy(dtype=float))
        place = np.searchsorted(sample.names[0], np.array(shown.names[0])[language])
        error = loss - made.loss[place]
        covered.append((item_set, len(error), int(((low[place] <= error) & (error <= high[place])).sum())))
    table = pd.DataFrame(errors, columns=["item_set", "predictor", "rmse", "n_scores", "n_languages"])
    for name, rows in table.groupby("predictor"):
        errors.append(
            (EVERY, str(name), float(rows["rmse"].mean()), int(rows["n_scores"].sum()), int(rows["n_languages"].sum()))
        )
    insert(connection, "index_proof", errors)
    if covered:
        covered.append((EVERY, sum(n for _, n, _ in covered), sum(k for _, _, k in covered)))
    insert(connection, "index_calibration", [(name, n, held, held / n) for name, n, held in covered])


def without(
    connection: duckdb.DuckDBPyConnection,
    frame: pd.DataFrame,
    ridges: tuple[float, float],
    whole: list[tuple[Any, ...]],
) -> list[tuple[Any, ...]]:
    """Rows of ``index_without``: the index again without each item set, beside the whole one."""
    before = {row[0]: row[1] for row in whole}
    rows = []
    for item_set in sorted(frame["item_set"].unique()):
        rest = index(connection, frame[frame["item_set"] != item_set], ridges, draws=0)
        after = {row[0]: row[1] for row in rest if row[0] in before}
        if len(after) < 2:
            continue
        tags = sorted(after)
        change = np.array([after[tag] - before[tag] for tag in tags])
        at = int(np.abs(change).argmax())
        tau = float(kendalltau([before[tag] for tag in tags], [after[tag] for tag in tags]).statistic)
        median = float(np.median(np.abs(change)))
        rows.append((item_set, len(tags), len(before) - len(tags), median, float(change[at]), tags[at], tau))
    return rows
