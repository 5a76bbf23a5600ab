-- Verdicts by how much digital text the languages have.
-- grain: benchmark x subset x condition x metric x model x resource class x verdict.
-- unit: language variants.
-- sign: worse = worse for the language.
-- method: counts of the verdicts of gap.
-- kept: worked out once, when the warehouse is built.
CREATE VIEW verdict_by_class AS
SELECT
  benchmark_id, subset, condition, metric_id, model_id, resource_class, verdict,
  count(*) AS n_variants,
  median(gap_pp) AS median_gap_pp,
  list(score_id ORDER BY score_id) AS score_ids
FROM gap
GROUP BY ALL;

COMMENT ON VIEW verdict_by_class IS 'How many language variants are worse than the reference, better, or not clearly different, by resource class, for each test and model.';
COMMENT ON COLUMN verdict_by_class.benchmark_id IS 'The benchmark.';
COMMENT ON COLUMN verdict_by_class.subset IS 'Part of the benchmark.';
COMMENT ON COLUMN verdict_by_class.condition IS 'How the model was asked.';
COMMENT ON COLUMN verdict_by_class.metric_id IS 'What was counted.';
COMMENT ON COLUMN verdict_by_class.model_id IS 'The model.';
COMMENT ON COLUMN verdict_by_class.resource_class IS 'Digital text in 2020, class 0 to 5; empty where the source does not list the language.';
COMMENT ON COLUMN verdict_by_class.verdict IS 'Worse, better, no clear difference, or cannot say.';
COMMENT ON COLUMN verdict_by_class.n_variants IS 'Language variants.';
COMMENT ON COLUMN verdict_by_class.median_gap_pp IS 'Median gap of these variants, in percentage points.';
COMMENT ON COLUMN verdict_by_class.score_ids IS 'The published rows.';
