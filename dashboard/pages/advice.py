"""What to do: every recommendation, for whom it applies, for whom nothing can be said, and what the reader's own limits change."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

import pandas as pd
import streamlit as st

from dashboard import state
from dashboard.advice import STATES, Advice, Overview, advice_for, may_stand, overviews, recommendations
from dashboard.advised import editorial, largest, show_advice, show_for_languages
from dashboard.catalogue.asked import EVERY
from dashboard.changed import show_history
from dashboard.limits import carried, own_limits, show_every_limit, show_limits
from dashboard.linking import link
from dashboard.panel import table
from dashboard.reader import Reader, reader
from dashboard.search import fold, language_options
from dashboard.text import Text

WHOM = ("every", "language", "territory")
FILTERS = ("actor", "theme", "strength")
PARAMETERS = {"language": "tag", "territory": "code"}


def choose_whom(page: Reader) -> tuple[str, str]:
    """Everybody, or a language or country and its code: the one in the address, else the reader's own, else the first of the list."""
    text = page.text
    asked = next((kind for kind, name in PARAMETERS.items() if st.query_params.get(name)), "every")
    left, right = st.columns(2)
    with left:
        kind = state.choose(
            text,
            text("advice.whom"),
            list(WHOM),
            "whom",
            lambda code: text("advice.whom.every" if code == "every" else f"advice.kind.{code}"),
            default=asked,
        )
    if kind == "every":
        if page.own:
            link(page, "advice", text("advice.of", subject=text.label(page.own)), tag=page.own)
        if page.home:
            link(page, "advice", text("advice.of", subject=text.territory(page.home)), code=page.home)
        return kind, ""
    with right:
        if kind == "language":
            options, own = list(language_options(page.store, text)), page.own
        else:
            codes = page.store.view("territory")["territory_code"]
            options, own = sorted(codes, key=lambda code: fold(text.territory(code))), page.home
        name = partial(named, page, kind)
        return kind, state.choose(
            text, text(f"advice.kind.{kind}"), options, PARAMETERS[kind], name, default=own or None
        )


def choose_filters(page: Reader, found: Sequence[Overview]) -> dict[str, str]:
    """Who should act, on what, and on how strong an evidence, as far as the reader narrows it down."""
    text, chosen = page.text, {}
    for column, name in zip(st.columns(len(FILTERS)), FILTERS, strict=True):
        codes = list(dict.fromkeys(getattr(one.recommendation, name) for one in found))
        ordered = codes if name == "strength" else sorted(codes, key=lambda code: fold(text(f"advice.{name}.{code}")))
        with column:
            chosen[name] = state.choose(
                text,
                text(f"advice.filter.{name}"),
                [EVERY, *ordered],
                name,
                partial(filter_name, text, name),
            )
    return {name: code for name, code in chosen.items() if code != EVERY}


def filter_name(text: Text, name: str, code: str) -> str:
    """A choice of a filter in words."""
    return text("filter.every") if code == EVERY else text(f"advice.{name}.{code}")


def chosen(item: Overview | Advice, filters: dict[str, str]) -> bool:
    """Whether the filters let a recommendation in."""
    return all(getattr(item.recommendation, name) == code for name, code in filters.items())


def show_states(page: Reader, counts: dict[str, int], unit: str) -> None:
    """All five states, what each means, and how many are in it. ``unit``: a key for what is counted."""
    text = page.text
    shown = pd.DataFrame(
        {
            text("advice.column.state"): [text(f"advice.state.{code}") for code in STATES],
            text("advice.column.means"): [text(f"advice.means.{code}") for code in STATES],
            text(unit): [text.integer(counts.get(code, 0)) for code in STATES],
        }
    )
    st.table(shown, hide_index=True, alt=text("advice.column.state"))


def say_changes(text: Text, lines: Sequence[str]) -> None:
    """What the reader's own limits change beside the editorial ones."""
    words = text.plural("advice.changed", len(lines)) if lines else text("advice.unchanged")
    st.info("\n".join([words, "", *(f"- {line}" for line in lines)]))


def changed_counts(page: Reader, found: Sequence[Overview]) -> list[str]:
    """Recommendations that apply to more or fewer under the reader's limits."""
    usual = {one.recommendation.recommendation_id: one.counts["fires"] for one in overviews(page.store, page.text)}
    before = [usual[one.recommendation.recommendation_id] for one in found]
    return [
        page.text(
            "advice.moved",
            title=one.recommendation.title,
            before=page.text.integer(usually),
            after=page.text.integer(one.counts["fires"]),
        )
        for one, usually in zip(found, before, strict=True)
        if one.counts["fires"] != usually
    ]


def changed_states(page: Reader, kind: str, code: str, items: Sequence[Advice]) -> list[str]:
    """Recommendations whose state for one language or country is another under the reader's limits."""
    text = page.text
    usual = {item.recommendation_id: item.state for item in editorial(page.store, text, kind, code)}
    return [
        text(
            "advice.moved_state",
            title=item.title,
            before=text(f"advice.state.{usual[item.recommendation_id]}"),
            after=text(f"advice.state.{item.state}"),
        )
        for item in items
        if item.state != usual[item.recommendation_id]
    ]


