-- The interventions, and how often each went the wanted way.
-- grain: intervention x measure.
-- unit: counts of published comparisons; effects in points of the unit.
-- sign: wanted = the way that its makers want.
-- method: counts over intervention_effect; averages and headlines are not counted again. One source is one study.
CREATE VIEW intervention AS
WITH tested_by AS (
  -- Who published the numbers: makers of the models, authors of the method, or critics of what they tested.
  SELECT * FROM (VALUES
    ('merging', 1, 'model_makers'), ('merging_languages', 2, 'model_makers'), ('safety_data', 3, 'model_makers'),
    ('expanse_recipe', 4, 'model_makers'), ('vision_recipe', 5, 'model_makers'), ('thinking', 6, 'model_makers'),
    ('hard_examples', 7, 'method_authors'), ('generated_examples', 8, 'method_authors'), ('arena_data', 9, 'critics')
  ) AS declared (intervention_id, position, tested_by)
), arm AS (
  SELECT DISTINCT intervention_id, measure, test, model, setting, arm, CASE WHEN intervention_id = 'vision_recipe' THEN baseline_arm END AS rival, language_tag,
    direction * CASE WHEN intervention_id = 'vision_recipe' THEN effect ELSE value END AS gained
  FROM intervention_effect
  WHERE kind = 'compared' AND language_tag IS NOT NULL AND measure <> 'accuracy'
), beside_english AS (
  SELECT a.intervention_id, a.measure, count(*) AS n_beside_english, count(*) FILTER (a.gained < e.gained) AS n_less_than_english
  FROM arm AS a
  JOIN arm AS e ON (e.intervention_id, e.measure, e.test, e.model, e.arm) = (a.intervention_id, a.measure, a.test, a.model, a.arm)
    AND e.setting IS NOT DISTINCT FROM a.setting AND e.rival IS NOT DISTINCT FROM a.rival
  WHERE e.language_tag = 'en' AND a.language_tag <> 'en'
  GROUP BY ALL
)
SELECT
  e.intervention_id, any_value(t.position) AS position, any_value(t.tested_by) AS tested_by, e.measure, any_value(e.unit) AS unit,
  bool_and(e.kind = 'headline') AS headline_only,
  bool_or(e.kind = 'headline' AND e.arm LIKE 'up to%') AS at_most,
  count(DISTINCT e.comparison_id) AS n_comparisons,
  count(*) FILTER (e.kind = 'compared') AS n_compared,
  count(*) FILTER (e.kind = 'compared' AND e.outcome = 'wanted') AS n_wanted,
  count(*) FILTER (e.kind = 'compared' AND e.outcome = 'none') AS n_none,
  count(*) FILTER (e.kind = 'compared' AND e.outcome = 'unwanted') AS n_unwanted,
  count(*) FILTER (e.kind = 'compared' AND e.verdict = 'better') AS n_better,
  count(*) FILTER (e.kind = 'compared' AND e.verdict = 'worse') AS n_worse,
  count(*) FILTER (e.kind = 'compared' AND e.verdict <> 'cannot_say') AS n_with_interval,
  median(e.effect) FILTER (e.kind = 'compared') AS median_effect,
  min(e.effect) FILTER (e.kind IN ('compared', 'headline')) AS lowest_effect,
  max(e.effect) FILTER (e.kind IN ('compared', 'headline')) AS highest_effect,
  min(e.value) FILTER (e.kind = 'alone') AS lowest_value,
  max(e.value) FILTER (e.kind = 'alone') AS highest_value,
  count(*) FILTER (e.kind = 'alone') AS n_alone,
  min(e.n_items) AS fewest_items, max(e.n_items) AS most_items,
  coalesce(any_value(b.n_beside_english), 0) AS n_beside_english,
  coalesce(any_value(b.n_less_than_english), 0) AS n_less_than_english,
  list(DISTINCT e.language_tag ORDER BY e.language_tag) FILTER (e.language_tag IS NOT NULL) AS language_tags,
  count(DISTINCT e.language_tag) FILTER (c.resource_class <= 2) AS n_scarce_languages,
  max(e.period) AS period,
  count(DISTINCT e.source_id) AS n_studies,
  any_value(e.source_id) AS source_id
FROM intervention_effect AS e
JOIN tested_by AS t USING (intervention_id)
LEFT JOIN resource_class AS c USING (language_tag)
LEFT JOIN beside_english AS b ON b.intervention_id = e.intervention_id AND b.measure = e.measure
GROUP BY e.intervention_id, e.measure;

COMMENT ON VIEW intervention IS 'What was done to make models work better or more safely in more languages, what was measured, and how often it went the wanted way. Grain: intervention and measure.';
COMMENT ON COLUMN intervention.intervention_id IS 'What was done.';
COMMENT ON COLUMN intervention.position IS 'Order of reading.';
COMMENT ON COLUMN intervention.tested_by IS 'Who published the numbers: model_makers, method_authors, or critics.';
COMMENT ON COLUMN intervention.measure IS 'What was measured.';
COMMENT ON COLUMN intervention.unit IS 'Unit as published.';
COMMENT ON COLUMN intervention.headline_only IS 'True where only what an abstract states is held.';
COMMENT ON COLUMN intervention.at_most IS 'True where that is the best of several: the abstract says up to.';
COMMENT ON COLUMN intervention.n_comparisons IS 'Ways of comparing that are held.';
COMMENT ON COLUMN intervention.n_compared IS 'Pairs of published numbers.';
COMMENT ON COLUMN intervention.n_wanted IS 'Pairs that went the wanted way.';
COMMENT ON COLUMN intervention.n_none IS 'Pairs without any difference.';
COMMENT ON COLUMN intervention.n_unwanted IS 'Pairs that went the other way.';
COMMENT ON COLUMN intervention.n_better IS 'Pairs that went the wanted way by more than chance: the 95% interval leaves out zero.';
COMMENT ON COLUMN intervention.n_worse IS 'Pairs that went the other way by more than chance.';
COMMENT ON COLUMN intervention.n_with_interval IS 'Pairs for which an interval can be worked out.';
COMMENT ON COLUMN intervention.median_effect IS 'Median of the differences, in points of the unit.';
COMMENT ON COLUMN intervention.lowest_effect IS 'Lowest difference.';
COMMENT ON COLUMN intervention.highest_effect IS 'Highest difference.';
COMMENT ON COLUMN intervention.lowest_value IS 'Lowest number that is published without another beside it.';
COMMENT ON COLUMN intervention.highest_value IS 'Highest such number.';
COMMENT ON COLUMN intervention.n_alone IS 'How many such numbers.';
COMMENT ON COLUMN intervention.fewest_items IS 'Fewest items behind a number, where known.';
COMMENT ON COLUMN intervention.most_items IS 'Most items, where known.';
COMMENT ON COLUMN intervention.n_beside_english IS 'Results of a trained model in a language that can be set beside the same model in English: win rates, wins less losses, changes in harm.';
COMMENT ON COLUMN intervention.n_less_than_english IS 'How many of them are less good than in English. This is no gap: what the languages started from is not published.';
COMMENT ON COLUMN intervention.language_tags IS 'Languages with numbers of their own; empty where only averages are printed.';
COMMENT ON COLUMN intervention.n_scarce_languages IS 'How many of them have little digital text: class 0 to 2.';
COMMENT ON COLUMN intervention.period IS 'Year.';
COMMENT ON COLUMN intervention.n_studies IS 'Studies.';
COMMENT ON COLUMN intervention.source_id IS 'The study.';
