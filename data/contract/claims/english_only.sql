-- The share of surveyed papers on the safety of language models that study English only.
--   Where several surveys are held, the largest.
-- conclusion: majority where the lower end of the interval is above half, else no_clear_majority.
SELECT
  'all' AS part, 100 * english_only_share AS value, 100 * english_only_low AS low, 100 * english_only_high AS high, 'interval' AS interval_kind,
  'percent' AS unit, papers AS n, papers AS n_of, english_only_papers AS n_opposite,
  CASE WHEN english_only_low > 0.5 THEN 'majority' ELSE 'no_clear_majority' END AS conclusion, period,
  'survey; every year' AS filters, [c.source_id] AS source_ids, 'publication_count' AS relation, 'row_id' AS row_key,
  (SELECT list(row_id ORDER BY row_id) FROM attention_by_year AS y WHERE y.source_id = c.source_id) AS row_ids
FROM attention_concentration AS c
ORDER BY papers DESC, c.source_id LIMIT 1
