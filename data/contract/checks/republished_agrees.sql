-- The survey reprints XSafety as 100 minus the unsafe share: both transcriptions must agree to the printed digit.
SELECT
  r.source_id, r.locator,
  format('{} in {}: {} reprinted, {} first printed', r.model_id, r.variant_tag, r.value, 100 - o.value) AS problem
FROM score AS r
JOIN figure_table AS f ON f.source_id = r.source_id AND f.file = r.file AND f.republishes = 'xsafety'
LEFT JOIN score AS o
  ON o.source_id = 'xsafety' AND o.benchmark_id = r.benchmark_id AND o.model_id = r.model_id
  AND o.variant_tag = r.variant_tag AND o.metric_id = 'unsafe_rate'
WHERE o.score_id IS NULL OR abs(100 - o.value - r.value) > 0.05
