-- For how many languages no result is held: living languages whose speakers a source counts.
-- conclusion: most_unknown where it is more than half of them, else not_most_unknown.
SELECT
  dimension AS part, count(*) FILTER (WHERE grade = 'E') AS value, 'none' AS interval_kind, 'languages' AS unit, count(*) AS n, count(*) AS n_of,
  count(*) FILTER (WHERE grade = 'A') AS n_opposite,
  CASE WHEN 2 * count(*) FILTER (WHERE grade = 'E') > count(*) THEN 'most_unknown' ELSE 'not_most_unknown' END AS conclusion,
  (SELECT min(year) || '-' || max(year) FROM score_share WHERE dimension = g.dimension AND NOT superseded) AS period,
  'living languages that a source gives speakers; evidence grade E' AS filters,
  list_sort(list_distinct(flatten(list(source_ids)) || ['cldr', 'linguameta'])) AS source_ids,
  'evidence_grade' AS relation, 'language_tag' AS row_key,
  coalesce(list(language_tag ORDER BY language_tag) FILTER (WHERE grade <> 'E'), []) AS row_ids
FROM evidence_grade AS g
JOIN speakers USING (language_tag)
JOIN language AS l USING (language_tag)
WHERE speakers > 0 AND l.type = 'living' AND state <> 'not_applicable'
GROUP BY dimension
HAVING period IS NOT NULL
ORDER BY dimension
