"""One recommendation: its rule in words and as declared, the rows that it cites, what speaks against it, who did it before, and on whose word."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd
import streamlit as st

from dashboard import state
from dashboard.advice import ON_RECORD, STATES, Advice, Recommendation, all_advice, recommendations
from dashboard.advice.words import limit_words, subject_name
from dashboard.advised import rests_on, show_cited
from dashboard.changed import show_history
from dashboard.files import download
from dashboard.limits import carried, own_limits
from dashboard.linking import link
from dashboard.panel import server, table
from dashboard.policy import before, published
from dashboard.reader import Reader, reader
from dashboard.share import Place
from dashboard.text import Text, literal
from dashboard.web import card
from dashboard.web.editions import edition_of

PARTS = ("premise", "trigger", "evidence", "withdrawal")
ROLES = ("supports", "cost")  # of publications that stand among the sources; those against it stand above


def choose_recommendation(page: Reader) -> Recommendation:
    """The recommendation that the address names, else the first by name."""
    known = recommendations(page.store, page.text)
    names = sorted(known, key=lambda name: known[name].title)
    return known[
        state.choose(
            page.text,
            page.text("recommendation.choose"),
            names,
            "of",
            lambda name: known[name].title,
            clears=("about",),
        )
    ]


def show_facts(page: Reader, fact: Recommendation) -> None:
    """Who should act, how strong the evidence is and why, and what it costs."""
    text = page.text
    lines = [
        text(
            "recommendation.actor", actor=text(f"advice.actor.{fact.actor}"), theme=text(f"advice.theme.{fact.theme}")
        ),
        f"**{text(f'advice.strength.{fact.strength}')}**: {fact.strength_reason}",
        f"**{text(f'advice.cost.{fact.cost_class}')}**: {fact.cost_basis} {cost_bands(page)}"
        if fact.cost_class
        else text("recommendation.no_cost"),
    ]
    st.markdown(fact.summary + "\n\n" + "\n".join(f"- {line}" for line in lines))


def cost_bands(page: Reader) -> str:
    """What low, medium and high mean."""
    bands = page.store.view("threshold").set_index("threshold_id")["value"]
    names = {"low": "advice_cost_low", "medium": "advice_cost_medium"}
    words = {name: page.text.people(bands[code]) for name, code in names.items()}
    return page.text("recommendation.cost_bands", **words)


def show_rule(page: Reader, fact: Recommendation, limits: dict[str, float]) -> None:
    """The rule in words, part by part; then as it is declared, and the queries of what it asks."""
    text, store = page.text, page.store
    st.subheader(text("recommendation.rule"), anchor="rule")
    conditions = store.view("recommendation_condition", recommendation_id=fact.recommendation_id, order="position")
    conditions = conditions[conditions["quantity_id"] != ON_RECORD]  # said once, for every rule
    quantities = store.view("quantity").set_index("quantity_id")
    editorial = store.view("threshold").set_index("threshold_id")["value"]
    for part in PARTS:
        own = conditions[conditions["part"] == part]
        said = [
            text.listed(
                condition_words(
                    text, row, quantities["unit"], limits.get(row["threshold_id"], editorial.get(row["threshold_id"]))
                )
                for _, row in rows.iterrows()
            )
            for _, rows in own.groupby("alternative")
        ]
        if said:
            st.markdown(f"**{text(f'recommendation.part.{part}')}**\n\n" + "\n".join(f"- {one}" for one in said))
    st.caption(f"{text('recommendation.alternatives')} {text('recommendation.on_record')}")
    if limits:
        st.info(text("recommendation.own_limits"))
    query = st.expander(text("recommendation.query"), key="query", on_change="rerun")
    if query.open:
        with query:
            st.code(fact.declaration, language="toml", wrap_lines=True)
            for sql in dict.fromkeys(quantities.loc[conditions["quantity_id"].unique(), "sql"]):
                st.code(sql, language="sql", wrap_lines=True)
            link(page, "methods", text("recommendation.states"), relation="advice")


def condition_words(text: Text, row: pd.Series, units: pd.Series, limit: float | None) -> str:
    """A condition of a rule: what is asked, and the limit."""
    asked = limit_words(text, row["comparison"], limit, units[row["quantity_id"]])
    quantity = text(f"quantity.{row['quantity_id']}")
    return f"{quantity} ({asked})"


def choose_subject(page: Reader, fact: Recommendation, limits: dict[str, float]) -> Advice | None:
    """What the rule says of one subject: that of the address or the reader's own, else the largest to which it applies, else of those
    in another state. To choose from: all to which it applies, and the largest in every other state; the address reaches the rest."""
    text, name = page.text, fact.recommendation_id
    counts = page.store.advice_counts(limits)
    own = counts[counts["recommendation_id"] == name].set_index("state")
    shown = pd.DataFrame(
        {
            text("advice.column.state"): [text(f"advice.state.{code}") for code in STATES],
            text("advice.column.means"): [text(f"advice.means.{code}") for code in STATES],
            text(f"advice.kind.{fact.subject_kind}"): [text.integer(own["n"].get(code, 0)) for code in STATES],
        }
    )
    st.subheader(text("recommendation.says"), anchor="says")
    st.table(shown, hide_index=True, alt=text("recommendation.says"))
    fires = page.store.advice(limits, recommendation_id=name, state="fires")
    show_subjects(page, fact, fires)
    mine = {"language": page.own, "territory": page.home}.get(fact.subject_kind, "")
    named = {*own["subject"], mine, st.query_params.get("about", "")}
    others = page.store.advice(limits, recommendation_id=name, subject=tuple(sorted(named)))
    rows = pd.concat([fires, others]).drop_duplicates("subject")
    subjects = list(rows["subject"])
    states = rows.set_index("subject")["state"]
    kinds = rows.set_index("subject")["subject_kind"]
    chosen = state.choose(
        text,
        text("recommendation.about"),
        subjects,
        "about",
        lambda code: f"{subject_name(text, kinds[code], code)} · {text(f'advice.state.{states[code]}')}",
        default=mine or None,
    )
    found = all_advice(page.store, text, limits, state=STATES, recommendation_id=name, subject=chosen)
    return found[0] if found else None


def show_subjects(page: Reader, fact: Recommendation, fires: pd.DataFrame) -> None:
    """Everybody to whom it applies, those with most people first: rows of ``advice``."""
    text = page.text
    if fires.empty:
        return
    shown = pd.DataFrame(
        {
            text(f"advice.kind.{fact.subject_kind}"): [
                subject_name(text, kind, code)
                for kind, code in zip(fires["subject_kind"], fires["subject"], strict=True)
            ],
            text("advice.column.people"): fires["people"].round().astype("Int64").to_list(),
        }
    )
    file = fires[["subject_kind", "subject", "people", "people_low", "people_high", "people_counted"]]
    table(shown, file, text("advice.download"), fact.recommendation_id, text("recommendation.says"))


def show_evidence(page: Reader, item: Advice) -> None:
    """Why it is so for this subject, the rows that say so, and what speaks against it."""
    text = page.text
    subject = literal(subject_name(text, item.subject_kind, item.subject))
    st.markdown(f"**{subject}** · {item.people_words}\n\n{item.reason}")
    st.markdown(f"**{text('recommendation.cites')}**")
    if item.evidence:
        st.caption(rests_on(page, item.evidence))
        show_cited(page, item.evidence, "evidence")
    else:
        st.markdown(text("recommendation.no_rows"))


def share_card(page: Reader, item: Advice) -> None:
    """Lines that embed the recommendation for this subject. Made only when they are asked for."""
    text = page.text
    menu = st.popover(text("share.menu"), icon=":material/share:", key="share_card", on_change="rerun")
    if not menu.open:
        return
    place = Place(card.NAME, {"of": item.recommendation_id, "about": item.subject}, server(), text.tag)
    frozen = replace(place, parameters={**place.parameters, "edition": edition_of(page.store)})
    with menu:
        for label, one in (("share.embed", place), ("share.embed_frozen", frozen)):
            st.caption(text(label))
            st.code(one.snippet(card.title_of(text, item)), language="html", wrap_lines=True)
        st.markdown(f"[{text('gallery.title')}]({place.server}/embed/?lang={text.tag}&page={card.NAME})")


def show_against(page: Reader, fact: Recommendation, item: Advice | None) -> None:
    """What speaks against the recommendation, and what would take it back."""
    text = page.text
    st.subheader(text("recommendation.against"), anchor="against")
    st.markdown(fact.counter_sentence)
    st.markdown("\n".join(f"- {line}" for line in published(page.store, text, fact.sources, "counter")))
    if item and item.counter_evidence.rows:
        show_cited(page, item.counter_evidence.rows, "counter")
    st.markdown(text("recommendation.withdraw", words=fact.withdraw_if))


def show_precedents(page: Reader, fact: Recommendation) -> None:
    """Who did it before, when, for how much and where that is said; in English, as the sources have it."""
    text = page.text
    st.subheader(text("recommendation.precedents"), anchor="precedents")
    st.markdown("\n".join(f"- {before(text, one)}" for one in fact.precedents))
    names = tuple(one.precedent_id for one in fact.precedents)
    rows = page.store.view("precedent", precedent_id=names)
    download(page, text("advice.download"), "precedents", lambda: rows)


def show_sources(page: Reader, fact: Recommendation) -> None:
    """The publications that it rests on, by role, those read first-hand marked apart from the others."""
    text = page.text
    st.subheader(text("recommendation.sources"), anchor="sources")
    for role in ROLES:
        lines = published(page.store, text, fact.sources, role)
        if lines:
            heading = text("objection.for") if role == "supports" else text("recommendation.cost")
            st.markdown(f"**{heading}**\n\n" + "\n".join(f"- {line}" for line in lines))


page = reader()
text = page.text
st.title(text("page.recommendation.title"))
fact = choose_recommendation(page)
limits = own_limits(page)
st.header(fact.title, anchor="recommendation")
show_facts(page, fact)
item = choose_subject(page, fact, limits)
if item:
    show_evidence(page, item)
    share_card(page, item)
show_against(page, fact, item)
show_rule(page, fact, limits)
show_precedents(page, fact)
show_sources(page, fact)
show_history(page, recommendation_id=fact.recommendation_id)
link(page, "advice", text("recommendation.every"), **carried(limits))
