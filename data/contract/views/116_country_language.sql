-- The languages of a country with what is known about them.
-- grain: territory x language.
-- unit: percent of the territory's people; people; grades A to E; comparisons.
-- sign: a grade says how much is known; worse = more harm than in the reference language.
-- method: one row of each view it names.
-- kept: worked out once, when the warehouse is built.
CREATE VIEW country_language AS
SELECT
  s.territory_code, s.language_tag, s.share_pct, s.speakers, s.official_status,
  c.grade AS capability_grade, f.grade AS safety_grade,
  t.n_comparisons, t.n_worse, t.n_better,
  r.row_ids, s.source_id
FROM spoken_in AS s
JOIN evidence_grade AS c ON c.language_tag = s.language_tag AND c.dimension = 'capability'
JOIN evidence_grade AS f ON f.language_tag = s.language_tag AND f.dimension = 'safety'
LEFT JOIN safety_by_language AS t ON t.language_tag = s.language_tag
JOIN (
  SELECT territory_code, language_tag, list(row_id ORDER BY row_id) AS row_ids FROM language_territory GROUP BY ALL
) AS r ON r.territory_code = s.territory_code AND r.language_tag = s.language_tag;

COMMENT ON VIEW country_language IS 'The languages of a country: who speaks them, whether they are official, and what is known about how AI does in them. Languages overlap, so shares do not add up.';
COMMENT ON COLUMN country_language.territory_code IS 'The territory.';
COMMENT ON COLUMN country_language.language_tag IS 'The language.';
COMMENT ON COLUMN country_language.share_pct IS 'Percent of the territory''s people who speak it.';
COMMENT ON COLUMN country_language.speakers IS 'People in the territory who speak it.';
COMMENT ON COLUMN country_language.official_status IS 'Status in the territory, where it has one.';
COMMENT ON COLUMN country_language.capability_grade IS 'Evidence grade for capability.';
COMMENT ON COLUMN country_language.safety_grade IS 'Evidence grade for safety.';
COMMENT ON COLUMN country_language.n_comparisons IS 'Comparisons of its safety with a reference language, anywhere.';
COMMENT ON COLUMN country_language.n_worse IS 'Of these, clearly worse.';
COMMENT ON COLUMN country_language.n_better IS 'Clearly better.';
COMMENT ON COLUMN country_language.row_ids IS 'The published rows, one for each script.';
COMMENT ON COLUMN country_language.source_id IS 'Where the row comes from.';
