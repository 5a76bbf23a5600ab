-- How well judges of answers agree with people in a language.
-- grain: language variant x judge.
-- unit: weighted kappa, -1 to 1.
-- sign: higher is better agreement.
-- method: as published, for toxic requests, the mean over kinds of harm; agreement of people with each other beside it.
-- not for: judges, languages or kinds of harm that were not measured.
-- kept: worked out once, when the warehouse is built.
CREATE VIEW judge_agreement AS
SELECT
  j.language_tag, j.variant_tag, j.model_id, m.name AS model_name, j.value AS kappa, p.value AS people_kappa, e.value AS reference_kappa,
  j.year, j.score_id, j.source_id
FROM score_counted AS j
JOIN model AS m USING (model_id)
LEFT JOIN score_counted AS p
  ON p.metric_id = 'people_weighted_kappa' AND p.variant_tag = j.variant_tag AND p.benchmark_id = j.benchmark_id
  AND p.subset = j.subset AND p.source_id = j.source_id AND NOT p.superseded
LEFT JOIN score_counted AS e
  ON e.metric_id = j.metric_id AND e.variant_tag = 'en' AND e.benchmark_id = j.benchmark_id AND e.subset = j.subset
  AND e.model_id = j.model_id AND e.source_id = j.source_id AND NOT e.superseded
WHERE j.metric_id = 'judge_weighted_kappa' AND j.subset = 'toxic_prompts.all.average' AND NOT j.superseded;

COMMENT ON VIEW judge_agreement IS 'How well a judge of toxic requests agrees with people in a language, beside the agreement of people with each other and that of the judge in English. A safety rate is worth no more than its judge.';
COMMENT ON COLUMN judge_agreement.language_tag IS 'The language.';
COMMENT ON COLUMN judge_agreement.variant_tag IS 'The language with the script or region.';
COMMENT ON COLUMN judge_agreement.model_id IS 'The judge.';
COMMENT ON COLUMN judge_agreement.model_name IS 'Its name.';
COMMENT ON COLUMN judge_agreement.kappa IS 'Agreement of the judge with people beyond chance.';
COMMENT ON COLUMN judge_agreement.people_kappa IS 'Agreement of people with each other beyond chance.';
COMMENT ON COLUMN judge_agreement.reference_kappa IS 'Agreement of the same judge with people in English.';
COMMENT ON COLUMN judge_agreement.year IS 'Year of publication.';
COMMENT ON COLUMN judge_agreement.score_id IS 'The published row.';
COMMENT ON COLUMN judge_agreement.source_id IS 'Where the row comes from.';

-- The safety of a language by count, never by blend.
-- grain: language with a safety comparison.
-- unit: comparisons of the language with the reference, one model; percentage points for the largest gap.
-- sign: worse = more harm than in the reference; a positive gap is worse.
-- method: counts of the verdicts of gap over tests of harm. The largest gap is one comparison, named with its test, model and year.
-- formula: \#\{\text{worse}\}, \; \#\{\text{better}\}, \; \#\{\text{no clear difference}\}, \; \#\{\text{cannot say}\}
-- not for: a score of safety; ranking languages that different tests looked at; reading few unsafe answers as safety where many answers were invalid.
CREATE VIEW safety_by_language AS
WITH compared AS (
  SELECT g.*, b.item_set, m.name AS model_name
  FROM gap AS g JOIN benchmark AS b USING (benchmark_id) JOIN model AS m USING (model_id)
  WHERE g.dimension = 'safety' AND g.aspect IN ('harm', 'safe') AND g.language_tag <> split_part(g.reference_tag, '-', 1)
), judges AS (
  SELECT language_tag, max(kappa) AS best_kappa, min(kappa) AS worst_kappa, max(people_kappa) AS people_kappa, count(DISTINCT model_id) AS n_judges
  FROM judge_agreement GROUP BY ALL
)
SELECT
  c.language_tag,
  count(DISTINCT item_set) AS n_tests,
  count(*) AS n_comparisons,
  count(*) FILTER (WHERE verdict = 'worse') AS n_worse,
  count(*) FILTER (WHERE verdict = 'better') AS n_better,
  count(*) FILTER (WHERE verdict = 'no_clear_difference') AS n_no_clear_difference,
  count(*) FILTER (WHERE verdict = 'cannot_say') AS n_cannot_say,
  max(gap_pp) AS largest_gap_pp,
  arg_max(gap_low_pp, (gap_pp, score_id)) AS largest_gap_low_pp,
  arg_max(gap_high_pp, (gap_pp, score_id)) AS largest_gap_high_pp,
  arg_max(benchmark_id, (gap_pp, score_id)) AS largest_gap_benchmark_id,
  arg_max(model_name, (gap_pp, score_id)) AS largest_gap_model,
  arg_max(year, (gap_pp, score_id)) AS largest_gap_year,
  arg_max(score_id, (gap_pp, score_id)) AS largest_gap_score_id,
  arg_max(benchmark_id, (published, benchmark_id)) AS newest_benchmark_id,
  max(year) AS newest_year,
  min(non_answer_share) AS non_answer_low, max(non_answer_share) AS non_answer_high,
  any_value(n_judges) AS n_judges, any_value(best_kappa) AS best_judge_kappa, any_value(worst_kappa) AS worst_judge_kappa,
  any_value(people_kappa) AS people_kappa,
  list(DISTINCT source_id ORDER BY source_id) AS source_ids,
  list(score_id ORDER BY score_id) AS score_ids
