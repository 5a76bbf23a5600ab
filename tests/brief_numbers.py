"""What the warehouse says about the subject of a brief: every number that an English one may print, asked for in SQL, without the dashboard.

Of names (models, tests, sources) only the digits count. Numbers are compared without the marks between their thousands.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

import duckdb

NUMBER = re.compile(r"\d[\d,]*(?:\.\d+)?")
WORDS = {"95", "2020", "2023", "2024", "1"}  # stand in the words of the catalogue, as another test holds
Connection = duckdb.DuckDBPyConnection

# Values of a subject: a query with its languages (or its territory) bound, and the scale and decimals in which they are printed.
OF_LANGUAGES = {
    "SELECT unnest([score_share, reference_share]) FROM gap_newest WHERE list_contains($1, language_tag)": (100, (1,)),
    "SELECT unnest([gap_pp, gap_low_pp, gap_high_pp]) FROM gap WHERE list_contains($1, language_tag)": (1, (1,)),
    "SELECT unnest([median_gap_pp, low_pp, high_pp]) FROM gap_on_test WHERE list_contains($1, language_tag)": (1, (1,)),
    "SELECT unnest([n_models, n_worse, year, n_items]) FROM gap_on_test WHERE list_contains($1, language_tag)": (1, (0,)),
    "SELECT unnest([non_answer_low, non_answer_high]) FROM gap_on_test WHERE list_contains($1, language_tag)": (100, (0,)),
    """SELECT unnest([sum(n_models), sum(n_worse), sum(n_better), sum(n_no_clear_difference), sum(n_cannot_say)])
       FROM gap_on_test WHERE list_contains($1, language_tag) GROUP BY language_tag, dimension""": (1, (0,)),
    """SELECT unnest([greatest(0, relative_capability), greatest(0, low), high, greatest(0, new_test_low), new_test_high])
       FROM relative_capability WHERE list_contains($1, language_tag)""": (100, (0, 1)),
    "SELECT unnest([n_tests, n_scores, newest_year]) FROM relative_capability WHERE list_contains($1, language_tag)": (1, (0,)),
    """SELECT unnest([n_tests, n_comparisons, n_worse, n_better, n_no_clear_difference, n_cannot_say, n_judges])
       FROM safety_by_language WHERE list_contains($1, language_tag)""": (1, (0,)),
    "SELECT unnest([non_answer_low, non_answer_high]) FROM safety_by_language WHERE list_contains($1, language_tag)": (100, (0,)),
    """SELECT unnest([best_judge_kappa, worst_judge_kappa, people_kappa]) FROM safety_by_language
       WHERE list_contains($1, language_tag)""": (1, (2,)),
    "SELECT unnest([n_benchmarks, newest_year]) FROM coverage WHERE list_contains($1, language_tag)": (1, (0,)),
    "SELECT unnest([papers_per_10m, papers_per_10m_low, papers_per_10m_high]) FROM attention WHERE list_contains($1, language_tag)": (1, (1, 2)),
    "SELECT unnest([papers, survey_papers]) FROM attention WHERE list_contains($1, language_tag)": (1, (0,)),
    """SELECT sum(publications) FROM publication_count WHERE series = 'bibliography' AND list_contains($1, language_tag)
       GROUP BY language_tag, selection, breakdown""": (1, (0,)),
    "SELECT unnest([min(year), max(year)]) FROM bibliography_by_year WHERE $1 IS NOT NULL": (1, (0,)),
    """SELECT count(*) FROM publication_count WHERE series = 'survey' AND breakdown = 'language' AND language_tag IS NULL
       AND $1 IS NOT NULL""": (1, (0,)),
    "SELECT items_needed(0.5, 0.05) FROM range(1) WHERE $1 IS NOT NULL": (1, (0,)),
    "SELECT unnest([50, 5]) WHERE $1 IS NOT NULL": (1, (0,)),  # that such a test is for a share near a half, to five points
    "SELECT share_pct FROM spoken_in WHERE list_contains($1, language_tag)": (1, (1,)),
    "SELECT count(*) - 4 FROM spoken_in WHERE speakers > 0 AND list_contains($1, language_tag) GROUP BY language_tag": (1, (0,)),
    "SELECT unnest([value, low, high]) FROM advice_row WHERE list_contains($1, subject)": (1, (0, 1, 2, 3, 4, 5)),
    "SELECT unnest([c.value, t.value]) FROM advice_condition AS c LEFT JOIN threshold AS t USING (threshold_id) WHERE list_contains($1, subject)": (1, (0, 1, 2, 3, 4, 5)),
}  # fmt: skip
PEOPLE_OF_LANGUAGES = (
    "SELECT unnest([speakers, speakers_low, speakers_high, territorial_speakers, printed_speakers]) FROM language_profile WHERE list_contains($1, language_tag)",
    "SELECT speakers FROM spoken_in WHERE list_contains($1, language_tag)",
    "SELECT unnest([c.value, t.value]) FROM advice_condition AS c LEFT JOIN threshold AS t USING (threshold_id) WHERE list_contains($1, subject)",
    "SELECT value FROM advice_row WHERE list_contains($1, subject)",
)
OF_TERRITORIES = {
    "SELECT unnest([share_low, share_high]) FROM territory_exposure WHERE list_contains($1, territory_code)": (100, (1,)),
    "SELECT unnest([n_languages, n_covered_languages]) FROM territory_exposure WHERE list_contains($1, territory_code)": (1, (0,)),
    "SELECT share_pct FROM spoken_in WHERE list_contains($1, territory_code)": (1, (1,)),
    """SELECT unnest([count(*), count(official_status), count(*) FILTER (WHERE share_pct > 0), count(*) - 5, 20,
       count(*) FILTER (WHERE share_pct > 0 AND capability_grade = 'E'), count(*) FILTER (WHERE share_pct > 0 AND safety_grade = 'E')])
       FROM country_language WHERE list_contains($1, territory_code) GROUP BY territory_code""": (1, (0,)),
    """SELECT count(DISTINCT language_tag) FROM country_language JOIN relative_capability USING (language_tag)
       WHERE share_pct > 0 AND list_contains($1, territory_code) GROUP BY territory_code""": (1, (0,)),
}  # fmt: skip
PEOPLE_OF_TERRITORIES = (
    "SELECT unnest([population, people_low, people_high, people_unplaced]) FROM territory_exposure WHERE list_contains($1, territory_code)",
    "SELECT speakers FROM spoken_in WHERE list_contains($1, territory_code)",
)
OF_GROUPS = {
    "SELECT unnest([share_low, share_high]) FROM group_exposure WHERE list_contains($1, group_id)": (100, (1,)),
    "SELECT unnest([n_languages, n_covered_languages, n_territories, n_territories - 5, n_languages - 5, 20]) FROM group_exposure WHERE list_contains($1, group_id)": (1, (0,)),
    "SELECT share_pct FROM group_language WHERE list_contains($1, group_id)": (1, (1,)),
    """SELECT unnest([count(*), count(*) FILTER (WHERE capability_grade = 'E'), count(*) FILTER (WHERE safety_grade = 'E')])
       FROM group_language WHERE share_pct > 0 AND list_contains($1, group_id) GROUP BY scheme, group_id""": (1, (0,)),
    """SELECT count(*) FROM group_language JOIN relative_capability USING (language_tag)
       WHERE share_pct > 0 AND list_contains($1, group_id) GROUP BY scheme, group_id""": (1, (0,)),
}  # fmt: skip
PEOPLE_OF_GROUPS = (
    "SELECT unnest([population, people_low, people_high, people_unplaced]) FROM group_exposure WHERE list_contains($1, group_id)",
    "SELECT speakers FROM group_language WHERE list_contains($1, group_id)",
    """SELECT population FROM territory JOIN territory_group USING (territory_code)
       WHERE list_contains($1, regexp_replace(lower(group_name), '[^a-z0-9]+', '-', 'g'))""",
)
OF_WORLD = {
    "SELECT unnest([value, low, high, n, n_of, n_opposite, range_low, range_high]) FROM claim WHERE $1 IS NOT NULL": (1, (0, 1, 2)),
    "SELECT count(*) FROM claim WHERE $1 IS NOT NULL GROUP BY claim_id": (1, (0,)),
    "SELECT count(*) FILTER (WHERE conclusion = 'more_better') FROM claim WHERE $1 IS NOT NULL": (1, (0,)),
    "SELECT unnest([gap_pp, gap_low_pp, gap_high_pp]) FROM gap WHERE $1 IS NOT NULL": (1, (1,)),
    "SELECT unnest([speakers, speakers_low, speakers_high]) FROM large_language WHERE $1 IS NOT NULL": (1e-6, (1,)),
    "SELECT unnest([n_worse, n_better, n_no_clear_difference, n_comparisons, n_items]) FROM safety_tally WHERE $1 IS NOT NULL": (1, (0,)),
    "SELECT unnest([better_non_answer_low, better_non_answer_high]) FROM safety_tally WHERE $1 IS NOT NULL": (100, (0,)),
    "SELECT 15 WHERE $1 IS NOT NULL": (1, (0,)),  # bars of the chart of languages without a safety test
}  # fmt: skip
PEOPLE_OF_WORLD = (
    "SELECT unnest([value, n_opposite, n_of]) FROM claim WHERE $1 IS NOT NULL",
    "SELECT unnest([speakers, speakers_low, speakers_high]) FROM large_language WHERE $1 IS NOT NULL",
)
# The chart of languages by class of digital text, and the classes themselves.
OF_CLASSES = {
    """SELECT unnest([count(*), count(a.language_tag), r.resource_class]) FROM resource_class AS r
       LEFT JOIN attention AS a USING (language_tag) WHERE $1 IS NOT NULL GROUP BY r.resource_class""": (1, (0,)),
    """SELECT count(a.language_tag) / count(*) FROM resource_class AS r LEFT JOIN attention AS a USING (language_tag)
       WHERE $1 IS NOT NULL GROUP BY r.resource_class""": (100, (1,)),
    "SELECT count(DISTINCT language_tag) FROM attention WHERE $1 IS NOT NULL AND language_tag NOT IN (SELECT language_tag FROM resource_class)": (1, (0,)),
}  # fmt: skip
# Names and other texts of which only the digits count.
NAMES = """
    SELECT concat_ws(' ', title, authors, year, address, licence) FROM source
    UNION ALL SELECT concat_ws(' ', authors, year) FROM policy_source
    UNION ALL SELECT name FROM model UNION ALL SELECT concat_ws(' ', name, benchmark_id) FROM benchmark
    UNION ALL SELECT as_of::VARCHAR FROM build UNION ALL SELECT DISTINCT period FROM claim
    UNION ALL SELECT DISTINCT subset FROM test
