-- Subjects that are neither a language nor a territory.
-- eu_users (people, register platform_user): People in the European Union who use the system in a month.
-- reports_by_language (yes_no, register platform_user): Whether it reports safety or support by official language.
-- evaluations (count, register summit_signatory): Multilingual evaluations that a signatory published since the New Delhi commitments.
-- signatory_official (yes_no, register summit_signatory): Whether the list of signatories is the official one.
-- summary_names_languages (yes_no, register training_summary): Whether the training summary names languages.
-- summary_quantity (yes_no, register training_summary): Whether it gives a quantity for each language.
-- summary_read (yes_no, register training_summary): Whether the whole of it was read.
-- withdrawal_found (yes_no, register withdrawal_record): Whether a finding on record meets the withdrawal condition of the rule.
-- summary_due_days (count, register training_summary): Days from 2 August 2025 to the day on which the model was placed on the market.
INSERT INTO fact BY NAME
WITH quantities AS (
  SELECT 'product' AS subject_kind, product AS subject, 'eu_users' AS quantity_id, CAST(users AS DOUBLE) AS value, 'platform_user' AS relation, row_id, source_id FROM platform_user
  UNION ALL SELECT 'product', product, 'reports_by_language', CAST(reports_by_language AS INTEGER), 'platform_user', row_id, source_id FROM platform_user
  UNION ALL SELECT 'developer', developer, 'evaluations', evaluations, 'summit_signatory', row_id, source_id FROM summit_signatory
  UNION ALL SELECT 'developer', developer, 'signatory_official', CAST(official_list AS INTEGER), 'summit_signatory', row_id, source_id FROM summit_signatory
  UNION ALL SELECT 'model', summary_id, 'summary_names_languages', CAST(names_languages AS INTEGER), 'training_summary', row_id, source_id FROM training_summary
  UNION ALL SELECT 'model', summary_id, 'summary_quantity', CAST(gives_quantity AS INTEGER), 'training_summary', row_id, source_id FROM training_summary
  UNION ALL SELECT 'model', summary_id, 'summary_read', CAST(read_whole AS INTEGER), 'training_summary', row_id, source_id FROM training_summary
  UNION ALL SELECT 'model', summary_id, 'summary_due_days', date_diff('day', DATE '2025-08-02', CAST(placed || right('-01-01', 10 - length(placed)) AS DATE)), 'training_summary', row_id, source_id FROM training_summary WHERE placed IS NOT NULL
)
SELECT subject_kind, subject, quantity_id, value, 1 AS n, relation, 'row_id' AS row_key, [row_id] AS row_ids, [source_id] AS source_ids FROM quantities WHERE value IS NOT NULL;
