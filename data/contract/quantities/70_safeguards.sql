-- Safeguards: filters for harmful text, each compared with itself on the same test.
-- guard_drop (points): The largest distance of a filter's recall in the language below its best language on the same test.
-- guard_items (count): Texts in the language on that test; empty where the source does not print them.
-- guard_least_drop (points): The smallest such distance of any filter: what speaks against the rule.
INSERT INTO fact BY NAME
WITH recall AS (
  SELECT
    *, 100 * (max(score_share) OVER kept - score_share) AS drop_pp, arg_max(score_id, (score_share, score_id)) OVER kept AS best_id
  FROM score_share WHERE metric_id = 'guard_recall' AND NOT superseded
  WINDOW kept AS (PARTITION BY benchmark_id, subset, condition, model_id, source_id)
), quantities AS (
  SELECT language_tag AS subject, 'guard_drop' AS quantity_id, max(drop_pp) AS value, count(*) AS n, list_distinct([arg_max(best_id, (drop_pp, score_id)), arg_max(score_id, (drop_pp, score_id))]) AS row_ids, arg_max(source_id, (drop_pp, score_id)) AS source_id FROM recall GROUP BY language_tag
  UNION ALL SELECT language_tag, 'guard_items', min(n_items), count(*), list(score_id ORDER BY score_id), any_value(source_id) FROM recall WHERE n_items IS NOT NULL GROUP BY language_tag
  UNION ALL SELECT language_tag, 'guard_least_drop', min(drop_pp), count(*), list_distinct([arg_min(best_id, (drop_pp, score_id)), arg_min(score_id, (drop_pp, score_id))]), arg_min(source_id, (drop_pp, score_id)) FROM recall GROUP BY language_tag
)
SELECT 'language' AS subject_kind, subject, quantity_id, round(value, 6) AS value, n, 'score' AS relation, 'score_id' AS row_key, list_sort(row_ids) AS row_ids, [source_id] AS source_ids FROM quantities;
