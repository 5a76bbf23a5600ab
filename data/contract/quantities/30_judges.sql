-- Judges of answers. The best judge is the one with the highest mean agreement over the language varieties it was measured in; of several
-- varieties of a language and several sets of items, that in which it agrees least.
-- judge_kappa (kappa): Agreement of the best judge with people in the language.
-- people_kappa (kappa): Agreement of people with each other on the same requests.
-- judge_drop (kappa): Agreement of the best judge with people in English, less that in the language.
-- judge_shortfall (kappa): Agreement of people with each other, less that of the best judge with people.
-- english_kappa (kappa): Agreement of the best judge with people in English.
-- judge_test_sets (count): Test sets in which judges were compared with people in the language.
INSERT INTO fact BY NAME
WITH best AS (
  SELECT arg_max(model_id, (kappa, model_id)) AS model_id FROM (SELECT model_id, avg(kappa) AS kappa FROM judge_agreement GROUP BY ALL)
), own AS (
  SELECT j.*, s.benchmark_id, s.subset
  FROM judge_agreement AS j JOIN best USING (model_id) JOIN score_counted AS s USING (score_id)
), least AS (
  SELECT * FROM own QUALIFY row_number() OVER (PARTITION BY language_tag ORDER BY kappa, score_id) = 1
), sets AS (
  SELECT language_tag, count(DISTINCT benchmark_id) AS n FROM own GROUP BY ALL
), people AS (
  SELECT variant_tag, benchmark_id, subset, source_id, min(score_id) AS people_id FROM score_counted
  WHERE metric_id = 'people_weighted_kappa' AND NOT superseded GROUP BY ALL
), english AS (
  SELECT benchmark_id, subset, source_id, min(score_id) AS english_id FROM own WHERE variant_tag = 'en' GROUP BY ALL
), rows AS (
  SELECT o.*, s.n AS n_sets, p.people_id, e.english_id
  FROM least AS o LEFT JOIN sets AS s USING (language_tag)
  LEFT JOIN people AS p USING (variant_tag, benchmark_id, subset, source_id) LEFT JOIN english AS e USING (benchmark_id, subset, source_id)
), quantities AS (
  SELECT language_tag AS subject, 'judge_kappa' AS quantity_id, kappa AS value, [score_id] AS row_ids, source_id FROM rows
  UNION ALL SELECT language_tag, 'people_kappa', people_kappa, [people_id], source_id FROM rows WHERE people_kappa IS NOT NULL
  UNION ALL SELECT language_tag, 'judge_drop', reference_kappa - kappa, [english_id, score_id], source_id FROM rows WHERE reference_kappa IS NOT NULL
  UNION ALL SELECT language_tag, 'judge_shortfall', people_kappa - kappa, [people_id, score_id], source_id FROM rows WHERE people_kappa IS NOT NULL
  UNION ALL SELECT language_tag, 'english_kappa', reference_kappa, [english_id], source_id FROM rows WHERE reference_kappa IS NOT NULL
  UNION ALL SELECT language_tag, 'judge_test_sets', n_sets, [score_id], source_id FROM rows
)
SELECT
  'language' AS subject_kind, subject, quantity_id, round(value, 6) AS value, 1 AS n, 'score' AS relation, 'score_id' AS row_key, row_ids, [source_id] AS source_ids
FROM quantities;
