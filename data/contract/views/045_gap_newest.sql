-- A language on one test, with the newest models that took it.
-- grain: benchmark x subset x condition x metric x language variant x model.
-- unit: percentage points.
-- sign: positive = worse for the language.
-- method: Newest: every model that may be, as dates are often known only to the year; never chosen by its result. Only
--   tests in which a general model is asked, not systems trained for the test; a second measurement of the same
--   thing is left out. A model that fails in the reference language shows nothing, and is left out.
-- kept: worked out once, when the warehouse is built.
CREATE VIEW gap_newest AS
SELECT g.*, b.name AS benchmark_name, m.model_name, m.model_date
FROM gap AS g
JOIN benchmark AS b USING (benchmark_id)
JOIN condition AS c ON c.condition_id = g.condition AND c.prompted AND c.repeats IS NULL
JOIN model_dated AS m USING (model_id)
WHERE g.aspect IN ('correct', 'harm', 'safe', 'over_refusal') AND NOT g.reference_failed
QUALIFY m.latest_date >= max(m.earliest_date) OVER (
  PARTITION BY g.benchmark_id, g.subset, g.condition, g.metric_id, g.variant_tag
);

COMMENT ON VIEW gap_newest IS 'The gaps of a language on each test, for every model that may be the newest of those tested in it. Columns as in gap, and the model''s name and date.';
COMMENT ON COLUMN gap_newest.score_id IS 'The published row of the language.';
COMMENT ON COLUMN gap_newest.reference_score_id IS 'The published row of the reference language.';
COMMENT ON COLUMN gap_newest.dimension IS 'What the benchmark is about.';
COMMENT ON COLUMN gap_newest.benchmark_id IS 'The benchmark.';
COMMENT ON COLUMN gap_newest.subset IS 'Part of the benchmark.';
COMMENT ON COLUMN gap_newest.condition IS 'How the model was asked.';
COMMENT ON COLUMN gap_newest.model_id IS 'The model.';
COMMENT ON COLUMN gap_newest.language_tag IS 'The language.';
COMMENT ON COLUMN gap_newest.variant_tag IS 'The language with the script or region tested.';
COMMENT ON COLUMN gap_newest.reference_tag IS 'The language compared with.';
COMMENT ON COLUMN gap_newest.macroarea IS 'Part of the world (Glottolog).';
COMMENT ON COLUMN gap_newest.resource_class IS 'Digital text in 2020, class 0 to 5; empty where the source does not list the language.';
COMMENT ON COLUMN gap_newest.metric_id IS 'What was counted.';
COMMENT ON COLUMN gap_newest.aspect IS 'What the metric says.';
COMMENT ON COLUMN gap_newest.direction IS '+1 where a higher share is better, -1 where a lower share is better.';
COMMENT ON COLUMN gap_newest.score_share IS 'Share of items in the language, 0 to 1.';
COMMENT ON COLUMN gap_newest.reference_share IS 'Share of items in the reference language, 0 to 1.';
COMMENT ON COLUMN gap_newest.non_answer_share IS 'Share of invalid or unclear answers in the language, 0 to 1: absence of harm is not ability. Empty where the test does not count them.';
COMMENT ON COLUMN gap_newest.gap_pp IS '100 x direction x (reference share - share), in percentage points: positive is worse for the language.';
COMMENT ON COLUMN gap_newest.gap_low_pp IS 'Lower end of the 95% interval (Newcombe 1998), taking the two samples as independent; too wide rather than too narrow when items are parallel. Empty where the number of items is unknown.';
COMMENT ON COLUMN gap_newest.gap_high_pp IS 'Upper end of the same interval.';
COMMENT ON COLUMN gap_newest.interval_method IS 'How the interval was worked out, as in gap.';
COMMENT ON COLUMN gap_newest.ratio IS 'Share in the language over share in the reference language; for harm, the relative risk. Empty where the reference share is zero.';
COMMENT ON COLUMN gap_newest.ratio_low IS 'Lower end of the 95% log-normal interval of the ratio; empty where either share is zero.';
COMMENT ON COLUMN gap_newest.ratio_high IS 'Upper end of the same interval.';
COMMENT ON COLUMN gap_newest.verdict IS 'Worse or better where the interval leaves out zero; no clear difference where it spans zero; cannot say where there is none.';
COMMENT ON COLUMN gap_newest.saturated IS 'True where the test has little left to say for this model.';
COMMENT ON COLUMN gap_newest.reference_failed IS 'False: a model that fails in the reference language is left out.';
COMMENT ON COLUMN gap_newest.n_items IS 'Items in the language.';
COMMENT ON COLUMN gap_newest.reference_n_items IS 'Items in the reference language.';
COMMENT ON COLUMN gap_newest.n_items_from_benchmark IS 'True where the result does not print its items and the size of the benchmark is used.';
COMMENT ON COLUMN gap_newest.is_proportion IS 'Whether both shares count items that are each right or wrong; only then is there an interval.';
COMMENT ON COLUMN gap_newest.item_origin IS 'How the items came to exist in the language.';
COMMENT ON COLUMN gap_newest.transcription IS 'Primary, or secondary where it was read from somebody else''s copy.';
COMMENT ON COLUMN gap_newest.published IS 'Date of publication.';
COMMENT ON COLUMN gap_newest.year IS 'Year of publication.';
COMMENT ON COLUMN gap_newest.source_id IS 'Where both rows come from.';
COMMENT ON COLUMN gap_newest.locator IS 'Place in the source.';
COMMENT ON COLUMN gap_newest.benchmark_name IS 'Name of the benchmark.';
COMMENT ON COLUMN gap_newest.model_name IS 'Name of the model as published.';
COMMENT ON COLUMN gap_newest.model_date IS 'Its release date, or the date of its first publication where none is known.';
