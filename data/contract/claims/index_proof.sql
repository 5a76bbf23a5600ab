-- How much smaller the error of the index across benchmarks is than that of the best simpler prediction, and what its plain form does.
-- conclusion: shown where it is smaller by the part that the threshold index_better asks for, else not_shown.
WITH told AS (
  SELECT 'rivals' AS part, 1 AS place, 100 * better_by AS value, 'percent' AS unit, 100 * index_rmse AS range_low, 100 * best_rival_rmse AS range_high, v.*
  FROM index_verdict AS v
  UNION ALL
  SELECT 'plain', 2, 100 * plain_rmse, 'points', 100 * index_rmse, 100 * best_rival_rmse, v.* FROM index_verdict AS v
)
SELECT
  part, value, 'none' AS interval_kind, unit, n_scores AS n, n_tests AS n_of, range_low, range_high,
  CASE WHEN shown THEN 'shown' ELSE 'not_shown' END AS conclusion,
  (SELECT min(year) || '-' || max(year) FROM capability_input) AS period,
  'parallel capability tests; each left out in turn with all benchmarks of the same items' AS filters,
  (SELECT list(DISTINCT source_id ORDER BY source_id) FROM capability_input) AS source_ids,
  'index_proof' AS relation, 'item_set' AS row_key,
  (SELECT list(DISTINCT item_set ORDER BY item_set) FROM index_proof WHERE item_set <> 'every') AS row_ids
FROM told
ORDER BY place
