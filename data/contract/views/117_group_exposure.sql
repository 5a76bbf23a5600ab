-- How many people of a group of countries speak a language that was tested.
-- grain: scheme x group x dimension (capability, safety) x level of evidence.
-- unit: share 0-1; people.
-- sign: more is better known, not better served.
-- method: territories add up in people, never in shares, as in world_exposure.
-- kept: worked out once, when the warehouse is built.
CREATE VIEW group_exposure AS
WITH member AS (SELECT DISTINCT scheme, group_name, territory_code FROM territory_group),
spoken AS (
  SELECT
    m.scheme, m.group_name, g.dimension, v.level,
    count(DISTINCT s.language_tag) AS n_languages,
    count(DISTINCT s.language_tag) FILTER (WHERE g.grade <= v.worst_grade) AS n_covered_languages
  FROM member AS m
  JOIN spoken_in AS s USING (territory_code)
  JOIN evidence_grade AS g USING (language_tag)
  CROSS JOIN (VALUES ('any_result', 'D'), ('compared', 'C'), ('compared_twice', 'B')) AS v (level, worst_grade)
  GROUP BY ALL
)
SELECT
  m.scheme, m.group_name, regexp_replace(lower(m.group_name), '[^a-z0-9]+', '-', 'g') AS group_id, e.dimension, e.level,
  CAST(sum(e.population) AS BIGINT) AS population,
  CAST(sum(e.people_low) AS BIGINT) AS people_low,
  CAST(sum(e.people_high) AS BIGINT) AS people_high,
  sum(e.people_low) / sum(e.population) AS share_low,
  sum(e.people_high) / sum(e.population) AS share_high,
  CAST(sum(e.people_unplaced) AS BIGINT) AS people_unplaced,
  count(*) AS n_territories,
  coalesce(any_value(s.n_languages), 0) AS n_languages,
  coalesce(any_value(s.n_covered_languages), 0) AS n_covered_languages
FROM member AS m
JOIN territory_exposure AS e USING (territory_code)
LEFT JOIN spoken AS s ON (s.scheme, s.group_name, s.dimension, s.level) = (m.scheme, m.group_name, e.dimension, e.level)
GROUP BY m.scheme, m.group_name, e.dimension, e.level;

COMMENT ON VIEW group_exposure IS 'How many people of a group of countries speak at least one language that was tested, as bounds: the bounds of its territories, added up in people.';
COMMENT ON COLUMN group_exposure.scheme IS 'What kind of group it is.';
COMMENT ON COLUMN group_exposure.group_name IS 'The group, as its source names it.';
COMMENT ON COLUMN group_exposure.group_id IS 'The same in small letters with hyphens, for addresses.';
COMMENT ON COLUMN group_exposure.dimension IS 'Capability or safety.';
COMMENT ON COLUMN group_exposure.level IS 'What counts as covered, as in territory_exposure.';
COMMENT ON COLUMN group_exposure.population IS 'People of its territories.';
COMMENT ON COLUMN group_exposure.people_low IS 'Lower bound in people.';
COMMENT ON COLUMN group_exposure.people_high IS 'Upper bound in people.';
COMMENT ON COLUMN group_exposure.share_low IS 'Lower bound of the share of people, 0 to 1.';
COMMENT ON COLUMN group_exposure.share_high IS 'Upper bound of the same.';
COMMENT ON COLUMN group_exposure.people_unplaced IS 'People, at least, whose language the source does not know.';
COMMENT ON COLUMN group_exposure.n_territories IS 'Territories.';
COMMENT ON COLUMN group_exposure.n_languages IS 'Languages that the source lists in any of them.';
COMMENT ON COLUMN group_exposure.n_covered_languages IS 'Of these, languages that are covered.';

-- The languages of a group of countries with what is known about them.
-- grain: scheme x group x language.
-- unit: percent of the people of the group; people; grades A to E.
-- sign: a grade says how much is known.
-- method: speakers of a language in different territories are different people and add up; speakers of different languages do not.
CREATE VIEW group_language AS
WITH member AS (SELECT DISTINCT scheme, group_name, territory_code FROM territory_group),
people AS (
  SELECT scheme, group_name, sum(population) AS population, count(*) AS n_territories FROM member JOIN territory USING (territory_code) GROUP BY ALL
)
SELECT
  m.scheme, m.group_name, regexp_replace(lower(m.group_name), '[^a-z0-9]+', '-', 'g') AS group_id, c.language_tag,
  100 * sum(c.speakers) / any_value(p.population) AS share_pct,
  CAST(sum(c.speakers) AS BIGINT) AS speakers,
  count(*) AS n_territories,
  count(c.official_status) AS n_official_territories,
  any_value(c.capability_grade) AS capability_grade, any_value(c.safety_grade) AS safety_grade,
  flatten(list(c.row_ids ORDER BY c.territory_code)) AS row_ids, any_value(c.source_id) AS source_id
FROM member AS m
JOIN people AS p USING (scheme, group_name)
JOIN country_language AS c USING (territory_code)
GROUP BY m.scheme, m.group_name, c.language_tag;

COMMENT ON VIEW group_language IS 'The languages of a group of countries: who speaks them, in how many of its territories, and what is known about how AI does in them. Languages overlap, so shares do not add up.';
COMMENT ON COLUMN group_language.scheme IS 'What kind of group it is.';
COMMENT ON COLUMN group_language.group_name IS 'The group, as its source names it.';
COMMENT ON COLUMN group_language.group_id IS 'The same in small letters with hyphens, for addresses.';
COMMENT ON COLUMN group_language.language_tag IS 'The language.';
COMMENT ON COLUMN group_language.share_pct IS 'Percent of the people of the group who speak it.';
COMMENT ON COLUMN group_language.speakers IS 'People in the group who speak it.';
COMMENT ON COLUMN group_language.n_territories IS 'Territories of the group in which the source lists it.';
COMMENT ON COLUMN group_language.n_official_territories IS 'Of these, territories that give it a status.';
COMMENT ON COLUMN group_language.capability_grade IS 'Evidence grade for capability.';
COMMENT ON COLUMN group_language.safety_grade IS 'Evidence grade for safety.';
COMMENT ON COLUMN group_language.row_ids IS 'The published rows, one for each script and territory.';
COMMENT ON COLUMN group_language.source_id IS 'Where the rows come from.';
