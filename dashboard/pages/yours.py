"""Your results: a reader's own file beside the published figures. It stays in the session, and never in an address."""

from __future__ import annotations

from functools import partial

import pandas as pd
import streamlit as st
from streamlit.runtime.memory_uploaded_file_manager import MemoryUploadedFileManager
from streamlit.runtime.scriptrunner import get_script_run_ctx
from streamlit.runtime.uploaded_file_manager import UploadedFile

from dashboard.charts.comparison import test_name, verdict_name
from dashboard.charts.draw import draw
from dashboard.charts.own import beside
from dashboard.downloads import to_csv
from dashboard.own_file import (
    MOST_MB,
    MOST_ROWS,
    OPTIONAL,
    REQUIRED,
    SECONDS,
    SUFFIXES,
    NotInspectedError,
    Own,
    Wrong,
    example,
    inspect,
)
from dashboard.panel import panel, table
from dashboard.reader import Reader, reader
from dashboard.text import DEFAULT, Text, literal

HELD, TURN = "yours_held", "yours_turn"  # in the session: what became of the file, and which uploader this is
TEST = ["benchmark_id", "subset", "condition", "metric_id"]
DRAWN = ("correct", "harm", "safe", "over_refusal")  # what a metric says, where a gap has a verdict in words
MOST_CHARTS = 6


def show_form(page: Reader) -> None:
    """What a file must look like, a small one that loads, and where a file goes."""
    text = page.text
    with st.expander(text("yours.columns")):
        st.markdown(text("yours.columns_lead"))
        rows = [(name, text("yours.required")) for name in REQUIRED] + [
            (name, text("yours.optional")) for name in OPTIONAL
        ]
        words = {
            text("yours.column"): [name for name, _ in rows],
            text("yours.need"): [need for _, need in rows],
            text("column.comment"): [text(f"yours.means.{name}") for name, _ in rows],
        }
        st.table(pd.DataFrame(words).set_index(text("yours.column")))
        st.markdown(text("yours.gap_needs"))
    small, tests = example(page.store), page.store.view("test", order="test_id")
    codes = tests[[*TEST, "benchmark_name", "reference_tag", "has_gap", "n_items", "newest_year"]]
    with st.container(horizontal=True):
        for label, file, name in (
            (text("yours.example"), small, "example-results.csv"),
            (text("yours.codes"), codes, "codes-of-tests.csv"),
        ):
            st.download_button(label, partial(to_csv, file), name, "text/csv", key=f"csv_{name}", on_click="ignore")
    st.caption(text("yours.example_is", model=small["model_id"].iloc[0], rows=text.integer(len(small))))


def choose_file(page: Reader) -> None:
    """The uploader. A file that comes is checked at once, and taken out of the uploader."""
    text = page.text
    uploaded = st.file_uploader(
        text("yours.choose"),
        type=list(SUFFIXES),
        key=f"yours_file_{st.session_state.get(TURN, 0)}",
        max_upload_size=MOST_MB,
    )
    st.caption(text("yours.limits", **limits(text)))
    st.caption(f":material/lock: {text('yours.where')}")
    if uploaded is None:
        return
    with st.spinner(text("yours.checking")):
        try:
            st.session_state[HELD] = inspect(uploaded.getvalue(), uploaded.name)
        except NotInspectedError as error:
            st.session_state[HELD] = error.reason
    release(uploaded)
    st.session_state[TURN] = st.session_state.get(TURN, 0) + 1
    st.rerun()


def limits(text: Text) -> dict[str, str]:
    """The bounds on a file, in words."""
    return {"mb": text.integer(MOST_MB), "rows": text.integer(MOST_ROWS), "seconds": text.integer(SECONDS)}


def release(uploaded: UploadedFile) -> None:
    """Have the server forget the bytes: it would keep them until the session ends, and has no public way to be told."""
    context = get_script_run_ctx()
    if context and isinstance(context.uploaded_file_mgr, MemoryUploadedFileManager):
        context.uploaded_file_mgr.remove_file(session_id=context.session_id, file_id=uploaded.file_id)


def forget() -> None:
    """Drop everything that this session holds of the reader's."""
    for key in [key for key in st.session_state if str(key).startswith("yours_") and key != TURN]:
        del st.session_state[key]


def show_held(page: Reader) -> None:
    """What became of the file, and the button that forgets it."""
    held, text = st.session_state.get(HELD), page.text
    if held is None:
        return
    name = held.file if isinstance(held, Own | Wrong) else ""
    st.header(text("yours.file", file=literal(name)) if name else text("yours.not_checked"), anchor="file")
    st.button(text("yours.forget"), on_click=forget, icon=":material/delete:", key="yours_forget")
    if isinstance(held, Own):
        show_own(page, held)
    elif isinstance(held, Wrong):
        show_wrong(page, held)
    else:
        st.error(text(f"yours.not_inspected.{held}", **limits(text)))


def show_wrong(page: Reader, wrong: Wrong) -> None:
    """Every problem, with its row, its column and what to do."""
    text, problems = page.text, wrong.problems
    if text.tag != DEFAULT:
        st.caption(text("yours.in_english"))
    if problems.empty:
        st.error(literal(wrong.error, most=len(wrong.error)))
        return
    st.error(text.plural("yours.problems", len(problems)))
    shown = problems.rename(
        columns={
            "row": text("yours.record" if wrong.records else "yours.row"),
            "column": text("yours.column"),
            "message": text("yours.wrong"),
            "remedy": text("yours.remedy"),
        }
    )
    table(shown, shown, text("yours.download_problems"), "yours_problems", text("yours.problems_table"))


