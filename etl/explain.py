"""From a number back to the published rows: the trace of a language, a territory or a claim."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import duckdb

from etl.problems import EtlError, Exit

PUBLISHED = """SELECT s.locator, s.language_as_reported AS language, s.model_id AS model, s.metric_id AS metric, s.value, s.unit, s.n_items AS items,
  s.published, s.source_id AS source, s.score_id AS row FROM score AS s WHERE list_contains($ids, s.score_id) ORDER BY s.benchmark_id, s.model_id, s.variant_tag"""
SOURCES = """SELECT source_id AS source, title, CAST(year AS VARCHAR) AS year, address, licence, transcription FROM source WHERE list_contains($ids, source_id) ORDER BY source_id"""


@dataclass(frozen=True)
class Step:
    """One step of a trace: a statement, and the rows that show it (``columns`` names their cells)."""

    statement: str
    columns: list[str] = field(default_factory=list)
    rows: list[tuple[Any, ...]] = field(default_factory=list)


class Trace:
    """Builds the steps of a trace from queries."""

    def __init__(self, connection: duckdb.DuckDBPyConnection) -> None:
        self.connection = connection
        self.steps: list[Step] = []

    def say(self, statement: str) -> None:
        """A step without rows."""
        self.steps.append(Step(statement))

    def show(self, statement: str, query: str, values: dict[str, Any]) -> list[tuple[Any, ...]]:
        """A step with the rows of ``query``; ``{n}`` in the statement is their number. No step where there are none."""
        answer = self.connection.execute(query, values)
        columns, rows = [column[0] for column in answer.description or ()], answer.fetchall()
        if rows:
            self.steps.append(Step(statement.replace("{n}", f"{len(rows):,}"), columns, rows))
        return rows

    def one(self, query: str, values: dict[str, Any]) -> dict[str, Any] | None:
        """The first row by its columns, or None."""
        answer = self.connection.execute(query, values)
        columns, row = [column[0] for column in answer.description or ()], answer.fetchone()
        return None if row is None else dict(zip(columns, row, strict=True))


def explain(connection: duckdb.DuckDBPyConnection, subject: str) -> list[Step]:
    """The trace of ``subject``: a language tag (``yo``) or English name, a territory code (``NG``), or the id of a claim.

    Raises:
        EtlError: it is none of these.
    """
    trace = Trace(connection)
    if trace.one("SELECT claim_id FROM claim_query WHERE claim_id = $s", {"s": subject}):
        of_claim(trace, subject)
    elif subject.isupper() and trace.one(
        "SELECT territory_code FROM territory WHERE territory_code = $s", {"s": subject}
    ):
        of_territory(trace, subject)
    elif found := trace.one(
        "SELECT language_tag FROM language WHERE language_tag = $s OR lower(name) = lower($s) ORDER BY language_tag <> $s, language_tag",
        {"s": subject},
    ):
        of_language(trace, str(found["language_tag"]))
    else:
        known = ", ".join(
            str(c) for (c,) in connection.execute("SELECT claim_id FROM claim_query ORDER BY 1").fetchall()
        )
        raise EtlError(
            f"{subject!r} is no language, territory or claim. Write a language tag such as yo, a territory code in capitals such "
            f"as NG, or a claim: {known}.",
            Exit.USAGE,
        )
    return trace.steps


def of_claim(trace: Trace, claim_id: str) -> None:
    """What a claim says, from which query, resting on which rows, and whether it would say the same from others."""
    query = trace.one("SELECT * FROM claim_query WHERE claim_id = $id", {"id": claim_id}) or {}
    trace.say(f"{query['statement']} Conclusion: {query['conclusion']}")
    numbers = """SELECT part, value, low, high, interval_kind, unit, n, n_of, n_opposite, range_low, range_high, conclusion, period, as_of, filters
      FROM claim WHERE claim_id = $id ORDER BY position"""
    if not trace.show("Its numbers.", numbers, {"id": claim_id}):
        trace.say("No figures that it needs are held, so it has no numbers.")
    trace.say(f"The query:\n{query['sql']}")
    trace.show(
        "The same from other figures.",
        "SELECT part, variation, outcome, value, low, high, conclusion FROM claim_sensitivity WHERE claim_id = $id ORDER BY part, variation",
        {"id": claim_id},
    )
    rests = trace.connection.execute(
        """SELECT relation, row_key, list_sort(list_distinct(flatten(list(row_ids)))), list_sort(list_distinct(flatten(list(source_ids))))
        FROM claim WHERE claim_id = ? GROUP BY relation, row_key""",
        [claim_id],
    ).fetchall()
    for relation, key, ids, source_ids in rests:
        if relation == "score":
            trace.show("It rests on {n} published rows.", PUBLISHED, {"ids": ids})
        else:
            names = [
                str(name)
                for (name,) in trace.connection.execute(
                    "SELECT column_name FROM duckdb_columns() WHERE table_name = ? AND data_type NOT LIKE '%[]' AND database_name = current_database() ORDER BY column_index",
                    [relation],
                ).fetchall()
            ]
            trace.show(
                f"It rests on {{n}} rows of {relation}.",
                f'SELECT {", ".join(names)} FROM {relation} WHERE list_contains($ids, "{key}") ORDER BY ALL',
                {"ids": ids},
            )
        trace.show("The sources.", SOURCES, {"ids": source_ids})


def of_territory(trace: Trace, code: str) -> None:
    """How the bounds of the people covered in a territory follow from its languages."""
    values = {"code": code}
    people = trace.one("SELECT population, iso3 FROM territory WHERE territory_code = $code", values) or {}
    trace.say(f"{code} ({people['iso3'] or 'no three-letter code'}): {people['population']:,} people.")
    trace.show(
        "Bounds of the people who speak at least one language that was tested: from the largest share of a covered language to the sum of all, at most all.",
        """SELECT dimension, level, n_covered_languages AS languages, round(share_low, 4) AS share_low, round(share_high, 4) AS share_high, people_low, people_high, people_unplaced
        FROM territory_exposure WHERE territory_code = $code ORDER BY dimension, level""",
        values,
    )
    trace.show(
        "They follow from {n} languages; C or better counts as compared, B or better as compared twice, D or better as any result.",
        """SELECT t.language_tag AS language, l.name, t.share_pct, t.speakers, t.official_status AS status, c.grade AS capability, s.grade AS safety
        FROM spoken_in AS t JOIN language AS l USING (language_tag)
        JOIN evidence_grade AS c ON c.language_tag = t.language_tag AND c.dimension = 'capability'
        JOIN evidence_grade AS s ON s.language_tag = t.language_tag AND s.dimension = 'safety'
        WHERE territory_code = $code ORDER BY share_pct DESC, language""",
        values,
    )
    trace.show(
        "The published rows behind the shares.",
        "SELECT locator, variant_tag AS language, share_pct, speakers, official_status AS status, source_id AS source, row_id AS row FROM language_territory WHERE territory_code = $code ORDER BY share_pct DESC, variant_tag",
        values,
    )
    sources_of(trace, "SELECT source_id FROM language_territory WHERE territory_code = $code", values)


def of_language(trace: Trace, tag: str) -> None:
    """What is known about a language, each number with what it follows from, down to the published rows."""
    values = {"tag": tag}
    own = (
        trace.one(
            "SELECT name, speakers, speakers_low, speakers_high FROM language_profile WHERE language_tag = $tag", values
        )
        or {}
    )
    counted = (
        "no source counts its speakers"
        if own["speakers"] is None
        else f"{own['speakers']:,} speakers ({own['speakers_low']:,} to {own['speakers_high']:,})"
    )
    trace.say(f"{own['name']} ({tag}): {counted}.")
    trace.show(
        "How good the evidence is, and which conditions a better grade fails.",
        """SELECT dimension, grade, array_to_string(failing, ', ') AS failing, n_tests AS tests, n_counted_tests AS counted_tests, n_developers AS developers, newest
        FROM evidence_grade WHERE language_tag = $tag ORDER BY dimension""",
        values,
    )
    trace.show(
        "The index across benchmarks: share of the ability in English that a model of ordinary strength keeps.",
        """SELECT relative_capability, low, high, new_test_low, new_test_high, n_tests AS tests, n_models AS models, n_scores AS scores
        FROM relative_capability WHERE language_tag = $tag""",
        values,
    )
    trace.show(
        "It follows from {n} comparisons: kept = (score - chance) / (score in English - chance); the slope is the model's own.",
        """SELECT c.item_set AS items_of, c.benchmark_id AS benchmark, c.model_id AS model, c.variant_tag AS variety, c.score_share AS score, c.reference_share AS in_english,
          c.chance_share AS chance, round(c.kept_share, 3) AS kept, s.slope, c.score_id AS row
        FROM capability_input AS c LEFT JOIN capability_slope AS s USING (model_id) WHERE language_tag = $tag ORDER BY 1, 2, 3""",
        values,
    )
    trace.show(
        "Safety: {n} comparisons with the reference; positive is worse for the language.",
        """SELECT benchmark_id AS benchmark, subset, condition, model_id AS model, variant_tag AS variety, round(gap_pp, 2) AS gap_pp, round(gap_low_pp, 2) AS low, round(gap_high_pp, 2) AS high,
          verdict, round(non_answer_share, 3) AS no_answer, CAST(year AS VARCHAR) AS year, score_id AS row
        FROM gap WHERE language_tag = $tag AND dimension = 'safety' AND aspect IN ('harm', 'safe') ORDER BY benchmark, subset, condition, model""",
        values,
    )
    trace.show(
        "All {n} published rows that count, in any test.",
        """SELECT benchmark_id AS benchmark, subset, condition, model_id AS model, variant_tag AS variety, metric_id AS metric, value, unit, n_items AS items, published, locator, source_id AS source, score_id AS row
        FROM score_counted WHERE language_tag = $tag AND NOT superseded ORDER BY dimension, benchmark, subset, condition, model""",
        values,
    )
    trace.show(
        "Surveyed papers that study it.",
        "SELECT papers, round(share_pct, 2) AS percent_of_papers, round(papers_per_10m, 3) AS per_ten_million_speakers, locator, source_id AS source, row_id AS row FROM attention WHERE language_tag = $tag",
        values,
    )
    trace.show(
        "Where it is spoken.",
        "SELECT territory_code AS territory, variant_tag AS variety, share_pct, speakers, official_status AS status, locator, source_id AS source, row_id AS row FROM language_territory WHERE language_tag = $tag ORDER BY speakers DESC",
        values,
    )
    sources_of(
        trace,
        """SELECT source_id FROM score_counted WHERE language_tag = $tag AND NOT superseded
        UNION SELECT source_id FROM language_territory WHERE language_tag = $tag
        UNION SELECT source_id FROM speaker_estimate WHERE language_tag = $tag
        UNION SELECT source_id FROM attention WHERE language_tag = $tag
        UNION SELECT source_id FROM language WHERE language_tag = $tag""",
        values,
    )


def sources_of(trace: Trace, query: str, values: dict[str, Any]) -> None:
    """The sources that ``query`` names."""
    ids = sorted({str(name) for (name,) in trace.connection.execute(query, values).fetchall()})
    trace.show("The sources.", SOURCES, {"ids": ids})
