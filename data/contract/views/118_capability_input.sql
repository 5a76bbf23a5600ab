-- What the index across benchmarks rests on.
-- grain: benchmark x subset x condition x metric x model x publication x language.
-- unit: share 0-1.
-- sign: higher kept_share is better for the language; lost_share = 1 - kept_share.
-- method: gaps on parallel capability tests that a general model was asked, whose items per language are not known to be fewer than
--   threshold index_items, by models that do not fail in the reference language. Scores above guessing. One variety a language and
--   test: the language's plain tag, else the variety with most results. What exceeds the reference by half or more counts as half.
-- formula: a = \frac{s - c}{1 - c}, \qquad r = \min\Big(1.5, \max\big(0, \tfrac{a_\ell}{a_{ref}}\big)\Big)
-- not for: reading as a gap: a share of what a model can do in English is no percentage point.
-- kept: worked out once, when the warehouse is built.
CREATE VIEW capability_input AS
WITH eligible AS (
  SELECT
    g.score_id, g.reference_score_id, g.benchmark_id, b.item_set, g.subset, g.condition, g.metric_id, g.model_id, g.language_tag, g.variant_tag,
    g.score_share, g.reference_share, coalesce(b.chance_share, 0) AS chance_share, g.n_items, g.item_origin, g.transcription,
    g.published, g.year, g.source_id, g.gap_pp,
    count(*) OVER (PARTITION BY g.variant_tag) AS n_of_variant
  FROM gap AS g
  JOIN benchmark AS b USING (benchmark_id)
  JOIN condition AS c ON c.condition_id = g.condition AND c.prompted AND c.repeats IS NULL
  WHERE g.dimension = 'capability' AND g.aspect = 'correct' AND NOT g.reference_failed
    AND g.language_tag <> split_part(g.reference_tag, '-', 1)
    AND coalesce(g.n_items >= limit_of('index_items'), true)
), chosen AS (
  SELECT * FROM eligible
  QUALIFY row_number() OVER (
    PARTITION BY benchmark_id, subset, condition, metric_id, model_id, source_id, published, language_tag
    ORDER BY variant_tag = language_tag DESC, n_of_variant DESC, variant_tag
  ) = 1
)
SELECT
  score_id, reference_score_id, benchmark_id, item_set, subset, condition, metric_id, model_id, language_tag, variant_tag,
  score_share, reference_share, chance_share, n_items, gap_pp,
  least(1.5, greatest(0, (score_share - chance_share) / (reference_share - chance_share))) AS kept_share,
  item_origin, transcription, published, year, source_id
FROM chosen
WHERE reference_share > chance_share;

COMMENT ON VIEW capability_input IS 'What the index across benchmarks rests on: for every model, test and language the share of its ability in English that the model keeps in the language, guessing taken away.';
COMMENT ON COLUMN capability_input.score_id IS 'The published row of the language.';
COMMENT ON COLUMN capability_input.reference_score_id IS 'The published row of the reference language.';
COMMENT ON COLUMN capability_input.benchmark_id IS 'The benchmark.';
COMMENT ON COLUMN capability_input.item_set IS 'The items that it asks; benchmarks of one item set are one test.';
COMMENT ON COLUMN capability_input.subset IS 'Part of the benchmark.';
COMMENT ON COLUMN capability_input.condition IS 'How the model was asked.';
COMMENT ON COLUMN capability_input.metric_id IS 'What was counted.';
COMMENT ON COLUMN capability_input.model_id IS 'The model.';
COMMENT ON COLUMN capability_input.language_tag IS 'The language.';
COMMENT ON COLUMN capability_input.variant_tag IS 'The variety that stands for it in this test.';
COMMENT ON COLUMN capability_input.score_share IS 'Share of items in the language, 0 to 1.';
COMMENT ON COLUMN capability_input.reference_share IS 'Share of items in the reference language.';
COMMENT ON COLUMN capability_input.chance_share IS 'Share that guessing reaches; zero where guessing has no meaning.';
COMMENT ON COLUMN capability_input.n_items IS 'Items in the language.';
COMMENT ON COLUMN capability_input.gap_pp IS 'Gap, positive is worse for the language.';
COMMENT ON COLUMN capability_input.kept_share IS 'Share of the ability in the reference language that is kept, guessing taken away, 0 to 1.5.';
COMMENT ON COLUMN capability_input.item_origin IS 'How the items came to exist in the language.';
COMMENT ON COLUMN capability_input.transcription IS 'Primary, or secondary where it was read from somebody else''s copy.';
COMMENT ON COLUMN capability_input.published IS 'Date of publication.';
COMMENT ON COLUMN capability_input.year IS 'Year of publication.';
COMMENT ON COLUMN capability_input.source_id IS 'Where both rows come from.';
