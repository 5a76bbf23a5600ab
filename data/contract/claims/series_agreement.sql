-- How well the bibliography, selected by rules, agrees with the survey, read by people: the share of papers on other languages than English.
-- conclusion: rules_see_fewer where the bibliography has the smaller share, else rules_see_as_many.
SELECT
  'all' AS part, bibliography_other_languages_pct AS value, 'none' AS interval_kind, 'percent' AS unit, bibliography_papers AS n, survey_papers AS n_of,
  survey_other_languages_pct AS range_low,
  CASE WHEN bibliography_other_languages_pct < survey_other_languages_pct THEN 'rules_see_fewer' ELSE 'rules_see_as_many' END AS conclusion,
  first_year || '-' || last_year AS period, 'both series over the years of the survey' AS filters,
  (SELECT list(DISTINCT source_id ORDER BY source_id) FROM (SELECT source_id FROM attention_by_year UNION SELECT source_id FROM bibliography_by_year)) AS source_ids,
  'publication_count' AS relation, 'row_id' AS row_key,
  (SELECT list(DISTINCT row_id ORDER BY row_id) FROM (SELECT row_id FROM attention_by_year UNION SELECT unnest(row_ids) FROM bibliography_by_year WHERE in_survey_years)) AS row_ids
FROM attention_agreement
