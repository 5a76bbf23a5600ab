-- Of how many languages with an index the whole 95% interval lies below English.
-- conclusion: most_below where it is more than half of them, else not_most_below.
SELECT
  'all' AS part, count(*) FILTER (WHERE r.high < 1) AS value, 'none' AS interval_kind, 'languages' AS unit, count(*) AS n, count(*) AS n_of,
  min(relative_capability) * 100 AS range_low, max(relative_capability) * 100 AS range_high,
  CASE WHEN 2 * count(*) FILTER (WHERE r.high < 1) > count(*) THEN 'most_below' ELSE 'not_most_below' END AS conclusion,
  (SELECT min(year) || '-' || max(year) FROM capability_input) AS period,
  'languages with two independent parallel capability tests or more' AS filters,
  list_sort(list_distinct(flatten(list(source_ids)))) AS source_ids, 'relative_capability' AS relation, 'language_tag' AS row_key,
  list(language_tag ORDER BY language_tag) AS row_ids
FROM relative_capability AS r
WHERE (SELECT shown FROM index_verdict)
HAVING count(*) > 0
