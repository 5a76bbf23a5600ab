-- Unsafe, safe and invalid answers to the same requests add to 100%, rounding aside; so do accepted, refused and unclear.
-- A row here is a slip of transcription or a printing error: compare it with the locator.
WITH sums AS (
  SELECT
    benchmark_id, subset, condition, model_id, variant_tag, source_id, any_value(locator) AS locator,
    count(*) AS parts, bool_or(aspect = 'complement') AS has_rest, sum(score_share) AS total
  FROM score_share
  WHERE benchmark_id IN ('multijail', 'orbench_eu') AND NOT superseded
  GROUP BY ALL
)
SELECT
  source_id, locator,
  format('{} {} {} {} {}: {} parts add to {:.4f}, expected 1', benchmark_id, subset, condition, model_id, variant_tag, parts, total) AS problem
FROM sums
WHERE has_rest AND (parts <> 3 OR abs(total - 1) > 0.0015)
