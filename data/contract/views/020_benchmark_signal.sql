-- Whether a test can still tell languages apart.
-- grain: benchmark x subset x condition x metric x model x publication.
-- unit: share 0-1.
-- sign: saturated is a warning, no verdict.
-- method: Over languages, the variance of the shares is compared with the variance that sampling alone would give:
--   within sampling error where it is no larger than the upper 5% point of chi-square allows.
-- formula: s_{ref} > 0.95 \quad\text{or}\quad (k - 1)\, \frac{\operatorname{var}_\ell(s)}{\operatorname{mean}_\ell\, s(1-s)/n} \le \chi^2_{0.95}(k - 1)
-- not for: saying that a language is well served: a saturated test has nothing left to say.
-- kept: worked out once, when the warehouse is built.
CREATE VIEW benchmark_signal AS
WITH spread AS (
  SELECT
    benchmark_id, subset, condition, metric_id, model_id, source_id, published,
    any_value(aspect) AS aspect,
    count(*) AS n_variants,
    max(score_share) FILTER (WHERE is_reference) AS reference_share,
    var_samp(score_share) AS observed_variance,
    avg(CASE WHEN is_proportion THEN score_share * (1 - score_share) / n_items END) AS sampling_variance
  FROM score_share
  WHERE parallel AND NOT superseded
  GROUP BY ALL
)
SELECT
  benchmark_id, subset, condition, metric_id, model_id, source_id, published,
  n_variants, reference_share, observed_variance, sampling_variance,
  coalesce(aspect = 'correct' AND reference_share > limit_of('saturated_share'), false)
    OR coalesce((n_variants - 1) * observed_variance <= sampling_variance * chi_square_95(n_variants - 1), false) AS saturated
FROM spread;

COMMENT ON VIEW benchmark_signal IS 'Whether a test can still tell languages apart: saturated where the share of correct answers in the reference language is above 0.95, or where the spread over languages is within sampling error (chi-square test at 5%).';
COMMENT ON COLUMN benchmark_signal.benchmark_id IS 'The benchmark.';
COMMENT ON COLUMN benchmark_signal.subset IS 'Part of the benchmark.';
COMMENT ON COLUMN benchmark_signal.condition IS 'How the model was asked.';
COMMENT ON COLUMN benchmark_signal.metric_id IS 'What was counted.';
COMMENT ON COLUMN benchmark_signal.model_id IS 'The model.';
COMMENT ON COLUMN benchmark_signal.source_id IS 'Where the rows come from.';
COMMENT ON COLUMN benchmark_signal.published IS 'Date of publication.';
COMMENT ON COLUMN benchmark_signal.n_variants IS 'Language variants tested.';
COMMENT ON COLUMN benchmark_signal.reference_share IS 'Share in the reference language.';
COMMENT ON COLUMN benchmark_signal.observed_variance IS 'Variance of the shares over language variants.';
COMMENT ON COLUMN benchmark_signal.sampling_variance IS 'Mean variance that sampling of items alone would give.';
COMMENT ON COLUMN benchmark_signal.saturated IS 'True where the test has little left to say.';
