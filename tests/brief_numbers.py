"""What each place of an English brief must say, asked for in SQL without the dashboard, and which numbers a brief says.

A place is a part of a brief (its finding, its sentences, what its charts draw, its table), and what it must say are its numbers in
the order of reading, as they are printed. ``$1`` is the subject. Names (of models, tests, sources) are taken out of a sentence first.
"""

from __future__ import annotations

import re
from collections import Counter

import duckdb

from dashboard.briefs import Brief
from dashboard.briefs.drawing import drawing
from dashboard.briefs.words import plain

NUMBER = re.compile(r"\d+(?:,\d{3})*(?:\.\d+)?")
Connection = duckdb.DuckDBPyConnection

# How numbers are printed. Rounding is of the number itself: half of the last digit goes to the even one, as in the dashboard.
MACROS = """
CREATE OR REPLACE TEMP MACRO fixed(x, digits) AS printf('%.' || digits || 'f', abs(x));
CREATE OR REPLACE TEMP MACRO people(x) AS
  CASE WHEN x >= 0.99995e9 THEN printf('%.1f', x / 1e9) WHEN x >= 0.99995e6 THEN printf('%.1f', x / 1e6) ELSE printf('%.0f', x::DOUBLE) END;
CREATE OR REPLACE TEMP MACRO pct(x) AS printf('%.1f', 100 * x);
CREATE OR REPLACE TEMP MACRO whole_pct(x) AS printf('%.0f', 100 * x);
CREATE OR REPLACE TEMP MACRO listed(lists) AS coalesce(flatten(lists), []);
CREATE OR REPLACE TEMP MACRO more(n) AS CASE WHEN n > 0 THEN [n::VARCHAR] ELSE [] END;
"""

TALLY = """(SELECT [n_comparisons::VARCHAR, n_tests::VARCHAR, n_worse::VARCHAR, n_better::VARCHAR, n_no_clear_difference::VARCHAR, n_cannot_say::VARCHAR]
  || CASE WHEN non_answer_low IS NULL THEN [] ELSE [whole_pct(non_answer_low), whole_pct(non_answer_high)] END
  || CASE WHEN coalesce(n_judges, 0) = 0 THEN [] ELSE [n_judges::VARCHAR, fixed(worst_judge_kappa, 2), fixed(best_judge_kappa, 2), fixed(people_kappa, 2), '1'] END
  FROM safety_by_language WHERE language_tag = {tag})"""
# Territories with most speakers, four of them, and how many there are besides.
SPOKEN_IN = """(SELECT listed(list([people(speakers), printf('%.1f', share_pct)] ORDER BY speakers DESC, territory_code)[:4]) || more(count(*) - 4)
  FROM spoken_in WHERE language_tag = {tag} AND speakers > 0)"""
SURVEY = "(SELECT string_split(any_value(period), '-') FROM attention)"
BIBLIOGRAPHY = """(SELECT [min(year)::VARCHAR, max(year)::VARCHAR] FROM bibliography_by_year) || [
  (SELECT coalesce(sum(publications), 0)::VARCHAR FROM publication_count WHERE series = 'bibliography' AND language_tag = $1
   AND selection = 'keyword_and_topic' AND breakdown = 'venue_language_class_topic'),
  (SELECT coalesce(sum(publications), 0)::VARCHAR FROM publication_count WHERE series = 'bibliography' AND language_tag = $1 AND selection = 'all_papers')]"""
UNNAMED = "(SELECT count(*)::VARCHAR FROM publication_count WHERE series = 'survey' AND breakdown = 'language' AND language_tag IS NULL)"
KEPT = "[whole_pct(greatest(0, relative_capability)), whole_pct(greatest(0, low)), whole_pct(greatest(0, high))]"

