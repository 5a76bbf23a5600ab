"""The proof of the index: shown wherever the index is."""

from __future__ import annotations

from functools import lru_cache

import pandas as pd
import streamlit as st

from dashboard.reader import Reader
from dashboard.store import Store
from dashboard.tables import grid
from dashboard.text import Text


def show_proof(page: Reader) -> bool:
    """The error of the index in predicting tests that it has not seen, beside its rivals', and its calibration. False where there is none."""
    text = page.text
    if page.store.view("index_proof").empty:
        return False
    st.markdown(f"**{text('page.methods.proof')}**")
    grid(proof_table(page.store, text).reset_index(), text, key="index_proof", alt=text("page.methods.proof"))
    calibration = page.store.view("index_calibration", item_set="every")
    if not calibration.empty:
        row = calibration.iloc[0]
        st.markdown(
            text("page.methods.calibration", n=text.integer(row["n_languages"]), share=text.share(row["covered_share"]))
            + " "
            + text("page.methods.proof_note")
        )
    return True


@lru_cache(maxsize=32)
def proof_table(store: Store, text: Text) -> pd.DataFrame:
    """Errors in points: a row a test left out and one for all, a column a way of predicting, the smallest error first."""
    proof = store.view("index_proof", order="item_set,predictor")
    errors = (100 * proof.pivot(index="item_set", columns="predictor", values="rmse")).round(1)
    ordered = errors.loc["every"].sort_values().index
    tests = [name for name in errors.index if name != "every"]
    table = errors.loc[[*tests, "every"], ordered].rename(index={"every": text("column.every")})
    return table.rename(columns=lambda name: text(f"predictor.{name}")).rename_axis(text("column.item_set"))
