-- A language on one test, over the models that took it.
-- grain: benchmark x subset x condition x metric x language variant.
-- unit: percentage points.
-- sign: positive = worse for the language.
-- method: Never a mean of models of different years: a median with its range, and the newest three apart.
-- formula: \operatorname{median}_m g_m, \qquad [\min_m g_m, \max_m g_m]
-- not for: comparing languages that different models were tested in.
-- kept: worked out once, when the warehouse is built.
CREATE VIEW gap_by_language AS
WITH dated AS (
  SELECT g.*, m.model_name, m.latest_date
  FROM gap AS g JOIN model_dated AS m USING (model_id)
  WHERE g.aspect IN ('correct', 'harm', 'safe', 'over_refusal') AND NOT g.reference_failed
), ranked AS (
  SELECT
    *,
    rank() OVER (
      PARTITION BY benchmark_id, subset, condition, metric_id, variant_tag ORDER BY latest_date DESC
    ) AS recency
  FROM dated
), best AS (
  -- Over every model with a score, also those without a score in the reference language.
  SELECT
    s.benchmark_id, s.subset, s.condition, s.metric_id, s.variant_tag,
    arg_max(m.model_name, (s.score_share * s.direction, m.latest_date)) AS best_model,
    arg_max(s.score_share, (s.score_share * s.direction, m.latest_date)) AS best_share,
    arg_max(m.model_date, (s.score_share * s.direction, m.latest_date)) AS best_model_date
  FROM score_share AS s JOIN model_dated AS m USING (model_id)
  WHERE NOT s.superseded
  GROUP BY ALL
)
SELECT
  dimension, benchmark_id, subset, condition, metric_id, aspect, language_tag, variant_tag, reference_tag,
  count(*) AS n_models,
  median(gap_pp) AS median_gap_pp,
  min(gap_pp) AS min_gap_pp,
  max(gap_pp) AS max_gap_pp,
  median(gap_pp) FILTER (WHERE recency <= 3) AS newest_three_gap_pp,
  median(gap_pp) FILTER (WHERE recency > 3) AS older_gap_pp,
  list(model_name ORDER BY recency, model_name) FILTER (WHERE recency <= 3) AS newest_three_models,
  any_value(best_model) AS best_model, any_value(best_share) AS best_share, any_value(best_model_date) AS best_model_date,
  count(*) FILTER (WHERE verdict = 'worse') AS n_worse,
  count(*) FILTER (WHERE verdict = 'better') AS n_better,
  count(*) FILTER (WHERE verdict = 'no_clear_difference') AS n_no_clear_difference,
  count(*) FILTER (WHERE verdict = 'cannot_say') AS n_cannot_say,
  min(year) AS first_year, max(year) AS newest_year
FROM ranked
JOIN best USING (benchmark_id, subset, condition, metric_id, variant_tag)
GROUP BY dimension, benchmark_id, subset, condition, metric_id, aspect, language_tag, variant_tag, reference_tag;

COMMENT ON VIEW gap_by_language IS 'A language on one test: the median gap over the models that took it, the range, the newest three models apart from the rest, and the best model. Tests are never blended.';
COMMENT ON COLUMN gap_by_language.dimension IS 'What the benchmark is about.';
COMMENT ON COLUMN gap_by_language.benchmark_id IS 'The benchmark.';
COMMENT ON COLUMN gap_by_language.subset IS 'Part of the benchmark.';
COMMENT ON COLUMN gap_by_language.condition IS 'How the models were asked.';
COMMENT ON COLUMN gap_by_language.metric_id IS 'What was counted.';
COMMENT ON COLUMN gap_by_language.aspect IS 'What the metric says.';
COMMENT ON COLUMN gap_by_language.language_tag IS 'The language.';
COMMENT ON COLUMN gap_by_language.variant_tag IS 'The language with the script or region tested.';
COMMENT ON COLUMN gap_by_language.reference_tag IS 'The language compared with.';
COMMENT ON COLUMN gap_by_language.n_models IS 'Models with a gap.';
COMMENT ON COLUMN gap_by_language.median_gap_pp IS 'Median gap over models, in percentage points; positive is worse.';
COMMENT ON COLUMN gap_by_language.min_gap_pp IS 'Smallest gap.';
COMMENT ON COLUMN gap_by_language.max_gap_pp IS 'Largest gap.';
COMMENT ON COLUMN gap_by_language.newest_three_gap_pp IS 'Median gap of the three newest models (more where several share a date), by the latest day on which each can have come out.';
COMMENT ON COLUMN gap_by_language.older_gap_pp IS 'Median gap of the other models; empty where there are none.';
COMMENT ON COLUMN gap_by_language.newest_three_models IS 'Names of these newest models.';
COMMENT ON COLUMN gap_by_language.best_model IS 'The model with the best score in the language, of all that have one.';
COMMENT ON COLUMN gap_by_language.best_share IS 'Its share, 0 to 1.';
COMMENT ON COLUMN gap_by_language.best_model_date IS 'Its release date, or the date of its first publication where none is known.';
COMMENT ON COLUMN gap_by_language.n_worse IS 'Models for which the language is worse.';
COMMENT ON COLUMN gap_by_language.n_better IS 'Models for which the language is better.';
COMMENT ON COLUMN gap_by_language.n_no_clear_difference IS 'Models with no clear difference.';
COMMENT ON COLUMN gap_by_language.n_cannot_say IS 'Models without an interval.';
COMMENT ON COLUMN gap_by_language.first_year IS 'Oldest publication among them.';
COMMENT ON COLUMN gap_by_language.newest_year IS 'Newest publication among them.';
