-- How well speakers and languages are served on average by the index across benchmarks.
-- conclusion: speakers_better where weighing every speaker alike gives a higher mean than weighing every language alike, else languages_better.
WITH of_index AS (
  SELECT * FROM disparity WHERE utility_id = 'relative_capability' AND tau IN (0, 1)
)
SELECT
  CASE tau WHEN 1 THEN 'speakers' ELSE 'languages' END AS part, 100 * mean_utility AS value, 100 * low AS low, 100 * high AS high,
  'bounds' AS interval_kind, 'percent_of_english' AS unit, n_languages AS n, n_languages_in_all AS n_of,
  100 * covered_share AS range_low, gini AS range_high,
  CASE WHEN (SELECT max(mean_utility) FILTER (WHERE tau = 1) > max(mean_utility) FILTER (WHERE tau = 0) FROM of_index) THEN 'speakers_better' ELSE 'languages_better' END AS conclusion,
  (SELECT min(year) || '-' || max(year) FROM capability_input) AS period,
  'languages with an index, and English' AS filters,
  (SELECT list_sort(list_distinct(flatten(list(source_ids)) || ['cldr', 'linguameta'])) FROM relative_capability) AS source_ids,
  'relative_capability' AS relation, 'language_tag' AS row_key, (SELECT list(language_tag ORDER BY language_tag) FROM relative_capability) AS row_ids
FROM of_index
ORDER BY tau DESC