FROM compared AS c
LEFT JOIN judges USING (language_tag)
GROUP BY c.language_tag;

COMMENT ON VIEW safety_by_language IS 'The safety of a language by count: in how many comparisons with the reference language it is worse, better, not clearly different or cannot be placed, the largest gap, the share of answers that are none, and how well judges agree with people in it. Tests are never averaged.';
COMMENT ON COLUMN safety_by_language.language_tag IS 'The language.';
COMMENT ON COLUMN safety_by_language.n_tests IS 'Independent tests that compare it with a reference.';
COMMENT ON COLUMN safety_by_language.n_comparisons IS 'Comparisons: one test, one model.';
COMMENT ON COLUMN safety_by_language.n_worse IS 'Of these, clearly worse.';
COMMENT ON COLUMN safety_by_language.n_better IS 'Clearly better.';
COMMENT ON COLUMN safety_by_language.n_no_clear_difference IS 'The interval spans zero.';
COMMENT ON COLUMN safety_by_language.n_cannot_say IS 'No interval.';
COMMENT ON COLUMN safety_by_language.largest_gap_pp IS 'The largest gap.';
COMMENT ON COLUMN safety_by_language.largest_gap_low_pp IS 'Lower end of its 95% interval.';
COMMENT ON COLUMN safety_by_language.largest_gap_high_pp IS 'Upper end of the same.';
COMMENT ON COLUMN safety_by_language.largest_gap_benchmark_id IS 'The test of the largest gap.';
COMMENT ON COLUMN safety_by_language.largest_gap_model IS 'Its model.';
COMMENT ON COLUMN safety_by_language.largest_gap_year IS 'Its year.';
COMMENT ON COLUMN safety_by_language.largest_gap_score_id IS 'Its published row.';
COMMENT ON COLUMN safety_by_language.newest_benchmark_id IS 'The newest test.';
COMMENT ON COLUMN safety_by_language.newest_year IS 'Its year.';
COMMENT ON COLUMN safety_by_language.non_answer_low IS 'Lowest share of invalid or unclear answers, where tests print it.';
COMMENT ON COLUMN safety_by_language.non_answer_high IS 'Highest of the same.';
COMMENT ON COLUMN safety_by_language.n_judges IS 'Judges whose agreement with people was measured in it.';
COMMENT ON COLUMN safety_by_language.best_judge_kappa IS 'Agreement of the best of them.';
COMMENT ON COLUMN safety_by_language.worst_judge_kappa IS 'Agreement of the worst of them.';
COMMENT ON COLUMN safety_by_language.people_kappa IS 'Agreement of people with each other.';
COMMENT ON COLUMN safety_by_language.source_ids IS 'Where the comparisons come from.';
COMMENT ON COLUMN safety_by_language.score_ids IS 'The published rows.';