MEASURED = {
    "title": f"""SELECT {KEPT} || (SELECT [sum(n_worse)::VARCHAR, sum(n_models)::VARCHAR] FROM gap_on_test
        WHERE language_tag = $1 AND dimension = 'safety') FROM relative_capability WHERE language_tag = $1""",
    "messages": f"""SELECT {KEPT} || [whole_pct(new_test_low), whole_pct(new_test_high), n_tests::VARCHAR, n_scores::VARCHAR, newest_year::VARCHAR]
        || {TALLY.format(tag="$1")} || {SURVEY} || [{UNNAMED}] FROM relative_capability WHERE language_tag = $1""",
    "affected": f"""SELECT [people(speakers), people(speakers_low), people(speakers_high)] || {SPOKEN_IN.format(tag="$1")} || {BIBLIOGRAPHY}
        FROM language_profile WHERE language_tag = $1""",
    "unknown": """SELECT list(newest_year::VARCHAR ORDER BY dimension) FROM coverage
        WHERE language_tag = $1 AND dimension IN ('capability', 'safety')""",
    "charts": """SELECT listed(list(said ORDER BY dimension)) FROM (
        SELECT dimension, CASE WHEN dimension = 'capability' THEN (
            SELECT [fixed(median_gap_pp, 1), fixed(low_pp, 1), fixed(high_pp, 1), n_models::VARCHAR] FROM gap_on_test AS t
            WHERE t.language_tag = $1 AND t.dimension = g.dimension ORDER BY standing = 'cannot_say', n_items DESC, year DESC LIMIT 1) ELSE [] END
          || [sum(n_models)::VARCHAR] || list_filter([sum(n_worse)::VARCHAR, sum(n_better)::VARCHAR, sum(n_no_clear_difference)::VARCHAR,
            sum(n_cannot_say)::VARCHAR], lambda n: n <> '0') AS said
        FROM gap_on_test AS g WHERE language_tag = $1 AND dimension IN ('capability', 'safety') GROUP BY dimension)""",
}  # fmt: skip
NOT_MEASURED = {
    "title": "SELECT []::VARCHAR[] WHERE $1 IS NOT NULL",
    "messages": f"SELECT {SURVEY} || [{UNNAMED}] WHERE $1 IS NOT NULL",
    "affected": f"SELECT [people(speakers)] || {BIBLIOGRAPHY} FROM language_profile WHERE language_tag = $1",
    # Items of a test that tells a share near 50% to within 5 points, with an interval of 95%.
    "unknown": "SELECT [items_needed(0.5, 0.05)::VARCHAR, '50', '5', '95'] WHERE $1 IS NOT NULL",
    "charts": """SELECT (SELECT [value::INT::VARCHAR, n_of::VARCHAR] FROM claim WHERE claim_id = 'safety_untested') || (
        SELECT flatten(list([named::VARCHAR, every::VARCHAR] ORDER BY resource_class DESC)) FROM (
          SELECT r.resource_class, count(a.language_tag) AS named, count(*) AS every FROM resource_class AS r
          LEFT JOIN attention AS a USING (language_tag) WHERE r.resource_class IN (0, 5) GROUP BY ALL)) WHERE $1 IS NOT NULL""",
}  # fmt: skip


