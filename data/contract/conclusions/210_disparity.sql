-- How well a language is served, on a scale from 0 to 1.
-- grain: utility x language.
-- unit: share 0-1.
-- sign: higher is better for the language, also where a test counts harm: then it is one minus the unsafe share.
-- method: the index across benchmarks where it is shown, with English at 1; and every parallel test of capability or safety with each
--   of its newest models, in at least five languages. One variety a language and test: its plain tag, else the first.
-- formula: u_\ell = r_\ell \quad\text{or}\quad u_\ell = s_\ell \quad\text{or}\quad u_\ell = 1 - s_\ell
-- not for: comparing utilities of different tests.
-- kept: worked out once, when the warehouse is built.
CREATE VIEW utility AS
WITH of_index AS (
  SELECT
    'relative_capability' AS utility_id, 'capability' AS dimension, NULL AS test_id, NULL AS model_id,
    language_tag, least(1, greatest(0, relative_capability)) AS utility
  FROM relative_capability WHERE (SELECT shown FROM index_verdict)
  UNION ALL
  SELECT 'relative_capability', 'capability', NULL, NULL, 'en', 1.0
  WHERE (SELECT shown FROM index_verdict) AND EXISTS (FROM relative_capability)
), newest AS (
  SELECT DISTINCT benchmark_id, subset, condition, metric_id, model_id, source_id, published FROM gap_newest
  WHERE dimension IN ('capability', 'safety') AND aspect IN ('correct', 'harm', 'safe')
), of_test AS (
  SELECT
    concat_ws('.', s.benchmark_id, s.subset, s.condition, s.metric_id) AS test_id, CAST(s.dimension AS VARCHAR) AS dimension, s.model_id, s.language_tag,
    CASE s.direction WHEN 1 THEN s.score_share ELSE 1 - s.score_share END AS utility
  FROM score_share AS s
  JOIN newest USING (benchmark_id, subset, condition, metric_id, model_id, source_id, published)
  WHERE NOT s.superseded
  QUALIFY row_number() OVER (
    PARTITION BY benchmark_id, subset, condition, metric_id, model_id, source_id, published, s.language_tag
    ORDER BY s.variant_tag = s.language_tag DESC, s.variant_tag
  ) = 1
)
SELECT utility_id, dimension, test_id, model_id, language_tag, utility FROM of_index
UNION ALL
SELECT concat_ws('.', test_id, model_id), dimension, test_id, model_id, language_tag, utility FROM of_test
QUALIFY count(*) OVER (PARTITION BY test_id, model_id) >= 5;

COMMENT ON VIEW utility IS 'How well a language is served, from 0 to 1: by the index across benchmarks, or by one test and one of its newest models. For tests of harm it is one minus the unsafe share.';
COMMENT ON COLUMN utility.utility_id IS 'The index, or test and model.';
COMMENT ON COLUMN utility.dimension IS 'Capability or safety.';
COMMENT ON COLUMN utility.test_id IS 'The test; empty for the index.';
COMMENT ON COLUMN utility.model_id IS 'The model; empty for the index.';
COMMENT ON COLUMN utility.language_tag IS 'The language.';
COMMENT ON COLUMN utility.utility IS 'How well it is served, 0 to 1.';