def show_table(page: Reader, found: Sequence[Overview]) -> None:
    """Every recommendation with its subjects by state and the people it concerns, as a table and a file."""
    text = page.text
    facts = [one.recommendation for one in found]
    shown = pd.DataFrame(
        {
            text("recommendation.choose"): [fact.title for fact in facts],
            text("advice.filter.actor"): [text(f"advice.actor.{fact.actor}") for fact in facts],
            text("advice.filter.strength"): [text(f"advice.strength.{fact.strength}") for fact in facts],
            text("advice.column.about"): [text(f"advice.kind.{fact.subject_kind}") for fact in facts],
        }
        | {text(f"advice.state.{code}"): [one.counts[code] for one in found] for code in STATES}
        | {text("advice.column.people"): [people(page, one) for one in found]}
    )
    file = pd.DataFrame(
        {
            "recommendation_id": fact.recommendation_id,
            "actor": fact.actor,
            "theme": fact.theme,
            "strength": fact.strength,
        }
        | one.counts
        | {"people_low": one.people_low, "people_high": one.people_high}
        for fact, one in zip(facts, found, strict=True)
    )
    table(shown, file, text("advice.download"), "recommendations", text("page.advice.title"))
    st.caption(text("advice.table_note"))


def people(page: Reader, one: Overview) -> str:
    """Bounds of the people concerned: at least the largest subject, at most all of them together."""
    if one.people_low is None or one.people_high is None:
        return ""
    low, high = page.text.people(one.people_low), page.text.people(one.people_high)
    return low if low == high else page.text("interval.range", low=low, high=high)


def show_world(page: Reader, found: Sequence[Overview], limits: dict[str, float]) -> None:
    """Every recommendation over all subjects; those that apply to somebody with the largest of these as the example."""
    text = page.text
    with st.container():
        if limits:
            say_changes(text, changed_counts(page, found))
    names = [one.recommendation.recommendation_id for one in found if one.counts["fires"]]
    st.subheader(text.plural("advice.apply", len(names)), anchor="apply")
    st.caption(text("advice.order"))
    examples = largest(page.store, page.text, limits)
    with st.container():
        for name in names:
            if name in examples and may_stand(examples[name]):
                show_advice(page, examples[name], limits, named=True)
    show_states(page, {code: sum(one.counts[code] > 0 for one in found) for code in STATES}, "advice.column.in_state")
    st.caption(text("advice.several_states"))
    rest = [one.recommendation for one in found if not one.counts["fires"]]
    with st.container():
        if rest:
            st.subheader(text.plural("advice.apply_not", len(rest)), anchor="apply-not")
        for fact in rest:
            link(page, "recommendation", fact.title, of=fact.recommendation_id, **carried(limits))
    st.subheader(text("recommendation.every"), anchor="table")
    show_table(page, found)


def show_subject(page: Reader, kind: str, code: str, limits: dict[str, float], filters: dict[str, str]) -> None:
    """Every recommendation about one language or country, in all five states."""
    text = page.text
    items = [item for item in advice_for(page.store, text, kind, code, limits) if chosen(item, filters)]
    if not items:
        st.info(text("advice.none_about"))
        return
    with st.container():
        if limits:
            say_changes(text, changed_states(page, kind, code, items))
    held = {state: [item for item in items if item.state == state] for state in STATES}
    show_states(page, {state: len(group) for state, group in held.items()}, "advice.column.recommendations")
    st.caption(text("advice.order"))
    for name, group in held.items():
        with st.container():
            show_group(page, name, group, limits)
    if kind == "territory":
        show_for_languages(page, code, limits)
    link(
        page,
        "language" if kind == "language" else "country",
        text("own.more", name=named(page, kind, code)),
        **{PARAMETERS[kind]: code},
    )


def show_group(page: Reader, name: str, group: Sequence[Advice], limits: dict[str, float]) -> None:
    """The recommendations in one state: in full where they apply, else by name with the reason."""
    text = page.text
    if group:
        words = text("advice.count", state=text(f"advice.state.{name}"), n=text.integer(len(group)))
        st.subheader(words, anchor=name.replace("_", "-"))
    for item in group:
        if name == "fires" and may_stand(item):
            show_advice(page, item, limits)
        else:
            asked = {"of": item.recommendation_id, "about": item.subject}
            link(page, "recommendation", item.title, **asked, **carried(limits))
            st.caption(item.reason)


def named(page: Reader, kind: str, code: str) -> str:
    """The language or country by its name."""
    return page.text.label(code) if kind == "language" else page.text.territory(code)


@st.fragment
def show_list(kind: str, code: str) -> None:
    """Filters, limits and what follows from them, drawn again by itself: the rest of the page does not change with them, above all not
    the list of all languages. Each part has its place even when it is empty, so that the browser need not draw anew what only moved."""
    page = reader()
    limits = own_limits(page)
    every = overviews(page.store, page.text, limits)
    filters = choose_filters(page, every)
    kept = filters | ({"whom": kind, PARAMETERS[kind]: code} if kind != "every" else {})
    show_limits(page, limits, "advice", **kept)
    found = [one for one in every if chosen(one, filters)]
    if kind == "every":
        show_world(page, found, limits)
    else:
        show_subject(page, kind, code, limits, filters)


page = reader()
text = page.text
st.title(text("page.advice.title"))
st.markdown(text("page.advice.lead", n=text.integer(len(recommendations(page.store, text)))))
show_list(*choose_whom(page))
show_history(page)
show_every_limit(page)
link(page, "objections", text("page.objections.title"))