def of_people(relation: str, key: str, languages: str) -> dict[str, str]:
    """The places of a country or of a group of countries. ``relation``: of its bounds; ``languages``: of its languages."""
    bounds = f"FROM {relation} WHERE {key} = $1 AND level = 'compared'"
    counted = f"FROM {languages} WHERE {key} = $1 AND share_pct > 0"
    gaps = (
        "(SELECT [count(*) FILTER (WHERE {grade} = 'E')::VARCHAR, count(*)::VARCHAR] || (SELECT [printf('%.1f', share_pct), people(speakers)]"
        f" {counted} AND {{grade}} = 'E' ORDER BY share_pct DESC, language_tag LIMIT 1) {counted})"
    )
    largest = f"""(SELECT listed(list([people(speakers), printf('%.1f', share_pct)] ORDER BY share_pct DESC, language_tag)[:5]) || more(count(*) - 5)
        FROM {languages} WHERE {key} = $1)"""
    facts = (
        f"""SELECT [people(population), count(*)::VARCHAR, count(official_status)::VARCHAR] || {largest} FROM territory
        JOIN {languages} AS l USING ({key}) WHERE {key} = $1 GROUP BY population"""
        if relation == "territory_exposure"
        else f"""SELECT [people(population), n_territories::VARCHAR, n_languages::VARCHAR] || {largest} || (
          SELECT list(people(t.population) ORDER BY t.population DESC, territory_code)[:5] || more(count(*) - 5) FROM territory AS t WHERE territory_code IN (
            SELECT territory_code FROM territory_group AS m WHERE m.group_name = e.group_name AND m.scheme = e.scheme))
        FROM {relation} AS e WHERE {key} = $1 AND level = 'compared' AND dimension = 'safety'"""
    )
    return {
        "title": f"SELECT [pct(share_low), pct(share_high)] {bounds} AND dimension = 'safety'",
        "messages": f"""SELECT (SELECT listed(list([people(people_low), people(people_high), pct(share_low), pct(share_high),
            n_covered_languages::VARCHAR, n_languages::VARCHAR] ORDER BY dimension)) {bounds}) || {gaps.format(grade="capability_grade")} || (
            SELECT listed(list([s.n_worse::VARCHAR, s.n_comparisons::VARCHAR] ORDER BY share_pct DESC, language_tag)[:5])
            FROM {languages} AS l JOIN safety_by_language AS s USING (language_tag) WHERE {key} = $1)""",
        "affected": facts,
        "unknown": f"""SELECT (SELECT list(printf('%.1f', share_pct) ORDER BY share_pct DESC, language_tag)[:5] {counted} AND safety_grade IN ('D', 'E'))
            || (SELECT CASE WHEN any_value(people_unplaced) > 0 THEN [people(any_value(people_unplaced))] ELSE [] END {bounds})""",
        # The second chart is of the index: in how many the whole interval lies below English, and how many have one.
        "charts": f"""SELECT {gaps.format(grade="safety_grade")} || (
            SELECT [count(*) FILTER (WHERE high < 1)::VARCHAR, count(*)::VARCHAR]
            FROM relative_capability WHERE language_tag IN (SELECT language_tag {counted}))""",
    }  # fmt: skip


COVERED = "[fixed(low, 1), fixed(high, 1)]"
TALLIES = """(SELECT [count(*)::VARCHAR] || arg_min([value::INT::VARCHAR, n_of::VARCHAR, period], value / n_of)
  || arg_max([value::INT::VARCHAR, n_of::VARCHAR, period], (value / n_of, n_of)) || [count(*) FILTER (WHERE n_opposite > value)::VARCHAR]
  FROM claim WHERE claim_id = 'safety_tally')"""
OF_ALL = "[value::INT::VARCHAR, n_of::VARCHAR]"
EVIDENCE = "[value::INT::VARCHAR, n_of::VARCHAR, n_opposite::VARCHAR]"
SERVED = "[fixed(value, 1), fixed(range_high, 2), n::VARCHAR, fixed(range_low, 1), fixed(low, 1), fixed(high, 1)]"
WIDEST = "[fixed(value, 1), '95', fixed(low, 1), fixed(high, 1), period, n_of::VARCHAR, fixed(range_low, 1), fixed(range_high, 1)]"
WORLD = {
    "title": ((OF_ALL, "safety_untested", "all"),),
    "messages": (
        (WIDEST, "capability_gap", "all"),
        (EVIDENCE, "capability_breadth", "all"),
        (TALLIES, "", ""),
        ("[n_opposite::VARCHAR, n_of::VARCHAR, fixed(value, 1)]", "english_only", "all"),
    ),
    "affected": (
        (f"{COVERED} || [people(n_opposite)]", "people_covered", "capability"),
        (COVERED, "people_covered", "safety"),
        (SERVED, "served", "speakers"),
        (SERVED, "served", "languages"),
    ),
    "unknown": (
        (EVIDENCE, "evidence_none", "capability"),
        (EVIDENCE, "evidence_none", "safety"),
        ("[people(value)]", "ledger_first", "capability"),
        ("[people(value)]", "ledger_first", "safety"),
    ),
    "charts": ((OF_ALL, "safety_untested", "all"), ("[fixed(value, 1)]", "capability_gap", "all")),
}


