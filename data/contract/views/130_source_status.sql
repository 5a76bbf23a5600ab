-- What each source brings.
-- grain: source.
-- unit: counts.
-- sign: none: nothing is better or worse.
-- method: counts over the facts.
-- kept: worked out once, when the warehouse is built.
CREATE VIEW source_status AS
SELECT
  s.source_id, s.title, s.authors, s.year, s.address, s.licence, s.redistribution, s.transcription, s.retrieved, s.origin, s.notes,
  coalesce((SELECT list(caveat_id ORDER BY caveat_id) FROM source_caveat AS c WHERE c.source_id = s.source_id), []) AS caveat_ids,
  coalesce((SELECT CAST(sum(row_count) AS BIGINT) FROM figure_table AS f WHERE f.source_id = s.source_id), 0) AS n_rows,
  count(k.score_id) AS n_scores,
  count(DISTINCT k.language_tag) AS n_languages,
  count(DISTINCT k.model_id) AS n_models,
  max(CAST(left(k.published, 4) AS INTEGER)) AS newest_year
FROM source AS s
LEFT JOIN score AS k USING (source_id)
GROUP BY ALL;

COMMENT ON VIEW source_status IS 'Every source with what it brings: rows, scores, languages, models, newest year.';
COMMENT ON COLUMN source_status.source_id IS 'The source.';
COMMENT ON COLUMN source_status.title IS 'Title as published.';
COMMENT ON COLUMN source_status.authors IS 'Authors or publisher.';
COMMENT ON COLUMN source_status.year IS 'Year of publication.';
COMMENT ON COLUMN source_status.address IS 'Where a reader finds it.';
COMMENT ON COLUMN source_status.licence IS 'Licence, or "not stated".';
COMMENT ON COLUMN source_status.redistribution IS 'Whether its rows may be passed on.';
COMMENT ON COLUMN source_status.transcription IS 'Primary or secondary.';
COMMENT ON COLUMN source_status.retrieved IS 'Date on which the rows were taken in.';
COMMENT ON COLUMN source_status.origin IS 'The exact file, commit, table or page.';
COMMENT ON COLUMN source_status.notes IS 'What a careful reader must know.';
COMMENT ON COLUMN source_status.caveat_ids IS 'Warnings that concern it.';
COMMENT ON COLUMN source_status.n_rows IS 'Rows in all its files.';
COMMENT ON COLUMN source_status.n_scores IS 'Scores among them.';
COMMENT ON COLUMN source_status.n_languages IS 'Languages with a score.';
COMMENT ON COLUMN source_status.n_models IS 'Models with a score.';
COMMENT ON COLUMN source_status.newest_year IS 'Year of the newest score; empty where it has none.';