"""


def printed(value: float, scale: float, decimals: Iterable[int]) -> set[str]:
    """A value as a brief may print it, without sign and without marks between thousands."""
    return {f"{abs(round(scale * value, n)):.{n}f}" for n in decimals}


def people(value: float) -> set[str]:
    """Many people as a brief may print them."""
    return {f"{value:.0f}", f"{value / 1e6:.1f}", f"{value / 1e9:.1f}"}


def asked(real: Connection, queries: Mapping[str, tuple[float, tuple[int, ...]]], keys: list[str]) -> set[str]:
    """Every value of the queries as it may be printed."""
    found: set[str] = set()
    for query, (scale, decimals) in queries.items():
        for (value,) in real.execute(query, [keys]).fetchall():
            if value is not None:
                found |= printed(float(value), scale, decimals)
    return found


def asked_people(real: Connection, queries: Iterable[str], keys: list[str]) -> set[str]:
    """The same of counts of people."""
    rows = [value for query in queries for (value,) in real.execute(query, [keys]).fetchall() if value is not None]
    return {said for value in rows for said in people(float(value))}


def names(real: Connection) -> set[str]:
    """Digits in names."""
    return {
        digits for (name,) in real.execute(NAMES).fetchall() if name for digits in re.findall(r"\d+(?:\.\d+)?", name)
    } | {part for (name,) in real.execute(NAMES).fetchall() if name for part in re.findall(r"\d+", name)}


def allowed(real: Connection, kind: str, subject_id: str) -> set[str]:
    """Every number that the brief of a subject may print."""
    tags = subject_id.split(",") if kind in ("language", "compare") else []
    places = [subject_id] if kind == "country" else []
    found = names(real) | WORDS
    if kind in ("language", "compare"):
        home = "SELECT territory_code FROM spoken_in WHERE language_tag = $1 ORDER BY speakers DESC, territory_code LIMIT 1"
        places = [code for tag in tags for (code,) in real.execute(home, [tag]).fetchall()]
    if kind == "country":
        tags = [tag for (tag,) in real.execute("SELECT language_tag FROM spoken_in WHERE territory_code = $1", [subject_id]).fetchall()]  # fmt: skip
    if kind in ("region", "group"):
        tags = [tag for (tag,) in real.execute("SELECT language_tag FROM group_language WHERE group_id = $1", [subject_id]).fetchall()]  # fmt: skip
        found |= asked(real, OF_GROUPS, [subject_id]) | asked_people(real, PEOPLE_OF_GROUPS, [subject_id])
    if kind == "world":
        tags = [tag for (tag,) in real.execute("SELECT language_tag FROM large_language").fetchall()]
    around = (
        kind == "language"
        and not real.execute("SELECT 1 FROM gap_on_test WHERE language_tag = $1", [subject_id]).fetchall()
    )
    if around:
        found |= asked(real, OF_CLASSES, ["all"])
    if around or kind in ("world", "compare"):
        found |= asked(real, OF_WORLD, ["all"]) | asked_people(real, PEOPLE_OF_WORLD, ["all"])
    subjects = [*tags, *(places if kind == "country" else []), *(["001"] if kind == "world" else [])]
    found |= asked(real, OF_LANGUAGES, subjects) | asked_people(real, PEOPLE_OF_LANGUAGES, subjects)
    return found | asked(real, OF_TERRITORIES, places) | asked_people(real, PEOPLE_OF_TERRITORIES, places)


# What the finding of each kind must state, number by number, in the order of the sentence.
STATED = {
    "language": """SELECT [round(100 * relative_capability), round(100 * low), round(100 * high), s.n_worse, s.n_comparisons]
        FROM relative_capability JOIN (
          SELECT language_tag, sum(n_worse) AS n_worse, sum(n_models) AS n_comparisons FROM gap_on_test WHERE dimension = 'safety' GROUP BY ALL
        ) AS s USING (language_tag) WHERE language_tag = ?""",
    "country": """SELECT [round(100 * share_low, 1), round(100 * share_high, 1)] FROM territory_exposure
        WHERE territory_code = ? AND dimension = 'safety' AND level = 'compared'""",
    "region": """SELECT [round(100 * share_low, 1), round(100 * share_high, 1)] FROM group_exposure
        WHERE group_id = ? AND dimension = 'safety' AND level = 'compared'""",
    "group": """SELECT [round(100 * share_low, 1), round(100 * share_high, 1)] FROM group_exposure
        WHERE group_id = ? AND dimension = 'safety' AND level = 'compared'""",
    "world": "SELECT [round(value, 1)] FROM claim WHERE claim_id = 'capability_gap' AND ? IS NOT NULL",
}
# And the two sentences on people: low, high, their shares, languages covered and all.
PEOPLE_STATED = """SELECT list([round(people_low / 1e6, 1), round(people_high / 1e6, 1), round(100 * share_low, 1), round(100 * share_high, 1),
    n_covered_languages, n_languages] ORDER BY dimension) FROM {relation} WHERE {key} = ? AND level = 'compared'"""