def of_world(rows: tuple[tuple[str, str, str], ...]) -> str:
    """Numbers of rows of ``claim``: what of each, its id and its part; a query of its own where there is no id."""
    each = [
        f"(SELECT {said} FROM claim WHERE claim_id = '{claim}' AND part = '{part}')" if claim else said
        for said, claim, part in rows
    ]
    return f"SELECT listed([{', '.join(each)}])"


def side_by_side(tags: list[str]) -> dict[str, str]:
    """The places of languages side by side."""
    quoted = [f"'{tag}'" for tag in tags]
    each = [
        f"""(SELECT [people(speakers)] || {KEPT} || coalesce({TALLY.format(tag=tag)}, []) FROM language_profile JOIN relative_capability
        USING (language_tag) WHERE language_tag = {tag})"""
        for tag in quoted
    ]
    spoken = [SPOKEN_IN.format(tag=tag) for tag in quoted]
    return {
        "messages": f"SELECT listed([{', '.join(each)}])",
        "affected": f"SELECT listed([{', '.join(spoken)}])",
        "unknown": "SELECT []::VARCHAR[]",
        # Of the second chart only: the first is of a test, and says what its marks say.
        "index": f"""SELECT [count(*) FILTER (WHERE high < 1)::VARCHAR, count(*)::VARCHAR]
        FROM relative_capability WHERE language_tag IN ({", ".join(quoted)})""",
    }


def places(kind: str, subject_id: str, *, measured: bool = True) -> dict[str, str]:
    """For each place of a brief the query for its numbers."""
    if kind == "language":
        return MEASURED if measured else NOT_MEASURED
    if kind == "country":
        return of_people("territory_exposure", "territory_code", "country_language")
    if kind in ("region", "group"):
        return of_people("group_exposure", "group_id", "group_language")
    if kind == "world":
        return {place: of_world(rows) for place, rows in WORLD.items()}
    return side_by_side(subject_id.split(","))


def asked(real: Connection, query: str, subject_id: str) -> list[str]:
    """What a place must say."""
    real.execute(MACROS)
    ((numbers,),) = real.execute(query, [subject_id] if "$1" in query else []).fetchall()
    return list(numbers)


def said_in(brief: Brief) -> str:
    """Every word that a brief may print: its sentences, the words on its charts, the cells of its table."""
    sections = (brief.messages, brief.affected, brief.unknown, brief.method, brief.sources)
    words = [brief.label, brief.title, brief.citation.empty, brief.edition.line, brief.edition.line]
    words += [point for section in sections for point in section.points]
    words += [part for one in brief.recommendations for part in (one.action, *(said for _, said in one.details))]
    for picture in brief.pictures:
        words += [picture.chart.title, picture.chart.subtitle, picture.chart.note, picture.sources]
        words += [label.words for label in drawing(picture.svg).labels]
    if brief.table:
        words += [*brief.table.columns, brief.table.note, *(cell for row in brief.table.rows for cell in row)]
    return "\n".join(plain(part) for part in words)


def counted(brief: Brief, text: str) -> Counter[str]:
    """How often each number stands in a text, without addresses, which may be broken anywhere, and without the edition."""
    for address in [
        brief.edition.address,
        *re.findall(r"https?://\S+", said_in(brief)),
        brief.edition.content_hash,
        brief.edition.content_hash[:12],
    ]:
        text = re.sub(r"\s*".join(map(re.escape, address.rstrip("."))), " ", text)
    return Counter(NUMBER.findall(text))


