-- A gap measured item by item, where results of single items are held.
-- grain: benchmark x subset x condition x metric x model x language variant x publication.
-- unit: percentage points.
-- sign: positive = worse for the language.
-- method: mean over the items that both languages have of the difference in one item; normal 95% interval from the spread of these
--   differences, summed within groups of items first where items come in groups (cluster-robust, with the factor G / (G - 1)).
--   None where there is one group only, or no spread at all: certainty would be false.
-- formula: g = \frac{100}{n} \sum_i d_i, \quad d_i = \pm(s_{ref,i} - s_{\ell,i}), \qquad g \pm 1.96 \cdot \frac{100}{n} \sqrt{\frac{G}{G-1} \sum_g \Big(\sum_{i \in g} (d_i - \bar d)\Big)^2}
-- not for: items that are not the same in both languages.
CREATE VIEW paired_gap AS
WITH pairs AS (
  SELECT
    l.benchmark_id, l.subset, l.condition, l.metric_id, l.model_id, l.variant_tag, l.source_id, l.published,
    coalesce(l.item_group, l.item_id) AS item_group,
    m.direction * (r.value - l.value) AS difference
  FROM item_result AS l
  JOIN benchmark AS b ON b.benchmark_id = l.benchmark_id AND b.parallel AND l.variant_tag <> b.reference_tag
  JOIN metric AS m USING (metric_id)
  JOIN item_result AS r
    ON r.variant_tag = b.reference_tag AND r.benchmark_id = l.benchmark_id AND r.subset = l.subset AND r.condition = l.condition
    AND r.metric_id = l.metric_id AND r.model_id = l.model_id AND r.source_id = l.source_id AND r.published = l.published
    AND r.item_id = l.item_id
), centred AS (
  SELECT
    *,
    avg(difference) OVER of_score AS mean_difference
  FROM pairs
  WINDOW of_score AS (PARTITION BY benchmark_id, subset, condition, metric_id, model_id, variant_tag, source_id, published)
), grouped AS (
  SELECT
    benchmark_id, subset, condition, metric_id, model_id, variant_tag, source_id, published, item_group,
    any_value(mean_difference) AS mean_difference, count(*) AS n, sum(difference - mean_difference) AS deviation
  FROM centred GROUP BY ALL
), summed AS (
  SELECT
    benchmark_id, subset, condition, metric_id, model_id, variant_tag, source_id, published,
    sum(n) AS n_items, count(*) AS n_groups, any_value(mean_difference) AS mean_difference,
    CASE WHEN count(*) > 1 AND sum(deviation ** 2) > 1e-18 THEN sqrt(sum(deviation ** 2) * count(*) / (count(*) - 1)) / sum(n) END AS standard_error
  FROM grouped
  GROUP BY benchmark_id, subset, condition, metric_id, model_id, variant_tag, source_id, published
)
SELECT
  benchmark_id, subset, condition, metric_id, model_id, variant_tag, source_id, published, n_items, n_groups,
  100 * mean_difference AS gap_pp,
  100 * (mean_difference - 1.959963984540054 * standard_error) AS gap_low_pp,
  100 * (mean_difference + 1.959963984540054 * standard_error) AS gap_high_pp
FROM summed;

COMMENT ON VIEW paired_gap IS 'How far a language lies behind the reference language, worked out item by item where results of single items are held: the interval is narrower, as the same items were asked in both.';
COMMENT ON COLUMN paired_gap.benchmark_id IS 'The benchmark.';
COMMENT ON COLUMN paired_gap.subset IS 'Part of the benchmark.';
COMMENT ON COLUMN paired_gap.condition IS 'How the model was asked.';
COMMENT ON COLUMN paired_gap.metric_id IS 'What was counted.';
COMMENT ON COLUMN paired_gap.model_id IS 'The model.';
COMMENT ON COLUMN paired_gap.variant_tag IS 'The language with the script or region tested.';
COMMENT ON COLUMN paired_gap.source_id IS 'Where the rows come from.';
COMMENT ON COLUMN paired_gap.published IS 'Date of publication.';
COMMENT ON COLUMN paired_gap.n_items IS 'Items that both languages have.';
COMMENT ON COLUMN paired_gap.n_groups IS 'Groups of items; the number of items where they do not come in groups.';
COMMENT ON COLUMN paired_gap.gap_pp IS 'Mean difference over the items, positive is worse for the language.';
COMMENT ON COLUMN paired_gap.gap_low_pp IS 'Lower end of the 95% interval; empty where there is one group only or no spread.';
COMMENT ON COLUMN paired_gap.gap_high_pp IS 'Upper end of the same.';
