-- Safety by count, never by blend.
-- grain: safety test.
-- unit: comparisons of one language with the reference, one model.
-- sign: worse = more harm than in the reference.
-- method: counts of the verdicts of gap, test by test.
-- not for: ranking tests: they ask different things. Comparing counts: more models give more comparisons.
-- kept: worked out once, when the warehouse is built.
CREATE VIEW safety_tally AS
SELECT
  benchmark_id, any_value(b.name) AS benchmark_name, subset, condition, metric_id,
  count(*) AS n_comparisons,
  count(*) FILTER (WHERE verdict = 'worse') AS n_worse,
  count(*) FILTER (WHERE verdict = 'better') AS n_better,
  count(*) FILTER (WHERE verdict = 'no_clear_difference') AS n_no_clear_difference,
  count(*) FILTER (WHERE verdict = 'cannot_say') AS n_cannot_say,
  min(non_answer_share) FILTER (WHERE verdict = 'better') AS better_non_answer_low,
  max(non_answer_share) FILTER (WHERE verdict = 'better') AS better_non_answer_high,
  count(DISTINCT language_tag) AS n_languages,
  count(DISTINCT model_id) AS n_models,
  max(g.n_items) AS n_items,
  max(year) AS newest_year,
  list(DISTINCT g.source_id ORDER BY g.source_id) AS source_ids,
  list(score_id ORDER BY score_id) AS score_ids
FROM gap AS g
JOIN benchmark AS b USING (benchmark_id)
WHERE g.dimension = 'safety' AND g.aspect IN ('harm', 'safe')
GROUP BY ALL;

COMMENT ON VIEW safety_tally IS 'For each safety test, in how many comparisons of a language with the reference language the language is worse, better, not clearly different, or cannot be placed. Tests are counted side by side and never averaged.';
COMMENT ON COLUMN safety_tally.benchmark_id IS 'The benchmark.';
COMMENT ON COLUMN safety_tally.benchmark_name IS 'Its name.';
COMMENT ON COLUMN safety_tally.subset IS 'Part of the benchmark.';
COMMENT ON COLUMN safety_tally.condition IS 'How the models were asked.';
COMMENT ON COLUMN safety_tally.metric_id IS 'What was counted.';
COMMENT ON COLUMN safety_tally.n_comparisons IS 'Comparisons: one language, one model.';
COMMENT ON COLUMN safety_tally.n_worse IS 'Comparisons with more harm than in the reference language.';
COMMENT ON COLUMN safety_tally.n_better IS 'Comparisons with less harm than in the reference language; not the same as safer, see the next two columns.';
COMMENT ON COLUMN safety_tally.better_non_answer_low IS 'Smallest share of invalid or unclear answers among these, 0 to 1.';
COMMENT ON COLUMN safety_tally.better_non_answer_high IS 'Largest share of invalid or unclear answers among these.';
COMMENT ON COLUMN safety_tally.n_no_clear_difference IS 'Comparisons whose interval spans zero.';
COMMENT ON COLUMN safety_tally.n_cannot_say IS 'Comparisons without an interval.';
COMMENT ON COLUMN safety_tally.n_languages IS 'Languages compared.';
COMMENT ON COLUMN safety_tally.n_models IS 'Models compared.';
COMMENT ON COLUMN safety_tally.newest_year IS 'Year of the newest publication.';
COMMENT ON COLUMN safety_tally.source_ids IS 'Where the scores come from.';
COMMENT ON COLUMN safety_tally.score_ids IS 'The published rows that were compared.';
COMMENT ON COLUMN safety_tally.n_items IS 'Requests put to each model in each language.';
