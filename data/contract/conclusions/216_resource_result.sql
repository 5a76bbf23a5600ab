-- Digital resources of a language beside how much models keep in it.
-- grain: resource indicator x language with an index across benchmarks.
-- unit: the indicator's own; share 0-1.
-- sign: higher is more resources, and better results.
-- method: of each indicator that counts, the source that has most of the languages, and of it the value of digital_resource; of the index its 95% interval. The rank correlation (Spearman 1904) is over
--   the languages that have both, with an interval after Bonett and Wright (2000); English is left out, as the index is relative to it.
-- formula: \rho = \operatorname{corr}(R_x, R_u), \qquad \tanh\!\left(\operatorname{artanh} \rho \pm 1.96 \sqrt{\frac{1 + \rho^2 / 2}{n - 3}}\right)
-- not for: causes; languages that were never tested, which are those with least resources; comparing two correlations over different languages.
CREATE VIEW resource_result AS
WITH paired AS (
  SELECT
    d.indicator_id, d.unit, d.newest_period AS period, r.language_tag, d.value AS resource, d.row_ids, d.source_id,
    r.relative_capability, r.low, r.high,
    rank() OVER (PARTITION BY d.indicator_id, d.source_id ORDER BY d.value) + (count(*) OVER (PARTITION BY d.indicator_id, d.source_id, d.value) - 1) / 2.0 AS resource_rank,
    rank() OVER (PARTITION BY d.indicator_id, d.source_id ORDER BY r.relative_capability)
      + (count(*) OVER (PARTITION BY d.indicator_id, d.source_id, r.relative_capability) - 1) / 2.0 AS result_rank
  FROM digital_resource AS d
  JOIN relative_capability AS r USING (language_tag)
  JOIN indicator AS i USING (indicator_id)
  WHERE (SELECT shown FROM index_verdict) AND d.value > 0 AND i.aggregate = 'sum'
), correlated AS (
  SELECT indicator_id, source_id, corr(resource_rank, result_rank) AS rho, count(*) AS n FROM paired GROUP BY indicator_id, source_id
  QUALIFY row_number() OVER (PARTITION BY indicator_id ORDER BY n DESC, source_id) = 1
)
SELECT
  b.indicator_id, b.unit, b.period, b.language_tag, b.resource, b.relative_capability, b.low, b.high, b.row_ids, b.source_id,
  c.n AS n_languages,
  c.rho AS correlation,
  tanh(atanh(c.rho) - 1.96 * sqrt((1 + c.rho ** 2 / 2) / (c.n - 3))) AS correlation_low,
  tanh(atanh(c.rho) + 1.96 * sqrt((1 + c.rho ** 2 / 2) / (c.n - 3))) AS correlation_high
FROM paired AS b JOIN correlated AS c USING (indicator_id, source_id)
WHERE c.n >= 10 AND abs(c.rho) < 1;

COMMENT ON VIEW resource_result IS 'Digital resources of a language beside the index across benchmarks, and the rank correlation of the two over the languages that have both.';
COMMENT ON COLUMN resource_result.indicator_id IS 'What is counted: articles, pages, words, hours.';
COMMENT ON COLUMN resource_result.unit IS 'Its unit.';
COMMENT ON COLUMN resource_result.period IS 'When it was counted: a date or an edition.';
COMMENT ON COLUMN resource_result.language_tag IS 'The language.';
COMMENT ON COLUMN resource_result.resource IS 'How much of it there is.';
COMMENT ON COLUMN resource_result.relative_capability IS 'The index: part kept of what models can do in English.';
COMMENT ON COLUMN resource_result.low IS 'Lower end of its 95% interval.';
COMMENT ON COLUMN resource_result.high IS 'Upper end.';
COMMENT ON COLUMN resource_result.row_ids IS 'Published rows of the resource.';
COMMENT ON COLUMN resource_result.source_id IS 'Who counted it.';
COMMENT ON COLUMN resource_result.n_languages IS 'Languages that have both.';
COMMENT ON COLUMN resource_result.correlation IS 'Rank correlation over them, -1 to 1.';
COMMENT ON COLUMN resource_result.correlation_low IS 'Lower end of its 95% interval.';
COMMENT ON COLUMN resource_result.correlation_high IS 'Upper end.';
