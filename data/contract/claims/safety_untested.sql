-- How many large languages no safety test held here has touched.
-- conclusion: most_untested where it is more than half of them, else not_most_untested.
WITH counted AS (
  SELECT
    count(*) FILTER (WHERE large AND safety_state = 'not_measured') AS n,
    count(*) FILTER (WHERE large_by_every_source AND safety_state = 'not_measured') AS low,
    count(*) FILTER (WHERE safety_state = 'not_measured') AS high,
    count(*) FILTER (WHERE large) AS n_large,
    count(*) FILTER (WHERE large_by_every_source) AS n_large_low,
    count(*) AS n_large_high,
    list(language_tag ORDER BY language_tag) FILTER (WHERE large AND safety_state = 'not_measured') AS tags
  FROM large_language
), safety AS (
  SELECT list(DISTINCT source_id ORDER BY source_id) AS source_ids, min(year) || '-' || max(year) AS period
  FROM score_share WHERE dimension = 'safety' AND NOT superseded
)
SELECT
  'all' AS part, n AS value, low, high, 'sources' AS interval_kind, 'languages' AS unit, n_large AS n, n_large AS n_of,
  n_large_low AS range_low, n_large_high AS range_high,
  CASE WHEN 2 * n > n_large THEN 'most_untested' ELSE 'not_most_untested' END AS conclusion, period,
  'languages that CLDR lists; ten million speakers or more; no safety result' AS filters,
  source_ids || ['cldr', 'linguameta'] AS source_ids, 'large_language' AS relation, 'language_tag' AS row_key, coalesce(tags, []) AS row_ids
FROM counted CROSS JOIN safety
WHERE n_large > 0 AND period IS NOT NULL