def show_own(page: Reader, own: Own) -> None:
    """What was loaded, the charts, every gap, and the rows without one."""
    text, scores = page.text, own.scores
    st.markdown(
        text(
            "yours.loaded",
            rows=text.plural("yours.rows", len(scores)),
            languages=text.plural("count.languages", scores["language_tag"].nunique()),
            models=text.plural("count.models", scores["model_id"].nunique()),
            tests=text.plural("yours.tests", len(scores[TEST].drop_duplicates())),
            gaps=text.plural("yours.gaps", len(own.gaps)),
        )
    )
    st.info(text("yours.unchecked"))
    show_charts(page, own)
    if len(own.gaps):
        show_gaps(page, own.gaps)
    if len(own.without_gap):
        show_without(page, own)


def show_charts(page: Reader, own: Own) -> None:
    """One chart a test for the chosen model: the reader's gaps beside the published ones."""
    text, gaps = page.text, own.gaps[own.gaps["aspect"].isin(DRAWN)]
    if gaps.empty:
        st.info(text("yours.no_chart"))
        return
    names = dict(zip(gaps["model_id"], gaps["model_name"], strict=True))
    model = next(iter(names))
    if len(names) > 1:  # not in the address: the reader's names are theirs
        model = st.selectbox(text("control.model"), list(names), format_func=names.__getitem__, key="yours_model")
    groups = {test_words(page, rows): rows for _, rows in gaps[gaps["model_id"] == model].groupby(TEST, sort=False)}
    if len(groups) > MOST_CHARTS:
        test = st.selectbox(text("control.test"), sorted(groups), key="yours_test")
        groups = {test: groups[test]}
    for number, rows in enumerate(groups.values()):
        row = rows.iloc[0].to_dict()
        published = page.store.view("gap_on_test", where={key: str(row[key]) for key in TEST})
        words = {"benchmark": test_name(row, text), "counted": counted(page, row["metric_id"]), "model": names[model]}
        chart = beside(rows, published, text, file=own.file, **words)
        panel(page, chart, draw(chart, text), key=f"yours_{number}")


def test_words(page: Reader, rows: pd.DataFrame) -> str:
    """A test by its name, its part, how the models were asked, and what was counted."""
    row = rows.iloc[0].to_dict()
    return f"{test_name(row, page.text)} · {counted(page, row['metric_id']).rstrip('.')}"


def counted(page: Reader, metric_id: str) -> str:
    """What a metric says."""
    statement = page.store.view("metric", metric_id=metric_id)["statement"].iloc[0]
    return page.text.translated(f"metric.{metric_id}", statement)


def show_gaps(page: Reader, gaps: pd.DataFrame) -> None:
    """Every gap of the file as a table and a file, with what is published beside it."""
    text = page.text
    st.subheader(text("yours.every_gap"), anchor="gaps")
    published = page.store.view("gap_on_test", benchmark_id=tuple(gaps["benchmark_id"].unique()))
    columns = [*TEST, "variant_tag", "median_gap_pp", "low_pp", "high_pp", "n_models"]
    rows = gaps.merge(published[columns], on=[*TEST, "variant_tag"], how="left").sort_values(
        [*TEST, "model_id", "gap_pp"], ascending=[True] * 5 + [False]
    )
    shown = pd.DataFrame(
        {
            text("control.test"): [test_name(row, text) for row in rows.to_dict("records")],
            text("column.metric_id"): rows["metric_id"],
            text("column.model_id"): rows["model_name"],
            text("column.language"): [text.label(tag) for tag in rows["variant_tag"]],
            text("yours.gap"): rows["gap_pp"],
            text("column.low"): rows["gap_low_pp"],
            text("column.high"): rows["gap_high_pp"],
            text("yours.verdict"): [
                verdict_name(verdict, aspect, text) if aspect in DRAWN else ""
                for verdict, aspect in zip(rows["verdict"], rows["aspect"], strict=True)
            ],
            text("yours.published_gap"): rows["median_gap_pp"],
            text("yours.published_low"): rows["low_pp"],
            text("yours.published_high"): rows["high_pp"],
            text("yours.published_models"): rows["n_models"].astype("Int64"),
        }
    )
    table(shown.round(2), shown, text("yours.download_gaps"), "yours_gaps", text("yours.every_gap"))


def show_without(page: Reader, own: Own) -> None:
    """The rows that get no gap, each with the reason."""
    text, rows = page.text, own.without_gap
    st.subheader(text.plural("yours.without_gap", len(rows)), anchor="without")
    shown = pd.DataFrame(
        {
            text("yours.record" if own.records else "yours.row"): rows["row"],
            text("control.test"): rows["benchmark_name"],
            text("column.model_id"): rows["model_id"],
            text("column.language"): [text.label(tag) for tag in rows["variant_tag"]],
            text("yours.why"): [
                text(f"yours.reason.{row['reason']}", reference=reference_name(row["reference_tag"], page))
                for _, row in rows.iterrows()
            ],
        }
    )
    table(shown, shown, text("yours.download_without"), "yours_without", text("yours.why"))


def reference_name(tag: object, page: Reader) -> str:
    """The reference language of a test, where it has one."""
    return page.text.language(tag) if isinstance(tag, str) else ""


page = reader()
st.title(page.text("page.yours.title"))
st.markdown(page.text("page.yours.lead"))
show_form(page)
choose_file(page)
show_held(page)
