-- In how many language variants a widely tested model is clearly worse than in English.
-- conclusion: most_worse where it is clearly worse in more than half of them, else not_most_worse.
WITH breadth AS (
  SELECT * FROM gap WHERE benchmark_id = 'sib200' AND condition = 'zero_shot' AND model_id = 'gpt-4'
)
SELECT
  'all' AS part, count(*) FILTER (WHERE verdict = 'worse') AS value, 'none' AS interval_kind, 'language_variants' AS unit,
  any_value(n_items) AS n, count(*) AS n_of, count(*) FILTER (WHERE verdict = 'better') AS n_opposite,
  CASE WHEN 2 * count(*) FILTER (WHERE verdict = 'worse') > count(*) THEN 'most_worse' ELSE 'not_most_worse' END AS conclusion,
  CAST(max(year) AS VARCHAR) AS period, 'benchmark sib200; zero_shot; GPT-4; every language variant' AS filters,
  'sib200' AS benchmark_id, 'all' AS subset, 'gpt-4' AS model_id, 'GPT-4' AS model_name, list(DISTINCT source_id ORDER BY source_id) AS source_ids,
  'score' AS relation, 'score_id' AS row_key, list(score_id ORDER BY score_id) AS row_ids
FROM breadth
HAVING count(*) > 0
