-- On each test with models of known release dates over a year or more, in how many languages the gap clearly closes.
-- conclusion: closing where more languages close than open and more than half close, opening where more open and more than half open, else unclear.
SELECT
  concat_ws('.', benchmark_id, subset, condition, metric_id) AS part, count(*) FILTER (WHERE direction = 'closing') AS value, 'none' AS interval_kind, 'language_variants' AS unit,
  max(n_models) AS n, count(*) AS n_of, count(*) FILTER (WHERE direction = 'opening') AS n_opposite,
  median(slope_pp) AS range_low, 100 * avg(saturated_share) AS range_high,
  CASE WHEN 2 * count(*) FILTER (WHERE direction = 'closing') > count(*) THEN 'closing'
    WHEN 2 * count(*) FILTER (WHERE direction = 'opening') > count(*) THEN 'opening' ELSE 'unclear' END AS conclusion,
  CAST(min(year(first_release)) AS VARCHAR) || '-' || CAST(max(year(last_release)) AS VARCHAR) AS period,
  'models with a release date; one slope a language' AS filters, benchmark_id, subset,
  list_sort(list_distinct(flatten(list(source_ids)))) AS source_ids, 'trend' AS relation, 'variant_tag' AS row_key,
  list(variant_tag ORDER BY variant_tag) AS row_ids
FROM trend
GROUP BY benchmark_id, subset, condition, metric_id
ORDER BY benchmark_id, subset, condition, metric_id
