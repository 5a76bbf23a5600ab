-- For each safety test of direct requests, in how many comparisons a language is clearly less safe than the reference, and in how many safer.
-- conclusion: more_worse where there are more of the first, more_better where there are more of the second, else even.
SELECT
  benchmark_id || '.' || subset || CASE WHEN count(*) OVER (PARTITION BY benchmark_id, subset) > 1 THEN '.' || metric_id ELSE '' END AS part, n_worse AS value, 'none' AS interval_kind, 'comparisons' AS unit, n_comparisons AS n,
  n_comparisons AS n_of, n_better AS n_opposite,
  CASE WHEN n_worse > n_better THEN 'more_worse' WHEN n_better > n_worse THEN 'more_better' ELSE 'even' END AS conclusion,
  CAST(newest_year AS VARCHAR) AS period, 'dimension safety; direct_request; every language and model of the test' AS filters,
  benchmark_id, subset, source_ids, 'score' AS relation, 'score_id' AS row_key, score_ids AS row_ids
FROM safety_tally WHERE condition = 'direct_request'
ORDER BY newest_year DESC, benchmark_id, subset, metric_id
