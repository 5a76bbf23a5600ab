-- How far a language lies behind the reference language, same test, same model.
-- grain: score that counts x its reference row.
-- unit: percentage points.
-- sign: positive = worse for the language.
-- method: Interval: where item results are loaded, paired over items (paired_gap); else Newcombe, independent samples:
--   items are parallel, so it is wider than a paired one would be.
-- formula: g = 100\, d\, (s_{ref} - s_\ell), \qquad d = \pm 1; \qquad g \pm: \; \sqrt{(p_1 - l_1)^2 + (u_2 - p_2)^2}, \; \sqrt{(u_1 - p_1)^2 + (p_2 - l_2)^2}
-- not for: adding up or averaging over tests; judging a language on one model or an old one; tests whose items differ by
--   language.
-- kept: worked out once, when the warehouse is built.
CREATE VIEW gap AS
WITH pairs AS (
  SELECT
    l.*,
    r.score_id AS reference_score_id, r.score_share AS reference_share, r.n_items AS reference_n_items,
    -- A model that does no better than guessing in the reference language shows nothing about another.
    l.aspect = 'correct' AND (r.score_share = 0 OR coalesce(coalesce(r.score_low, r.score_share) <= l.chance_share, false)) AS reference_failed,
    -- The share that is larger when the language is worse off comes first.
    CASE l.direction WHEN 1 THEN r.score_share ELSE l.score_share END AS p1,
    CASE WHEN l.is_proportion THEN CASE l.direction WHEN 1 THEN r.n_items ELSE l.n_items END END AS n1,
    CASE l.direction WHEN 1 THEN l.score_share ELSE r.score_share END AS p2,
    CASE WHEN l.is_proportion THEN CASE l.direction WHEN 1 THEN l.n_items ELSE r.n_items END END AS n2
  FROM score_share AS l
  JOIN score_share AS r
    ON r.is_reference AND r.benchmark_id = l.benchmark_id AND r.subset = l.subset AND r.condition = l.condition
    AND r.model_id = l.model_id AND r.metric_id = l.metric_id AND r.source_id = l.source_id AND r.published = l.published
  WHERE l.parallel AND NOT l.superseded AND NOT l.is_reference
), non_answer AS (
  SELECT benchmark_id, subset, condition, model_id, variant_tag, source_id, published, sum(score_share) AS non_answer_share
  FROM score_share
  WHERE aspect = 'non_answer'
  GROUP BY ALL
), measured AS (
  SELECT
    c.*,
    100 * (p1 - p2) AS gap_pp,
    coalesce(i.gap_low_pp, 100 * newcombe_low(p1, n1, p2, n2)) AS gap_low_pp,
    coalesce(i.gap_high_pp, 100 * newcombe_high(p1, n1, p2, n2)) AS gap_high_pp,
    CASE WHEN i.gap_low_pp IS NOT NULL THEN 'paired' WHEN n1 IS NOT NULL AND n2 IS NOT NULL THEN 'independent' END AS interval_method
  FROM pairs AS c
  LEFT JOIN paired_gap AS i USING (benchmark_id, subset, condition, metric_id, model_id, variant_tag, source_id, published)
)
SELECT
  g.score_id, g.reference_score_id, g.dimension, g.benchmark_id, g.subset, g.condition, g.model_id,
  g.language_tag, g.variant_tag, g.reference_tag, g.macroarea,
  CASE WHEN g.language_tag <> split_part(g.reference_tag, '-', 1) THEN g.resource_class END AS resource_class, g.metric_id, g.aspect, g.direction,
  g.score_share, g.reference_share, x.non_answer_share,
  g.gap_pp, g.gap_low_pp, g.gap_high_pp, g.interval_method,
  CASE WHEN g.reference_share > 0 THEN g.score_share / g.reference_share END AS ratio,
  CASE WHEN g.is_proportion THEN ratio_bound(g.score_share, g.n_items, g.reference_share, g.reference_n_items, -1) END AS ratio_low,
  CASE WHEN g.is_proportion THEN ratio_bound(g.score_share, g.n_items, g.reference_share, g.reference_n_items, 1) END AS ratio_high,
  CASE
    WHEN g.gap_low_pp IS NULL OR g.reference_failed THEN 'cannot_say'
    WHEN g.gap_low_pp > 0 THEN 'worse'
    WHEN g.gap_high_pp < 0 THEN 'better'
    ELSE 'no_clear_difference'
  END AS verdict,
  coalesce(b.saturated, false) AS saturated, g.reference_failed,
  g.n_items, g.reference_n_items, g.n_items_from_benchmark, g.is_proportion, g.item_origin, g.transcription, g.published, g.year, g.source_id, g.locator
