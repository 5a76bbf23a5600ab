-- The numbers in the sentences about objections, and about why the gap exists and grows.
-- grain: argument x place in its sentence.
-- unit: as the column unit says.
-- sign: none: the side of an argument says for whom it speaks.
-- method: as published in a policy source; or counted here from other figures, with the rows that were counted. Where those rows
--   are not held there is no number, and the sentence is not said. Share of the web over share of the world's people: both bounds of speakers.
CREATE VIEW argument_number AS
WITH english_official AS (
  SELECT row_id, language_territory.source_id, territory_code, share_pct, population
  FROM language_territory
  JOIN territory USING (territory_code)
  WHERE language_tag = 'en' AND official_status IN ('official', 'de_facto_official')
), harmless AS (
  SELECT s.score_id, s.source_id, s.language_tag, s.value, c.resource_class
  FROM score AS s
  LEFT JOIN resource_class AS c USING (language_tag)
  WHERE s.benchmark_id = 'anthropic_harmful_requests' AND s.metric_id = 'harmless_response_rate'
), unsafe AS (
  SELECT s.score_id, s.source_id, s.language_tag, s.value, s.n_items, s.model_id, m.name
  FROM score AS s
  JOIN model AS m USING (model_id)
  JOIN benchmark AS b USING (benchmark_id)
  WHERE s.benchmark_id = 'orbench_eu' AND s.metric_id = 'attack_success_rate' AND b.item_origin = 'machine_translated'
), abstracts AS (
  SELECT l.language_tag, coalesce(sum(p.publications), 0) AS papers, list(p.row_id ORDER BY p.row_id) FILTER (p.row_id IS NOT NULL) AS row_ids
  FROM large_language AS l
  LEFT JOIN publication_count AS p
    ON p.language_tag = l.language_tag AND p.series = 'bibliography' AND p.selection = 'extended' AND p.breakdown = 'venue_language_class_topic'
  WHERE l.large
  GROUP BY l.language_tag
), corpus AS (
  SELECT count(*) AS papers, min(year) AS first, max(year) AS last, any_value(source_id) AS source_id
  FROM paper WHERE series = 'bibliography' AND list_contains(string_split(selections, '|'), 'extended')
  HAVING count(*) > 0
), counted AS (
  SELECT
    'official_status' AS argument_id, 'language_territory' AS relation, 'row_id' AS row_key,
    list(row_id ORDER BY row_id) AS row_ids, list(DISTINCT source_id) AS source_ids,
    [{name: 'n', value: count(*)::DOUBLE, label: NULL::VARCHAR, unit: 'count'}] AS numbers
  FROM english_official
  HAVING count(*) > 0
  UNION ALL
  SELECT
    'official_not_spoken', 'language_territory', 'row_id', list(row_id ORDER BY row_id), list(DISTINCT source_id),
    [
      {name: 'n', value: count(*) FILTER (share_pct < 50), label: NULL, unit: 'count'},
      {name: 'of', value: count(*), label: NULL, unit: 'count'},
      {name: 'people', value: 1e6, label: NULL, unit: 'short'},
      {name: 'kenya', value: any_value(share_pct) FILTER (territory_code = 'KE'), label: NULL, unit: 'percent'},
      {name: 'uganda', value: any_value(share_pct) FILTER (territory_code = 'UG'), label: NULL, unit: 'percent'}
    ]
  FROM english_official
  WHERE population > 1e6
  HAVING count(*) FILTER (territory_code IN ('KE', 'UG')) = 2
  UNION ALL
  SELECT
    'market_newer', 'score', 'score_id', [o.score_id, o.reference_score_id, n.score_id, n.reference_score_id],
    list_distinct([o.source_id, n.source_id]),
    [
      {name: 'before', value: o.gap_pp, label: NULL, unit: 'points'}, {name: 'after', value: n.gap_pp, label: NULL, unit: 'points'},
      {name: 'model', value: NULL, label: a.name, unit: 'name'}, {name: 'newer', value: NULL, label: b.name, unit: 'name'},
      {name: 'first', value: o.year, label: NULL, unit: 'year'}, {name: 'last', value: n.year, label: NULL, unit: 'year'},
      {name: 'test', value: NULL, label: t.name, unit: 'name'}
    ]
  FROM gap AS o
  JOIN gap AS n USING (benchmark_id, subset, condition, metric_id, variant_tag)
  JOIN model AS a ON a.model_id = o.model_id
  JOIN model AS b ON b.model_id = n.model_id
  JOIN benchmark AS t USING (benchmark_id)
  WHERE benchmark_id = 'mmmlu' AND variant_tag = 'yo' AND o.model_id = 'gpt-4o-2024-08-06' AND n.model_id = 'o1'
  UNION ALL
  SELECT
    'market_trend', 'claim', 'part', [c.part], c.source_ids,
    [
      {name: 'test', value: NULL, label: b.name, unit: 'name'}, {name: 'period', value: NULL, label: c.period, unit: 'name'},
      {name: 'n', value: c.value, label: NULL, unit: 'count'}, {name: 'of', value: c.n_of, label: NULL, unit: 'count'},
      {name: 'opens', value: c.n_opposite, label: NULL, unit: 'count'}, {name: 'saturated', value: c.range_high, label: NULL, unit: 'percent'}
    ]
  FROM claim AS c
  JOIN benchmark AS b USING (benchmark_id)
  WHERE c.claim_id = 'closing'
  QUALIFY row_number() OVER (ORDER BY c.range_high, c.part) = 1  -- of several tests the one that has most left to say
  UNION ALL
  SELECT
    'market_speech', 'score', 'score_id', list(score_id ORDER BY score_id), list(DISTINCT source_id),
    [{name: 'n', value: count(DISTINCT language_tag), label: NULL, unit: 'count'}]
  FROM score
  WHERE source_id = 'omnilingual_asr'
  HAVING count(*) > 0
  UNION ALL
  SELECT
    'safe_cards', 'score', 'score_id', list(score_id ORDER BY score_id), list(DISTINCT source_id ORDER BY source_id),
    [
      {name: 'low', value: min(value), label: NULL, unit: 'percent'}, {name: 'high', value: max(value), label: NULL, unit: 'percent'},
      {name: 'n', value: count(DISTINCT language_tag), label: NULL, unit: 'count'}
    ]
  FROM harmless
  HAVING count(*) > 0
  UNION ALL
  SELECT
    'safe_cards_large', 'score', 'score_id', list(score_id ORDER BY score_id), list(DISTINCT source_id ORDER BY source_id) || ['joshi2020'],
    [{name: 'class', value: min(resource_class), label: NULL, unit: 'count'}, {name: 'highest', value: 5, label: NULL, unit: 'count'}]
  FROM harmless
  HAVING count(*) > 0 AND min(resource_class) IS NOT NULL
  UNION ALL
  SELECT
    'safe_european', 'score', 'score_id', list(score_id ORDER BY score_id), list(DISTINCT source_id),
    [
      {name: 'n', value: max(value), label: NULL, unit: 'count'}, {name: 'of', value: any_value(n_items), label: NULL, unit: 'count'},
      {name: 'languages', value: count(DISTINCT language_tag), label: NULL, unit: 'count'},
      {name: 'model', value: NULL, label: any_value(name), unit: 'name'}
    ]
  FROM unsafe
  WHERE model_id = 'claude-3.5-sonnet-20240620'
  HAVING count(*) > 0 AND count(DISTINCT n_items) = 1
  UNION ALL
  SELECT
    'safe_irish', 'score', 'score_id', [i.score_id, e.score_id], [i.source_id],
    [
      {name: 'irish', value: i.value, label: NULL, unit: 'count'}, {name: 'english', value: e.value, label: NULL, unit: 'count'},
      {name: 'of', value: i.n_items, label: NULL, unit: 'count'}, {name: 'model', value: NULL, label: i.name, unit: 'name'},
      {name: 'low', value: 100 * newcombe_low(i.value / 100, i.n_items, e.value / 100, e.n_items), label: NULL, unit: 'points'},
      {name: 'high', value: 100 * newcombe_high(i.value / 100, i.n_items, e.value / 100, e.n_items), label: NULL, unit: 'points'}
    ]
  FROM unsafe AS i
  JOIN unsafe AS e USING (model_id, n_items)
  WHERE model_id = 'gpt-4o-2024-05-13' AND i.language_tag = 'ga' AND e.language_tag = 'en'
  UNION ALL
  SELECT
    'safe_filter', 'score', 'score_id', [t.score_id, c.score_id], [t.source_id],
    [
      {name: 'tamil', value: 100 * t.value, label: NULL, unit: 'percent'}, {name: 'chinese', value: 100 * c.value, label: NULL, unit: 'percent'},
      {name: 'filter', value: NULL, label: m.name, unit: 'name'}
    ]
  FROM score AS t
  JOIN score AS c USING (benchmark_id, model_id, metric_id)
  JOIN model AS m USING (model_id)
  WHERE benchmark_id = 'rabakbench' AND model_id = 'openai-moderation' AND metric_id = 'guard_recall'
    AND t.language_tag = 'ta' AND c.language_tag = 'zh' AND t.unit = 'share' AND c.unit = 'share'
  UNION ALL
  SELECT
    'trust_people', 'score', 'score_id', list(score_id ORDER BY score_id), list(DISTINCT source_id),
    [{name: 'kappa', value: any_value(people_kappa), label: NULL, unit: 'agreement'}]
  FROM judge_agreement
  WHERE variant_tag = 'sw'
  HAVING count(DISTINCT people_kappa) = 1
  UNION ALL
  SELECT
    'trust_judges', 'score', 'score_id', list(score_id ORDER BY score_id), list(DISTINCT source_id),
    [
      {name: 'kappa', value: max(kappa), label: NULL, unit: 'agreement'}, {name: 'n', value: count(*), label: NULL, unit: 'count'},
      {name: 'people', value: any_value(people_kappa), label: NULL, unit: 'agreement'}
    ]
  FROM judge_agreement
  WHERE variant_tag = 'en'
  HAVING count(DISTINCT people_kappa) = 1
  UNION ALL
  SELECT
    'cause_web', 'resource_indicator', 'row_id', [r.row_id], [r.source_id, 'cldr', 'linguameta'],
    [
      {name: 'low', value: r.value / 100 / (s.speakers_high / w.people), label: NULL, unit: 'share'},
      {name: 'high', value: r.value / 100 / (s.speakers_low / w.people), label: NULL, unit: 'share'}
    ]
  FROM resource_indicator AS r
  JOIN speakers AS s USING (language_tag)
  CROSS JOIN (SELECT sum(population) AS people FROM territory) AS w
  WHERE r.variant_tag = 'ha' AND r.indicator_id = 'web_share'
  QUALIFY r.period = max(r.period) OVER ()
  UNION ALL
  SELECT
    'growth_research', 'publication_count', 'row_id', coalesce(flatten(list(a.row_ids)), []), [any_value(c.source_id), 'cldr'],
    [
      {name: 'n', value: count(*) FILTER (a.papers < 0.001 * c.papers), label: NULL, unit: 'count'},
      {name: 'of', value: count(*), label: NULL, unit: 'count'}, {name: 'people', value: limit_of('large_language'), label: NULL, unit: 'short'},
      {name: 'share', value: 0.001, label: NULL, unit: 'share'}, {name: 'papers', value: any_value(c.papers), label: NULL, unit: 'count'},
      {name: 'first', value: any_value(c.first), label: NULL, unit: 'year'}, {name: 'last', value: any_value(c.last), label: NULL, unit: 'year'}
    ]
  FROM abstracts AS a
  CROSS JOIN corpus AS c
  HAVING count(*) > 0
)
SELECT
  argument_id, name, value, label, unit::VARCHAR AS unit, 'argument_fact' AS relation, 'row_id' AS row_key, [row_id] AS row_ids, [source_id] AS source_ids
