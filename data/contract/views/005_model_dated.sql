-- When a model came out, as far as the sources say.
-- grain: model. unit: ISO date, possibly only its year or month.
CREATE VIEW model_dated AS
SELECT
  m.model_id, m.name AS model_name, m.developer,
  coalesce(m.released, min(s.published)) AS model_date,
  m.released IS NOT NULL AS date_is_release
FROM model AS m
JOIN score AS s USING (model_id)
GROUP BY m.model_id, m.name, m.developer, m.released;

COMMENT ON VIEW model_dated IS 'When a model came out: its release date where a source states one, else the date of the first publication that tests it, which is later.';
COMMENT ON COLUMN model_dated.model_id IS 'The model.';
COMMENT ON COLUMN model_dated.model_name IS 'Its name as published.';
COMMENT ON COLUMN model_dated.developer IS 'Who made it, as published.';
COMMENT ON COLUMN model_dated.model_date IS 'YYYY, YYYY-MM or YYYY-MM-DD.';
COMMENT ON COLUMN model_dated.date_is_release IS 'True for a stated release date, false for a first publication.';