def numbers(real: Connection, *sentences: str) -> list[str]:
    """The numbers of sentences in their order, without the marks between thousands and without those in names of models and tests."""
    names = [name for (name,) in real.execute(NAMES).fetchall()]
    pattern = re.compile("|".join(map(re.escape, names)))
    return [number.replace(",", "") for words in sentences for number in NUMBER.findall(pattern.sub(" ", words))]


NAMES = """SELECT name FROM model WHERE regexp_matches(name, '\\d') UNION SELECT name FROM benchmark WHERE regexp_matches(name, '\\d')
    ORDER BY length(name) DESC"""


# What a chart may draw: value, and both ends of its interval, in the order of reading where the order is the warehouse's own.
OF_LANGUAGE = "language_tag IN (SELECT unnest($tags::VARCHAR[]))"
DRAWN = {
    "language_gaps_capability": f"SELECT median_gap_pp, low_pp, high_pp FROM gap_on_test WHERE dimension = 'capability' AND {OF_LANGUAGE}",
    "language_gaps_safety": f"SELECT median_gap_pp, low_pp, high_pp FROM gap_on_test WHERE dimension = 'safety' AND {OF_LANGUAGE}",
    "languages_by_evidence_safety": "SELECT share_pct, NULL, NULL FROM {spoken} ORDER BY share_pct DESC, language_tag",
    "index_of_languages": """SELECT 100 * relative_capability, 100 * low, 100 * high FROM relative_capability
        WHERE language_tag IN (SELECT language_tag FROM {spoken}) ORDER BY relative_capability, language_tag""",
    "untested_languages": """SELECT speakers / 1e6, speakers_low / 1e6, speakers_high / 1e6 FROM large_language
        WHERE safety_state <> 'measured' ORDER BY speakers DESC, language_tag""",
    "papers_by_class": """SELECT 100.0 * count(a.language_tag) / count(*), NULL, NULL FROM resource_class AS r
        LEFT JOIN attention AS a USING (language_tag) GROUP BY r.resource_class ORDER BY r.resource_class DESC""",
    "gap_dots": "SELECT gap_pp, gap_low_pp, gap_high_pp FROM gap WHERE score_id IN (SELECT unnest($scores::VARCHAR[]))",
}
SPOKEN = {
    "country": "(FROM country_language WHERE territory_code = $id AND share_pct > 0)",
    "region": "(FROM group_language WHERE group_id = $id AND share_pct > 0)",
    "group": "(FROM group_language WHERE group_id = $id AND share_pct > 0)",
    "compare": "(SELECT unnest($tags::VARCHAR[]) AS language_tag)",
}
# A row of the table as it is printed: model, year, both shares, the gap and its interval. Gaps keep their sign.
SIGNED = "replace(printf('%.1f', round({0}, 1) + 0.0), '-', '\N{MINUS SIGN}')"
TABLE = f"""SELECT model_name, year::VARCHAR, pct(score_share) || '%', pct(reference_share) || '%', {SIGNED.format("gap_pp")},
    {SIGNED.format("gap_low_pp")} || ' to ' || {SIGNED.format("gap_high_pp")}
    FROM gap_newest WHERE {OF_LANGUAGE}"""
# What advice knows of subjects, and what it asks for, by quantity.
ADVISED = """SELECT quantity_id, list(DISTINCT value), list(DISTINCT asked) FROM (
    SELECT c.quantity_id, c.subject, c.value, t.value AS asked FROM advice_condition AS c LEFT JOIN threshold AS t USING (threshold_id)
    UNION ALL SELECT quantity_id, subject, value, NULL FROM advice_row
  ) WHERE subject IN (SELECT unnest($1::VARCHAR[])) GROUP BY ALL"""
