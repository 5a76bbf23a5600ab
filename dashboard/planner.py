"""Which languages to test next, how many people that would cover, and how many items it takes."""

from __future__ import annotations

import math
from collections.abc import Collection
from dataclasses import dataclass

import pandas as pd

Z = 1.96  # the normal quantile that items_needed of the contract uses
AIMS = ("people", "little_text", "official")
LITTLE_TEXT = 2  # resource classes 0 to 2 have little digital text


@dataclass(frozen=True)
class Bounds:
    """People who speak at least one covered language: ``low`` to ``high``, of ``people``."""

    low: float
    high: float
    people: float


def plan(candidates: pd.DataFrame, aim: str, count: int) -> pd.DataFrame:
    """The ``count`` languages to test next, in order. With speakers that add up, taking the largest first is the best plan.

    ``candidates``: rows of ``planner_candidate`` of one dimension. ``aim``: ``people`` (the most speakers), ``little_text``
    (languages of class 0 to 2, the most spoken first) or ``official`` (languages official somewhere, in the most territories first).

    Raises:
        ValueError: there is no such aim.
    """
    open_ = candidates[~candidates["covered"]]
    if aim == "people":
        chosen, order = open_, ["speakers"]
    elif aim == "little_text":
        chosen, order = open_[open_["resource_class"] <= LITTLE_TEXT], ["speakers"]
    elif aim == "official":
        chosen, order = open_[open_["n_official_territories"] > 0], ["n_official_territories", "speakers"]
    else:
        raise ValueError(f"no aim {aim!r}")
    ordered = chosen.sort_values([*order, "language_tag"], ascending=[*(False for _ in order), True])
    return ordered.head(count)


def bounds(spoken: pd.DataFrame, territories: pd.DataFrame, covered: Collection[str]) -> Bounds:
    """Bounds of the world's people who speak at least one of the ``covered`` languages, as ``world_exposure`` works them out.

    ``spoken``: rows of ``spoken_in``; ``territories``: rows of ``territory``.
    """
    share = spoken[spoken["language_tag"].isin(list(covered))].set_index("territory_code")["share_pct"] / 100
    people = territories.set_index("territory_code")["population"].astype(float)
    by_territory = share.groupby(level=0)
    low = (people * by_territory.max().reindex(people.index).fillna(0)).round().sum()
    high = (people * by_territory.sum().clip(upper=1).reindex(people.index).fillna(0)).round().sum()
    return Bounds(float(low), float(high), float(people.sum()))


def items_needed(share: float, half_width: float) -> int:
    """Items per language for a gap between two shares near ``share`` to be known to within ``half_width`` either way, 95%."""
    return math.ceil(round(2 * share * (1 - share) * (Z / half_width) ** 2, 9))
