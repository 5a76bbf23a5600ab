"""The index across benchmarks: how much of its ability a model keeps in a language, from tests that cover different languages.

A model m loses on a test t, in a language l, the share ``z = 1 - kept_share`` of what it can do in English, guessing taken away:

    z = k_m * x_l + error

``x_l`` is the loss of a model of ordinary strength, ``k_m`` how much more or less the model loses than that. English loses
nothing by definition. A language on one item set weighs one, however many models took it: what differs between tests is far larger
than what differs between samples of a hundred items. Both are drawn towards the middle: ``x_l`` towards the mean of the languages as
if each had ``ridge`` tests more, ``k_m`` towards 1; both strengths are chosen by leaving item sets out, from ``RIDGES`` and ``SLOPE_RIDGES``.

Bilinear models of this kind are fitted by alternating least squares (Gabriel and Zamir 1979, Technometrics 21:489-498).
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt
import pandas as pd
from scipy.linalg import cho_factor, cho_solve
from scipy.optimize import minimize

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]

# Tests that the mean of the languages counts for. Not less than a quarter: with eight item sets to choose by, almost no shrinkage
# looks best, and then the 90% interval for a new test holds only 80% of the results.
RIDGES = (0.25, 0.5, 1.0)
SLOPE_RIDGES = (0.3, 1.0, 3.0)
ROUNDS = 200
CLOSE = 1e-8


@dataclass(frozen=True)
class Sample:
    """Losses, one a row: ``lost`` (share), and codes of language, model and item set counted from 0.

    ``names``: what the codes stand for, as (languages, models, item sets), each sorted.
    """

    lost: Floats
    language: Ints
    model: Ints
    item_set: Ints
    names: tuple[list[str], list[str], list[str]]

    @classmethod
    def of(cls, frame: pd.DataFrame) -> Sample:
        """From rows of ``capability_input``."""
        (language, tags), (model, ids), (item_set, sets) = (
            _coded(frame[column]) for column in ("language_tag", "model_id", "item_set")
        )
        lost: Floats = 1 - frame["kept_share"].to_numpy(dtype=float)
        return cls(lost, language, model, item_set, (tags, ids, sets))

    def weights(self) -> Floats:
        """One for each language on each item set, shared by its rows."""
        cell = self.cells()
        return 1 / np.bincount(cell)[cell]

    def cells(self) -> Ints:
        """Code of the pair of item set and language of each row."""
        pairs = self.item_set * len(self.names[0]) + self.language
        codes: Ints = np.unique(pairs, return_inverse=True)[1].astype(np.int64)
        return codes


@dataclass(frozen=True)
class Fit:
    """``loss`` of each language (share, of a model of ordinary strength), ``slope`` of each model, ``mean`` loss over languages."""

    loss: Floats
    slope: Floats
    mean: float


@dataclass(frozen=True)
class Spread:
    """Standard deviations, in shares: of languages, of item sets, of a language on an item set, of a row within it."""

    languages: float
    item_sets: float
    cells: float
    rows: float


def _coded(names: pd.Series) -> tuple[Ints, list[str]]:
    values, codes = np.unique(names.to_numpy(dtype=str), return_inverse=True)
    return codes.astype(np.int64), [str(value) for value in values]


def fit(sample: Sample, ridge: float, slope_ridge: float, start: Fit | None = None) -> Fit:
    """Alternating least squares until no loss moves by more than a hundred-millionth."""
    languages, models = len(sample.names[0]), len(sample.names[1])
    weight, lost = sample.weights(), sample.lost
    loss, slope, mean = np.zeros(languages), np.ones(models), float(np.average(lost, weights=weight))
    if start:  # nearly there already: fewer rounds
        loss, slope, mean = start.loss, start.slope, start.mean
    for _ in range(ROUNDS):
        k = slope[sample.model]
        top = np.bincount(sample.language, weight * k * lost, languages) + ridge * mean
        moved = top / (np.bincount(sample.language, weight * k * k, languages) + ridge)
        mean = float(moved.mean())
        x = moved[sample.language]
        top = np.bincount(sample.model, weight * x * lost, models) + slope_ridge
        slope = top / (np.bincount(sample.model, weight * x * x, models) + slope_ridge)
        still = float(np.abs(moved - loss).max()) < CLOSE
        loss = moved
        if still:
            break
    return Fit(loss, slope, mean)


def chosen_ridges(frame: pd.DataFrame) -> tuple[float, float]:
    """The strengths of shrinkage with the least error when item sets are left out, one at a time.

    ``frame``: rows of ``capability_input``. With fewer than three item sets there is nothing to choose by: the middle ones.
    """
    sets = sorted(frame["item_set"].unique())
    if len(sets) < 3:
        return RIDGES[1], SLOPE_RIDGES[1]
    errors: dict[tuple[float, float], float] = {}
    split = [(Sample.of(frame[frame["item_set"] != left]), frame[frame["item_set"] == left]) for left in sets]
    for ridge in RIDGES:
        for slope_ridge in SLOPE_RIDGES:
            found = [mean_square(predicted(fit(s, ridge, slope_ridge), s, out), out) for s, out in split]
            errors[ridge, slope_ridge] = float(np.nanmean(found))
    return min(errors, key=lambda key: (errors[key], key))


def predicted(made: Fit, sample: Sample, rows: pd.DataFrame) -> Floats:
    """Predicted share of items (0-1) of ``rows`` by a fit to ``sample``; NaN for a language that it does not know."""
    loss = rows["language_tag"].map(dict(zip(sample.names[0], made.loss, strict=True)))
    slope = rows["model_id"].map(dict(zip(sample.names[1], made.slope, strict=True))).fillna(1.0)
    chance = rows["chance_share"]
    kept = (1 - slope * loss).clip(0, 1.5)
    share = chance + (rows["reference_share"] - chance) * kept
    clipped: Floats = share.clip(0, 1).to_numpy(dtype=float)
    return clipped


def mean_square(share: Floats, rows: pd.DataFrame) -> float:
    """Mean square error of predicted shares over the rows that have a prediction; NaN where none has."""
    error = (share - rows["score_share"].to_numpy(dtype=float)) ** 2
    known = error[~np.isnan(error)]
    return float(known.mean()) if len(known) else float("nan")


def cell_losses(sample: Sample, slope: Floats) -> tuple[Floats, Ints, Ints]:
    """For each language on each item set: its loss with the slopes of the models taken out, its language, its item set."""
    cell, k = sample.cells(), slope[sample.model]
    loss = np.bincount(cell, k * sample.lost) / np.bincount(cell, k * k)
    first = np.unique(cell, return_index=True)[1]
    return loss, sample.language[first], sample.item_set[first]


def spread(sample: Sample, made: Fit) -> Spread:
    """Maximum likelihood of the three variances of losses: languages, item sets, and a language on an item set."""
    loss, language, item_set = cell_losses(sample, made.slope)
    same_language = np.equal.outer(language, language).astype(float)
    same_set = np.equal.outer(item_set, item_set).astype(float)
    eye = np.eye(len(loss))

    def unlikely(logs: Floats) -> float:
        """Minus the log likelihood, the mean at its best value, but for a constant."""
        of_languages, of_sets, of_cells = np.exp(logs)
        covariance = of_languages * same_language + of_sets * same_set + of_cells * eye
        factor = cho_factor(covariance, lower=True)
        ones = cho_solve(factor, np.ones_like(loss))
        deviation = loss - ones @ loss / ones.sum()
        return float(deviation @ cho_solve(factor, deviation) / 2 + np.log(np.diag(factor[0])).sum())

    start = np.log(max(float(loss.var()), 1e-4) * np.array([0.5, 0.1, 0.4]))
    found = np.exp(minimize(unlikely, start, method="L-BFGS-B", bounds=[(-14, 2)] * 3).x)
    within = sample.lost - slope_times(made.slope, sample, loss)
    freedom = max(len(within) - len(loss), 1)
    rows = float(np.sqrt((within**2).sum() / freedom))
    languages, item_sets, cells = (float(value) for value in np.sqrt(found))
    return Spread(languages, item_sets, cells, rows)


def slope_times(slope: Floats, sample: Sample, by_cell: Floats) -> Floats:
    """What each row would lose if its language lost ``by_cell`` on its item set."""
    return slope[sample.model] * by_cell[sample.cells()]


@dataclass(frozen=True)
class Draws:
    """Errors of invented worlds, draws x languages: of the index (fitted minus true), and of a new test (shown minus fitted)."""

    index: Floats
    new_test: Floats


def draw_worlds(sample: Sample, made: Fit, ridges: tuple[float, float], draws: int, seed: int) -> Draws:
    """Bootstrap over tests: worlds with the same design in which languages, item sets and rows differ as much as here, fitted again.

    The few item sets themselves are too few to be drawn with replacement: most languages have two or three of them. So what
    makes item sets differ is drawn anew instead (a parametric bootstrap; Efron and Tibshirani 1993, section 6.5).
    """
    random = np.random.default_rng(seed)
    sizes = spread(sample, made)
    _, cell_language, cell_set = cell_losses(sample, made.slope)
    languages, sets = len(sample.names[0]), len(sample.names[2])
    index, new_test = np.empty((draws, languages)), np.empty((draws, languages))
    for number in range(draws):
        true = made.mean + sizes.languages * random.standard_normal(languages)
        of_set = sizes.item_sets * random.standard_normal(sets)
        by_cell = true[cell_language] + of_set[cell_set] + sizes.cells * random.standard_normal(len(cell_set))
        noise = sizes.rows * random.standard_normal(len(sample.lost))
        again = fit(replace(sample, lost=slope_times(made.slope, sample, by_cell) + noise), *ridges, made)
        index[number] = again.loss - true
        shown = true + sizes.item_sets * random.standard_normal() + sizes.cells * random.standard_normal(languages)
        new_test[number] = shown - again.loss
    return Draws(index, new_test)