-- How unequally languages and speakers are served.
-- grain: utility x tau.
-- unit: share 0-1; Gini 0-1.
-- sign: a higher mean is better; a higher Gini is more unequal.
-- method: tau = 1 weighs every speaker alike, tau = 0 every language alike (Blasi, Anastasopoulos and Neubig 2022). Over the languages that
--   were measured, with the part of all weight that they have; the bounds put all others at 0 and at 1. The worst-off are the tenth of
--   the measured weight that is served worst. A person who speaks two languages counts in both.
-- formula: d_\ell(\tau) = \frac{n_\ell^\tau}{\sum n^\tau}, \qquad M_\tau = \sum_\ell d_\ell u_\ell, \qquad G = \frac{\sum_{ij} p_i p_j |u_i - u_j|}{2 \sum p \sum_i p_i u_i}, \quad p = n^\tau
-- not for: quoting the Gini without the mean; taking languages that nobody measured for badly served; comparing two utilities with
--   different languages in them.
-- kept: worked out once, when the warehouse is built.
CREATE VIEW disparity AS
WITH tau AS (
  SELECT CAST(unnest(range(0, 21)) AS DOUBLE) / 20 AS tau
), people AS (
  SELECT s.language_tag, s.speakers FROM speakers AS s JOIN language AS l USING (language_tag) WHERE s.speakers > 0 AND l.type = 'living'
), every AS (
  SELECT tau, sum(speakers ** tau) AS weight, count(*) AS n_languages FROM people CROSS JOIN tau GROUP BY tau
), weighed AS (
  SELECT
    u.utility_id, u.dimension, u.test_id, u.model_id, t.tau, u.language_tag, u.utility, p.speakers ** t.tau AS weight
  FROM utility AS u JOIN people AS p USING (language_tag) CROSS JOIN tau AS t
), ordered AS (
  SELECT
    *,
    sum(weight) OVER (PARTITION BY utility_id, tau ORDER BY utility, language_tag ROWS UNBOUNDED PRECEDING) AS up_to,
    sum(weight) OVER (PARTITION BY utility_id, tau) AS total
  FROM weighed
), summed AS (
  SELECT
    utility_id, dimension, test_id, model_id, tau,
    count(*) AS n_languages, any_value(total) AS total,
    sum(weight * utility) AS served,
    sum(weight * utility * (up_to - weight / 2)) AS served_in_order,
    sum(utility * greatest(0, least(up_to, limit_of('worst_off') * total) - (up_to - weight))) / (limit_of('worst_off') * any_value(total)) AS worst_off
  FROM ordered
  GROUP BY ALL
)
SELECT
  s.utility_id, s.dimension, s.test_id, s.model_id, s.tau, s.n_languages, e.n_languages AS n_languages_in_all,
  s.served / s.total AS mean_utility,
  s.total / e.weight AS covered_share,
  s.served / e.weight AS low,
  s.served / e.weight + 1 - s.total / e.weight AS high,
  CASE WHEN s.served > 0 THEN 2 * s.served_in_order / (s.total * s.served) - 1 END AS gini,
  s.worst_off,
  CASE
    WHEN s.served / e.weight >= limit_of('mostly_served') THEN 'mostly_served'
    WHEN s.served / e.weight + 1 - s.total / e.weight < limit_of('mostly_served') THEN 'mostly_not_served'
    ELSE 'cannot_say'
  END AS conclusion
FROM summed AS s JOIN every AS e USING (tau);

COMMENT ON VIEW disparity IS 'How well speakers, or languages, are served on average, and how unequally: the mean over the languages that were measured, the part of all speakers or languages that this is, the bounds within which the others could move it, the Gini coefficient and the worst-off tenth.';
COMMENT ON COLUMN disparity.utility_id IS 'The index, or test and model.';
COMMENT ON COLUMN disparity.dimension IS 'Capability or safety.';
COMMENT ON COLUMN disparity.test_id IS 'The test; empty for the index.';
COMMENT ON COLUMN disparity.model_id IS 'The model; empty for the index.';
COMMENT ON COLUMN disparity.tau IS 'From 0, every language weighs alike, to 1, every speaker weighs alike.';
COMMENT ON COLUMN disparity.n_languages IS 'Languages measured.';
COMMENT ON COLUMN disparity.n_languages_in_all IS 'Living languages that a source gives speakers.';
COMMENT ON COLUMN disparity.mean_utility IS 'Mean over the languages measured, 0 to 1.';
COMMENT ON COLUMN disparity.covered_share IS 'Part of all weight that they have, 0 to 1.';
COMMENT ON COLUMN disparity.low IS 'The mean if all other languages were at 0.';
COMMENT ON COLUMN disparity.high IS 'The mean if all other languages were at 1.';
COMMENT ON COLUMN disparity.gini IS 'Gini coefficient over the languages measured: 0 even, towards 1 uneven; empty where nobody is served at all.';
COMMENT ON COLUMN disparity.worst_off IS 'Mean over the tenth of the measured weight that is served worst.';
COMMENT ON COLUMN disparity.conclusion IS 'mostly_served where even the lower bound reaches the limit, mostly_not_served where even the upper one stays below it, cannot_say where it hangs on the languages that nobody measured.';
