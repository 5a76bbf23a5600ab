-- The catalogue of benchmarks.
-- grain: benchmark.
-- unit: counts.
-- sign: none: nothing is better or worse.
-- method: what its source declares, and counts over score_counted.
-- kept: worked out once, when the warehouse is built.
CREATE VIEW catalogue AS
WITH held AS (
  SELECT
    benchmark_id,
    count(*) AS n_scores,
    count(DISTINCT language_tag) AS n_languages,
    count(DISTINCT model_id) AS n_models,
    bool_or(is_reference) AS has_reference,
    max(n_items) AS max_items,
    min(year) AS first_year, max(year) AS newest_year,
    list(DISTINCT metric_id ORDER BY metric_id) AS metric_ids,
    list(DISTINCT source_id ORDER BY source_id) AS source_ids
  FROM score_counted
  WHERE NOT superseded
  GROUP BY benchmark_id
), warned AS (
  SELECT b.benchmark_id, list(DISTINCT w.caveat_id ORDER BY w.caveat_id) AS caveat_ids
  FROM benchmark AS b
  JOIN (
    SELECT benchmark_id, caveat_id FROM benchmark_caveat
    UNION
    SELECT s.benchmark_id, c.caveat_id FROM (SELECT DISTINCT benchmark_id, source_id FROM score_counted WHERE NOT superseded) AS s JOIN source_caveat AS c USING (source_id)
  ) AS w USING (benchmark_id)
  GROUP BY b.benchmark_id
)
SELECT
  b.benchmark_id, b.name, b.dimension, b.task, b.parallel, b.parallel_reason, b.reference_tag,
  b.parallel AND coalesce(h.has_reference, false) AS has_gap,
  b.item_origin, b.chance_share, coalesce(b.n_items, h.max_items) AS n_items, b.n_items_source, b.note,
  coalesce(h.n_scores, 0) AS n_scores, coalesce(h.n_languages, 0) AS n_languages, coalesce(h.n_models, 0) AS n_models,
  h.first_year, h.newest_year,
  coalesce(h.metric_ids, []) AS metric_ids,
  coalesce(w.caveat_ids, []) AS caveat_ids,
  coalesce(h.source_ids, [b.source_id]) AS source_ids
FROM benchmark AS b
LEFT JOIN held AS h USING (benchmark_id)
LEFT JOIN warned AS w USING (benchmark_id);

COMMENT ON VIEW catalogue IS 'Every benchmark that is held: what it asks, whether languages can be compared in it and why, where its items come from, and what to beware of.';
COMMENT ON COLUMN catalogue.benchmark_id IS 'The benchmark.';
COMMENT ON COLUMN catalogue.name IS 'Its name.';
COMMENT ON COLUMN catalogue.dimension IS 'What it is about.';
COMMENT ON COLUMN catalogue.task IS 'What the model is asked to do.';
COMMENT ON COLUMN catalogue.parallel IS 'Whether the items are the same in every language; only then is there a gap.';
COMMENT ON COLUMN catalogue.parallel_reason IS 'Why it is, or is not, declared so.';
COMMENT ON COLUMN catalogue.reference_tag IS 'The language variant that the others are compared with.';
COMMENT ON COLUMN catalogue.has_gap IS 'Whether a gap can be worked out: the items are the same, and a score in the reference language was published.';
COMMENT ON COLUMN catalogue.item_origin IS 'How the items came to exist in each language.';
COMMENT ON COLUMN catalogue.chance_share IS 'Share that guessing reaches, 0 to 1; empty where guessing has no meaning.';
COMMENT ON COLUMN catalogue.n_items IS 'Items per language, the most where they differ; empty where not stated.';
COMMENT ON COLUMN catalogue.n_items_source IS 'Where that number comes from, if not from the result tables.';
COMMENT ON COLUMN catalogue.note IS 'What a careful reader must know.';
COMMENT ON COLUMN catalogue.n_scores IS 'Results that count.';
COMMENT ON COLUMN catalogue.n_languages IS 'Languages tested.';
COMMENT ON COLUMN catalogue.n_models IS 'Models tested.';
COMMENT ON COLUMN catalogue.first_year IS 'Year of the oldest result.';
COMMENT ON COLUMN catalogue.newest_year IS 'Year of the newest result.';
COMMENT ON COLUMN catalogue.metric_ids IS 'What is counted.';
COMMENT ON COLUMN catalogue.caveat_ids IS 'Warnings that concern it.';
COMMENT ON COLUMN catalogue.source_ids IS 'Where the results come from.';
