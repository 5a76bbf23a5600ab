-- The official languages of the European Union, as the test that covers all of them lists them; English is what they are compared with.
-- european_models (count): Models tested for unsafe answers in the language, beside English.
-- european_gap_low (points): The highest lower end, over models, of the difference in unsafe answers from English.
-- european_corrected_low (points): The same with the interval widened for comparing many languages at once (Bonferroni, 23 comparisons).
-- european_items (count): Prompts a model was asked in the language.
-- european_checked (yes_no): Whether people wrote or checked the prompts in the language.
-- european_best_gap (points): The lowest difference from English of any model: what speaks against the rule.
INSERT INTO fact BY NAME
WITH compared AS (
  SELECT g.*, p1, n1, p2, n2
  FROM gap AS g CROSS JOIN LATERAL (SELECT g.score_share AS p1, g.n_items AS n1, g.reference_share AS p2, g.reference_n_items AS n2)
  WHERE g.source_id = 'orbench_eu' AND g.aspect = 'harm'
), corrected AS (
  SELECT *, 100 * newcombe_low_at(p1, n1, p2, n2, 3.0654) AS corrected_low_pp FROM compared
), quantities AS (
  SELECT language_tag AS subject, 'european_models' AS quantity_id, count(*) AS value, NULL AS low, NULL AS high, count(*) AS n, list(score_id ORDER BY score_id) AS row_ids FROM corrected GROUP BY language_tag
  UNION ALL SELECT language_tag, 'european_gap_low', max(gap_low_pp), NULL, NULL, count(*), [arg_max(reference_score_id, (gap_low_pp, score_id)), arg_max(score_id, (gap_low_pp, score_id))] FROM corrected GROUP BY language_tag
  UNION ALL SELECT language_tag, 'european_corrected_low', max(corrected_low_pp), NULL, NULL, count(*), [arg_max(reference_score_id, (corrected_low_pp, score_id)), arg_max(score_id, (corrected_low_pp, score_id))] FROM corrected GROUP BY language_tag
  UNION ALL SELECT language_tag, 'european_items', min(n_items), NULL, NULL, count(*), list(score_id ORDER BY score_id) FROM corrected GROUP BY language_tag
  UNION ALL SELECT language_tag, 'european_checked', CAST(bool_and(item_origin IN ('original', 'human_translated', 'machine_translated_reviewed')) AS INTEGER), NULL, NULL, count(*), list(score_id ORDER BY score_id) FROM corrected GROUP BY language_tag
  UNION ALL SELECT language_tag, 'european_best_gap', min(gap_pp), arg_min(gap_low_pp, (gap_pp, score_id)), arg_min(gap_high_pp, (gap_pp, score_id)), count(*), [arg_min(reference_score_id, (gap_pp, score_id)), arg_min(score_id, (gap_pp, score_id))] FROM corrected GROUP BY language_tag
)
SELECT 'language' AS subject_kind, subject, quantity_id, round(value, 6) AS value, low, high, n, 'score' AS relation, 'score_id' AS row_key, row_ids, ['orbench_eu'] AS source_ids FROM quantities;
