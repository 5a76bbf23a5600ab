-- What part of the world's people speak at least one language that a test of sufficient size compares with a reference.
-- conclusion: majority_for_certain where the lower bound is above half, minority_for_certain where the upper bound is below, else open.
SELECT
  dimension AS part, 100 * share_low AS value, 100 * share_low AS low, 100 * share_high AS high, 'bounds' AS interval_kind,
  'percent_of_people' AS unit, population AS n, people_unplaced AS n_opposite, people_low AS range_low, people_high AS range_high,
  CASE WHEN share_low > 0.5 THEN 'majority_for_certain' WHEN share_high < 0.5 THEN 'minority_for_certain' ELSE 'open' END AS conclusion,
  (SELECT min(year) || '-' || max(year) FROM score_share AS s WHERE s.dimension = w.dimension AND NOT superseded) AS period,
  'every territory; languages of evidence grade C or better' AS filters,
  (SELECT list_sort(list_distinct(flatten(list(source_ids)) || ['cldr'])) FROM evidence_grade AS g WHERE g.dimension = w.dimension AND grade <= 'C') AS source_ids,
  'territory_exposure' AS relation, 'territory_code' AS row_key,
  (SELECT list(territory_code ORDER BY territory_code) FROM territory) AS row_ids
FROM world_exposure AS w
WHERE level = 'compared' AND population > 0 AND share_high > 0
ORDER BY dimension
