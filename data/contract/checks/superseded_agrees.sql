-- A later printing of the same measurement may round it, never change it.
SELECT
  s.source_id, s.locator,
  format('{} {} in {}: {} superseded, {} kept', s.benchmark_id, s.model_id, s.variant_tag, s.score_share, k.score_share) AS problem
FROM score_share AS s
JOIN score_share AS k USING (benchmark_id, subset, condition, model_id, variant_tag, metric_id)
WHERE s.superseded AND NOT k.superseded AND abs(s.score_share - k.score_share) > 0.00051
