"""Compare: two to six languages, countries or models side by side, like with like."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import pandas as pd
import streamlit as st

from dashboard import comparing, side_by_side, state
from dashboard.briefs.compare import MOST as MOST_IN_A_BRIEF
from dashboard.catalogue.asked import LEAST, MOST
from dashboard.catalogue.beside import model_names
from dashboard.catalogue.tests import LIMIT
from dashboard.charts.comparison import test_name
from dashboard.controls import show_comparability
from dashboard.offering import offer_brief
from dashboard.pages import page_file
from dashboard.panel import show, source_line, table
from dashboard.reader import Reader, index_shown, reader
from dashboard.search import fold, language_options, with_code

KINDS = ("languages", "countries", "models")
LANGUAGE_SOURCES = ("cldr", "linguameta", "joshi2020", "safety_research_survey")


def choose(page: Reader, kind: str) -> list[str]:
    """What the reader puts side by side, from the address."""
    store, text = page.store, page.text
    if kind == "languages":
        options: Sequence[str] = language_options(store, text)
        name: Callable[[str], str] = text.label
    elif kind == "countries":
        options = sorted(store.view("territory")["territory_code"], key=lambda code: fold(text.territory(code)))
        name = text.territory
    else:
        names = model_names(comparing.every_model(store))
        options, name = list(names), names.__getitem__

    def read(value: str) -> str:
        return with_code(value, store, text) if kind == "languages" else value

    return state.choose_several(
        text,
        text(f"compare.choose.{kind}", least=text.integer(LEAST), most=text.integer(MOST)),
        options,
        "with",
        name,
        most=MOST,
        read=read,
        placeholder=text("compare.placeholder"),
    )


def link(page: Reader, label: str, **parameters: str) -> None:
    """A link to a comparison."""
    st.page_link(page_file("compare"), label=label, query_params=page.link_parameters(**parameters))


def show_examples(page: Reader, kind: str) -> None:
    """Links to comparisons, chosen by rule from what is held."""
    store, text = page.store, page.text
    st.markdown(text("compare.examples"))
    if kind == "languages":
        for tags in comparing.example_languages(store):
            link(page, text.listed(map(text.label, tags)), **{"with": ",".join(tags)})
    elif kind == "countries":
        for codes in comparing.example_countries(store):
            link(page, text.listed(map(text.territory, codes)), kind=kind, **{"with": ",".join(codes)})
    else:
        names = model_names(comparing.every_model(store))
        tests = store.view("test").set_index("test_id", drop=False)
        for test_id, models in comparing.example_models(store):
            label = text(
                "compare.models_on_test",
                models=text.listed(names[model] for model in models),
                test=test_name(tests.loc[test_id], text),
            )
            link(page, label, kind=kind, test=test_id, **{"with": ",".join(models)})


def choose_common_test(page: Reader, rows: pd.DataFrame) -> pd.Series:
    """One of the tests that all have in common: a row of ``test``. ``rows``: of ``comparisons``, not empty."""
    text, tests = page.text, comparing.common_tests(page.store, rows)
    names = {test_id: test_name(row, text) for test_id, row in tests.iterrows()}
    metrics = page.store.view("metric").set_index("metric_id")["statement"]

    def label(test_id: str) -> str:
        row = tests.loc[test_id]
        named = text(
            "control.test_label",
            test=names[test_id],
            languages=text(f"dimension.{row['dimension']}"),
            year=row["newest_year"],
        )
        if list(names.values()).count(names[test_id]) == 1:
            return named
        measured = text.translated(f"metric.{row['metric_id']}", metrics[row["metric_id"]])
        return f"{named} · {measured.rstrip('.')}"

    chosen = state.choose(text, text("control.test"), list(names), "test", label, clears=("model",))
    return tests.loc[chosen]


def show_table(page: Reader, shown: pd.DataFrame, file: pd.DataFrame) -> None:
    """The table side by side, and its file."""
    text = page.text
    table(shown, file, text("compare.download"), "side-by-side", text("compare.table"), wrapped=True)


def show_links(page: Reader, name: str, labels: dict[str, str], parameter: str) -> None:
    """Links to the page of each thing compared. ``labels``: value of the page's parameter and name."""
    st.markdown(page.text("compare.each"))
    for value, label in labels.items():
        st.page_link(page_file(name), label=label, query_params=page.link_parameters(**{parameter: value}))


def show_languages(page: Reader, tags: list[str]) -> None:
    """Languages: what is known of each, and their gaps on a test that one model took in all of them."""
    store, text, with_index = page.store, page.text, index_shown(page)
    references = {tag.split("-")[0] for tag in store.view("test", has_gap=True)["reference_tag"]}
    file = side_by_side.languages(store, tags, with_index=with_index)
    shown = side_by_side.languages_in_words(file, text, sorted(references), with_index=with_index)
    st.subheader(text("compare.table"), anchor="table")
    lists = [column for column in side_by_side.LISTS if column in file]
    sources = {
        source for column in lists if column.endswith("source_ids") for source in file[column].dropna().explode()
    }
    file = file.assign(**{column: file[column].map(", ".join, na_action="ignore") for column in lists})
    show_table(page, shown, file)
    notes = [text("compare.grades_note"), text("compare.safety_note")]
    if with_index:
        notes.insert(0, text("compare.index_note"))
        if file["item_sets"].dropna().nunique() > 1:
            notes.insert(1, text("compare.index_other_tests"))
    st.caption(f"{' '.join(notes)}  \n{source_line(page, (*LANGUAGE_SOURCES, *sorted(sources)))}")
    show_common_language_test(page, tags)
    show_links(page, "language", {tag: text.label(tag) for tag in tags}, "tag")


