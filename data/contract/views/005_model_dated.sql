-- When a model came out, as far as the sources say.
-- grain: model.
-- unit: ISO date.
-- sign: later is newer.
-- method: a stated release date, possibly only its year or month, gives an earliest and a latest day; without one, the
--   first publication that tests the model is the latest day and there is no earliest.
-- kept: worked out once, when the warehouse is built.
CREATE VIEW model_dated AS
WITH said AS (
  SELECT m.model_id, m.name AS model_name, m.developer, m.released, min(s.published) AS first_tested
  FROM model AS m
  JOIN score AS s USING (model_id)
  GROUP BY m.model_id, m.name, m.developer, m.released
)
SELECT
  model_id, model_name, developer,
  coalesce(released, first_tested) AS model_date,
  released IS NOT NULL AS date_is_release,
  CASE WHEN released IS NULL THEN '0001-01-01' ELSE released || substr('-01-01', length(released) - 3) END AS earliest_date,
  coalesce(released, first_tested) || substr('-12-31', length(coalesce(released, first_tested)) - 3) AS latest_date
FROM said;

COMMENT ON VIEW model_dated IS 'When a model came out: its release date where a source states one, else no later than the first publication that tests it.';
COMMENT ON COLUMN model_dated.model_id IS 'The model.';
COMMENT ON COLUMN model_dated.model_name IS 'Its name as published.';
COMMENT ON COLUMN model_dated.developer IS 'Who made it, as published.';
COMMENT ON COLUMN model_dated.model_date IS 'Release date, or date of the first publication: YYYY, YYYY-MM or YYYY-MM-DD.';
COMMENT ON COLUMN model_dated.date_is_release IS 'True for a stated release date, false for a first publication.';
COMMENT ON COLUMN model_dated.earliest_date IS 'Earliest day on which it can have come out.';
COMMENT ON COLUMN model_dated.latest_date IS 'Latest day on which it can have come out.';
