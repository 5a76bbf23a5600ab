"""Coverage and planner: who has been tested for what, and which languages to test next."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from dashboard import state
from dashboard.advised import advice_by_language
from dashboard.catalogue.people import COUNTS
from dashboard.claims import claims_of
from dashboard.linking import link
from dashboard.panel import show, source_line, table
from dashboard.planner import AIMS, Bounds, bounds, items_needed, plan
from dashboard.reader import Reader, reader
from dashboard.tables import grid
from dashboard.text import Text, literal

SHARES = ("10", "5", "20", "50")
HALF_WIDTHS = ("5", "2", "10")


def choose_plan(page: Reader) -> tuple[str, str, int]:
    """Dimension, aim and number of languages, from the address."""
    text = page.text
    left, middle, right = st.columns(3)
    with left:
        dimension = state.choose(
            text,
            text("coverage.dimension"),
            ["safety", "capability"],
            "about",
            lambda code: text(f"dimension.{code}"),
        )
    with middle:
        aim = state.choose(text, text("coverage.aim"), list(AIMS), "aim", lambda code: text(f"coverage.aim.{code}"))
    with right:
        count = state.choose(text, text("coverage.count"), list(COUNTS), "n", lambda n: text.integer(int(n)))
    return dimension, aim, int(count)


def show_known(page: Reader, dimension: str) -> None:
    """How many languages have which grade of evidence, and what follows for people."""
    text = page.text
    grades = page.store.view("planner_candidate", dimension=dimension)
    counts = grades.groupby("grade").size().reindex(list("ABCDE"), fill_value=0)
    st.subheader(text(f"coverage.known.{dimension}"), anchor="known")
    claims = claims_of(page.store, text)
    said = [
        sentence
        for claim_id in ("evidence_none", "people_covered", "ledger_first")
        for part, sentence in zip(claims.of(claim_id)["part"], claims.sentences.get(claim_id, []), strict=True)
        if part == dimension
    ]
    st.markdown("\n".join(f"- {sentence}" for sentence in said))
    shown = pd.DataFrame(
        {
            text("coverage.grade"): counts.index,
            text("coverage.grade_means"): [text(f"coverage.grade.{grade}") for grade in counts.index],
            text("catalogue.languages"): counts.to_list(),
        }
    )
    grid(shown, text, key="grades", alt=text(f"coverage.known.{dimension}"))


def show_plan(page: Reader, dimension: str, aim: str, count: int, chosen: pd.DataFrame) -> None:
    """The languages to test next, what they would change, and every one of them as a table."""
    text = page.text
    show(page, "next_languages", key="next", about=dimension, aim=aim, n=str(count))
    covered = page.store.view("evidence_grade", dimension=dimension, grade=("A", "B", "C"))["language_tag"]
    spoken, territories = page.store.view("spoken_in"), page.store.view("territory")
    before = bounds(spoken, territories, set(covered))
    after = bounds(spoken, territories, {*covered, *chosen["language_tag"]})
    st.markdown(
        text("coverage.change", before=in_words(before, text), after=in_words(after, text), n=text.integer(len(chosen)))
    )
    st.caption(f"{text('country.bounds_note')}  \n{source_line(page, ('cldr',))}")
    shown = pd.DataFrame(
        {
            text("column.language"): [text.label(tag) for tag in chosen["language_tag"]],
            text("column.speakers"): chosen["speakers"],
            text("coverage.grade"): chosen["grade"],
            text("coverage.class"): [
                text(f"class.{int(level)}") if not pd.isna(level) else text("class.none")
                for level in chosen["resource_class"]
            ],
            text("coverage.official"): chosen["n_official_territories"],
            text("coverage.advice"): advice_by_language(page, list(chosen["language_tag"])),
        }
    )
    table(shown, chosen, text("coverage.download"), "plan", text("coverage.plan"))
    more = st.expander(text("coverage.advice_more"), key="more_advice", on_change="rerun")
    if more.open:
        with more:
            for tag in chosen["language_tag"]:
                link(page, "advice", text("advice.of", subject=text.label(tag)), tag=tag)


def in_words(found: Bounds, text: Text) -> str:
    """Bounds as shares of the world's people."""
    return text("interval.range", low=text.share(found.low / found.people), high=text.share(found.high / found.people))


def show_items(page: Reader, n_languages: int) -> None:
    """How many items a test needs, and what that costs by the reader's own figure."""
    text = page.text
    st.subheader(text("coverage.items"), anchor="items")
    left, middle, right = st.columns(3)
    with left:
        share = state.choose(text, text("coverage.share"), list(SHARES), "p", lambda p: text.share(int(p) / 100, 0))
    with middle:
        half = state.choose(
            text, text("coverage.half_width"), list(HALF_WIDTHS), "h", lambda h: text.plural("coverage.points", int(h))
        )
    with right:
        typed = state.typed(text("coverage.cost"), "cost", placeholder=text("coverage.cost_example"))
    n = items_needed(int(share) / 100, int(half) / 100)
    words = {
        "items": text.integer(n),
        "share": text.share(int(share) / 100, 0),
        "half": text.plural("coverage.points", int(half)),
        "languages": text.plural("count.languages", n_languages),
        "all": text.integer(n * n_languages),
    }
    st.markdown(text("coverage.items_needed", **words))
    cost = amount(typed)
    if typed and cost is None:
        st.warning(text("coverage.cost_wrong", value=literal(typed)))
    elif cost is not None:
        st.markdown(text("coverage.total", total=text.integer(cost * n_languages), cost=text.integer(cost)))
    st.caption(text("coverage.items_note"))


def amount(typed: str) -> float | None:
    """A sum of money as typed, or None where it is none."""
    try:
        value = float(typed.replace(" ", "").replace("\u00a0", "").replace("\u202f", "").replace(",", ""))
    except ValueError:
        return None
    return value if 0 <= value < 1e12 else None


page = reader()
st.title(page.text("page.coverage.title"))
st.markdown(page.text("page.coverage.lead"))
dimension, aim, count = choose_plan(page)
candidates = page.store.view("planner_candidate", dimension=dimension)
chosen = plan(candidates, aim, count)
show_known(page, dimension)
if chosen.empty:
    st.info(page.text("coverage.nothing_open"))
else:
    show_plan(page, dimension, aim, count, chosen)
    show_items(page, len(chosen))
