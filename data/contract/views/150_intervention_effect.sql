-- What changes after an intervention: each published number beside the one it is compared with.
-- grain: comparison x label (a language, a test or a rival); averages and headlines of an abstract are rows of their own kind.
-- unit: as published; a win rate, a relative change and a level are never one unit.
-- sign: effect x direction above zero = the wanted way.
-- method: Pairs are formed only inside one source, of rows with the same language, test and model. Where the items are known,
--   intervals are worked out here: Wilson for each share; for an effect Newcombe's interval, which takes the two samples as independent;
--   for won minus lost of the same comparisons the normal interval of a difference within one sample. Nowhere was an interval published.
-- kept: worked out once, when the warehouse is built.
CREATE VIEW intervention_effect AS
WITH trained AS (
  SELECT
    row_id, value, unit, n_items, period, source_id, language_tag,
    CASE WHEN about LIKE '%: win rate' THEN 'win_rate' ELSE 'harm_change' END AS measure,
    split_part(about, ':', 1) AS test,
    regexp_extract(scope, '\+ (.+) \(', 1) AS arm,
    regexp_extract(scope, ', (SFT|DPO)\)', 1) AS setting,
    scope LIKE '%(model merge,%' AS is_merge,
    'Aya 23 8B' AS model
  FROM finding
  WHERE source_id = 'mix_or_merge' AND compared_with = 'Aya 23 8B base'
), robust AS (
  SELECT
    row_id, value, unit, n_items, period, source_id, language_tag,
    replace(about, ': accuracy', '') AS test,
    split_part(scope, ' fine-tuned', 1) AS model,
    regexp_extract(scope, ': (.+)$', 1) AS arm,
    about LIKE '%average%' AS is_average
  FROM finding
  WHERE source_id = 'nli_robustness' AND about LIKE '%: accuracy'
), expanse AS (
  SELECT
    row_id, value, unit, n_items, period, source_id,
    split_part(about, ':', 1) AS test,
    CASE WHEN about LIKE '%: accuracy of %' THEN 'accuracy' WHEN about LIKE '%chrF%' THEN 'chrf' ELSE 'xcomet' END AS measure,
    regexp_extract(replace(replace(about, 'Aya-', 'Aya '), '-', ' '), ' of Aya (Expanse|23) (\d+B)', 1) AS arm,
    replace(regexp_extract(replace(about, '-', ' '), 'Aya (Expanse|23) (\d+B)', 2), '35B', '32B') AS size
  FROM finding
  WHERE source_id = 'aya_expanse' AND about LIKE '% of Aya%' AND about NOT LIKE '%win rate%'
), arena AS (
  SELECT
    row_id, value, unit, n_items, period, source_id,
    split_part(about, ':', 1) AS test,
    CASE WHEN about LIKE '%win rate%' THEN 'win_rate' ELSE 'accuracy' END AS measure,
    regexp_extract(scope, '(\d+% arena data)', 1) AS arm
  FROM finding
  WHERE source_id = 'leaderboard_illusion' AND about LIKE '%after training on data of the arena'
), thought AS (
  SELECT
    s.score_id AS row_id, 100 * s.score_share AS value, 'percent' AS unit,
    CASE WHEN s.is_proportion THEN s.n_items END AS n_items, CAST(s.year AS VARCHAR) AS period, s.source_id, s.language_tag, s.variant_tag,
    b.name AS test, s.benchmark_id, s.condition,
    trim(regexp_replace(m.name, '[- (]*(non-)?thinking[)]?$', '', 'i')) AS model
  FROM score_share AS s
  JOIN benchmark AS b USING (benchmark_id)
  JOIN model AS m USING (model_id)
  WHERE s.source_id = 'qwen3_report' AND NOT s.superseded AND regexp_matches(s.model_id, '-thinking$')
), pairs AS (
  SELECT
    'merging' AS intervention_id, 'compared' AS kind, a.measure, a.test, a.model, a.setting, a.arm, b.arm AS baseline_arm,
    a.language_tag AS label, a.language_tag, a.value, b.value AS baseline_value, a.unit, a.n_items, b.n_items AS baseline_n_items,
    'independent' AS samples, a.period, a.row_id, b.row_id AS baseline_row_id, a.source_id
  FROM trained AS a JOIN trained AS b USING (measure, setting, language_tag)
  WHERE a.is_merge AND NOT b.is_merge AND b.arm <> '0% Safety' -- one of the merged models is trained on safety: a mix without any is no rival
  UNION ALL
  SELECT
    'safety_data', 'compared', a.measure, a.test, a.model, a.setting, a.arm, b.arm,
    a.language_tag, a.language_tag, a.value, b.value, a.unit, a.n_items, b.n_items,
    'independent', a.period, a.row_id, b.row_id, a.source_id
  FROM trained AS a JOIN trained AS b USING (measure, setting, language_tag)
  WHERE NOT a.is_merge AND a.arm <> '0% Safety' AND b.arm = '0% Safety'
  UNION ALL
  SELECT
    CASE WHEN a.arm LIKE '%Sampling' THEN 'hard_examples' ELSE 'generated_examples' END,
    CASE WHEN a.is_average THEN 'average' ELSE 'compared' END, 'accuracy', a.test, a.model, NULL, a.arm, b.arm,
    a.test, a.language_tag, a.value, b.value, a.unit, a.n_items, b.n_items,
    'independent', a.period, a.row_id, b.row_id, a.source_id
  FROM robust AS a JOIN robust AS b USING (model, test)
  WHERE a.arm NOT IN ('Baseline (10k)', 'Random Sampling')
    AND (b.arm = 'Baseline (10k)' OR (b.arm = 'Random Sampling' AND a.arm LIKE '%Sampling'))
  UNION ALL
  SELECT
    'vision_recipe', CASE WHEN w.language_tag IS NULL THEN 'average' ELSE 'compared' END, 'won_minus_lost',
    split_part(w.about, ':', 1), 'Aya-Vision-32B', NULL, 'won', w.compared_with,
    coalesce(w.language_tag, w.scope), w.language_tag, w.value, l.value, w.unit, w.n_items, l.n_items,
    'same', w.period, w.row_id, l.row_id, w.source_id
  FROM finding AS w
  JOIN finding AS l ON l.source_id = w.source_id AND l.about = replace(w.about, ': win rate', ': loss rate')
    AND l.scope = w.scope AND l.compared_with = w.compared_with
  WHERE w.source_id = 'aya_vision' AND w.about LIKE '%: win rate of%'
  UNION ALL
  SELECT
    'expanse_recipe', 'compared', a.measure, a.test, 'Aya Expanse', NULL, 'Aya Expanse', 'Aya 23',
    a.test || ', ' || a.size, NULL, a.value, b.value, a.unit, a.n_items, b.n_items,
    'independent', a.period, a.row_id, b.row_id, a.source_id
  FROM expanse AS a JOIN expanse AS b USING (measure, test, size)
  WHERE a.arm = 'Expanse' AND b.arm = '23'
  UNION ALL
  SELECT -- the rivals of the win rates, on the tests that were printed for both
    'expanse_recipe', 'compared', 'rival_accuracy', a.test, 'Aya Expanse ' || a.size, NULL, 'Aya Expanse ' || a.size, r.rival,
    a.test, NULL, a.value, b.value, a.unit, a.n_items, b.n_items,
    'independent', a.period, a.row_id, b.row_id, a.source_id
  FROM expanse AS a
  JOIN (
    SELECT DISTINCT regexp_extract(about, '(\d+B)$', 1) AS size, compared_with AS rival
    FROM finding WHERE source_id = 'aya_expanse' AND about LIKE '%win rate%'
  ) AS r USING (size)
  JOIN finding AS b ON b.source_id = a.source_id AND b.about = a.test || ': accuracy of ' || replace(r.rival, ' ', '-')
  WHERE a.arm = 'Expanse' AND a.measure = 'accuracy'
  UNION ALL
  SELECT
    'expanse_recipe', 'alone', 'win_rate', split_part(about, ':', 1), regexp_extract(about, 'of (.+)$', 1), NULL, 'Aya Expanse', NULL,
    regexp_extract(about, '(\d+B)$', 1) || ' vs ' || compared_with, NULL, value, NULL, unit, n_items, NULL,
    'independent', period, row_id, NULL, source_id
  FROM finding
  WHERE source_id = 'aya_expanse' AND about LIKE '%win rate%'
  UNION ALL
  SELECT
    'arena_data', 'compared', a.measure, a.test, 'Cohere, fine-tuned model', NULL, a.arm, b.arm,
    a.arm, 'en', a.value, b.value, a.unit, a.n_items, b.n_items,
    'independent', a.period, a.row_id, b.row_id, a.source_id
  FROM arena AS a JOIN arena AS b USING (test)
  WHERE a.arm <> b.arm AND b.arm = '0% arena data'
  UNION ALL
  SELECT
    'thinking', 'compared', 'accuracy', a.test, a.model, NULL, 'thinking', 'non_thinking',
    a.variant_tag, a.language_tag, a.value, b.value, a.unit, a.n_items, b.n_items,
    'independent', a.period, a.row_id, b.row_id, a.source_id
  FROM thought AS a JOIN thought AS b USING (benchmark_id, model, variant_tag)
  WHERE a.condition = 'thinking' AND b.condition = 'non_thinking'
  UNION ALL
  SELECT
    CASE
      WHEN about LIKE 'Merging models by objective%' THEN 'merging' WHEN about LIKE 'Merging models by language%' THEN 'merging_languages'
      WHEN about LIKE 'Upsampling%' THEN 'hard_examples' ELSE 'generated_examples'
    END, 'headline',
    CASE WHEN about LIKE '%harm' OR about LIKE '%in safety' THEN 'harm_headline' WHEN about LIKE '%robustness' THEN 'robustness_headline' ELSE 'general_headline' END,
    about, '', NULL, scope, compared_with, scope, language_tag, value, NULL, unit, n_items, NULL,
    'independent', period, row_id, NULL, source_id
  FROM finding
  WHERE source_id IN ('mix_or_merge', 'nli_robustness') AND (about LIKE 'Merging models by %' OR about LIKE '%: change in robustness')
), sized AS (
  SELECT
    *,
    CASE WHEN measure = 'harm_change' THEN -1 ELSE 1 END AS direction,
    CASE WHEN kind = 'headline' THEN value ELSE value - baseline_value END AS effect,
    -- A relative change is no share: no interval can be worked out from a number of items.
    CASE WHEN kind = 'compared' AND measure <> 'harm_change' THEN n_items END AS n,
    CASE WHEN kind = 'compared' AND measure <> 'harm_change' THEN baseline_n_items END AS baseline_n
  FROM pairs
), bounded AS (
  SELECT
    *,
    CASE samples
      WHEN 'same' THEN effect - 196 * sqrt(((value + baseline_value) / 100 - (effect / 100) ** 2) / n)
      ELSE 100 * newcombe_low(value / 100, n, baseline_value / 100, baseline_n)
    END AS effect_low,
    CASE samples
      WHEN 'same' THEN effect + 196 * sqrt(((value + baseline_value) / 100 - (effect / 100) ** 2) / n)
      ELSE 100 * newcombe_high(value / 100, n, baseline_value / 100, baseline_n)
    END AS effect_high
  FROM sized
)
SELECT
  intervention_id, kind,
  trim(regexp_replace(lower(concat_ws('.',
    measure,
    CASE WHEN measure IN ('win_rate', 'won_minus_lost') OR intervention_id = 'thinking' THEN test END,
    CASE WHEN intervention_id IN ('thinking', 'hard_examples', 'generated_examples') THEN model END,
    setting,
    CASE WHEN intervention_id NOT IN ('arena_data', 'expanse_recipe', 'vision_recipe', 'thinking') THEN arm END,
    CASE WHEN intervention_id NOT IN ('arena_data', 'expanse_recipe', 'thinking') OR measure = 'rival_accuracy' THEN baseline_arm END
  )), '[^a-z0-9.]+', '_', 'g'), '_') AS comparison_id,
  measure, test, model, setting, arm, baseline_arm, label, language_tag,
  value, 100 * wilson_low(value / 100, n) AS low, 100 * wilson_high(value / 100, n) AS high,
  baseline_value, 100 * wilson_low(baseline_value / 100, baseline_n) AS baseline_low, 100 * wilson_high(baseline_value / 100, baseline_n) AS baseline_high,
  effect, effect_low, effect_high, direction,
  CASE WHEN effect IS NULL THEN NULL WHEN effect * direction > 0 THEN 'wanted' WHEN effect = 0 THEN 'none' ELSE 'unwanted' END AS outcome,
  CASE
    WHEN effect_low IS NULL THEN 'cannot_say' WHEN effect_low * direction > 0 AND effect_high * direction > 0 THEN 'better'
    WHEN effect_low * direction < 0 AND effect_high * direction < 0 THEN 'worse' ELSE 'no_clear_difference'
  END AS verdict,
  unit, n_items, period, row_id, baseline_row_id, source_id
