-- A release date said to be read from the model's name must stand there, whichever way round its parts are.
WITH digits AS (
  SELECT
    source_id, model_id, name, released,
    regexp_replace(model_id || ' ' || name, '\D', '', 'g') AS in_names,
    regexp_replace(name, '\D', '', 'g') AS in_name,
    regexp_replace(released, '\D', '', 'g') AS in_date
  FROM model
  WHERE released_from = 'model name'
)
SELECT source_id, model_id AS locator, format('{} is not in the name {}', released, name) AS problem
FROM digits
WHERE NOT contains(in_names, in_date) AND NOT contains(in_name, right(in_date, 4))
  AND NOT (length(in_date) = 6 AND contains(in_names, right(in_date, 2) || left(in_date, 4)))
