-- Gaps of ability on parallel tests, each by the model that does best in the language: weak models would show a gap in any language. The
-- lower end of the 95% interval, so that a limit can be moved by the reader: the second highest over tests lies above a limit exactly where
-- two tests do. Tests of one item set are one test.
-- gap_low (points): The highest over tests of the lower end of the gap of the model that does best in the language.
-- second_test_gap_low (points): The same on the second of the tests.
-- second_developer_gap_low (points): The same for the second of the developers, each by the model of theirs that does best, on its widest test.
-- sound_gap_low (points): On the second test, of those with enough items whose items people made or checked.
-- gap_months (months): Greatest age that the second test's result can have at the date of the data, of results whose lower end lies above the limit for a gap: a date of which only the year is printed counts from its first day.
-- best_open_gap_high (points): The upper end of the gap of the best model with open weights, on the second of the tests; empty where fewer have one.
INSERT INTO fact BY NAME
WITH spoken AS (
  SELECT subject AS language_tag FROM fact WHERE quantity_id = 'speakers'
), results AS (
  SELECT
    g.language_tag, g.score_id, g.source_id, b.item_set, coalesce(a.counts_as, m.developer, 'unknown') AS developer, m.open_weights,
    g.score_share, g.gap_low_pp AS low, g.gap_high_pp AS high,
    g.n_items >= limit_of('advice_gap_items') AND g.item_origin IN ('original', 'human_translated', 'machine_translated_reviewed') AS sound,
    CAST(g.published || right('-01-01', 10 - length(g.published)) AS DATE) AS first_day
  FROM gap AS g JOIN benchmark AS b USING (benchmark_id) JOIN model AS m USING (model_id) LEFT JOIN developer_alias AS a USING (developer)
  WHERE g.dimension = 'capability' AND g.aspect = 'correct' AND NOT g.reference_failed AND g.gap_low_pp IS NOT NULL
    AND g.language_tag IN (SELECT language_tag FROM spoken) AND g.language_tag <> split_part(g.reference_tag, '-', 1)
), best AS (
  SELECT * FROM results QUALIFY row_number() OVER (PARTITION BY language_tag, item_set ORDER BY score_share DESC, first_day DESC, score_id) = 1
), tests AS (
  SELECT language_tag, low, score_id, source_id FROM best
), developers AS (
  SELECT * FROM (
    SELECT * FROM results WHERE developer <> 'unknown'
    QUALIFY row_number() OVER (PARTITION BY language_tag, item_set, developer ORDER BY score_share DESC, first_day DESC, score_id) = 1
  ) QUALIFY row_number() OVER (PARTITION BY language_tag, developer ORDER BY low DESC, score_id) = 1
), sound AS (
  SELECT * FROM best WHERE sound
), open AS (
  SELECT language_tag, item_set, min(high) AS high, arg_min(score_id, (high, score_id)) AS score_id, arg_min(source_id, (high, score_id)) AS source_id
  FROM results WHERE open_weights GROUP BY ALL
), ranked AS (
  SELECT language_tag AS subject, 'gap_low' AS quantity_id, low AS value, 1 AS nth, score_id, source_id, row_number() OVER (PARTITION BY language_tag ORDER BY low DESC, score_id) AS place FROM tests
  UNION ALL SELECT language_tag, 'second_test_gap_low', low, 2, score_id, source_id, row_number() OVER (PARTITION BY language_tag ORDER BY low DESC, score_id) FROM tests
  UNION ALL SELECT language_tag, 'second_developer_gap_low', low, 2, score_id, source_id, row_number() OVER (PARTITION BY language_tag ORDER BY low DESC, score_id) FROM developers
  UNION ALL SELECT language_tag, 'sound_gap_low', low, 2, score_id, source_id, row_number() OVER (PARTITION BY language_tag ORDER BY low DESC, score_id) FROM sound
  UNION ALL SELECT language_tag, 'best_open_gap_high', high, 2, score_id, source_id, row_number() OVER (PARTITION BY language_tag ORDER BY high, score_id) FROM open
), nth AS (
  SELECT
    subject, quantity_id, max(value) FILTER (WHERE place = nth) AS value, count(*) AS n,
    list(score_id ORDER BY place) FILTER (WHERE place <= nth) AS row_ids, list(DISTINCT source_id ORDER BY source_id) FILTER (WHERE place <= nth) AS source_ids
  FROM ranked GROUP BY subject, quantity_id
  HAVING max(value) FILTER (WHERE place = nth) IS NOT NULL
), quantities AS (
  SELECT subject, quantity_id, round(value, 6) AS value, n, row_ids, source_ids FROM nth
  UNION ALL
  SELECT
    language_tag, 'gap_months', date_diff('month', first_day, (SELECT max(retrieved) FROM source)), n, [score_id], [source_id]
  FROM (
    SELECT *, count(*) OVER (PARTITION BY language_tag) AS n, row_number() OVER (PARTITION BY language_tag ORDER BY first_day DESC, score_id) AS place
    FROM best WHERE low > limit_of('advice_gap')
  ) WHERE place = 2
)
SELECT 'language' AS subject_kind, subject, quantity_id, value, n, 'gap' AS relation, 'score_id' AS row_key, row_ids, source_ids FROM quantities;