FROM argument_fact
WHERE name IS NOT NULL
UNION ALL
SELECT argument_id, part.name, part.value, part.label, part.unit, relation, row_key, row_ids, source_ids
FROM (SELECT argument_id, relation, row_key, row_ids, source_ids, unnest(numbers) AS part FROM counted)
WHERE argument_id IN (SELECT argument_id FROM argument_fact);

COMMENT ON VIEW argument_number IS 'Every number in the sentences about objections and about why the gap exists and grows, with the rows that it rests on.';
COMMENT ON COLUMN argument_number.argument_id IS 'The argument: one sentence for readers.';
COMMENT ON COLUMN argument_number.name IS 'Place of the number in the sentence.';
COMMENT ON COLUMN argument_number.value IS 'The number.';
COMMENT ON COLUMN argument_number.label IS 'A name or month, where it is no number.';
COMMENT ON COLUMN argument_number.unit IS 'How it is to be written.';
COMMENT ON COLUMN argument_number.relation IS 'Table of the rows that it rests on.';
COMMENT ON COLUMN argument_number.row_key IS 'Column of that table that names its rows.';
COMMENT ON COLUMN argument_number.row_ids IS 'The rows.';
COMMENT ON COLUMN argument_number.source_ids IS 'The sources of the rows.';
