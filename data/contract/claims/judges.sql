-- In how many language varieties the best judge of toxic requests agrees with people less than it does in English.
-- conclusion: most_below where it is more than half of them, else not_most_below.
WITH best AS (
  SELECT variant_tag, max(kappa) AS kappa, arg_max(reference_kappa, (kappa, score_id)) AS reference_kappa, arg_max(score_id, (kappa, score_id)) AS score_id,
    any_value(source_id) AS source_id, max(year) AS year
  FROM judge_agreement WHERE language_tag <> 'en' GROUP BY ALL
)
SELECT
  'all' AS part, count(*) FILTER (WHERE kappa < reference_kappa) AS value, 'none' AS interval_kind, 'language_variants' AS unit,
  (SELECT count(DISTINCT model_id) FROM judge_agreement) AS n, count(*) AS n_of, min(kappa) AS range_low, max(kappa) AS range_high,
  CASE WHEN 2 * count(*) FILTER (WHERE kappa < reference_kappa) > count(*) THEN 'most_below' ELSE 'not_most_below' END AS conclusion,
  CAST(max(year) AS VARCHAR) AS period, 'toxic requests; the best judge of each language variety, beside the same judge in English' AS filters,
  list(DISTINCT source_id ORDER BY source_id) AS source_ids, 'score' AS relation, 'score_id' AS row_key, list(score_id ORDER BY score_id) AS row_ids
FROM best
HAVING count(*) > 0
