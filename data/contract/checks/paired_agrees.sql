-- The mean over single items is the published gap, rounding aside: else the items are not those of the score.
SELECT
  g.source_id, g.locator,
  format('{} {} in {}: gap {:.2f} published, {:.2f} over {} items', g.benchmark_id, g.model_id, g.variant_tag, g.gap_pp, p.gap_pp, p.n_items) AS problem
FROM gap AS g
JOIN paired_gap AS p USING (benchmark_id, subset, condition, metric_id, model_id, variant_tag, source_id, published)
WHERE abs(g.gap_pp - p.gap_pp) > 0.11
