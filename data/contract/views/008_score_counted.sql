-- Every result once, in whatever unit.
-- grain: score.
-- unit: as published.
-- sign: as published (see direction).
-- method: A measurement printed several times counts once: of its publications, the newest that prints its reference row
--   beside it; the others stay, marked superseded.
-- kept: worked out once, when the warehouse is built.
CREATE VIEW score_counted AS
WITH placed AS (
  SELECT
    s.*,
    f.republishes IS NOT NULL AS republished,
    o.transcription,
    b.dimension, b.parallel, b.reference_tag, b.item_origin, b.chance_share, b.n_items AS benchmark_n_items,
    m.aspect, m.direction, m.is_share, m.is_proportion,
    bool_or(s.variant_tag = b.reference_tag) OVER (
      PARTITION BY s.source_id, s.published, s.benchmark_id, s.subset, s.condition, s.model_id, s.metric_id
    ) AS has_reference
  FROM score AS s
  JOIN benchmark AS b USING (benchmark_id)
  JOIN metric AS m USING (metric_id)
  JOIN source AS o ON o.source_id = s.source_id
  JOIN figure_table AS f ON f.source_id = s.source_id AND f.file = s.file
)
SELECT
  score_id, dimension, benchmark_id, subset, condition, model_id, language_tag, variant_tag, metric_id,
  aspect, direction, is_share, is_proportion, value, unit, margin,
  coalesce(n_items, benchmark_n_items) AS n_items,
  n_items IS NULL AND benchmark_n_items IS NOT NULL AS n_items_from_benchmark,
  chance_share, item_origin, parallel, reference_tag,
  coalesce(variant_tag = reference_tag, false) AS is_reference,
  row_number() OVER (
    PARTITION BY benchmark_id, subset, condition, model_id, variant_tag, metric_id
    ORDER BY republished, has_reference DESC, published DESC, source_id
  ) > 1 OR republished AS superseded,
  transcription, published,
  CAST(left(published, 4) AS INTEGER) AS year,
  source_id, locator
FROM placed;

COMMENT ON VIEW score_counted IS 'Every published result, in its own unit, counted once. A measurement that was printed several times counts once: the newest publication that has its reference row beside it; the others are marked superseded.';
COMMENT ON COLUMN score_counted.score_id IS 'The published row.';
COMMENT ON COLUMN score_counted.dimension IS 'What the benchmark is about.';
COMMENT ON COLUMN score_counted.benchmark_id IS 'The benchmark.';
COMMENT ON COLUMN score_counted.subset IS 'Part of the benchmark.';
COMMENT ON COLUMN score_counted.condition IS 'How the model was asked.';
COMMENT ON COLUMN score_counted.model_id IS 'The model.';
COMMENT ON COLUMN score_counted.language_tag IS 'The language.';
COMMENT ON COLUMN score_counted.variant_tag IS 'The language with the script or region tested.';
COMMENT ON COLUMN score_counted.metric_id IS 'What was counted.';
COMMENT ON COLUMN score_counted.aspect IS 'What the metric says.';
COMMENT ON COLUMN score_counted.direction IS '+1 where higher is better for people, -1 where lower is better.';
COMMENT ON COLUMN score_counted.is_share IS 'Whether it is a share between 0 and 1.';
COMMENT ON COLUMN score_counted.is_proportion IS 'Whether it counts items that are each right or wrong.';
COMMENT ON COLUMN score_counted.value IS 'The number as published.';
COMMENT ON COLUMN score_counted.unit IS 'Its scale.';
COMMENT ON COLUMN score_counted.margin IS 'Half the width of the interval, where the source prints one.';
COMMENT ON COLUMN score_counted.n_items IS 'Items behind the number.';
COMMENT ON COLUMN score_counted.n_items_from_benchmark IS 'True where the result does not print its items and the size of the benchmark is used.';
COMMENT ON COLUMN score_counted.chance_share IS 'Share that guessing reaches, 0 to 1.';
COMMENT ON COLUMN score_counted.item_origin IS 'How the items came to exist in the language.';
COMMENT ON COLUMN score_counted.parallel IS 'Whether the items are the same in every language.';
COMMENT ON COLUMN score_counted.reference_tag IS 'The language variant compared with.';
COMMENT ON COLUMN score_counted.is_reference IS 'Whether this row is that variant.';
COMMENT ON COLUMN score_counted.superseded IS 'True for a printing that is not counted.';
COMMENT ON COLUMN score_counted.transcription IS 'Primary, or secondary where it was read from somebody else''s copy.';
COMMENT ON COLUMN score_counted.published IS 'Date of this publication.';
COMMENT ON COLUMN score_counted.year IS 'Year of this publication.';
COMMENT ON COLUMN score_counted.source_id IS 'Where the row comes from.';
COMMENT ON COLUMN score_counted.locator IS 'Place in the source.';