FROM measured AS g
LEFT JOIN benchmark_signal AS b USING (benchmark_id, subset, condition, metric_id, model_id, source_id, published)
LEFT JOIN non_answer AS x USING (benchmark_id, subset, condition, model_id, variant_tag, source_id, published);

COMMENT ON VIEW gap IS 'How far a language lies behind the reference language (English unless stated) on the same test with the same model, in percentage points. Positive is always worse for the language, also where a lower share is better. Only for benchmarks whose items are the same in every language.';
COMMENT ON COLUMN gap.score_id IS 'The published row of the language.';
COMMENT ON COLUMN gap.reference_score_id IS 'The published row of the reference language.';
COMMENT ON COLUMN gap.dimension IS 'What the benchmark is about.';
COMMENT ON COLUMN gap.benchmark_id IS 'The benchmark.';
COMMENT ON COLUMN gap.subset IS 'Part of the benchmark.';
COMMENT ON COLUMN gap.condition IS 'How the model was asked.';
COMMENT ON COLUMN gap.model_id IS 'The model.';
COMMENT ON COLUMN gap.language_tag IS 'The language.';
COMMENT ON COLUMN gap.variant_tag IS 'The language with the script or region tested.';
COMMENT ON COLUMN gap.reference_tag IS 'The language compared with.';
COMMENT ON COLUMN gap.macroarea IS 'Part of the world (Glottolog).';
COMMENT ON COLUMN gap.resource_class IS 'Digital text in 2020, class 0 to 5; empty where the source does not list the language, and for another variety of the reference language (Singlish).';
COMMENT ON COLUMN gap.metric_id IS 'What was counted.';
COMMENT ON COLUMN gap.aspect IS 'What the metric says.';
COMMENT ON COLUMN gap.direction IS '+1 where a higher share is better, -1 where a lower share is better.';
COMMENT ON COLUMN gap.score_share IS 'Share of items in the language, 0 to 1.';
COMMENT ON COLUMN gap.reference_share IS 'Share of items in the reference language, 0 to 1.';
COMMENT ON COLUMN gap.non_answer_share IS 'Share of invalid or unclear answers in the language, 0 to 1: absence of harm is not ability. Empty where the test does not count them.';
COMMENT ON COLUMN gap.gap_pp IS '100 x direction x (reference share - share), in percentage points: positive is worse for the language.';
COMMENT ON COLUMN gap.gap_low_pp IS 'Lower end of the 95% interval (Newcombe 1998), taking the two samples as independent; too wide rather than too narrow when items are parallel. Empty where the number of items is unknown.';
COMMENT ON COLUMN gap.gap_high_pp IS 'Upper end of the same interval.';
COMMENT ON COLUMN gap.interval_method IS 'Paired, from results of single items; or independent, from shares and numbers of items, which is wider; empty where there is no interval.';
COMMENT ON COLUMN gap.ratio IS 'Share in the language over share in the reference language; for harm, the relative risk. Empty where the reference share is zero.';
COMMENT ON COLUMN gap.ratio_low IS 'Lower end of the 95% log-normal interval of the ratio; empty where either share is zero.';
COMMENT ON COLUMN gap.ratio_high IS 'Upper end of the same interval.';
COMMENT ON COLUMN gap.verdict IS 'Worse or better where the interval leaves out zero; no clear difference where it spans zero; cannot say where there is none, or where the model fails in the reference language.';
COMMENT ON COLUMN gap.saturated IS 'True where the test has little left to say for this model.';
COMMENT ON COLUMN gap.reference_failed IS 'True where the model is not clearly better than guessing in the reference language: nothing right there, or a share whose interval (without an interval, the share itself) does not lie above chance. Then no verdict.';
COMMENT ON COLUMN gap.n_items IS 'Items in the language.';
COMMENT ON COLUMN gap.reference_n_items IS 'Items in the reference language.';
COMMENT ON COLUMN gap.n_items_from_benchmark IS 'True where the result does not print its items and the size of the benchmark is used.';
COMMENT ON COLUMN gap.is_proportion IS 'Whether both shares count items that are each right or wrong; only then is there an interval.';
COMMENT ON COLUMN gap.item_origin IS 'How the items came to exist in the language.';
COMMENT ON COLUMN gap.transcription IS 'Primary, or secondary where it was read from somebody else''s copy.';
COMMENT ON COLUMN gap.published IS 'Date of publication.';
COMMENT ON COLUMN gap.year IS 'Year of publication.';
COMMENT ON COLUMN gap.source_id IS 'Where both rows come from.';
COMMENT ON COLUMN gap.locator IS 'Place in the source.';
