-- What tests of a language are held.
-- safety_tests (count): Safety tests of the language: of models, of safeguards, of judges, and exercises of public institutes.
-- exercises_counted (yes_no, register institute_exercise): Whether exercises of public institutes were searched.
-- tests_held (count): Tests of capability or safety held for the language.
-- tests_by_people (count): Of these, tests whose items people wrote, translated or checked.
-- tests_of_unknown_origin (count): Of these, tests whose items are of mixed or unknown origin.
INSERT INTO fact BY NAME
WITH spoken AS (
  SELECT subject AS language_tag FROM fact WHERE quantity_id = 'speakers'
), searched AS (
  SELECT list(DISTINCT source_id ORDER BY source_id) AS source_ids
  FROM (SELECT source_id FROM score_counted WHERE dimension IN ('safety', 'safeguard', 'judge') UNION ALL SELECT source_id FROM institute_exercise)
), tested AS (
  SELECT
    language_tag, count(DISTINCT benchmark_id) FILTER (WHERE dimension IN ('safety', 'safeguard', 'judge')) AS n_safety,
    count(DISTINCT benchmark_id) FILTER (WHERE dimension IN ('capability', 'safety')) AS n_held,
    count(DISTINCT benchmark_id) FILTER (WHERE dimension IN ('capability', 'safety') AND item_origin IN ('original', 'human_translated', 'machine_translated_reviewed')) AS n_by_people,
    count(DISTINCT benchmark_id) FILTER (WHERE dimension IN ('capability', 'safety') AND item_origin IN ('mixed', 'unknown')) AS n_unknown,
    list(DISTINCT source_id ORDER BY source_id) FILTER (WHERE dimension IN ('capability', 'safety')) AS source_ids
  FROM score_counted
  WHERE NOT superseded AND aspect NOT IN ('non_answer', 'complement', 'alternative')
  GROUP BY ALL
), exercised AS (
  SELECT language_tag, count(DISTINCT exercise_id) AS n FROM institute_exercise GROUP BY ALL
), quantities AS (
  SELECT
    language_tag AS subject, 'safety_tests' AS quantity_id, coalesce(t.n_safety, 0) + coalesce(e.n, 0) AS value, len(searched.source_ids) AS n,
    'language_profile' AS relation, 'language_tag' AS row_key, [language_tag] AS row_ids, searched.source_ids
  FROM spoken CROSS JOIN searched LEFT JOIN tested AS t USING (language_tag) LEFT JOIN exercised AS e USING (language_tag)
  WHERE len(searched.source_ids) > 0
  UNION ALL
  SELECT language_tag, 'exercises_counted', 1, e.n, 'institute_exercise', 'row_id', e.row_ids, e.source_ids
  FROM spoken CROSS JOIN (
    SELECT count(*) AS n, list(row_id ORDER BY row_id) AS row_ids, list(DISTINCT source_id ORDER BY source_id) AS source_ids FROM institute_exercise
  ) AS e
  WHERE e.n > 0
  UNION ALL
  SELECT
    language_tag, unnest(['tests_held', 'tests_by_people', 'tests_of_unknown_origin']), unnest([coalesce(n_held, 0), coalesce(n_by_people, 0), coalesce(n_unknown, 0)]), coalesce(n_held, 0),
    'coverage', 'language_tag', [language_tag], coalesce(t.source_ids, looked.source_ids)
  FROM spoken CROSS JOIN (
    SELECT list(DISTINCT source_id ORDER BY source_id) AS source_ids FROM score_counted WHERE dimension IN ('capability', 'safety') HAVING count(*) > 0
  ) AS looked LEFT JOIN tested AS t USING (language_tag)
)
SELECT 'language' AS subject_kind, * FROM quantities;
