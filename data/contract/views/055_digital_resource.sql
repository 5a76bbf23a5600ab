-- The digital resources of a language.
-- grain: language x indicator x source.
-- unit: that of the indicator.
-- sign: more is more.
-- method: scripts and regions of a language add up where the indicator counts, of levels the highest stands; then the
--   newest period, but for the shares of the web, which jump between crawls: their median.
CREATE VIEW digital_resource AS
WITH of_language AS (
  SELECT
    r.language_tag, r.indicator_id, i.unit, r.source_id, r.period,
    -- 9.0 comes before 25.0
    list_transform(string_split_regex(r.period, '[^0-9]+'), lambda part: TRY_CAST(part AS INTEGER)) AS period_order,
    CASE any_value(i.aggregate) WHEN 'sum' THEN sum(r.value) ELSE max(r.value) END AS value,
    list(r.row_id ORDER BY r.row_id) AS row_ids
  FROM resource_indicator AS r
  JOIN indicator AS i USING (indicator_id)
  GROUP BY ALL
)
SELECT
  language_tag, indicator_id, any_value(unit) AS unit,
  CASE WHEN indicator_id IN ('web_share', 'web_pages') THEN median(value) ELSE arg_max(value, period_order) END AS value,
  count(*) AS n_periods,
  arg_min(period, period_order) AS first_period,
  arg_max(period, period_order) AS newest_period,
  arg_max(row_ids, period_order) AS row_ids,
  source_id
FROM of_language
GROUP BY language_tag, indicator_id, source_id;

COMMENT ON VIEW digital_resource IS 'The digital resources of a language: text, speech, articles, software. Different units are never one axis. A missing row was not counted; it is not a zero.';
COMMENT ON COLUMN digital_resource.language_tag IS 'The language.';
COMMENT ON COLUMN digital_resource.indicator_id IS 'What was counted.';
COMMENT ON COLUMN digital_resource.unit IS 'Its unit.';
COMMENT ON COLUMN digital_resource.value IS 'Of the newest period; of shares of the web, the median of the crawls held.';
COMMENT ON COLUMN digital_resource.n_periods IS 'Periods held.';
COMMENT ON COLUMN digital_resource.first_period IS 'The oldest of them.';
COMMENT ON COLUMN digital_resource.newest_period IS 'The newest of them.';
COMMENT ON COLUMN digital_resource.row_ids IS 'The published rows of the newest period.';
COMMENT ON COLUMN digital_resource.source_id IS 'Where the rows come from.';
