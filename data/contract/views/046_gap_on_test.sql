-- A language on one test, over the newest models that took it, in one row.
-- grain: benchmark x subset x condition x metric x language variant.
-- unit: percentage points.
-- sign: positive = worse for the language.
-- method: Of several models the median with the range over models; of one model its gap with the 95% interval. The
--   models are those of gap_newest.
-- kept: worked out once, when the warehouse is built.
CREATE VIEW gap_on_test AS
WITH counted AS (
  SELECT
    dimension, benchmark_id, any_value(benchmark_name) AS benchmark_name, subset, condition, metric_id, aspect,
    language_tag, variant_tag, reference_tag,
    count(*) AS n_models,
    any_value(model_name) AS model_name,
    median(gap_pp) AS median_gap_pp, min(gap_pp) AS min_gap_pp, max(gap_pp) AS max_gap_pp,
    any_value(gap_low_pp) AS gap_low_pp, any_value(gap_high_pp) AS gap_high_pp,
    count(*) FILTER (WHERE verdict = 'worse') AS n_worse,
    count(*) FILTER (WHERE verdict = 'better') AS n_better,
    count(*) FILTER (WHERE verdict = 'no_clear_difference') AS n_no_clear_difference,
    count(*) FILTER (WHERE verdict = 'cannot_say') AS n_cannot_say,
    bool_and(saturated) AS saturated,
    any_value(item_origin) AS item_origin, max(transcription) AS transcription,
    min(non_answer_share) AS non_answer_low, max(non_answer_share) AS non_answer_high,
    max(n_items) AS n_items, max(year) AS year,
    list(DISTINCT source_id ORDER BY source_id) AS source_ids,
    list(score_id ORDER BY score_id) || list(DISTINCT reference_score_id ORDER BY reference_score_id) AS score_ids
  FROM gap_newest
  WHERE language_tag <> split_part(reference_tag, '-', 1)  -- Singlish is no language that English lies behind
  GROUP BY ALL
)
SELECT
  dimension, benchmark_id, benchmark_name, subset, condition, metric_id, aspect, language_tag, variant_tag, reference_tag, n_models,
  CASE WHEN n_models = 1 THEN model_name END AS model_name,
  median_gap_pp,
  CASE WHEN n_models = 1 THEN gap_low_pp ELSE min_gap_pp END AS low_pp,
  CASE WHEN n_models = 1 THEN gap_high_pp ELSE max_gap_pp END AS high_pp,
  n_worse, n_better, n_no_clear_difference, n_cannot_say,
  CASE n_models
    WHEN n_worse THEN 'worse' WHEN n_better THEN 'better'
    WHEN n_no_clear_difference THEN 'no_clear_difference' WHEN n_cannot_say THEN 'cannot_say'
    ELSE 'mixed'
  END AS standing,
  saturated, item_origin, transcription, non_answer_low, non_answer_high, n_items, year, source_ids, score_ids
FROM counted;

COMMENT ON VIEW gap_on_test IS 'The gap of a language on each test, over every model that may be the newest of those tested in it: the median with the range over models, or, of a single model, its gap with the 95% interval.';
COMMENT ON COLUMN gap_on_test.dimension IS 'What the benchmark is about.';
COMMENT ON COLUMN gap_on_test.benchmark_id IS 'The benchmark.';
COMMENT ON COLUMN gap_on_test.benchmark_name IS 'Its name.';
COMMENT ON COLUMN gap_on_test.subset IS 'Part of the benchmark.';
COMMENT ON COLUMN gap_on_test.condition IS 'How the models were asked.';
COMMENT ON COLUMN gap_on_test.metric_id IS 'What was counted.';
COMMENT ON COLUMN gap_on_test.aspect IS 'What the metric says.';
COMMENT ON COLUMN gap_on_test.language_tag IS 'The language.';
COMMENT ON COLUMN gap_on_test.variant_tag IS 'The language with the script or region tested.';
COMMENT ON COLUMN gap_on_test.reference_tag IS 'The language variant compared with.';
COMMENT ON COLUMN gap_on_test.n_models IS 'Models.';
COMMENT ON COLUMN gap_on_test.model_name IS 'The model, where it is one.';
COMMENT ON COLUMN gap_on_test.median_gap_pp IS 'Median gap over these models, in percentage points; positive is worse.';
COMMENT ON COLUMN gap_on_test.low_pp IS 'Smallest gap of these models; of a single model, the lower end of its 95% interval.';
COMMENT ON COLUMN gap_on_test.high_pp IS 'Largest gap of these models; of a single model, the upper end of its 95% interval.';
COMMENT ON COLUMN gap_on_test.n_worse IS 'Models for which the language is worse.';
COMMENT ON COLUMN gap_on_test.n_better IS 'Models for which the language is better.';
COMMENT ON COLUMN gap_on_test.n_no_clear_difference IS 'Models with no clear difference.';
COMMENT ON COLUMN gap_on_test.n_cannot_say IS 'Models without an interval.';
COMMENT ON COLUMN gap_on_test.standing IS 'The verdict where all models have the same; mixed where they do not.';
COMMENT ON COLUMN gap_on_test.saturated IS 'True where the test has little left to say for any of them.';
COMMENT ON COLUMN gap_on_test.item_origin IS 'How the items came to exist in the language.';
COMMENT ON COLUMN gap_on_test.transcription IS 'Secondary where any of the rows was read from somebody else''s copy.';
COMMENT ON COLUMN gap_on_test.non_answer_low IS 'Smallest share of invalid or unclear answers among these models, 0 to 1; empty where the test does not count them.';
COMMENT ON COLUMN gap_on_test.non_answer_high IS 'Largest share of invalid or unclear answers.';
COMMENT ON COLUMN gap_on_test.n_items IS 'Items per language.';
COMMENT ON COLUMN gap_on_test.year IS 'Year of the newest publication.';
COMMENT ON COLUMN gap_on_test.source_ids IS 'Where the rows come from.';
COMMENT ON COLUMN gap_on_test.score_ids IS 'The published rows, those of the reference language among them.';
