-- The widest gap of the newest model of MMMLU that has an English score beside the others.
-- conclusion: the verdict of that gap: worse, better, no_clear_difference or cannot_say.
WITH newest_model AS (
  SELECT model_id, model_name FROM test_model
  WHERE benchmark_id = 'mmmlu' AND has_reference
  ORDER BY latest_date DESC, model_id LIMIT 1
), widest AS (
  SELECT g.*, n.model_name
  FROM gap AS g JOIN newest_model AS n USING (model_id)
  WHERE g.benchmark_id = 'mmmlu'
  ORDER BY g.gap_pp DESC, g.score_id LIMIT 1
), every AS (
  SELECT count(*) AS n, min(g.gap_pp) AS low, max(g.gap_pp) AS high
  FROM gap AS g JOIN widest AS w USING (benchmark_id, variant_tag)
)
SELECT
  'all' AS part, w.gap_pp AS value, w.gap_low_pp AS low, w.gap_high_pp AS high, 'interval' AS interval_kind, 'percentage_points' AS unit,
  w.n_items AS n, e.n AS n_of, e.low AS range_low, e.high AS range_high, w.verdict AS conclusion, CAST(w.year AS VARCHAR) AS period,
  'benchmark mmmlu; its newest model with an English score; the language with the widest gap' AS filters,
  w.variant_tag, w.benchmark_id, w.subset, w.model_id, w.model_name, [w.source_id] AS source_ids,
  'score' AS relation, 'score_id' AS row_key, [w.score_id, w.reference_score_id] AS row_ids
FROM widest AS w CROSS JOIN every AS e
