-- Only the newest models of each test: every one that may be, of those that can be compared with the reference language where any can.
CREATE VIEW score AS
SELECT s.*
FROM published.score AS s
JOIN published.model_dated AS m USING (model_id)
LEFT JOIN (SELECT DISTINCT benchmark_id, subset, condition, metric_id, model_id FROM published.gap) AS g
  USING (benchmark_id, subset, condition, metric_id, model_id)
QUALIFY m.latest_date >= coalesce(
  max(m.earliest_date) FILTER (WHERE g.model_id IS NOT NULL) OVER (PARTITION BY s.benchmark_id, s.subset, s.condition, s.metric_id),
  max(m.earliest_date) OVER (PARTITION BY s.benchmark_id, s.subset, s.condition, s.metric_id)
);
