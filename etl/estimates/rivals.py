"""What the index must beat: simpler predictions of the scores of a test that was left out.

Each takes the rows of ``capability_input`` of the other tests and of the test left out, and gives predicted shares of items (0-1),
NaN where it says nothing. A rival may use everything that the index may: the scores in English on the test left out.
"""

from __future__ import annotations

from collections.abc import Callable

import duckdb
import numpy as np
import numpy.typing as npt
import pandas as pd
from scipy.special import expit, logit

Floats = npt.NDArray[np.float64]
Predictor = Callable[[pd.DataFrame, pd.DataFrame], Floats]

UNKNOWN_ITEMS = 100.0  # taken for a test of unknown size where a share of 0 or 1 must be kept from having infinite odds
LOGIT_RIDGE, LOGIT_FLOOR = 1.0, 0.3
SLOPE_RIDGE = 0.3


def same_as_english(_: pd.DataFrame, left: pd.DataFrame) -> Floats:
    """The score in English."""
    return np.asarray(left["reference_share"], dtype=float)


def mean_gap(others: pd.DataFrame, left: pd.DataFrame) -> Floats:
    """The score in English less the mean gap of the language: first over the models of a benchmark, then over benchmarks."""
    by_benchmark = others.groupby(["language_tag", "benchmark_id"])["gap_pp"].mean()
    gap = by_benchmark.groupby("language_tag").mean() / 100
    share = left["reference_share"] - left["language_tag"].map(gap)
    return np.asarray(share.clip(0, 1), dtype=float)


def mean_kept(others: pd.DataFrame, left: pd.DataFrame) -> Floats:
    """The mean kept share of the language: first over the models of an item set, then over item sets."""
    return _kept(left, _mean_kept(others).reindex(left["language_tag"]).to_numpy(dtype=float))


def plain_index(others: pd.DataFrame, left: pd.DataFrame) -> Floats:
    """The index worked out plainly, no rival of another kind: the same mean, and a slope for each model: what it loses over what the means lose in the same languages, drawn towards 1."""
    mean = 1 - others["language_tag"].map(_mean_kept(others))
    terms = pd.DataFrame({"model_id": others["model_id"], "top": mean * (1 - others["kept_share"]), "bottom": mean**2})
    cell = others.groupby(["item_set", "language_tag"])["kept_share"].transform("size")
    sums = terms[["top", "bottom"]].div(cell, axis=0).groupby(terms["model_id"]).sum() + SLOPE_RIDGE
    slope = left["model_id"].map(sums["top"] / sums["bottom"]).fillna(1.0).to_numpy(dtype=float)
    lost = 1 - _mean_kept(others).reindex(left["language_tag"]).to_numpy(dtype=float)
    return _kept(left, 1 - slope * lost)


def _mean_kept(rows: pd.DataFrame) -> pd.Series:
    return rows.groupby(["language_tag", "item_set"])["kept_share"].mean().groupby("language_tag").mean()


def _kept(rows: pd.DataFrame, kept: Floats) -> Floats:
    """Shares of items where this part of the ability in English is kept."""
    chance, english = (rows[column].to_numpy(dtype=float) for column in ("chance_share", "reference_share"))
    shares: Floats = np.clip(chance + (english - chance) * np.clip(kept, 0, 1.5), 0, 1)
    return shares


def class_and_web(resources: pd.DataFrame) -> Predictor:
    """A regression of the kept share on resource class and share of the web.

    ``resources``: language_tag as index, ``resource_class`` (0 to 5 or NaN) and ``web_share`` (percent or NaN).
    """

    def design(tags: pd.Series) -> Floats:
        known = resources.reindex(tags)
        classes = [known["resource_class"].eq(level) for level in range(6)]
        web = np.log10(known["web_share"].clip(lower=1e-5))
        columns = [np.ones(len(tags)), *classes, web.fillna(-5), web.isna()]
        stacked: Floats = np.column_stack([np.asarray(column, dtype=float) for column in columns])
        return stacked

    def predict(others: pd.DataFrame, left: pd.DataFrame) -> Floats:
        cells = others.groupby(["benchmark_id", "language_tag"], as_index=False)["kept_share"].mean()
        kept_shares = cells["kept_share"].to_numpy(dtype=float)
        weights = np.linalg.lstsq(design(cells["language_tag"]), kept_shares, rcond=None)[0]
        return _kept(left, design(left["language_tag"]) @ weights)

    return predict


