"""What to ask of each chart where nobody has asked for anything: chosen by rule from what is held, so that it changes with it."""

from __future__ import annotations

from functools import lru_cache

import pandas as pd

from dashboard.catalogue.asked import test_ids, test_key
from dashboard.catalogue.tests import most_telling
from dashboard.comparing import example_countries, example_languages, example_models
from dashboard.store import Store

Asked = dict[str, str]


@lru_cache(maxsize=64)
def examples(store: Store, tag: str = "", code: str = "") -> dict[str, Asked]:
    """Parameters of every chart that needs some, by its name. ``tag``, ``code``: the language and the country of the reader.
    A chart for which nothing is held is missing."""
    tests = store.view("test", has_gap=True, order="-has_interval,-newest_year,-n_languages,test_id")
    harm = tests[(tests["dimension"] == "safety") & (tests["aspect"] == "harm")]
    guards = store.view("test", dimension="safeguard", order="-parallel,-newest_year,benchmark_name,-metric_id")
    telling = tests[tests["test_id"].isin(most_telling(store)[:1])]
    found: dict[str, Asked | None] = {
        "gaps": _test_and_model(store, telling),
        "scores": _test_and_model(store, telling),
        "answers": _test_and_model(store, harm),
        "guards": _test_and_model(store, guards, "guard"),
        "slopes": _trend(store),
        "resources": _first(store, "resource_result", "indicator_id", indicator="indicator_id"),
        "intervention": _first(store, "intervention", "intervention_id", of="intervention_id"),
        "safety_requests": {"benchmark": str(harm["benchmark_id"].iloc[0]), "requests": "plain"} if len(harm) else None,
        **_of_language(store, tag),
        **_of_country(store, code),
        **_of_group(store),
        **_side_by_side(store),
    }
    return {name: asked for name, asked in found.items() if asked is not None}


def _first(store: Store, relation: str, order: str, **columns: str) -> Asked | None:
    """Values of the first row of a relation: parameter -> its column."""
    rows = store.view(relation, order=order)
    return None if rows.empty else {parameter: str(rows[column].iloc[0]) for parameter, column in columns.items()}


def _trend(store: Store) -> Asked | None:
    """The test with trends of most languages."""
    rows = store.view("trend")
    return {"test": str(test_ids(rows).value_counts().index[0])} if len(rows) else None


def _test_and_model(store: Store, tests: pd.DataFrame, parameter: str = "model") -> Asked | None:
    """The first of the tests, and the newest model that took it in the reference language too."""
    if tests.empty:
        return None
    test = tests.iloc[0]
    took = store.view("test_model", where=test_key(test), order="-has_reference,-latest_date,model_id")
    return {"test": str(test["test_id"]), parameter: str(took["model_id"].iloc[0])}


def _of_language(store: Store, tag: str) -> dict[str, Asked | None]:
    """A language: the reader's, else the most spoken of those with most tests."""
    rows = store.view("gap_on_test", dimension=("capability", "safety"))
    if tag:
        rows = rows[rows["language_tag"] == tag]
    if rows.empty:
        return {}
    often = rows.groupby("language_tag")["dimension"].agg(["nunique", "size"]).reset_index()
    often = often.sort_values(["nunique", "size", "language_tag"], ascending=[False, False, True])
    chosen = str(often["language_tag"].iloc[0])
    about = str(rows.loc[rows["language_tag"] == chosen, "dimension"].value_counts().index[0])
    return {"language_gaps": {"tag": chosen, "about": about}}


def _of_country(store: Store, code: str) -> dict[str, Asked | None]:
    """A country: the reader's, else that with most people."""
    largest = _first(store, "territory", "-population,territory_code", code="territory_code")
    chosen = code or (largest or {}).get("code", "")
    if not chosen:
        return {}
    return {"country_evidence": {"code": chosen, "about": "safety"}, "country_index": {"code": chosen}}


def _of_group(store: Store) -> dict[str, Asked | None]:
    """A part of the world: that with most people."""
    where = _first(store, "group_exposure", "-population,scheme,group_id", scheme="scheme", group="group_id")
    return {"group_evidence": where and {**where, "about": "safety"}, "group_index": where}


def _side_by_side(store: Store) -> dict[str, Asked | None]:
    """Things side by side: those that the page *Compare* shows first."""
    models = example_models(store)
    telling = next(iter(most_telling(store)), "")
    tests = store.view("test", test_id=telling)
    languages, countries = example_languages(store), example_countries(store)
    taken = _test_and_model(store, tests)
    return {
        "compare_models": {"test": models[0][0], "models": ",".join(models[0][1])} if models else None,
        "compare_languages": {"tags": ",".join(languages[0]), **taken} if languages and taken else None,
        "compare_countries": {"codes": ",".join(countries[0])} if countries else None,
    }
