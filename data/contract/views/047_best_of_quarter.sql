-- The gap of the best model of each quarter.
-- grain: benchmark x subset x condition x metric x language variant x quarter of release.
-- unit: percentage points.
-- sign: positive = worse for the language.
-- method: of the models released in the quarter, as far as a source states the month, the one with the best score in the language.
-- not for: a trend where a quarter has one weak model only. Tests saturate, which closes a gap without anyone being better served.
CREATE VIEW best_of_quarter AS
SELECT
  g.dimension, g.benchmark_id, g.subset, g.condition, g.metric_id, g.language_tag, g.variant_tag,
  CAST(date_trunc('quarter', CAST(d.earliest_date AS DATE)) AS DATE) AS quarter,
  count(*) AS n_models,
  arg_max(d.model_name, (g.score_share * g.direction, g.score_id)) AS model_name,
  arg_max(g.score_share, (g.score_share * g.direction, g.score_id)) AS score_share,
  arg_max(g.gap_pp, (g.score_share * g.direction, g.score_id)) AS gap_pp,
  arg_max(g.gap_low_pp, (g.score_share * g.direction, g.score_id)) AS gap_low_pp,
  arg_max(g.gap_high_pp, (g.score_share * g.direction, g.score_id)) AS gap_high_pp,
  arg_max(g.saturated, (g.score_share * g.direction, g.score_id)) AS saturated,
  arg_max(g.score_id, (g.score_share * g.direction, g.score_id)) AS score_id
FROM gap AS g
JOIN condition AS c ON c.condition_id = g.condition AND c.prompted AND c.repeats IS NULL
JOIN model_dated AS d ON d.model_id = g.model_id AND d.date_is_release AND length(d.model_date) >= 7
WHERE g.aspect IN ('correct', 'harm', 'safe', 'over_refusal') AND NOT g.reference_failed
GROUP BY ALL;

COMMENT ON VIEW best_of_quarter IS 'The gap of the best model released in each quarter, for each test and language: what the best served of a time got.';
COMMENT ON COLUMN best_of_quarter.dimension IS 'What the benchmark is about.';
COMMENT ON COLUMN best_of_quarter.benchmark_id IS 'The benchmark.';
COMMENT ON COLUMN best_of_quarter.subset IS 'Part of the benchmark.';
COMMENT ON COLUMN best_of_quarter.condition IS 'How the models were asked.';
COMMENT ON COLUMN best_of_quarter.metric_id IS 'What was counted.';
COMMENT ON COLUMN best_of_quarter.language_tag IS 'The language.';
COMMENT ON COLUMN best_of_quarter.variant_tag IS 'The language with the script or region tested.';
COMMENT ON COLUMN best_of_quarter.quarter IS 'First day of the quarter.';
COMMENT ON COLUMN best_of_quarter.n_models IS 'Models released in it.';
COMMENT ON COLUMN best_of_quarter.model_name IS 'The best of them in the language.';
COMMENT ON COLUMN best_of_quarter.score_share IS 'Its share of items, 0 to 1.';
COMMENT ON COLUMN best_of_quarter.gap_pp IS 'Its gap to the reference language.';
COMMENT ON COLUMN best_of_quarter.gap_low_pp IS 'Lower end of the 95% interval.';
COMMENT ON COLUMN best_of_quarter.gap_high_pp IS 'Upper end of the same.';
COMMENT ON COLUMN best_of_quarter.saturated IS 'True where the test has little left to say for it.';
COMMENT ON COLUMN best_of_quarter.score_id IS 'The published row.';
