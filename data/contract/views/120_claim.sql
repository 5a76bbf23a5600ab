-- The numbers of the headline sentences. Pages take them from here and from nowhere else.
-- grain: claim x part (a claim about several tests has a part for each: tests are not blended). unit: named in each row.
-- The sentence stands in the interface catalogues under claim.<claim_id>.
-- kept: worked out once, when the warehouse is built.
CREATE VIEW claim AS
WITH newest_model AS (
  -- The newest model of MMMLU that has an English score beside the others.
  SELECT model_id, model_name FROM test_model
  WHERE benchmark_id = 'mmmlu' AND has_reference
  ORDER BY latest_date DESC, model_id LIMIT 1
), widest_gap AS (
  SELECT g.*, n.model_name
  FROM gap AS g JOIN newest_model AS n USING (model_id)
  WHERE g.benchmark_id = 'mmmlu'
  ORDER BY g.gap_pp DESC LIMIT 1
), all_models AS (
  SELECT count(*) AS n, min(g.gap_pp) AS low, max(g.gap_pp) AS high
  FROM gap AS g JOIN widest_gap AS w USING (benchmark_id, variant_tag)
), breadth AS (
  SELECT *
  FROM gap
  WHERE benchmark_id = 'sib200' AND condition = 'zero_shot' AND model_id = 'gpt-4'
), untested AS (
  SELECT
    count(*) FILTER (WHERE large AND safety_state = 'not_measured') AS n,
    count(*) FILTER (WHERE large_by_every_source AND safety_state = 'not_measured') AS low,
    count(*) FILTER (WHERE safety_state = 'not_measured') AS high,
    count(*) FILTER (WHERE large) AS n_large,
    count(*) FILTER (WHERE large_by_every_source) AS n_large_low,
    count(*) AS n_large_high
  FROM large_language
), safety_sources AS (
  SELECT list(DISTINCT source_id ORDER BY source_id) AS source_ids, min(year) || '-' || max(year) AS period
  FROM score_share WHERE dimension = 'safety' AND NOT superseded
)
SELECT
  'capability_gap' AS claim_id, 1 AS part,
  w.gap_pp AS value, w.gap_low_pp AS low, w.gap_high_pp AS high, 'percentage_points' AS unit,
  CAST(n_items AS BIGINT) AS n, CAST(year AS VARCHAR) AS period, [source_id] AS source_ids,
  variant_tag, benchmark_id, subset, model_id, model_name, a.n AS n_of, CAST(NULL AS BIGINT) AS n_opposite, a.low AS range_low, a.high AS range_high
FROM widest_gap AS w CROSS JOIN all_models AS a
UNION ALL
SELECT
  'capability_breadth', 1, count(*) FILTER (WHERE verdict = 'worse'), NULL, NULL, 'language_variants',
  any_value(n_items), CAST(max(year) AS VARCHAR), list(DISTINCT source_id),
  NULL, 'sib200', 'all', 'gpt-4', 'GPT-4', count(*), count(*) FILTER (WHERE verdict = 'better'), NULL, NULL
FROM breadth
UNION ALL
SELECT
  'safety_tally', row_number() OVER (ORDER BY newest_year DESC, benchmark_id, subset), n_worse, NULL, NULL, 'comparisons',
  n_comparisons, CAST(newest_year AS VARCHAR), source_ids,
  NULL, benchmark_id, subset, NULL, NULL, n_comparisons, n_better, NULL, NULL
FROM safety_tally WHERE condition = 'direct_request'
UNION ALL
SELECT
  'english_only', 1, 100 * english_only_share, 100 * english_only_low, 100 * english_only_high, 'percent',
  papers, period, [source_id],
  NULL, NULL, NULL, NULL, NULL, papers, english_only_papers, NULL, NULL
FROM attention_concentration
UNION ALL
SELECT
  'safety_untested', 1, n, low, high, 'languages',
  n_large, s.period, source_ids || ['cldr', 'linguameta'],
  NULL, NULL, NULL, NULL, NULL, n_large, NULL, n_large_low, n_large_high
FROM untested CROSS JOIN safety_sources AS s;

COMMENT ON VIEW claim IS 'The numbers behind each headline sentence, with interval, unit, period and sources. A claim about several tests has one part for each.';
COMMENT ON COLUMN claim.claim_id IS 'Code of the claim.';
COMMENT ON COLUMN claim.part IS 'Part of the claim, in the order of reading.';
COMMENT ON COLUMN claim.value IS 'The number.';
COMMENT ON COLUMN claim.low IS 'Lower end of the 95% interval; for languages without a safety test, the count where every source says ten million speakers. Empty where a count of comparisons has no interval of its own.';
COMMENT ON COLUMN claim.high IS 'Upper end of the same; for languages without a safety test, the count where any source says so.';
COMMENT ON COLUMN claim.unit IS 'Unit of the number.';
COMMENT ON COLUMN claim.n IS 'Items, comparisons, papers or languages behind it.';
COMMENT ON COLUMN claim.period IS 'Year or years of the figures.';
COMMENT ON COLUMN claim.source_ids IS 'Where the figures come from.';
COMMENT ON COLUMN claim.variant_tag IS 'The language that it names.';
COMMENT ON COLUMN claim.benchmark_id IS 'The benchmark that it names.';
COMMENT ON COLUMN claim.subset IS 'The part of it.';
COMMENT ON COLUMN claim.model_id IS 'The model that it names.';
COMMENT ON COLUMN claim.model_name IS 'That model''s name.';
COMMENT ON COLUMN claim.n_of IS 'Out of how many; for the widest gap, models that can be compared.';
COMMENT ON COLUMN claim.n_opposite IS 'The count on the other side: better instead of worse; for papers, the count behind the percentage.';
COMMENT ON COLUMN claim.range_low IS 'For the widest gap, the smallest gap of the language over those models; for languages without a safety test, out of how many at the lower end.';
COMMENT ON COLUMN claim.range_high IS 'The same at the upper end.';
