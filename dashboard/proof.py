"""The proof of the index: shown wherever the index is."""

from __future__ import annotations

import streamlit as st

from dashboard.reader import Reader


def show_proof(page: Reader) -> bool:
    """The error of the index in predicting tests that it has not seen, beside its rivals', and its calibration. False where there is none."""
    text = page.text
    proof = page.store.view("index_proof", order="item_set,predictor")
    if proof.empty:
        return False
    errors = (100 * proof.pivot(index="item_set", columns="predictor", values="rmse")).round(1)
    ordered = errors.loc["every"].sort_values().index
    tests = [name for name in errors.index if name != "every"]
    table = errors.loc[[*tests, "every"], ordered].rename(index={"every": text("column.every")})
    st.markdown(f"**{text('page.methods.proof')}**")
    st.dataframe(
        table.rename(columns=lambda name: text(f"predictor.{name}")).rename_axis(text("column.item_set")),
        key="index_proof",
        alt=text("page.methods.proof"),
    )
    calibration = page.store.view("index_calibration", item_set="every")
    if not calibration.empty:
        row = calibration.iloc[0]
        st.markdown(
            text("page.methods.calibration", n=text.integer(row["n_languages"]), share=text.share(row["covered_share"]))
            + " "
            + text("page.methods.proof_note")
        )
    return True