def show_common_language_test(page: Reader, tags: list[str]) -> None:
    """The gaps on one common test, and which of the languages cannot be told apart; or which pairs share one."""
    store, text = page.store, page.text
    held = comparing.comparisons(store, {"language_tag": tuple(tags)})
    rows = comparing.in_all_languages(held, tags)
    st.subheader(text("compare.same_test"), anchor="same-test")
    if rows.empty:
        st.info(text("compare.no_common_test.languages"))
        show_pairs(page, comparing.shared_by_pairs(held, tags))
        return
    n = rows["test_id"].nunique()
    st.markdown(
        text.plural("compare.common_tests.languages", n, models=text.plural("count.models", rows["model_id"].nunique()))
    )
    test = choose_common_test(page, rows)
    rows = rows[rows["test_id"] == test["test_id"]]
    names = model_names(comparing.models_of(store, rows))
    model = state.choose(text, text("control.model"), list(names), "model", names.__getitem__)
    show(page, "compare_languages", key="gaps", tags=",".join(tags), test=str(test["test_id"]), model=model)
    show_groups(page, rows[rows["model_id"] == model])
    show_comparability(page, test)
    link_to_test(page, test, model)


def show_pairs(page: Reader, pairs: list[tuple[str, str, int]]) -> None:
    """Links to the pairs of languages that share a test."""
    text = page.text
    if pairs:
        st.markdown(text("compare.pairs"))
    for one, other, n in pairs:
        label = text.plural("compare.pair", n, languages=text.listed((text.label(one), text.label(other))))
        link(page, label, **{"with": f"{one},{other}"})


def show_groups(page: Reader, rows: pd.DataFrame) -> None:
    """Which of the languages stand in one group of those that cannot be told apart from its best, with this model on this test."""
    text, tied = page.text, comparing.groups(page.store, rows)
    if tied.empty:
        return
    lines = [
        text(
            "compare.group",
            group=text.integer(group),
            n=text.integer(members["n_groups"].iloc[0]),
            languages=text.listed(map(text.label, members["variant_tag"])),
        )
        for group, members in tied.groupby("tie_group", sort=True)
    ]
    st.markdown(text("compare.groups", n=text.integer(tied["n_compared"].iloc[0])))
    st.markdown("\n".join(f"- {line}" for line in lines))
    st.caption(text("compare.groups_note"))


def link_to_test(page: Reader, test: pd.Series, model: str) -> None:
    """A link to every language on the same test, on the page of its dimension."""
    if test["dimension"] in ("capability", "safety"):
        st.page_link(
            page_file(test["dimension"]),
            label=page.text("compare.every_language"),
            query_params=page.link_parameters(test=test["test_id"], model=model),
        )


def show_countries(page: Reader, codes: list[str]) -> None:
    """Countries: people, languages, whom tests cover, and who is served worst and best."""
    store, text, with_index = page.store, page.text, index_shown(page)
    file = side_by_side.countries(store, codes, with_index=with_index)
    shown = side_by_side.countries_in_words(file, text, with_index=with_index)
    st.subheader(text("compare.table"), anchor="table")
    file = file.assign(official_languages=file["official_languages"].map(", ".join))
    show_table(page, shown, file)
    notes = [text("country.bounds_note")] + ([text("compare.index_note")] if with_index else [])
    st.caption(f"{' '.join(notes)}  \n{source_line(page, ('cldr',))}")
    if not show(page, "compare_countries", key="covered", codes=",".join(codes)):
        st.info(text("compare.no_languages_listed"))
    show_links(page, "country", {code: text.territory(code) for code in codes}, "code")


def show_models(page: Reader, models: list[str]) -> None:
    """Models: their gaps on a test that all of them took."""
    store, text = page.store, page.text
    rows = comparing.in_all_models(comparing.comparisons(store, {"model_id": tuple(models)}), models)
    if rows.empty:
        st.info(text("compare.no_common_test.models"))
        return
    n, languages = rows["test_id"].nunique(), text.plural("count.languages", rows["language_tag"].nunique())
    st.markdown(text.plural("compare.common_tests.models", n, languages=languages))
    test = choose_common_test(page, rows)
    rows = rows[rows["test_id"] == test["test_id"]]
    drawn = "all"
    if rows["variant_tag"].nunique() > LIMIT:
        options = ["widest", "all"]
        drawn = state.choose(
            text, text("control.show"), options, "show", lambda code: text(f"show.{code}", n=text.integer(LIMIT))
        )
    dated = comparing.every_model(store).set_index("model_id", drop=False).loc[models]
    names = model_names(comparing.every_model(store))
    file = side_by_side.models(rows, dated)
    shown = side_by_side.models_in_words(file, [names[model] for model in models], text)
    st.subheader(text("compare.table"), anchor="table")
    show_table(page, shown, file)
    st.caption(f"{text('compare.models_note')}  \n{source_line(page, tuple(sorted(set(rows['source_id']))))}")
    show(page, "compare_models", key="gaps", models=",".join(models), test=str(test["test_id"]), show=drawn)
    show_comparability(page, test)
    link_to_test(page, test, models[0])


SHOW = {"languages": show_languages, "countries": show_countries, "models": show_models}

page = reader()
st.title(page.text("page.compare.title"))
st.markdown(page.text("page.compare.lead"))
kind = state.choose(
    page.text,
    page.text("compare.kind"),
    list(KINDS),
    "kind",
    lambda code: page.text(f"compare.kind.{code}"),
    clears=("with", "test", "model", "show"),
)
chosen = choose(page, kind)
if len(chosen) < LEAST:
    show_examples(page, kind)
else:
    if kind == "languages" and len(chosen) <= MOST_IN_A_BRIEF:
        offer_brief(page, "compare", ",".join(chosen))
    SHOW[kind](page, chosen)
