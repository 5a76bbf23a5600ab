-- How many people speak a language, with the range between sources.
-- grain: language.
-- unit: people.
-- sign: none: nothing is better or worse.
-- method: sum over territories of the largest share of any script (CLDR); printed totals of other sources. Speakers of
--   different languages overlap and are never added up.
CREATE VIEW speakers AS
WITH territorial AS (
  SELECT language_tag, CAST(sum(speakers) AS BIGINT) AS speakers, count(*) AS n_territories
  FROM spoken_in
  GROUP BY ALL
), printed AS (
  SELECT language_tag, max(speakers) AS high, min(speakers) AS low
  FROM speaker_estimate
  GROUP BY ALL
)
SELECT
  language_tag,
  t.speakers AS territorial_speakers,
  p.high AS printed_speakers,
  coalesce(t.speakers, p.high) AS speakers,
  least(t.speakers, p.low) AS speakers_low,
  greatest(t.speakers, p.high) AS speakers_high,
  coalesce(greatest(t.speakers, p.high) > limit_of('sources_differ') * least(t.speakers, p.low), false) AS sources_differ,
  t.n_territories
FROM territorial AS t
FULL JOIN printed AS p USING (language_tag);

COMMENT ON VIEW speakers IS 'How many people speak a language, first and second language together, with the range between sources. Languages overlap, so these numbers must not be added up.';
COMMENT ON COLUMN speakers.language_tag IS 'The language.';
COMMENT ON COLUMN speakers.territorial_speakers IS 'People, summed over territories (CLDR).';
COMMENT ON COLUMN speakers.printed_speakers IS 'People, as one printed estimate (LinguaMeta).';
COMMENT ON COLUMN speakers.speakers IS 'People: the territorial sum where there is one, else the printed estimate.';
COMMENT ON COLUMN speakers.speakers_low IS 'Lowest of the sources.';
COMMENT ON COLUMN speakers.speakers_high IS 'Highest of the sources.';
COMMENT ON COLUMN speakers.sources_differ IS 'True where the highest is more than a quarter above the lowest: then the range is shown, not one number.';
COMMENT ON COLUMN speakers.n_territories IS 'Territories in which CLDR lists the language.';
