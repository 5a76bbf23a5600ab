-- Territories by their official languages (national and regional, CLDR).
-- official_languages (count): Official languages of the territory.
-- untested_official (count): Of these, languages without a published safety test; empty where none is known to be without and of some nothing is known.
-- official_without_exercise (count): Of these, languages without a result of a shared exercise of public institutes.
-- exercise_months (months, register institute_exercise): Age of the newest shared exercise, at the date of the data.
-- official_gap_low (points): The highest, over official languages, of what a gap reaches at least on two tests.
-- official_gap_months (months): Greatest age that the second of its results can have, as in gap_months.
-- official_people (people): People of the territory who speak one of its official languages: at least those of the largest, at most the sum.
-- untested_people (people): The same of its official languages without a safety test.
-- platform (yes_no, register language_platform): Whether it has an open public platform for its languages.
-- third_country_web_ratio (ratio): In its part of the world, the web share over speaker share that three countries fall short of, each by its official language with the lowest; only languages whose speakers are known within a factor of two.
-- third_country_hours (hours, register speech_corpus): The same for validated hours of open speech, where regional corpora were searched.
-- own_web_ratio (ratio): That ratio for the territory itself.
-- own_hours (hours, register speech_corpus): Those hours for the territory itself.
-- region_countries (count): Countries of its part of the world with such an official language.
INSERT INTO fact BY NAME
WITH official AS (
  SELECT s.*, f.value AS tests, e.language_tag IS NOT NULL AS exercised, p.value AS gap_low, p.row_ids AS gap_ids, m.value AS gap_months,
    w.value AS web_ratio, w.row_ids AS web_ids, r.value AS ratio, h.value AS hours, g.value AS registers
  FROM spoken_in AS s
  LEFT JOIN fact AS f ON f.subject = s.language_tag AND f.quantity_id = 'safety_tests'
  LEFT JOIN (SELECT DISTINCT language_tag FROM institute_exercise WHERE shared_protocol) AS e ON e.language_tag = s.language_tag
  LEFT JOIN fact AS p ON p.subject = s.language_tag AND p.quantity_id = 'second_test_gap_low'
  LEFT JOIN fact AS m ON m.subject = s.language_tag AND m.quantity_id = 'gap_months'
  LEFT JOIN fact AS w ON w.subject = s.language_tag AND w.quantity_id = 'web_ratio'
  LEFT JOIN fact AS r ON r.subject = s.language_tag AND r.quantity_id = 'speakers_ratio'
  LEFT JOIN fact AS h ON h.subject = s.language_tag AND h.quantity_id = 'open_hours'
  LEFT JOIN fact AS g ON g.subject = s.language_tag AND g.quantity_id = 'speech_registers'
  WHERE s.official_status IS NOT NULL
), rows AS (
  SELECT territory_code, list(row_id ORDER BY row_id) AS row_ids, list(DISTINCT source_id) AS source_ids
  FROM language_territory WHERE official_status IS NOT NULL GROUP BY ALL
), counted AS (
  SELECT
    territory_code, any_value(population) AS population, count(*) AS n, count(*) FILTER (WHERE tests = 0) AS untested, bool_and(tests IS NOT NULL) AS known,
    count(*) FILTER (WHERE NOT exercised) AS unexercised,
    max(gap_low) AS gap_low, arg_max(gap_ids, gap_low) AS gap_ids, arg_max(gap_months, gap_low) AS gap_months,
    max(s.speakers) AS low, least(any_value(population), CAST(sum(s.speakers) AS BIGINT)) AS high,
    max(s.speakers) FILTER (WHERE tests = 0) AS untested_low, least(any_value(population), CAST(sum(s.speakers) FILTER (WHERE tests = 0) AS BIGINT)) AS untested_high
  FROM official AS s JOIN territory USING (territory_code) GROUP BY territory_code
), exercises AS (
  SELECT date_diff('month', max(CAST(published || right('-01-01', 10 - length(published)) AS DATE)), (SELECT max(retrieved) FROM source)) AS months, list(row_id ORDER BY row_id) AS row_ids,
    list(DISTINCT source_id) AS source_ids FROM institute_exercise WHERE shared_protocol HAVING count(*) > 0
), worst AS (
  SELECT
    territory_code, min(web_ratio) FILTER (WHERE ratio <= limit_of('advice_speakers_ratio')) AS web_ratio,
    arg_min(web_ids, (web_ratio, language_tag)) FILTER (WHERE ratio <= limit_of('advice_speakers_ratio') AND web_ratio IS NOT NULL) AS web_ids,
    min(hours) FILTER (WHERE registers > 1) AS hours
  FROM official GROUP BY ALL
), region AS (
  SELECT territory_code, min(group_name) AS region FROM territory_group WHERE scheme = 'm49_subregion' GROUP BY ALL
), ranked AS (
  SELECT *, row_number() OVER (PARTITION BY region ORDER BY web_ratio NULLS LAST, territory_code) AS web_place, row_number() OVER (PARTITION BY region ORDER BY hours NULLS LAST, territory_code) AS hours_place,
  FROM worst JOIN region USING (territory_code)
), regional AS (
  SELECT region, max(web_ratio) FILTER (WHERE web_place = 3) AS web_ratio, max(hours) FILTER (WHERE hours_place = 3) AS hours, greatest(count(web_ratio), count(hours)) AS n,
    list(territory_code ORDER BY web_place) FILTER (WHERE web_place <= 3) AS territories,
    list_sort(list_distinct(flatten(list(web_ids) FILTER (WHERE web_place <= 3 AND web_ids IS NOT NULL)))) AS web_ids
  FROM ranked GROUP BY region
), quantities AS (
  SELECT territory_code AS subject, 'official_languages' AS quantity_id, CAST(n AS DOUBLE) AS value, NULL AS low, NULL AS high, n, 'language_territory' AS relation, 'row_id' AS row_key, row_ids, source_ids FROM counted JOIN rows USING (territory_code)
  UNION ALL SELECT territory_code, 'untested_official', untested, NULL, NULL, n, 'language_territory', 'row_id', row_ids, source_ids FROM counted JOIN rows USING (territory_code) WHERE known OR untested > 0
  UNION ALL SELECT territory_code, 'official_without_exercise', unexercised, NULL, NULL, n, 'language_territory', 'row_id', c.row_ids, c.source_ids FROM (FROM counted JOIN rows USING (territory_code)) AS c CROSS JOIN exercises
  UNION ALL SELECT territory_code, 'exercise_months', months, NULL, NULL, n, 'institute_exercise', 'row_id', e.row_ids, e.source_ids FROM counted CROSS JOIN exercises AS e
  UNION ALL SELECT territory_code, 'official_people', NULL, low, high, n, 'language_territory', 'row_id', row_ids, source_ids FROM counted JOIN rows USING (territory_code)
  UNION ALL SELECT territory_code, 'untested_people', NULL, untested_low, untested_high, untested, 'language_territory', 'row_id', row_ids, source_ids FROM counted JOIN rows USING (territory_code) WHERE untested > 0
  UNION ALL SELECT territory_code, unnest(['official_gap_low', 'official_gap_months']), unnest([gap_low, gap_months]), NULL, NULL, n, 'gap', 'score_id', gap_ids, source_ids
    FROM counted JOIN (SELECT subject, any_value(source_ids) AS source_ids, row_ids AS gap_ids FROM fact WHERE quantity_id = 'second_test_gap_low' GROUP BY ALL) AS f USING (gap_ids) WHERE gap_low IS NOT NULL
  UNION ALL SELECT territory_code, 'platform', CAST("exists" AS INTEGER), NULL, NULL, 1, 'language_platform', 'row_id', [row_id], [source_id] FROM language_platform
  UNION ALL SELECT r.territory_code, unnest(['third_country_web_ratio', 'region_countries']), unnest([g.web_ratio, g.n]), NULL, NULL, g.n,
    CASE WHEN len(g.web_ids) > 0 THEN 'resource_indicator' ELSE 'language_territory' END, CASE WHEN len(g.web_ids) > 0 THEN 'row_id' ELSE 'territory_code' END,
    CASE WHEN len(g.web_ids) > 0 THEN g.web_ids ELSE [r.territory_code] END, ['cldr', 'commoncrawl']
    FROM ranked AS r JOIN regional AS g USING (region)
  UNION ALL SELECT territory_code, 'own_web_ratio', web_ratio, NULL, NULL, 1, 'resource_indicator', 'row_id', web_ids, ['cldr', 'commoncrawl'] FROM worst WHERE web_ratio IS NOT NULL
  UNION ALL SELECT territory_code, 'own_hours', hours, NULL, NULL, 1, 'language_territory', 'territory_code', [territory_code], ['cldr', 'common_voice'] FROM worst WHERE hours IS NOT NULL
  UNION ALL SELECT r.territory_code, 'third_country_hours', g.hours, NULL, NULL, g.n, 'language_territory', 'territory_code', coalesce(g.territories, [r.territory_code]), ['cldr', 'common_voice'] FROM ranked AS r JOIN regional AS g USING (region) WHERE g.hours IS NOT NULL
)
SELECT 'territory' AS subject_kind, * FROM quantities QUALIFY row_number() OVER (PARTITION BY subject, quantity_id ORDER BY row_ids) = 1;
