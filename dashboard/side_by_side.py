"""Tables side by side: one row a thing in the file, one column a thing where it is read. The words are those of its own page."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pandas as pd

from dashboard.store import Store
from dashboard.text import Text

LANGUAGE = (
    "language_tag", "name", "speakers", "speakers_low", "speakers_high", "sources_differ", "resource_class",
    "capability_grade", "capability_state", "safety_grade", "safety_state",
)  # fmt: skip
INDEX = ("relative_capability", "low", "high", "n_tests", "item_sets", "index_source_ids")
SAFETY = (
    "n_comparisons", "n_worse", "n_better", "n_no_clear_difference", "n_cannot_say", "non_answer_low", "non_answer_high",
    "safety_source_ids",
)  # fmt: skip
LISTS = ("item_sets", "index_source_ids", "safety_source_ids")  # columns of lists among these
NAMED = 3  # official languages named


def languages(store: Store, tags: Sequence[str], *, with_index: bool) -> pd.DataFrame:
    """One row a language, in the order given: speakers, resource class, evidence grades, index across tests if ``with_index``,
    safety comparisons by verdict, surveyed papers. Missing is empty."""
    frame = store.view("language_profile", language_tag=tuple(tags))
    for dimension in ("capability", "safety"):
        grades = store.view("evidence_grade", dimension=dimension, language_tag=tuple(tags))
        frame = frame.merge(
            grades[["language_tag", "grade"]].rename(columns={"grade": f"{dimension}_grade"}), on="language_tag"
        )
    index = store.view("relative_capability").rename(columns={"source_ids": "index_source_ids"})
    safety = store.view("safety_by_language").rename(columns={"source_ids": "safety_source_ids"})
    frame = frame.merge(index[["language_tag", *INDEX]], on="language_tag", how="left")
    frame = frame.merge(safety[["language_tag", *SAFETY]], on="language_tag", how="left")
    columns = [*LANGUAGE, *(INDEX if with_index else ()), *SAFETY, "papers"]
    return frame.set_index("language_tag", drop=False).loc[list(tags), columns]


def languages_in_words(frame: pd.DataFrame, text: Text, references: Sequence[str], *, with_index: bool) -> pd.DataFrame:
    """The rows of ``languages`` turned: one row a quantity, one column a language. ``references``: languages that others are compared with."""
    cells = {}
    for row in frame.to_dict("records"):
        reference = row["language_tag"] in references
        said = {
            text("column.speakers"): speakers(row, text),
            text("coverage.class"): class_name(row["resource_class"], text),
            **{
                text(f"country.grade.{dimension}"): text("compare.not_applicable")
                if row[f"{dimension}_state"] == "not_applicable"
                else row[f"{dimension}_grade"]
                for dimension in ("capability", "safety")
            },
        }
        if with_index:
            said[text("compare.index")] = index(row, text, reference=reference)
            said[text("compare.index_tests")] = "" if pd.isna(row["n_tests"]) else text.integer(row["n_tests"])
        said |= {
            text("country.safety_worse"): safety_worse(row, text, reference=reference),
            text("compare.non_answers"): non_answers(row, text, reference=reference),
            text("compare.papers"): text.integer(row["papers"]),
        }
        cells[text.label(row["language_tag"])] = said
    return turned(cells, text)


def turned(cells: dict[str, dict[str, str]], text: Text) -> pd.DataFrame:
    """Columns of words under the names of things, after a column that says what each row is."""
    table = pd.DataFrame(cells)
    table.insert(0, text("compare.quantity"), table.index)
    return table


def between(low: str, high: str, text: Text) -> str:
    """From one to the other; one number where both are the same in words."""
    return low if low == high else text("interval.range", low=low, high=high)


def speakers(row: dict[str, Any], text: Text) -> str:
    """Speakers as the language page has them."""
    if pd.isna(row["speakers"]):
        return text("compare.not_stated")
    return text.speakers(row["speakers_low"], row["speakers_high"], bool(row["sources_differ"]), row["speakers"])


def class_name(level: float, text: Text) -> str:
    """Resource class in words."""
    return text("class.none") if pd.isna(level) else text(f"class.{int(level)}")


def index(row: dict[str, Any], text: Text, *, reference: bool = False) -> str:
    """The index across tests with its interval, or why there is none."""
    if pd.isna(row["relative_capability"]):
        return text("compare.is_reference" if reference else "compare.no_index")
    kept, low, high = (text.share(max(0.0, row[column]), 0) for column in ("relative_capability", "low", "high"))
    return text("compare.value_interval", value=kept, interval=text("interval.range", low=low, high=high))


def safety_worse(row: dict[str, Any], text: Text, *, reference: bool = False) -> str:
    """Comparisons that are clearly worse, of how many."""
    if pd.isna(row["n_comparisons"]):
        return text("compare.is_reference" if reference else "compare.no_comparison")
    return text("country.of", n=text.integer(row["n_worse"]), of=text.integer(row["n_comparisons"]))


def non_answers(row: dict[str, Any], text: Text, *, reference: bool = False) -> str:
    """Shares of invalid or unclear answers in safety tests, the lowest and the highest; tests that count none say nothing."""
    if pd.isna(row["n_comparisons"]):
        return text("compare.is_reference" if reference else "compare.no_comparison")
    if pd.isna(row["non_answer_low"]):
        return text("compare.not_counted")
    return between(text.share(row["non_answer_low"]), text.share(row["non_answer_high"]), text)


# Countries -----------------------------------------------------------------------------------


def countries(store: Store, codes: Sequence[str], *, with_index: bool) -> pd.DataFrame:
    """One row a country, in the order given: people, languages, official ones, bounds of the people covered for capability and
    safety, and if ``with_index`` the languages served worst and best by the index across tests."""
    rows = []
    known = store.view("relative_capability", order="relative_capability,language_tag")
    for code in codes:
        spoken = store.view("country_language", territory_code=code, order="-share_pct,language_tag")
        row: dict[str, Any] = {"territory_code": code}
        row["population"] = store.view("territory", territory_code=code)["population"].iloc[0]
        row["n_languages"] = len(spoken)
        row["official_languages"] = list(spoken.loc[spoken["official_status"].notna(), "language_tag"])
        exposed = store.view("territory_exposure", territory_code=code, level="compared").set_index("dimension")
        for dimension in ("capability", "safety"):
            for column in ("people_low", "people_high", "share_low", "share_high", "n_covered_languages"):
                row[f"{dimension}_{column}"] = exposed.loc[dimension, column]
        row["people_unplaced"] = exposed["people_unplaced"].iloc[0]
        if with_index:
            row |= ends(known[known["language_tag"].isin(spoken.loc[spoken["share_pct"] > 0, "language_tag"])])
        rows.append(row)
    return pd.DataFrame(rows)


def ends(served: pd.DataFrame) -> dict[str, Any]:
    """The first and the last row of languages with an index, lowest first; empty where there are none."""
    found: dict[str, Any] = {"n_index_languages": len(served)}
    for end, place in (("worst", 0), ("best", -1)):
        for column in ("language_tag", "relative_capability", "low", "high"):
            found[f"{end}_{column}"] = served[column].iloc[place] if len(served) else None
    return found


def countries_in_words(frame: pd.DataFrame, text: Text, *, with_index: bool) -> pd.DataFrame:
    """The rows of ``countries`` turned: one row a quantity, one column a country."""
    cells = {}
    for row in frame.to_dict("records"):
        said = {
            text("compare.people"): text.people(row["population"]),
            text("compare.languages_listed"): text.integer(row["n_languages"]),
            text("compare.official"): official(row["official_languages"], text),
        }
        for dimension in ("capability", "safety"):
            said[text(f"compare.bounds.{dimension}")] = people_covered(row, dimension, text)
            said[text(f"compare.covered.{dimension}")] = text(
                "country.of",
                n=text.integer(row[f"{dimension}_n_covered_languages"]),
                of=text.integer(row["n_languages"]),
            )
        # Languages overlap: shares that add up to all people or more do not say that nobody is left out.
        unplaced = row["people_unplaced"]
        said[text("compare.unplaced")] = text.people(unplaced) if unplaced > 0 else text("compare.not_known")
        if with_index:
            said[text("compare.index_languages")] = text.integer(row["n_index_languages"])
            for end in ("worst", "best"):
                said[text(f"compare.{end}")] = end_in_words(row, end, text)
        cells[text.territory(row["territory_code"])] = said
    return turned(cells, text)


def official(tags: Sequence[str], text: Text) -> str:
    """How many languages have a status, and which; the first few where there are many."""
    if not tags:
        return text.integer(0)
    names = [text.language(tag) for tag in tags[:NAMED]]
    names += [text.plural("count.more", len(tags) - NAMED)] if len(tags) > NAMED else []
    return text("compare.number_named", n=text.integer(len(tags)), names=text.listed(names))


def people_covered(row: dict[str, Any], dimension: str, text: Text) -> str:
    """Bounds in people and as shares."""
    if not row["n_languages"]:
        return text("compare.not_stated")
    low, high = (text.people(row[f"{dimension}_people_{end}"]) for end in ("low", "high"))
    share_low, share_high = (text.share(row[f"{dimension}_share_{end}"]) for end in ("low", "high"))
    return text(
        "compare.value_interval",
        value=between(low, high, text),
        interval=between(share_low, share_high, text),
    )


def end_in_words(row: dict[str, Any], end: str, text: Text) -> str:
    """A language at one end of the index, with its share."""
    if not row["n_index_languages"]:
        return text("compare.none_has_index")
    shares = {column: row[f"{end}_{column}"] for column in ("relative_capability", "low", "high")}
    return text("compare.named", name=text.label(row[f"{end}_language_tag"]), value=index(shares, text))


# Models --------------------------------------------------------------------------------------


def models(rows: pd.DataFrame, dated: pd.DataFrame) -> pd.DataFrame:
    """One row a model, in the order of ``dated``: how it does in the reference language on one test, and in how many of the
    language variants that all of them took it is clearly worse or better.

    ``rows``: of ``comparisons``, of one test; ``dated``: of ``model_dated``.
    """
    found = []
    for model in dated.to_dict("records"):
        own = rows[rows["model_id"] == model["model_id"]].sort_values(
            ["gap_pp", "variant_tag"], ascending=[False, True]
        )
        widest = own.iloc[0]
        found.append(
            {
                column: model[column]
                for column in ("model_id", "model_name", "developer", "model_date", "date_is_release")
            }
            | {column: widest[column] for column in ("test_id", "reference_tag", "reference_share")}
            | {"n_compared": len(own)}
            | {f"n_{verdict}": int((own["verdict"] == verdict).sum()) for verdict in ("worse", "better")}
            | {f"widest_{column}": widest[column] for column in ("variant_tag", "gap_pp", "gap_low_pp", "gap_high_pp")}
        )
    return pd.DataFrame(found)


def models_in_words(frame: pd.DataFrame, names: Sequence[str], text: Text) -> pd.DataFrame:
    """The rows of ``models`` turned: one row a quantity, one column a model under its name."""
    cells = {}
    for name, row in zip(names, frame.to_dict("records"), strict=True):
        date = text("compare.released" if row["date_is_release"] else "compare.first_tested", date=row["model_date"])
        widest = text.interval(row["widest_gap_low_pp"], row["widest_gap_high_pp"])
        cells[name] = {
            text("compare.developer"): row["developer"]
            if isinstance(row["developer"], str)
            else text("compare.not_stated"),
            text("compare.date"): date,
            text("compare.reference_share", reference=text.language(row["reference_tag"])): text.share(
                row["reference_share"]
            ),
            **{
                text(f"compare.clearly.{verdict}"): text(
                    "country.of", n=text.integer(row[f"n_{verdict}"]), of=text.integer(row["n_compared"])
                )
                for verdict in ("worse", "better")
            },
            text("compare.widest"): text(
                "compare.named",
                name=text.label(row["widest_variant_tag"]),
                value=text("compare.value_interval", value=text.number(row["widest_gap_pp"]), interval=widest),
            ),
        }
    return turned(cells, text)
