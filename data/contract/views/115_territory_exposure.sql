-- How many people of a territory speak a language that was tested.
-- grain: territory x dimension (capability, safety) x level of evidence.
-- unit: share 0-1; people.
-- sign: more is better known, not better served.
-- method: people speak several languages, so the share who speak at least one covered language lies between the largest share of any
--   covered language and the sum of all, at most one. Covered: any result (grade D or better), compared with a reference on a test
--   large enough (C or better), two such tests or more (B or better). What the source places in no language is at least one minus the
--   sum of all its shares.
-- formula: \max_{\ell \in C} q_\ell \;\le\; q \;\le\; \min\Big(1, \sum_{\ell \in C} q_\ell\Big)
-- not for: saying that people are well served; adding languages up; territories whose languages the source knows only in part.
CREATE VIEW territory_exposure AS
WITH level AS (
  SELECT unnest(['any_result', 'compared', 'compared_twice']) AS level, unnest(['D', 'C', 'B']) AS worst_grade
), spoken AS (
  SELECT s.territory_code, s.language_tag, s.share_pct / 100 AS share, s.source_id FROM spoken_in AS s
), placed AS (
  SELECT territory_code, sum(share) AS placed, count(*) AS n_languages FROM spoken GROUP BY ALL
), covered AS (
  SELECT
    s.territory_code, g.dimension, v.level,
    max(s.share) AS low, least(1.0, sum(s.share)) AS high, count(*) AS n_covered_languages
  FROM spoken AS s
  JOIN evidence_grade AS g USING (language_tag)
  JOIN level AS v ON g.grade <= v.worst_grade
  GROUP BY ALL
)
SELECT
  t.territory_code, d.dimension, v.level, t.population,
  coalesce(c.low, 0) AS share_low,
  coalesce(c.high, 0) AS share_high,
  CAST(round(t.population * coalesce(c.low, 0)) AS BIGINT) AS people_low,
  CAST(round(t.population * coalesce(c.high, 0)) AS BIGINT) AS people_high,
  CAST(round(t.population * greatest(0, 1 - coalesce(p.placed, 0))) AS BIGINT) AS people_unplaced,
  coalesce(p.n_languages, 0) AS n_languages, coalesce(c.n_covered_languages, 0) AS n_covered_languages
FROM territory AS t
CROSS JOIN (SELECT unnest(['capability', 'safety'])::dimension AS dimension) AS d
CROSS JOIN level AS v
LEFT JOIN placed AS p USING (territory_code)
LEFT JOIN covered AS c ON c.territory_code = t.territory_code AND c.dimension = d.dimension AND c.level = v.level;

COMMENT ON VIEW territory_exposure IS 'How many people of a territory speak at least one language that was tested: between the largest share of any such language and the sum of their shares, at most all. Languages overlap, so nobody knows the number itself.';
COMMENT ON COLUMN territory_exposure.territory_code IS 'The territory.';
COMMENT ON COLUMN territory_exposure.dimension IS 'Capability or safety.';
COMMENT ON COLUMN territory_exposure.level IS 'What counts as covered: any result, compared with a reference on a test large enough, or two such tests or more.';
COMMENT ON COLUMN territory_exposure.population IS 'People of the territory.';
COMMENT ON COLUMN territory_exposure.share_low IS 'Lower bound of the share of people, 0 to 1.';
COMMENT ON COLUMN territory_exposure.share_high IS 'Upper bound of the same.';
COMMENT ON COLUMN territory_exposure.people_low IS 'Lower bound in people.';
COMMENT ON COLUMN territory_exposure.people_high IS 'Upper bound in people.';
COMMENT ON COLUMN territory_exposure.people_unplaced IS 'People, at least, whose language the source does not know.';
COMMENT ON COLUMN territory_exposure.n_languages IS 'Languages that the source lists.';
COMMENT ON COLUMN territory_exposure.n_covered_languages IS 'Of these, languages that are covered.';

