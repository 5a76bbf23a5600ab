-- What can be looked at: every test, by how it was asked and what was counted.
-- grain: benchmark x subset x condition x metric.
-- unit: counts.
-- sign: none: nothing is better or worse.
-- method: counts over score_share.
-- kept: worked out once, when the warehouse is built.
CREATE VIEW test AS
SELECT
  concat_ws('.', s.benchmark_id, s.subset, s.condition, s.metric_id) AS test_id,
  s.dimension, s.benchmark_id, b.name AS benchmark_name, s.subset, s.condition, s.metric_id, s.aspect, s.direction,
  b.item_origin, b.parallel, b.reference_tag,
  bool_or(b.parallel AND s.is_reference) AS has_gap,
  bool_or(s.score_low IS NOT NULL) AS has_interval,
  max(s.n_items) AS n_items,
  min(s.transcription) AS transcription,
  count(DISTINCT s.variant_tag) AS n_variants,
  count(DISTINCT s.language_tag) AS n_languages,
  count(DISTINCT s.model_id) AS n_models,
  min(s.year) AS first_year, max(s.year) AS newest_year,
  list(DISTINCT s.source_id ORDER BY s.source_id) AS source_ids
FROM score_share AS s
JOIN benchmark AS b USING (benchmark_id)
WHERE NOT s.superseded
GROUP BY ALL;

COMMENT ON VIEW test IS 'Every test that is held: a benchmark, the part of it, how the models were asked, and what was counted.';
COMMENT ON COLUMN test.test_id IS 'Benchmark, part, way of asking and metric in one code, as used in addresses.';
COMMENT ON COLUMN test.dimension IS 'What the benchmark is about.';
COMMENT ON COLUMN test.benchmark_id IS 'The benchmark.';
COMMENT ON COLUMN test.benchmark_name IS 'Its name.';
COMMENT ON COLUMN test.subset IS 'Part of the benchmark.';
COMMENT ON COLUMN test.condition IS 'How the models were asked.';
COMMENT ON COLUMN test.metric_id IS 'What was counted.';
COMMENT ON COLUMN test.aspect IS 'What the metric says.';
COMMENT ON COLUMN test.direction IS '+1 where a higher share is better, -1 where a lower share is better.';
COMMENT ON COLUMN test.item_origin IS 'How the items came to exist in each language.';
COMMENT ON COLUMN test.parallel IS 'Whether the items are the same in every language.';
COMMENT ON COLUMN test.reference_tag IS 'The language compared with.';
COMMENT ON COLUMN test.has_gap IS 'Whether languages can be compared in it: the items are the same and a score in the reference language was published.';
COMMENT ON COLUMN test.has_interval IS 'Whether its scores have an interval: they count items that are each right or wrong, and their number is known.';
COMMENT ON COLUMN test.n_items IS 'Items per language, the most where they differ; empty where not stated.';
COMMENT ON COLUMN test.transcription IS 'Primary where any of its scores was read from the publication itself; secondary where all were read from somebody else''s copy.';
COMMENT ON COLUMN test.n_variants IS 'Language variants tested.';
COMMENT ON COLUMN test.n_languages IS 'Languages tested.';
COMMENT ON COLUMN test.n_models IS 'Models tested.';
COMMENT ON COLUMN test.first_year IS 'Oldest publication.';
COMMENT ON COLUMN test.newest_year IS 'Newest publication.';
COMMENT ON COLUMN test.source_ids IS 'Where the scores come from.';

-- Models of a test, newest first, and whether each can be compared with the reference.
-- grain: test x model.
-- unit: counts.
-- sign: none: nothing is better or worse.
-- method: counts over score_share and gap.
CREATE VIEW test_model AS
SELECT
  s.benchmark_id, s.subset, s.condition, s.metric_id, s.model_id, m.model_name, m.developer, m.model_date, m.latest_date,
  count(DISTINCT s.variant_tag) AS n_variants,
  bool_or(s.is_reference) AS has_reference,
  coalesce(bool_or(g.reference_failed), false) AS reference_failed,
  max(s.year) AS year
FROM score_share AS s
JOIN model_dated AS m USING (model_id)
LEFT JOIN gap AS g USING (score_id)
WHERE NOT s.superseded
GROUP BY ALL;

COMMENT ON VIEW test_model IS 'The models that took a test.';
COMMENT ON COLUMN test_model.benchmark_id IS 'The benchmark.';
COMMENT ON COLUMN test_model.subset IS 'Part of the benchmark.';
COMMENT ON COLUMN test_model.condition IS 'How the model was asked.';
COMMENT ON COLUMN test_model.metric_id IS 'What was counted.';
COMMENT ON COLUMN test_model.model_id IS 'The model.';
COMMENT ON COLUMN test_model.model_name IS 'Its name as published.';
COMMENT ON COLUMN test_model.developer IS 'Who made it.';
COMMENT ON COLUMN test_model.model_date IS 'Release date, or the date of its first publication where none is known.';
COMMENT ON COLUMN test_model.latest_date IS 'Latest day on which it can have come out.';
COMMENT ON COLUMN test_model.n_variants IS 'Language variants it was tested in.';
COMMENT ON COLUMN test_model.has_reference IS 'Whether a score in the reference language was published beside the others; without it there is no gap.';
COMMENT ON COLUMN test_model.reference_failed IS 'Whether it is not clearly better than guessing in the reference language, so that its gaps say nothing.';
COMMENT ON COLUMN test_model.year IS 'Year of publication.';
