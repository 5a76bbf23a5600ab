"""Where a language or a country stands, in sentences: for its own page and for the reader who chose it as theirs."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd

from dashboard.reader import Reader, first, index_shown
from dashboard.text import Text

ENDS = ("A", "E")  # nothing stands against the best grade, and of the last there is nothing to judge


def grade_line(page: Reader, tag: str, dimension: str) -> str | None:
    """How good the evidence on a language is, and what a better grade would need; None where no test applies."""
    text = page.text
    row = page.store.view("evidence_grade", language_tag=tag, dimension=dimension).iloc[0]
    if row["state"] == "not_applicable":
        return None
    if row["grade"] in ENDS:
        reason = text(f"grade.{row['grade']}")
    else:
        reason = text("grade.failing", reasons=text.series(text(f"failing.{code}") for code in row["failing"]))
    return text(f"language.grade.{dimension}", grade=row["grade"], reason=reason)


def index_line(page: Reader, tag: str) -> str | None:
    """The index across tests; None where the language has none or it has not earned its place."""
    text, row = page.text, first(page.store.view("relative_capability", language_tag=tag))
    if row is None or not index_shown(page):
        return None
    columns = {
        "kept": "relative_capability",
        "low": "low",
        "high": "high",
        "new_low": "new_test_low",
        "new_high": "new_test_high",
    }
    shares = {name: text.share(max(0.0, row[column]), 0) for name, column in columns.items()}
    counts = {
        "tests": text.integer(row["n_tests"]),
        "scores": text.integer(row["n_scores"]),
        "year": row["newest_year"],
    }
    return text("language.index", **shares, **counts)


def safety_line(page: Reader, tag: str) -> str | None:
    """How the safety comparisons of a language fall out, with the answers that were none and how well judges do; None without any."""
    text, row = page.text, first(page.store.view("safety_by_language", language_tag=tag))
    if row is None:
        return None
    counts = {f"n_{verdict}": text.integer(row[f"n_{verdict}"]) for verdict in ("worse", "better", "no_clear_difference", "cannot_say")}  # fmt: skip
    said = text.plural("language.safety_tally", int(row["n_comparisons"]), tests=text.plural("count.tests", int(row["n_tests"])), **counts)  # fmt: skip
    if not pd.isna(row["non_answer_low"]):
        low, high = text.share(row["non_answer_low"], 0), text.share(row["non_answer_high"], 0)
        said += " " + text("language.safety_invalid", low=low, high=high)
    if not pd.isna(row["n_judges"]) and row["n_judges"] > 0:
        said += " " + text(
            "language.safety_judges",
            n=text.plural("count.judges", int(row["n_judges"])),
            best=text.number(row["best_judge_kappa"], 2),
            worst=text.number(row["worst_judge_kappa"], 2),
            people=text.number(row["people_kappa"], 2),
        )
    return said


def papers_line(page: Reader, tag: str) -> str:
    """How many surveyed papers name the language, or that none does and how many counts name no language."""
    text, name = page.text, page.text.language(tag)
    row = page.store.view("language_profile", language_tag=tag).iloc[0]
    if row["papers"]:
        return text.plural("language.papers", int(row["papers"]), language=name)
    counts = page.store.view("publication_count", series="survey", breakdown="language")
    return text.plural("language.no_papers", int(counts["language_tag"].isna().sum()), language=name)


def attention_line(page: Reader, tag: str) -> str | None:
    """Surveyed papers per ten million speakers, with the range that the sources of speaker counts leave; None where the
    survey names the language in no paper, or nobody counts its speakers."""
    text, row = page.text, first(page.store.view("attention", language_tag=tag))
    if row is None or pd.isna(row["papers_per_10m"]):
        return None
    ends = (row["papers_per_10m_low"], row["papers_per_10m_high"])
    digits = 1 if ends[0] >= 1 else 2
    return text(
        "language.papers_per_speaker",
        rate=text.number(row["papers_per_10m"], digits),
        range=text.interval(*ends, digits),
        survey=text.integer(row["survey_papers"]),
    )


def bibliography_line(page: Reader, tag: str) -> str:
    """How many papers of the bibliography name the language: of those that rules select as safety research, and of all."""
    text = page.text
    series = page.store.view("publication_count", series="bibliography", language_tag=tag)
    safety = series[
        (series["selection"] == "keyword_and_topic") & (series["breakdown"] == "venue_language_class_topic")
    ]
    every = series[series["selection"] == "all_papers"]
    years = page.store.view("bibliography_by_year")["year"]
    return text(
        "language.bibliography",
        language=text.language(tag),
        safety=text.integer(safety["publications"].sum()),
        every=text.integer(every["publications"].sum()),
        first=years.min(),
        last=years.max(),
    )


def unknowns(page: Reader, row: pd.Series) -> list[str]:
    """What nobody knows, or what this edition does not hold."""
    text, tag = page.text, row["language_tag"]
    coverage = page.store.view("coverage", language_tag=tag, dimension=("capability", "safety"))
    items = []
    for _, part in coverage.iterrows():
        dimension = part["dimension"]
        if part["state"] == "not_measured":
            items.append(text(f"unknown.not_measured.{dimension}"))
        elif part["state"] == "measured":
            if part["n_benchmarks"] == 1:
                items.append(text(f"unknown.one_test.{dimension}"))
            items.append(text(f"unknown.newest.{dimension}", year=int(part["newest_year"])))
    if pd.isna(row["speakers"]):
        items.append(text("unknown.speakers"))
    if pd.isna(row["resource_class"]):
        items.append(text("unknown.class"))
    return [*items, text("unknown.not_held")]


def language_lines(page: Reader, tag: str) -> list[str]:
    """Where a language stands: evidence, index, safety, research."""
    lines = [grade_line(page, tag, "capability"), index_line(page, tag), grade_line(page, tag, "safety")]
    return [line for line in [*lines, safety_line(page, tag), papers_line(page, tag)] if line]


def country_facts(page: Reader, code: str, row: pd.Series, spoken: pd.DataFrame) -> list[str]:
    """People of a country, place in the world, languages and official ones. ``row``: of ``territory``; ``spoken``: of ``country_language``."""
    text = page.text
    groups = page.store.view("territory_group", territory_code=code, source_id="country_groups")
    regions = groups[groups["scheme"].str.startswith("m49")]["group_name"].drop_duplicates()
    items = [text("country.people", people=text.people(row["population"]))]
    if len(regions):
        items.append(text("country.region", regions=text.listed(map(text.region, regions))))
    official = spoken[spoken["official_status"].notna()]
    items.append(text.plural("country.languages", len(spoken), official=text.integer(len(official))))
    if len(official):
        named = (
            text("country.official", status=text(f"status.{status}"), languages=text.listed(map(text.language, rows)))
            for status, rows in official.groupby("official_status", sort=False)["language_tag"]
        )
        items.append(text("country.official_languages", languages=text.series(named)))
    return items


def bounds_lines(page: Reader, code: str) -> list[str]:
    """How many people of a country speak at least one language that was tested, as bounds, for capability and safety."""
    rows = page.store.view("territory_exposure", territory_code=code, level="compared", order="dimension")
    return bounds_of(page, rows)


def bounds_of(page: Reader, rows: pd.DataFrame) -> list[str]:
    """The same of any people. ``rows``: of ``territory_exposure`` or ``group_exposure``, one a dimension."""
    return [bounds_line(page.text, row) for row in rows.to_dict("records")]


def bounds_line(text: Text, row: Mapping[str, Any]) -> str:
    """One pair of bounds; one number where both are printed alike."""
    said = {
        "low": text.people(row["people_low"]),
        "high": text.people(row["people_high"]),
        "share_low": text.share(row["share_low"]),
        "share_high": text.share(row["share_high"]),
    }
    one = said["low"] == said["high"] and said["share_low"] == said["share_high"]
    covered, n = text.integer(row["n_covered_languages"]), text.integer(row["n_languages"])
    return text(f"country.bounds.{row['dimension']}{'_one' if one else ''}", **said, covered=covered, n=n)


def asks(page: Reader, spoken: pd.DataFrame, most: int = 5) -> list[str]:
    """What is missing in the evidence on safety for the ``most`` largest languages of a country whose grade is D or E.

    ``spoken``: rows of ``country_language`` of one territory, largest share first.
    """
    text = page.text
    weak = spoken[(spoken["share_pct"] > 0) & spoken["safety_grade"].isin(["D", "E"])].head(most)
    tags = tuple(weak["language_tag"])
    failing = page.store.view("evidence_grade", dimension="safety", language_tag=tags).set_index("language_tag")[
        "failing"
    ]
    return [
        text(
            "country.ask",
            language=text.label(row["language_tag"]),
            share=text.share(row["share_pct"] / 100),
            grade=row["safety_grade"],
            reasons=text.series(text(f"failing.{code}") for code in failing[row["language_tag"]]),
        )
        for row in weak.to_dict("records")
    ]


def known(page: Reader, tag: str) -> str:
    """Speakers, grades of evidence and, while it is shown, the index of a language, on one line."""
    text = page.text
    row = page.store.view("language_profile", language_tag=tag).iloc[0]
    grades = {
        grade["dimension"]: text("peer.not_applicable") if grade["state"] == "not_applicable" else grade["grade"]
        for _, grade in page.store.view("evidence_grade", language_tag=tag).iterrows()
    }
    words = text(
        "peer.line",
        language=text.label(tag),
        speakers=text("compare.not_counted") if pd.isna(row["speakers"]) else text.people(row["speakers"]),
        capability=grades["capability"],
        safety=grades["safety"],
    )
    index = page.store.view("relative_capability", language_tag=tag)
    if index.empty or not index_shown(page):
        return words
    best = index.iloc[0]
    low, kept, high = (text.share(max(0.0, best[column]), 0) for column in ("low", "relative_capability", "high"))
    return text("peer.index", line=words, kept=kept, low=low, high=high)
