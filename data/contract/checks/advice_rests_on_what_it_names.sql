-- A rule that fires on the absence of a test, or on the best of all models, must name every source that could speak against it: else
-- removing one would make it fire.
WITH asked AS (
  SELECT DISTINCT recommendation_id, quantity_id IN ('safety_tests', 'untested_official') AS of_safety
  FROM recommendation_condition
  WHERE part = 'trigger' AND quantity_id IN ('safety_tests', 'untested_official', 'tests_held', 'tests_by_people', 'gap_low', 'second_test_gap_low', 'official_gap_low')
), held AS (
  SELECT true AS of_safety, source_id FROM score_counted WHERE dimension IN ('safety', 'safeguard', 'judge')
  UNION SELECT true, source_id FROM institute_exercise
  UNION SELECT false, source_id FROM score_counted WHERE dimension IN ('capability', 'safety')
)
SELECT s.source_id, 'data/contract/rules/' || a.recommendation_id || '.toml' AS locator, 'figures does not name ' || s.source_id AS problem
FROM asked AS a JOIN held AS s USING (of_safety)
ANTI JOIN recommendation_figure AS f ON f.recommendation_id = a.recommendation_id AND f.source_id = s.source_id
WHERE EXISTS (FROM source WHERE source_id = 'policy_reading')
