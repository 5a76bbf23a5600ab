-- Every result that is a share, as a share between 0 and 1.
-- grain: score.
-- unit: share 0-1.
-- sign: as published (see direction).
-- method: Wilson's interval where the share counts items that are each right or wrong.
-- formula: s = \frac{k}{n}, \qquad a = \frac{s - c}{1 - c}, \qquad \frac{s + \frac{z^2}{2n} \pm z \sqrt{\frac{s(1-s)}{n} + \frac{z^2}{4n^2}}}{1 + \frac{z^2}{n}}
-- not for: comparing two tests: a share of one test is not a share of another. Comparing languages where the items
--   differ.
-- kept: worked out once, when the warehouse is built.
CREATE VIEW score_share AS
WITH shares AS (
  SELECT
    *,
    CASE unit WHEN 'percent' THEN value / 100 ELSE value END AS share,
    CASE WHEN is_proportion THEN n_items END AS n
  FROM score_counted
  WHERE is_share
)
SELECT
  score_id, dimension, benchmark_id, subset, condition, model_id, s.language_tag, variant_tag, c.macroarea, k.resource_class, metric_id,
  aspect, direction,
  share AS score_share,
  wilson_low(share, n) AS score_low,
  wilson_high(share, n) AS score_high,
  CASE WHEN aspect = 'correct' THEN (share - chance_share) / (1 - chance_share) END AS chance_adjusted,
  n_items, n_items_from_benchmark, is_proportion, chance_share,
  item_origin, parallel, reference_tag, is_reference, superseded, transcription, published, year, s.source_id, s.locator
FROM shares AS s
LEFT JOIN language_place AS c USING (language_tag)
LEFT JOIN resource_class AS k USING (language_tag);

COMMENT ON VIEW score_share IS 'Every published result that is a share between 0 and 1. Superseded printings are marked, and not counted.';
COMMENT ON COLUMN score_share.score_id IS 'The published row.';
COMMENT ON COLUMN score_share.dimension IS 'What the benchmark is about.';
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
COMMENT ON COLUMN score_share.score_low IS 'Lower end of the 95% Wilson interval; empty where the number of items is unknown, or where the share does not count items that are each right or wrong.';
COMMENT ON COLUMN score_share.score_high IS 'Upper end of the same interval.';
COMMENT ON COLUMN score_share.chance_adjusted IS 'Share above guessing, (s - c) / (1 - c); below zero where worse than guessing; empty where guessing has no meaning.';
COMMENT ON COLUMN score_share.n_items IS 'Items behind the share.';
COMMENT ON COLUMN score_share.n_items_from_benchmark IS 'True where the result does not print its items and the size of the benchmark is used.';
COMMENT ON COLUMN score_share.item_origin IS 'How the items came to exist in the language.';
COMMENT ON COLUMN score_share.parallel IS 'Whether the items are the same in every language.';
COMMENT ON COLUMN score_share.reference_tag IS 'The language variant compared with.';
COMMENT ON COLUMN score_share.is_reference IS 'Whether this row is that variant.';
COMMENT ON COLUMN score_share.superseded IS 'True for a printing that is not counted.';
COMMENT ON COLUMN score_share.chance_share IS 'Share that guessing reaches, 0 to 1; empty where guessing has no meaning.';
COMMENT ON COLUMN score_share.is_proportion IS 'Whether the share counts items that are each right or wrong; only then is there an interval.';
COMMENT ON COLUMN score_share.transcription IS 'Primary, or secondary where it was read from somebody else''s copy.';
COMMENT ON COLUMN score_share.published IS 'Date of this publication.';
COMMENT ON COLUMN score_share.year IS 'Year of this publication.';
COMMENT ON COLUMN score_share.source_id IS 'Where the row comes from.';
COMMENT ON COLUMN score_share.locator IS 'Place in the source.';
