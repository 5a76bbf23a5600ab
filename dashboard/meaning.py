"""What each number means: the contract's own words for every metric, section by section, with what it says now and its proof."""

from __future__ import annotations

import re
from functools import lru_cache

import pandas as pd
import streamlit as st

from dashboard.claims import Claims
from dashboard.proof import show_proof
from dashboard.reader import Reader, index_shown
from dashboard.store import Store
from dashboard.tables import grid
from dashboard.text import Text

# Section -> its metrics and its claims, in the order of reading. A test holds that no metric of the contract is left out.
SECTIONS: dict[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    "gaps": (
        ("score_share", "gap", "paired_gap", "gap_by_language", "benchmark_signal", "tie_group", "rank_stability"),
        ("capability_gap", "capability_breadth"),
    ),
    "index": (
        ("relative_capability", "capability_input", "index_verdict"),
        ("index_proof", "index_below_english"),
    ),
    "safety": (
        ("safety_tally", "safety_by_language", "judge_agreement"),
        ("safety_tally", "safety_untested", "judges"),
    ),
    "evidence": (("evidence_grade",), ("evidence_none", "ledger_first")),
    "people": (
        ("territory_exposure", "world_exposure", "utility", "disparity", "lorenz", "resource_result"),
        ("people_covered", "served"),
    ),
    "research": (
        ("attention", "attention_gini", "attention_trend", "bibliography_by_year", "attention_agreement"),
        ("english_only", "attention_difference", "series_agreement"),
    ),
    "time": (("trend", "best_of_quarter"), ("closing",)),
    "planning": (("planner_candidate",), ()),
}


def show_meaning(page: Reader, claims: Claims) -> None:
    """Every section: its metrics in words and formulas, then what they say now."""
    text, words = page.text, meanings(page.store, page.text)
    st.caption(text("page.methods.symbols"))
    for section, (metrics, stated) in SECTIONS.items():
        st.subheader(text(f"section.{section}"), anchor=f"section-{section}")
        st.markdown("\n\n".join(words[name] for name in metrics))
        sentences = [sentence for claim_id in stated for sentence in claims.sentences.get(claim_id, [])]
        if section == "index" and not index_shown(page):
            sentences = [text("page.methods.not_shown")]
        if sentences:
            lines = "\n".join(f"- {sentence}" for sentence in sentences)
            st.markdown(f"**{text('page.methods.says')}**\n\n{lines}")
        if section == "index":
            show_index(page)
        if section == "evidence":
            show_limits(page)


@lru_cache(maxsize=32)
def meanings(store: Store, text: Text) -> dict[str, str]:
    """Every metric of the contract (those that say when not to be used) as Markdown, by its name."""
    words = store.view("definition").dropna(subset="not_for").set_index("relation")
    comments = store.described().query("column_name == ''").set_index("relation")["comment"]
    return {str(name): metric(text, str(name), row, str(comments[name])) for name, row in words.iterrows()}


def metric(text: Text, name: str, words: pd.Series, comment: str) -> str:
    """One metric as Markdown: its name, its meaning, its formula, and when not to use it."""
    title = text.translated(f"definition.{name}", words["statement"]).rstrip(".")
    not_for = text.translated(f"not_for.{name}", words["not_for"])
    meaning = text.translated(f"meaning.{name}", re.sub(r" Grain: .*$", "", comment))
    parts = [f"**{title}** (`{name}`)  \n{meaning}"]
    if isinstance(words["formula"], str):
        parts.append(f"$$\n{words['formula']}\n$$")
    parts.append(f"*{text('page.methods.not_for', words=not_for)}*")
    return "\n\n".join(parts)


def show_index(page: Reader) -> None:
    """The tables that the index must answer for: its error beside its rivals', its calibration, and what dropping a test does."""
    text = page.text
    if not show_proof(page):
        return
    st.markdown(f"**{text('page.methods.without')}**")
    grid(without_table(page.store, text), text, key="index_without", alt=text("page.methods.without"))


@lru_cache(maxsize=32)
def without_table(store: Store, text: Text) -> pd.DataFrame:
    """What dropping each test does to the index, in the reader's words."""
    without = store.view("index_without", order="item_set").round(3)
    without["largest_change_tag"] = without["largest_change_tag"].map(text.label)
    named = without.rename(columns={"largest_change_tag": "language"})
    return named.rename(columns=lambda column: text(f"column.{column}"))


def show_limits(page: Reader) -> None:
    """Every limit at which a judgement turns."""
    text = page.text
    limits = page.store.view("threshold", order="threshold_id")
    st.markdown(f"**{text('page.methods.limits')}**  \n{text('page.methods.limits_lead')}")
    table = pd.DataFrame(
        {
            text("column.limit"): [
                f"{text.number(value, 2 if value < 1 or value % 1 else 0)} {unit}"
                for value, unit in zip(limits["value"], limits["unit"], strict=True)
            ],
            text("column.statement"): [
                text.translated(f"threshold.{code}", statement)
                for code, statement in zip(limits["threshold_id"], limits["statement"], strict=True)
            ],
        }
    )
    grid(table, text, key="limits", alt=text("page.methods.limits"))


def show_claims(text: Text, claims: Claims) -> None:
    """Every headline sentence, and whether other figures would lead to another."""
    table = pd.DataFrame(
        [(said, claims.from_other_figures[name]) for name, sentences in claims.sentences.items() for said in sentences],
        columns=[text("column.claim"), text("column.sensitivity")],
    )
    st.table(table.set_index(table.columns[0]))