# How many rows, of how many sources, a recommendation cites for a subject.
CITES = re.compile(r"it cites ([\d,]+) rows? from (\d+) sources?\.")
CITED = """SELECT count(DISTINCT CASE WHEN source IS NULL THEN (relation, name) END), count(DISTINCT source) FROM (
    SELECT recommendation_id, subject, relation, unnest(row_ids) AS name, NULL AS source FROM advice_row WHERE role = 'evidence'
    UNION ALL SELECT recommendation_id, subject, NULL, NULL, unnest(source_ids) FROM advice_row WHERE role = 'evidence'
  ) WHERE subject IN (SELECT unnest($1::VARCHAR[])) GROUP BY recommendation_id, subject"""
SUBJECTS = {
    "language": "SELECT $1",
    "country": "SELECT $1 UNION SELECT language_tag FROM country_language WHERE territory_code = $1",
    "region": "SELECT language_tag FROM group_language WHERE group_id = $1",
    "group": "SELECT language_tag FROM group_language WHERE group_id = $1",
    "world": "SELECT '001' UNION SELECT language_tag FROM large_language WHERE $1 IS NOT NULL",
    "compare": "SELECT unnest(string_split($1, ','))",
}
SCALES = {"": 1.0, " million": 1e6, " billion": 1e9}


def rounds_to(said: str, scale: str, values: list[float | None]) -> bool:
    """Whether a printed number is one of the values, rounded to the decimals that it has."""
    decimals = len(said.partition(".")[2])
    shown = float(said.replace(",", "")) * SCALES[scale]
    return any(v is not None and abs(abs(v) - shown) <= 0.5001 * SCALES[scale] / 10**decimals for v in values)


def unaccounted(real: Connection, kind: str, subject_id: str, words: str, labels: dict[str, str]) -> list[str]:
    """What remains of the numbers of a recommendation when each is taken out that stands behind the name of its quantity and is
    what the warehouse knows of a subject of the brief, or asks for; and years and names of publications.

    ``labels``: quantity_id -> its name in words.
    """
    subjects = [subject for (subject,) in real.execute(SUBJECTS[kind], [subject_id]).fetchall()]
    known = {quantity: (values, asked) for quantity, values, asked in real.execute(ADVISED, [subjects]).fetchall()}
    words = words.lower()
    for quantity, label in sorted(labels.items(), key=lambda pair: -len(pair[1])):
        pattern = rf"{re.escape(label.lower())}: (?:([\d,.]*\d)( million| billion)?|[a-z]+(?: [a-z]+)*)(?: \(the rule needs [a-z ]*(?:([\d,.]*\d)( million| billion)?)?\))?"
        for value, scale, limit, limit_scale in re.findall(pattern, words):
            values, limits = known.get(quantity, ([], []))
            if (value and not rounds_to(value, scale, values)) or (limit and not rounds_to(limit, limit_scale, limits)):
                return [f"{label}: {value} ({limit})"]
        words = re.sub(pattern, " ", words)
    for rows, sources in CITES.findall(words):
        if (int(rows.replace(",", "")), int(sources)) not in real.execute(CITED, [subjects]).fetchall():
            return [f"{rows} rows from {sources} sources"]
    words = CITES.sub(" ", words)
    for (name,) in real.execute("SELECT DISTINCT authors FROM policy_source ORDER BY length(authors) DESC").fetchall():
        words = words.replace(name.lower(), " ")
    published = {str(year) for (year,) in real.execute("SELECT DISTINCT year FROM policy_source").fetchall()}
    return list(NUMBER.findall(re.sub(r"\((\d{4})\)", lambda m: " " if m[1] in published else m[0], words)))


def drawn(
    real: Connection, kind: str, subject_id: str, chart_id: str, scores: list[str]
) -> list[tuple[float | None, ...]]:
    """The marks that a chart may draw."""
    query = DRAWN[chart_id].format(spoken=SPOKEN.get(kind, ""))
    bound = {"tags": subject_id.split(","), "id": subject_id, "scores": scores}
    found = real.execute(query, {name: value for name, value in bound.items() if f"${name}" in query}).fetchall()
    return [tuple(None if part is None else round(float(part), 6) for part in row) for row in found]
