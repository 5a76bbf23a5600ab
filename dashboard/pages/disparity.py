"""Disparity: who is counted decides how wide the gap looks; how unequally speakers are served; resources beside results."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from dashboard import state
from dashboard.catalogue.disparity import INDEX, utility_names
from dashboard.panel import show
from dashboard.reader import Reader, reader

FIRST = "encyclopaedia_articles"


def choose_utility(page: Reader) -> str:
    """What is compared: the index first, where it is shown, then every test and model by its number of languages."""
    text = page.text
    rows = page.store.view("disparity", tau=1, order="-n_languages,utility_id")
    rows = pd.concat([rows[rows["utility_id"] == INDEX], rows[rows["utility_id"] != INDEX]]).set_index(
        "utility_id", drop=False
    )
    return state.choose(
        text,
        text("disparity.utility"),
        list(rows["utility_id"]),
        "utility",
        lambda key: text(
            "disparity.utility_label",
            utility=utility_names(page.store, text)[key],
            languages=text.plural("count.languages", int(rows.loc[key, "n_languages"])),
        ),
    )  # fmt: skip


def show_conclusion(page: Reader, utility: str, tau: float) -> None:
    """What follows at one tau, and whether it would at others."""
    text = page.text
    rows = page.store.view("disparity", utility_id=utility, order="tau")
    row = rows.iloc[(rows["tau"] - tau).abs().argmin()]
    limit = page.store.view("threshold", threshold_id="mostly_served")["value"].iloc[0]
    words = {
        "mean": text.share(row["mean_utility"], 0),
        "low": text.share(row["low"], 0),
        "high": text.share(row["high"], 0),
        "covered": text.share(row["covered_share"], 0),
        "n": text.integer(row["n_languages"]),
        "all": text.integer(row["n_languages_in_all"]),
        "worst": text.share(row["worst_off"], 0),
        "gini": text.number(row["gini"], 2),
        "limit": text.share(limit, 0),
    }
    lines = [text("disparity.mean", **words), text("disparity.bounds", **words)]
    lines.append(text(f"disparity.conclusion.{row['conclusion']}", **words))
    same = rows["conclusion"] == row["conclusion"]
    if same.all():
        lines.append(text("disparity.same_everywhere"))
    else:  # the bounds only move one way along tau in all that is held; a test says so
        taus = text(
            "interval.range",
            low=text.number(rows.loc[same, "tau"].min(), 2),
            high=text.number(rows.loc[same, "tau"].max(), 2),
        )
        others = text.series(
            text(f"disparity.short.{code}", limit=words["limit"]) for code in rows.loc[~same, "conclusion"].unique()
        )
        lines.append(text("disparity.changes", taus=taus, others=others))
    st.markdown("\n".join(f"- {line}" for line in lines))


page = reader()
text = page.text
st.title(text("page.disparity.title"))
st.markdown(text("page.disparity.lead"))
utility = choose_utility(page)
taus = [format(value, "g") for value in sorted(page.store.view("disparity", utility_id=utility)["tau"])]
tau = state.slide(
    text, text("disparity.tau"), taus, "tau", lambda value: text.number(float(value), 2), default=taus[-1]
)
st.caption(text("disparity.tau_help"))
show_conclusion(page, utility, float(tau))
show(page, "by_weight", utility=utility, tau=tau)
show(page, "lorenz", utility=utility, tau=tau)
st.header(text("disparity.resources"), anchor="resources")
st.markdown(text("disparity.resources_lead"))
known = page.store.view("resource_result")
if known.empty:
    st.info(text("disparity.no_resources"))
else:
    ids = list(known.groupby("indicator_id")["n_languages"].max().sort_values(ascending=False).index)
    indicator = state.choose(
        text, text("disparity.indicator"), ids, "indicator", lambda code: text(f"indicator.{code}"), default=FIRST
    )
    show(page, "resources", indicator=indicator)
