-- Which model does best in a language, on one test.
-- grain: benchmark x subset x condition x metric x language variant x which models are let in.
-- unit: share 0-1; percentage points.
-- sign: a higher share is better; a positive gap is worse for the language.
-- method: of the newest year in which the test was published for the language, the highest share; of equal shares the newer model.
--   Beside it, who cannot be told apart from it: the 95% interval of the difference (Newcombe, as in tie_group) spans zero, or the
--   share is the same. Only tests in which a general model is asked; a second measurement of the same thing is left out.
-- kept: worked out once, when the warehouse is built.
CREATE VIEW best_model AS
WITH asked AS (
  SELECT
    s.*, m.name AS model_name, d.latest_date,
    unnest(['all'] || CASE WHEN m.open_weights THEN ['open'] WHEN NOT m.open_weights THEN ['closed'] ELSE [] END) AS weights
  FROM score_share AS s
  JOIN condition AS c ON c.condition_id = s.condition AND c.prompted AND c.repeats IS NULL
  JOIN model AS m USING (model_id)
  JOIN model_dated AS d USING (model_id)
  WHERE s.aspect = 'correct' AND s.direction = 1 AND NOT s.superseded
), newest AS (
  SELECT * FROM asked
  QUALIFY year = max(year) OVER (PARTITION BY benchmark_id, subset, condition, metric_id, variant_tag, weights)
), ranked AS (
  SELECT
    *,
    CASE WHEN is_proportion THEN n_items END AS n,
    row_number() OVER own AS place,
    first_value(score_share) OVER own AS best_share,
    first_value(CASE WHEN is_proportion THEN n_items END) OVER own AS best_n
  FROM newest
  WINDOW own AS (
    PARTITION BY benchmark_id, subset, condition, metric_id, variant_tag, weights
    ORDER BY score_share DESC, latest_date DESC, score_id
  )
), compared AS (
  SELECT
    *,
    place > 1 AND (score_share = best_share OR coalesce(newcombe_low(best_share, best_n, score_share, n) <= 0, false)) AS tied
  FROM ranked
), best AS (
  SELECT
    dimension, benchmark_id, subset, condition, metric_id, language_tag, variant_tag, weights,
    count(*) AS n_models,
    count(*) FILTER (WHERE tied) AS n_tied,
    coalesce(list(model_name ORDER BY place) FILTER (WHERE tied), []) AS tied,
    bool_and(n IS NOT NULL) AS has_interval,
    arg_min(score_id, place) AS score_id
  FROM compared
  GROUP BY ALL
)
SELECT
  b.dimension, b.benchmark_id, b.subset, b.condition, b.metric_id, b.language_tag, b.variant_tag, b.weights,
  b.n_models, b.n_tied, b.tied, b.has_interval,
  s.model_id, m.name AS model_name, s.score_share, s.score_low, s.score_high,
  coalesce(s.score_low <= s.chance_share, s.score_share <= s.chance_share, false) AS no_better_than_guessing,
  g.gap_pp, g.gap_low_pp, g.gap_high_pp, g.reference_tag,
  s.n_items, s.is_reference, s.item_origin, s.transcription, s.year, s.source_id, b.score_id
FROM best AS b
JOIN score_share AS s USING (score_id)
JOIN model AS m USING (model_id)
LEFT JOIN gap AS g USING (score_id);

COMMENT ON VIEW best_model IS 'The model with the highest share in each language on each test, among the newest results, and who cannot be told apart from it. Tests are never put together.';
COMMENT ON COLUMN best_model.dimension IS 'What the benchmark is about.';
COMMENT ON COLUMN best_model.benchmark_id IS 'The benchmark.';
COMMENT ON COLUMN best_model.subset IS 'Part of the benchmark.';
COMMENT ON COLUMN best_model.condition IS 'How the models were asked.';
COMMENT ON COLUMN best_model.metric_id IS 'What was counted.';
COMMENT ON COLUMN best_model.language_tag IS 'The language.';
COMMENT ON COLUMN best_model.variant_tag IS 'The language with the script or region tested.';
COMMENT ON COLUMN best_model.weights IS 'Which models are let in: all; open or closed, those of which a source says that their weights are open, or are not.';
COMMENT ON COLUMN best_model.n_models IS 'Results compared, each of one model.';
COMMENT ON COLUMN best_model.n_tied IS 'Of these, how many others cannot be told apart from the best.';
COMMENT ON COLUMN best_model.tied IS 'Their models, best first.';
COMMENT ON COLUMN best_model.has_interval IS 'Whether every result compared has an interval; without one nobody can say who is told apart, but for equal shares.';
COMMENT ON COLUMN best_model.model_id IS 'The best.';
COMMENT ON COLUMN best_model.model_name IS 'Its name as published.';
COMMENT ON COLUMN best_model.score_share IS 'Its share of items, 0 to 1.';
COMMENT ON COLUMN best_model.score_low IS 'Lower end of the 95% interval; empty where there is none.';
COMMENT ON COLUMN best_model.score_high IS 'Upper end of the same.';
COMMENT ON COLUMN best_model.no_better_than_guessing IS 'Whether even the best is not clearly better than guessing.';
COMMENT ON COLUMN best_model.gap_pp IS 'Its gap to the reference language; empty where there is none.';
COMMENT ON COLUMN best_model.gap_low_pp IS 'Lower end of the 95% interval.';
COMMENT ON COLUMN best_model.gap_high_pp IS 'Upper end of the same.';
COMMENT ON COLUMN best_model.reference_tag IS 'The language compared with; empty where there is no gap.';
COMMENT ON COLUMN best_model.n_items IS 'Items behind the share.';
COMMENT ON COLUMN best_model.is_reference IS 'Whether this is the reference language itself.';
COMMENT ON COLUMN best_model.item_origin IS 'How the items came to exist in the language.';
COMMENT ON COLUMN best_model.transcription IS 'Primary, or secondary where the best result was read from somebody else''s copy.';
COMMENT ON COLUMN best_model.year IS 'Year of publication.';
COMMENT ON COLUMN best_model.source_id IS 'Where the best result comes from.';
COMMENT ON COLUMN best_model.score_id IS 'Its published row.';
