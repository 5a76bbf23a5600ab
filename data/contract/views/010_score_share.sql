-- Every result as a share of items, once.
-- grain: score. unit: share 0-1. sign: as published (see direction). method: METRICS 1.
-- A measurement printed several times counts once: of its publications, the newest that prints its
-- reference row beside it; the others stay, marked superseded.
CREATE VIEW score_share AS
WITH placed AS (
  SELECT
    s.*,
    f.republishes IS NOT NULL AS republished,
    b.dimension, b.parallel, b.reference_tag, b.item_origin, b.chance_share, b.n_items AS benchmark_n_items,
    m.aspect, m.direction, c.macroarea, k.resource_class,
    CASE s.unit WHEN 'percent' THEN s.value / 100 ELSE s.value END AS share
  FROM score AS s
  JOIN benchmark AS b USING (benchmark_id)
  JOIN metric AS m USING (metric_id)
  JOIN figure_table AS f ON f.source_id = s.source_id AND f.file = s.file
  LEFT JOIN language_place AS c USING (language_tag)
  LEFT JOIN resource_class AS k USING (language_tag)
  WHERE m.is_share
), with_reference AS (
  SELECT
    *,
    bool_or(variant_tag = reference_tag) OVER (
      PARTITION BY source_id, published, benchmark_id, subset, condition, model_id, metric_id
    ) AS has_reference
  FROM placed
)
SELECT
  score_id, dimension, benchmark_id, subset, condition, model_id, language_tag, variant_tag, macroarea, resource_class, metric_id,
  aspect, direction,
  share AS score_share,
  wilson_low(share, coalesce(n_items, benchmark_n_items)) AS score_low,
  wilson_high(share, coalesce(n_items, benchmark_n_items)) AS score_high,
  CASE WHEN aspect = 'correct' THEN (share - chance_share) / (1 - chance_share) END AS chance_adjusted,
  coalesce(n_items, benchmark_n_items) AS n_items,
  n_items IS NULL AND benchmark_n_items IS NOT NULL AS n_items_from_benchmark,
  item_origin, parallel, reference_tag,
  variant_tag = reference_tag AS is_reference,
  row_number() OVER (
    PARTITION BY benchmark_id, subset, condition, model_id, variant_tag, metric_id
    ORDER BY republished, has_reference DESC, published DESC, source_id
  ) > 1 OR republished AS superseded,
  published,
  CAST(left(published, 4) AS INTEGER) AS year,
  source_id, locator
FROM with_reference;

COMMENT ON VIEW score_share IS 'Every published result as a share of items between 0 and 1. A measurement that was printed several times counts once: the newest publication that has its reference row beside it; the others are marked superseded.';
COMMENT ON COLUMN score_share.score_id IS 'The published row.';
COMMENT ON COLUMN score_share.dimension IS 'Capability or safety.';
COMMENT ON COLUMN score_share.benchmark_id IS 'The benchmark.';
COMMENT ON COLUMN score_share.subset IS 'Part of the benchmark.';
COMMENT ON COLUMN score_share.condition IS 'How the model was asked.';
COMMENT ON COLUMN score_share.model_id IS 'The model.';
COMMENT ON COLUMN score_share.language_tag IS 'The language.';
COMMENT ON COLUMN score_share.variant_tag IS 'The language with the script or region tested.';
COMMENT ON COLUMN score_share.macroarea IS 'Part of the world (Glottolog).';
COMMENT ON COLUMN score_share.resource_class IS 'Digital text in 2020, class 0 to 5; empty where the source does not list the language.';
COMMENT ON COLUMN score_share.metric_id IS 'What was counted.';
COMMENT ON COLUMN score_share.aspect IS 'What the metric says.';
COMMENT ON COLUMN score_share.direction IS '+1 where higher is better for people, -1 where lower is better.';
COMMENT ON COLUMN score_share.score_share IS 'Share of items, 0 to 1.';
COMMENT ON COLUMN score_share.score_low IS 'Lower end of the 95% Wilson interval; empty where the number of items is unknown.';
COMMENT ON COLUMN score_share.score_high IS 'Upper end of the same interval.';
COMMENT ON COLUMN score_share.chance_adjusted IS 'Share above guessing, (s - c) / (1 - c); below zero where worse than guessing; empty where guessing has no meaning.';
COMMENT ON COLUMN score_share.n_items IS 'Items behind the share.';
COMMENT ON COLUMN score_share.n_items_from_benchmark IS 'True where the result does not print its items and the size of the benchmark is used.';
COMMENT ON COLUMN score_share.item_origin IS 'How the items came to exist in the language.';
COMMENT ON COLUMN score_share.parallel IS 'Whether the items are the same in every language.';
COMMENT ON COLUMN score_share.reference_tag IS 'The language compared with.';
COMMENT ON COLUMN score_share.is_reference IS 'Whether this row is that language.';
COMMENT ON COLUMN score_share.superseded IS 'True for a printing that is not counted.';
COMMENT ON COLUMN score_share.published IS 'Date of this publication.';
COMMENT ON COLUMN score_share.year IS 'Year of this publication.';
COMMENT ON COLUMN score_share.source_id IS 'Where the row comes from.';
COMMENT ON COLUMN score_share.locator IS 'Place in the source.';