def additive_logit(others: pd.DataFrame, left: pd.DataFrame) -> Floats:
    """An additive index of log odds: test and model in one effect, language in another, drawn to the mean of the languages."""
    frame = _with_english(others)
    run, language = (np.unique(frame[c], return_inverse=True)[1] for c in ("run", "language_tag"))
    names = np.unique(frame["language_tag"])
    odds, weight = frame["odds"].to_numpy(), 1 / (frame["variance"].to_numpy() + LOGIT_FLOOR)
    effect, mean, english = np.zeros(len(names)), -1.0, names == "en"
    for _ in range(100):
        level = np.bincount(run, weight * (odds - effect[language])) / np.bincount(run, weight)
        top = np.bincount(language, weight * (odds - level[run])) + LOGIT_RIDGE * mean
        moved = np.where(english, 0.0, top / (np.bincount(language, weight) + LOGIT_RIDGE))
        mean = float(moved[~english].mean())
        still = float(np.abs(moved - effect).max()) < 1e-9
        effect = moved
        if still:
            break
    shift = left["language_tag"].map(dict(zip(names, effect, strict=True))).to_numpy(dtype=float)
    chance = left["chance_share"].to_numpy(dtype=float)
    ability = expit(_odds(left["reference_share"], left) + shift)
    return np.asarray(chance + (1 - chance) * ability, dtype=float)


def _with_english(rows: pd.DataFrame) -> pd.DataFrame:
    """Log odds of ability and their sampling variance, English as a row of its own in each run."""
    keys = ["benchmark_id", "subset", "condition", "metric_id", "model_id", "source_id", "published"]
    own = rows.assign(run=rows[keys].agg("|".join, axis=1))
    english = own.drop_duplicates("run").assign(language_tag="en", score_share=lambda f: f["reference_share"])
    both = pd.concat([own, english], ignore_index=True)
    n = both["n_items"].astype(float).fillna(UNKNOWN_ITEMS)
    share = both["score_share"].clip(1 / (2 * n), 1 - 1 / (2 * n))
    ability = _ability(both["score_share"], both)
    slope = ability * (1 - ability) * (1 - both["chance_share"])
    return both.assign(odds=logit(ability), variance=(share * (1 - share) / n / slope**2).clip(upper=25))


def _ability(share: pd.Series, rows: pd.DataFrame) -> pd.Series:
    n = rows["n_items"].astype(float).fillna(UNKNOWN_ITEMS)
    above = (share - rows["chance_share"]) / (1 - rows["chance_share"])
    return above.clip(1 / (2 * n), 1 - 1 / (2 * n))


def _odds(share: pd.Series, rows: pd.DataFrame) -> Floats:
    return np.asarray(logit(_ability(share, rows)), dtype=float)


def rivals(connection: duckdb.DuckDBPyConnection) -> dict[str, Predictor]:
    """Every rival by its name in ``index_proof``."""
    resources = connection.execute(
        """SELECT language_tag, resource_class::DOUBLE AS resource_class, web_share
        FROM language LEFT JOIN resource_class USING (language_tag)
        LEFT JOIN (SELECT language_tag, max(value) AS web_share FROM digital_resource WHERE indicator_id = 'web_share' GROUP BY ALL) USING (language_tag)"""
    ).df()
    return {
        "mean_gap": mean_gap,
        "mean_kept": mean_kept,
        "plain_index": plain_index,
        "class_and_web": class_and_web(resources.set_index("language_tag")),
        "logit": additive_logit,
        "same_as_english": same_as_english,
    }
