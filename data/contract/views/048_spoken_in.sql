-- Where a language is spoken.
-- grain: language x territory.
-- unit: people; percent of the territory's people.
-- sign: none: nothing is better or worse.
-- method: the largest of any script variant.
CREATE VIEW spoken_in AS
SELECT
  language_tag, territory_code,
  max(speakers) AS speakers,
  max(share_pct) AS share_pct,
  min(official_status) AS official_status,
  any_value(source_id) AS source_id
FROM language_territory
GROUP BY language_tag, territory_code;

COMMENT ON VIEW spoken_in IS 'Where a language is spoken and by how many, first and second language together. A language written in several scripts counts once.';
COMMENT ON COLUMN spoken_in.language_tag IS 'The language.';
COMMENT ON COLUMN spoken_in.territory_code IS 'The territory.';
COMMENT ON COLUMN spoken_in.speakers IS 'People.';
COMMENT ON COLUMN spoken_in.share_pct IS 'Percent of the territory''s people; languages overlap, so these do not add up to 100.';
COMMENT ON COLUMN spoken_in.official_status IS 'Status there, the highest of any script variant.';
COMMENT ON COLUMN spoken_in.source_id IS 'Where the rows come from.';
