-- Without figures read from somebody else's copy.
CREATE VIEW score AS
SELECT s.* FROM published.score AS s JOIN published.source AS o USING (source_id)
WHERE o.transcription = 'primary';

CREATE VIEW publication_count AS
SELECT p.* FROM published.publication_count AS p JOIN published.source AS o USING (source_id)
WHERE o.transcription = 'primary';
