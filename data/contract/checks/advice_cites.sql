-- No advice that fires, or would but for thin evidence, without a row that it cites; none without something that speaks against it.
SELECT 'contract' AS source_id, 'data/contract/rules/' || a.recommendation_id || '.toml' AS locator, a.subject || ' fires and cites no row' AS problem
FROM advice AS a
WHERE a.state = 'fires' AND NOT EXISTS (
  FROM advice_row AS r
  WHERE r.recommendation_id = a.recommendation_id AND r.subject_kind = a.subject_kind AND r.subject = a.subject AND r.role = 'evidence' AND len(r.row_ids) > 0
)
UNION ALL
SELECT 'contract', 'data/contract/rules/' || recommendation_id || '.toml', 'nothing is said against it'
FROM recommendation ANTI JOIN (FROM recommendation_source WHERE role = 'counter') USING (recommendation_id)
UNION ALL
SELECT 'contract', 'data/contract/rules/' || recommendation_id || '.toml', precedent_id || ' is no precedent that is held'
FROM recommendation_precedent ANTI JOIN precedent USING (precedent_id)
WHERE EXISTS (FROM precedent)
UNION ALL
SELECT 'contract', 'data/contract/rules', f.quantity_id || ' of ' || f.subject || ' names no row or no source'
FROM fact AS f WHERE len(f.row_ids) = 0 OR len(f.source_ids) = 0 OR list_contains(f.row_ids, NULL) OR list_contains(f.source_ids, NULL)
