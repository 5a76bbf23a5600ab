-- By how many papers those on English only outnumber all others, in the first and in the last year of the survey.
-- conclusion: english_ahead where English only is ahead, else not_ahead.
SELECT
  CAST(year AS VARCHAR) AS part,
  sum(papers) FILTER (WHERE class = 'english_only') - sum(papers) FILTER (WHERE class = 'not_english_only') AS value,
  'none' AS interval_kind, 'papers' AS unit, sum(papers) AS n,
  sum(papers) FILTER (WHERE class = 'english_only') AS range_high, sum(papers) FILTER (WHERE class = 'not_english_only') AS range_low,
  CASE WHEN sum(papers) FILTER (WHERE class = 'english_only') > sum(papers) FILTER (WHERE class = 'not_english_only') THEN 'english_ahead' ELSE 'not_ahead' END AS conclusion,
  CAST(year AS VARCHAR) AS period, 'survey; first and last year' AS filters, list(DISTINCT source_id ORDER BY source_id) AS source_ids,
  'publication_count' AS relation, 'row_id' AS row_key, list(row_id ORDER BY row_id) AS row_ids
FROM attention_by_year
WHERE year IN (SELECT unnest([min(year), max(year)]) FROM attention_by_year)
GROUP BY year
HAVING value IS NOT NULL
ORDER BY year
