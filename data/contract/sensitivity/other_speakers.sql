-- Speakers as LinguaMeta counts them, CLDR only where it has none.
CREATE VIEW speakers AS
SELECT * REPLACE (coalesce(printed_speakers, territorial_speakers) AS speakers, printed_speakers AS territorial_speakers, territorial_speakers AS printed_speakers)
FROM published.speakers;
