"""Headline sentences: words around the numbers of ``claim``, which are the only numbers they may state."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache

import pandas as pd

from dashboard.charts import comparison
from dashboard.store import Store
from dashboard.text import Text

# Decimals of the second range of a claim, where they are not those of its number.
PLACES = {"judges": (2, 2), "served": (1, 2), "closing": (1, 1), "index_below_english": (1, 1)}
COUNTED = ("language_variants", "comparisons", "languages", "papers")
OUTCOMES = ("other_conclusion", "nothing_left")


@lru_cache(maxsize=32)
def claims_of(store: Store, text: Text) -> Claims:
    """The claims of a warehouse in one language of the interface, worded once."""
    return Claims(store, text)


class Claims:
    """The claims of a warehouse, in the reader's words.

    ``sentences``: for each claim a sentence a part that has words of its own, else one for the claim.
    ``from_other_figures``: for each claim, whether its conclusion would be another without some figures, or from others.
    """

    def __init__(self, store: Store, text: Text) -> None:
        self.rows = store.view("claim", order="claim_id,position")
        self.sensitivity = store.view("claim_sensitivity", order="claim_id,variation")
        self.text = text
        self.benchmarks: Mapping[str, str] = store.view("benchmark").set_index("benchmark_id")["name"].to_dict()
        ids = list(dict.fromkeys(self.rows["claim_id"]))
        self.sentences = {claim_id: self._sentences(claim_id) for claim_id in ids}
        self.from_other_figures = {claim_id: self._from_other_figures(claim_id) for claim_id in ids}

    def of(self, claim_id: str) -> pd.DataFrame:
        """The parts of a claim, in the order of reading; empty where its figures are not held."""
        return self.rows[self.rows["claim_id"] == claim_id]

    def _sentences(self, claim_id: str) -> list[str]:
        claims = self.of(claim_id)
        if claim_id == "safety_tally":
            return [self.span(claims)]
        keys = [f"claim.{claim_id}.{part}" for part in claims["part"]]
        return [
            self.text(key if self.text.has(key) else f"claim.{claim_id}", **self.words(row))
            for key, (_, row) in zip(keys, claims.iterrows(), strict=True)
        ]

    def span(self, claims: pd.DataFrame) -> str:
        """A claim about several tests: the two ends and how many lie between; they are never blended."""
        key = f"claim.{claims.iloc[0]['claim_id']}"
        ordered = claims.assign(share=claims["value"] / claims["n_of"]).sort_values(["share", "n_of"])
        low, high = (self.text(f"{key}.part", **self.words(ordered.iloc[end])) for end in (0, -1))
        better = claims[claims["conclusion"] == "more_better"]
        named = f" ({self.text.listed(self.words(row)['test'] for _, row in better.iterrows())})" if len(better) else ""
        return self.text.plural(key, len(better), low=low, high=high, n=self.text.integer(len(claims)), named=named)

    def words(self, claim: pd.Series) -> dict[str, str]:
        """The numbers and names of a claim, formatted."""
        text = self.text
        digits = 0 if claim["unit"] in COUNTED else 1

        def shown(column: str, decimals: int) -> str:
            return "" if pd.isna(claim[column]) else text.number(claim[column], decimals)

        named = isinstance(claim["benchmark_id"], str)
        places = PLACES.get(claim["claim_id"], (digits, digits))
        people = claim["unit"] == "people"
        return {
            "value": text.people(claim["value"]) if people else text.number(claim["value"], digits),
            "low": text.people(claim["low"]) if people else shown("low", digits),
            "high": text.people(claim["high"]) if people else shown("high", digits),
            "n": text.integer(claim["n"]),
            "range_low": shown("range_low", places[0]),
            "range_high": shown("range_high", places[1]),
            "n_of": shown("n_of", 0),
            "n_opposite": text.people(claim["n_opposite"])
            if claim["unit"] == "percent_of_people"
            else shown("n_opposite", 0),
            "language": text.language(claim["variant_tag"]) if isinstance(claim["variant_tag"], str) else "",
            "model": claim["model_name"] if isinstance(claim["model_name"], str) else "",
            "test": comparison.test_name(
                {
                    "benchmark_name": self.benchmarks[claim["benchmark_id"]],
                    "subset": claim["subset"],
                    "condition": "default_prompt",
                },
                text,
            )
            if named
            else "",
            "period": claim["period"].replace("-", "\N{EN DASH}"),
        }

    def meta(self, claim_id: str) -> str:
        """Interval and years of a claim, or why it has no interval; then what other figures would say."""
        claims, text = self.of(claim_id), self.text
        claim = claims.iloc[0]
        years = sorted({year for period in claims["period"] for year in period.split("-")})
        period = "\N{EN DASH}".join(dict.fromkeys((years[0], years[-1])))
        if pd.isna(claim["low"]):
            first = text(f"claim.no_interval.{claim['unit']}", period=period)
        else:
            digits = 0 if claim["unit"] in COUNTED else 1
            interval = {"interval": text.interval(claim["low"], claim["high"], digits), "period": period}
            first = text(f"claim.interval.{claim['unit']}", **self.words(claim) | interval)
        return f"{first}  \n{self.from_other_figures[claim_id]}"

    def _from_other_figures(self, claim_id: str) -> str:
        text, own = self.text, self.sensitivity[self.sensitivity["claim_id"] == claim_id]
        parts = len(self.of(claim_id))
        said = []
        for variation, rows in own.groupby("variation"):
            for outcome in OUTCOMES:
                n = int((rows["outcome"] == outcome).sum())
                if n:
                    words = {"variation": text(f"variation.{variation}"), "parts": text.integer(parts)}
                    key = f"sensitivity.{outcome}"
                    said.append(text(key, **words) if parts == 1 else text.plural(f"{key}.parts", n, **words))
        changed = set(own.loc[own["outcome"].isin(OUTCOMES), "variation"])
        worked = own[own["outcome"].isin(["untouched", "same_conclusion"])]
        same = [str(v) for v in worked["variation"].unique() if v not in changed]
        if same:
            said.insert(0, text("sensitivity.same", variations=text.listed(text(f"variation.{v}") for v in same)))
        return " ".join(said) or text("sensitivity.none")
