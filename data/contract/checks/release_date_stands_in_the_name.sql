-- A release date said to be read from the model's name must stand there.
SELECT source_id, model_id AS locator, format('{} is not in the name {}', released, name) AS problem
FROM model
WHERE released_from = 'model name'
  AND NOT contains(regexp_replace(model_id || ' ' || name, '\D', '', 'g'), regexp_replace(released, '\D', '', 'g'))
  AND NOT contains(regexp_replace(name, '\D', '', 'g'), right(regexp_replace(released, '\D', '', 'g'), 4))