-- How many people of the world speak a language that was tested.
-- grain: dimension (capability, safety) x level of evidence.
-- unit: share 0-1; people.
-- sign: more is better known, not better served.
-- method: territories add up in people, never in shares.
-- formula: \sum_t P_t \max_{\ell \in C} q_{t\ell} \;\le\; P \;\le\; \sum_t P_t \min\Big(1, \sum_{\ell \in C} q_{t\ell}\Big)
-- not for: saying that people are well served.
CREATE VIEW world_exposure AS
SELECT
  dimension, level,
  CAST(sum(population) AS BIGINT) AS population,
  CAST(sum(people_low) AS BIGINT) AS people_low,
  CAST(sum(people_high) AS BIGINT) AS people_high,
  sum(people_low) / sum(population) AS share_low,
  sum(people_high) / sum(population) AS share_high,
  CAST(sum(people_unplaced) AS BIGINT) AS people_unplaced,
  count(*) AS n_territories
FROM territory_exposure
GROUP BY dimension, level;

COMMENT ON VIEW world_exposure IS 'How many people of the world speak at least one language that was tested, as bounds: the bounds of the territories, added up in people.';
COMMENT ON COLUMN world_exposure.dimension IS 'Capability or safety.';
COMMENT ON COLUMN world_exposure.level IS 'What counts as covered, as in territory_exposure.';
COMMENT ON COLUMN world_exposure.population IS 'People of all territories.';
COMMENT ON COLUMN world_exposure.people_low IS 'Lower bound in people.';
COMMENT ON COLUMN world_exposure.people_high IS 'Upper bound in people.';
COMMENT ON COLUMN world_exposure.share_low IS 'Lower bound of the share of people, 0 to 1.';
COMMENT ON COLUMN world_exposure.share_high IS 'Upper bound of the same.';
COMMENT ON COLUMN world_exposure.people_unplaced IS 'People, at least, whose language the source does not know.';
COMMENT ON COLUMN world_exposure.n_territories IS 'Territories.';

-- What a planner of tests needs to know of a language.
-- grain: living language with speakers x dimension (capability, safety).
-- unit: people; counts.
-- sign: none: nothing is better or worse.
-- method: one row of each view it names; items_needed(p, half_width) of the contract gives the items that a test needs. Choosing the k
--   languages that bring the most speakers is a maximum coverage with additive weights, where taking the largest first is the best.
-- formula: n = 2\, p\, (1 - p) \left(\frac{1.96}{h}\right)^2
-- not for: adding up speakers as if nobody spoke two languages.
CREATE VIEW planner_candidate AS
SELECT
  s.language_tag, g.dimension, g.grade, g.grade <= 'C' AS covered,
  s.speakers, s.speakers_low, s.speakers_high, s.sources_differ,
  r.resource_class, coalesce(o.n_official_territories, 0) AS n_official_territories, s.n_territories
FROM speakers AS s
JOIN language AS l USING (language_tag)
JOIN evidence_grade AS g USING (language_tag)
LEFT JOIN resource_class AS r USING (language_tag)
LEFT JOIN (SELECT language_tag, count(*) AS n_official_territories FROM spoken_in WHERE official_status IS NOT NULL GROUP BY ALL) AS o USING (language_tag)
WHERE s.speakers > 0 AND l.type = 'living' AND g.state <> 'not_applicable';

COMMENT ON VIEW planner_candidate IS 'What a planner of tests needs to know: which languages have no test that compares them, how many people speak them, how much digital text they have, and where they are official.';
COMMENT ON COLUMN planner_candidate.language_tag IS 'The language.';
COMMENT ON COLUMN planner_candidate.dimension IS 'Capability or safety.';
COMMENT ON COLUMN planner_candidate.grade IS 'Evidence grade.';
COMMENT ON COLUMN planner_candidate.covered IS 'Whether a test that is large enough compares it with a reference.';
COMMENT ON COLUMN planner_candidate.speakers IS 'People who speak it.';
COMMENT ON COLUMN planner_candidate.speakers_low IS 'Lowest of the sources.';
COMMENT ON COLUMN planner_candidate.speakers_high IS 'Highest of the sources.';
COMMENT ON COLUMN planner_candidate.sources_differ IS 'True where the sources differ by more than a quarter.';
COMMENT ON COLUMN planner_candidate.resource_class IS 'Digital text in 2020, class 0 to 5; empty where the source does not list the language.';
COMMENT ON COLUMN planner_candidate.n_official_territories IS 'Territories that give it a status.';
COMMENT ON COLUMN planner_candidate.n_territories IS 'Territories in which CLDR lists it.';