FROM bounded;

COMMENT ON VIEW intervention_effect IS 'Every published number on what an intervention does, beside the number it is compared with. Grain: comparison and label.';
COMMENT ON COLUMN intervention_effect.intervention_id IS 'What was done.';
COMMENT ON COLUMN intervention_effect.kind IS 'compared: beside another published number; alone: without one; average: over the labels; headline: an effect as an abstract states it.';
COMMENT ON COLUMN intervention_effect.comparison_id IS 'What is compared with what, within an intervention: the rows of one chart.';
COMMENT ON COLUMN intervention_effect.measure IS 'What was measured. Numbers of different measures are never drawn together.';
COMMENT ON COLUMN intervention_effect.test IS 'The test, as its source names it; of a headline, what it is about.';
COMMENT ON COLUMN intervention_effect.model IS 'The model that was changed.';
COMMENT ON COLUMN intervention_effect.setting IS 'Stage of training: SFT or DPO; empty where there is one.';
COMMENT ON COLUMN intervention_effect.arm IS 'The variant of the intervention.';
COMMENT ON COLUMN intervention_effect.baseline_arm IS 'What it is compared with.';
COMMENT ON COLUMN intervention_effect.label IS 'A language tag, a test, or a rival.';
COMMENT ON COLUMN intervention_effect.language_tag IS 'The language; empty where a number is taken over several.';
COMMENT ON COLUMN intervention_effect.value IS 'With the intervention, as published.';
COMMENT ON COLUMN intervention_effect.low IS 'Lower end of its 95% interval, where the items are known and it is a share of them.';
COMMENT ON COLUMN intervention_effect.high IS 'Upper end.';
COMMENT ON COLUMN intervention_effect.baseline_value IS 'What it is compared with, as published.';
COMMENT ON COLUMN intervention_effect.baseline_low IS 'Lower end of its 95% interval.';
COMMENT ON COLUMN intervention_effect.baseline_high IS 'Upper end.';
COMMENT ON COLUMN intervention_effect.effect IS 'The first less the second, in points of the unit; of a headline, as published.';
COMMENT ON COLUMN intervention_effect.effect_low IS 'Lower end of its 95% interval, where the items of both are known.';
COMMENT ON COLUMN intervention_effect.effect_high IS 'Upper end.';
COMMENT ON COLUMN intervention_effect.direction IS '1 where more is wanted, -1 where less is.';
COMMENT ON COLUMN intervention_effect.outcome IS 'wanted, unwanted, or none: the sign alone, which may be chance.';
COMMENT ON COLUMN intervention_effect.verdict IS 'better or worse where the interval leaves out zero; else no_clear_difference, or cannot_say without an interval.';
COMMENT ON COLUMN intervention_effect.unit IS 'Unit as published.';
COMMENT ON COLUMN intervention_effect.n_items IS 'Items or comparisons behind the number, where known.';
COMMENT ON COLUMN intervention_effect.period IS 'Year.';
COMMENT ON COLUMN intervention_effect.row_id IS 'The published row: of finding, or of score.';
COMMENT ON COLUMN intervention_effect.baseline_row_id IS 'The published row that it is compared with.';
COMMENT ON COLUMN intervention_effect.source_id IS 'Where both come from.';
