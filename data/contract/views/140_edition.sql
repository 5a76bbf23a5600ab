-- What this edition holds, in a few numbers.
-- grain: warehouse.
-- unit: counts.
-- sign: none: nothing is better or worse.
-- method: counts over the facts.
-- kept: worked out once, when the warehouse is built.
CREATE VIEW edition AS
SELECT
  (SELECT count(*) FROM source) AS n_sources,
  (SELECT count(*) FROM source WHERE licence = 'not stated') AS n_sources_without_licence,
  (SELECT count(*) FROM source WHERE redistribution = 'no') AS n_sources_not_passed_on,
  (SELECT count(*) FROM benchmark) AS n_benchmarks,
  (SELECT count(*) FROM benchmark WHERE parallel) AS n_parallel_benchmarks,
  (SELECT count(*) FROM model) AS n_models,
  (SELECT count(*) FROM score) AS n_scores,
  (SELECT count(*) FROM score_counted WHERE NOT superseded) AS n_scores_counted,
  (SELECT count(*) FROM finding) AS n_findings,
  (SELECT count(*) FROM correction) AS n_corrections,
  (SELECT count(*) FROM language) AS n_languages,
  (SELECT count(DISTINCT language_tag) FROM score) AS n_languages_with_a_score,
  (SELECT count(DISTINCT language_tag) FROM gap) AS n_languages_with_a_gap,
  (SELECT count(DISTINCT language_tag) FROM score WHERE metric_id = 'judge_weighted_kappa') AS n_languages_with_judge_agreement,
  (SELECT count(DISTINCT variant_tag) FROM score WHERE metric_id = 'judge_weighted_kappa') AS n_varieties_with_judge_agreement;

COMMENT ON VIEW edition IS 'What this edition holds, in a few numbers.';
COMMENT ON COLUMN edition.n_sources IS 'Sources.';
COMMENT ON COLUMN edition.n_sources_without_licence IS 'Of these, sources whose publisher states no licence.';
COMMENT ON COLUMN edition.n_sources_not_passed_on IS 'Of these, sources whose rows may not be passed on; exports leave them out.';
COMMENT ON COLUMN edition.n_benchmarks IS 'Benchmarks.';
COMMENT ON COLUMN edition.n_parallel_benchmarks IS 'Of these, benchmarks declared to have the same items in every language.';
COMMENT ON COLUMN edition.n_models IS 'Models.';
COMMENT ON COLUMN edition.n_scores IS 'Published results.';
COMMENT ON COLUMN edition.n_scores_counted IS 'Of these, results that count; the others are the same measurement printed again.';
COMMENT ON COLUMN edition.n_findings IS 'Published effects and headlines that are no single score.';
COMMENT ON COLUMN edition.n_corrections IS 'Errors of publishers that are corrected or left out.';
COMMENT ON COLUMN edition.n_languages IS 'Languages that have a code.';
COMMENT ON COLUMN edition.n_languages_with_a_score IS 'Of these, languages with at least one score of any kind.';
COMMENT ON COLUMN edition.n_languages_with_a_gap IS 'Of these, languages that can be compared with a reference language.';
COMMENT ON COLUMN edition.n_languages_with_judge_agreement IS 'Of these, languages in which the agreement of judges with people was measured.';
COMMENT ON COLUMN edition.n_varieties_with_judge_agreement IS 'The same, varieties of a language (script or region) counted apart.';
