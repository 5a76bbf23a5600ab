-- XSafety prints the mean of its models for each language: it must follow from the single rows.
WITH means AS (
  SELECT variant_tag, avg(value) AS mean
  FROM score WHERE source_id = 'xsafety' GROUP BY ALL
)
SELECT
  f.source_id, f.locator,
  format('{}: {} printed, {:.2f} by its own rows', f.scope, f.value, m.mean) AS problem
FROM finding AS f
LEFT JOIN means AS m ON m.variant_tag = f.language_tag
WHERE f.source_id = 'xsafety' AND f.language_tag IS NOT NULL AND (m.mean IS NULL OR abs(m.mean - f.value) > 0.06)
