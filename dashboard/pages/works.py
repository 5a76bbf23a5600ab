"""What works: every intervention with a published effect, how sure that is, and what speaks against it."""

from __future__ import annotations

import numpy as np
import pandas as pd
import streamlit as st

from dashboard import state
from dashboard.catalogue.works import DRAWN
from dashboard.charts.works import comparison_name
from dashboard.panel import show, source_line, table
from dashboard.reader import Reader, reader
from dashboard.text import Text


def show_table(page: Reader, rows: pd.DataFrame) -> None:
    """Every intervention and measure, as a table and a file."""
    text = page.text

    # Where nothing stands beside a number, there is no pair to count: empty, not nought.
    counted = rows[["n_compared", "n_wanted", "n_unwanted"]].astype("Int64")
    counted = counted.where(rows["n_compared"] > 0)

    def beyond_chance(row: pd.Series, column: str) -> str:
        return text.integer(row[column]) if row["n_with_interval"] else text("works.no_interval")

    shown = pd.DataFrame(
        {
            text("works.column.done"): [text(f"works.name.{code}") for code in rows["intervention_id"]],
            text("works.column.measure"): [text(f"works.measure.{code}") for code in rows["measure"]],
            text("works.column.effect"): [effect(text, row) for _, row in rows.iterrows()],
            text("works.column.pairs"): counted["n_compared"],
            text("works.column.wanted"): counted["n_wanted"],
            text("works.column.unwanted"): counted["n_unwanted"],
            text("works.column.better"): [beyond_chance(row, "n_better") for _, row in rows.iterrows()],
            text("works.column.worse"): [beyond_chance(row, "n_worse") for _, row in rows.iterrows()],
            text("works.column.languages"): [languages(page, row, short=True) for _, row in rows.iterrows()],
            text("works.column.by"): [text(f"works.by.{code}") for code in rows["tested_by"]],
            text("works.column.year"): rows["period"],
        }
    )
    file = rows.assign(language_tags=[", ".join(tags_of(row)) for _, row in rows.iterrows()])
    table(shown, file, text("works.download"), "interventions", text("page.works.title"))
    st.caption(text("works.table_note"))


def effect(text: Text, row: pd.Series) -> str:
    """The published effect in a few words, with its unit."""
    if row["headline_only"]:
        value = text.number(row["highest_effect"])
        return text("works.cell.at_most" if row["at_most"] else "works.cell.headline", value=value)
    if row["n_compared"]:
        spread = {key: text.number(row[f"{key}_effect"]) for key in ("median", "lowest", "highest")}
        return text("works.cell.pairs", **spread)
    return text("works.cell.alone", lowest=text.number(row["lowest_value"]), highest=text.number(row["highest_value"]))


def tags_of(row: pd.Series) -> list[str]:
    """Languages with numbers of their own."""
    tags = row["language_tags"]
    return list(tags) if isinstance(tags, (list, np.ndarray)) else []


def languages(page: Reader, row: pd.Series, *, short: bool = False) -> str:
    """In which languages an intervention was tested, in words or as a number."""
    text, tags = page.text, tags_of(row)
    kind = "averages" if not tags else "english" if tags == ["en"] else "listed"
    if short:
        return text.integer(len(tags)) if kind == "listed" else text(f"works.languages_short.{kind}")
    return text(
        f"works.languages.{kind}",
        languages=text.plural("count.languages", len(tags)),
        names=text.listed(text.language(tag) for tag in tags),
    )


def measured(page: Reader, row: pd.Series) -> list[str]:
    """What was found on one measure: counts both ways, the spread of the effects, and how sure that is."""
    text = page.text
    name = text(f"works.measure.{row['measure']}")
    if row["headline_only"]:
        value = text.number(row["highest_effect"], 1)
        return [text(f"works.headline.{row['intervention_id']}_{row['measure']}", value=value)]
    words = {key: text.integer(row[f"n_{key}"]) for key in ("wanted", "unwanted", "none", "better", "worse")}
    lines = []
    if row["n_compared"]:
        lines.append(
            text(
                "works.effect",
                measure=name,
                n=text.integer(row["n_compared"]),
                median=text.number(row["median_effect"]),
                low=text.number(row["lowest_effect"]),
                high=text.number(row["highest_effect"]),
                **words,
            )
            + " "
            + (
                text("works.sure", n=text.integer(row["n_with_interval"]), **words)
                if row["n_with_interval"]
                else text("works.not_sure")
            )
        )
    if row["n_less_than_english"]:
        lines.append(
            text(
                f"works.beside_english.{row['measure']}",
                n=text.integer(row["n_beside_english"]),
                less=text.integer(row["n_less_than_english"]),
            )
        )
    if row["n_alone"]:
        lines.append(
            text(
                "works.alone",
                measure=name,
                n=text.integer(row["n_alone"]),
                low=text.number(row["lowest_value"]),
                high=text.number(row["highest_value"]),
            )
        )
    return lines


def show_one(page: Reader, rows: pd.DataFrame) -> None:
    """One intervention: what was done, compared with what, in which languages, what was found, how sure, by whom; then a comparison to draw."""
    text, row = page.text, rows.iloc[0]
    of = str(row["intervention_id"])
    widest = max((tags_of(row) for _, row in rows.iterrows()), key=len)
    with_languages = row.copy()
    with_languages["language_tags"] = widest
    st.header(text(f"works.name.{of}"), anchor="intervention")
    lines = [
        text(f"works.done.{of}"),
        languages(page, with_languages),
        *(line for _, one in rows.iterrows() for line in measured(page, one)),
        text(f"works.tested_by.{row['tested_by']}", year=row["period"]),
    ]
    st.markdown("\n".join(f"- {line}" for line in lines))
    drawn = page.store.view("intervention_effect", intervention_id=of, kind=DRAWN, order="comparison_id")
    if drawn.empty:
        st.info(text("works.only_headline"))
        st.caption(source_line(page, (str(row["source_id"]),)))
        return
    first = drawn.drop_duplicates("comparison_id").set_index("comparison_id")
    names = {str(key): comparison_name(one.to_dict(), text) for key, one in first.iterrows()}
    comparison = state.choose(text, text("works.comparison"), list(names), "comparison", names.__getitem__)
    show(page, "intervention", of=of, comparison=comparison)


page = reader()
text = page.text
st.title(text("page.works.title"))
rows = page.store.view("intervention", order="position,-headline_only,measure")
if rows.empty:
    st.info(text("works.none"))
    st.stop()
st.markdown(
    text(
        "page.works.lead",
        interventions=text.plural("count.interventions", rows["intervention_id"].nunique()),
        studies=text.plural("count.studies", rows["source_id"].nunique()),
    )
)
show_table(page, rows)
st.subheader(text("works.cannot"), anchor="cannot-say")
cannot = [
    text("works.cannot.gap"),
    text("works.cannot.use"),
    text("works.cannot.makers", makers=text.integer((rows.groupby("intervention_id")["tested_by"].first() == "model_makers").sum())),
    text("works.cannot.one_study"),
    text("works.cannot.languages")
    if not rows["n_scarce_languages"].sum()
    else text("works.cannot.few_languages", n=text.integer(rows["n_scarce_languages"].max())),
    text("works.cannot.interval"),
]  # fmt: skip
st.markdown("\n".join(f"- {line}" for line in cannot))
chosen = state.choose(
    text,
    text("works.choose"),
    list(dict.fromkeys(rows["intervention_id"])),
    "of",
    lambda code: text(f"works.name.{code}"),
    clears=("comparison",),
)
show_one(page, rows[rows["intervention_id"] == chosen])
