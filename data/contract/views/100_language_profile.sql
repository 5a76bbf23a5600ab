-- Everything about a language that is one value.
-- grain: language, every one.
-- unit: named in each column.
-- sign: none: nothing is better or worse.
-- method: one row of each view that has one a language.
-- kept: worked out once, when the warehouse is built.
CREATE VIEW language_profile AS
WITH own AS (
  -- CLDR first, then LinguaMeta, then langtags: alphabetical order happens to be this order.
  SELECT language_tag, arg_min(autonym, source_id) AS autonym, min(source_id) AS autonym_source
  FROM autonym GROUP BY ALL
), written AS (
  SELECT language_tag, list(DISTINCT script ORDER BY script) AS scripts FROM language_script GROUP BY ALL
), official AS (
  SELECT language_tag, count(*) AS n_official_territories
  FROM spoken_in WHERE official_status IS NOT NULL GROUP BY ALL
)
SELECT
  l.language_tag, l.name, l.iso639_3, l.iso639_1, l.scope, l.type, o.autonym, o.autonym_source,
  w.scripts, c.glottocode, c.family, c.macroarea, c.latitude, c.longitude, c.endangerment,
  r.resource_class,
  s.speakers, s.speakers_low, s.speakers_high, coalesce(s.sources_differ, false) AS sources_differ,
  s.territorial_speakers, s.printed_speakers, s.n_territories,
  coalesce(f.n_official_territories, 0) AS n_official_territories,
  cap.state AS capability_state, saf.state AS safety_state, saf.reason AS not_applicable_reason,
  cap.n_benchmarks AS n_capability_benchmarks, saf.n_benchmarks AS n_safety_benchmarks,
  coalesce(a.papers, 0) AS papers
FROM language AS l
LEFT JOIN own AS o USING (language_tag)
LEFT JOIN written AS w USING (language_tag)
LEFT JOIN official AS f USING (language_tag)
LEFT JOIN language_place AS c USING (language_tag)
LEFT JOIN resource_class AS r USING (language_tag)
LEFT JOIN speakers AS s USING (language_tag)
LEFT JOIN attention AS a USING (language_tag)
JOIN coverage AS cap ON cap.language_tag = l.language_tag AND cap.dimension = 'capability'
JOIN coverage AS saf ON saf.language_tag = l.language_tag AND saf.dimension = 'safety';

COMMENT ON VIEW language_profile IS 'What is known about each language, one row each, measured or not.';
COMMENT ON COLUMN language_profile.language_tag IS 'The language.';
COMMENT ON COLUMN language_profile.name IS 'English reference name (ISO 639-3).';
COMMENT ON COLUMN language_profile.iso639_3 IS 'ISO 639-3 code.';
COMMENT ON COLUMN language_profile.iso639_1 IS 'ISO 639-1 code, where there is one.';
COMMENT ON COLUMN language_profile.scope IS 'Individual language or macrolanguage.';
COMMENT ON COLUMN language_profile.type IS 'Living, extinct, historical or constructed.';
COMMENT ON COLUMN language_profile.autonym IS 'Its own name for itself.';
COMMENT ON COLUMN language_profile.autonym_source IS 'Where that name comes from: CLDR before LinguaMeta before langtags.';
COMMENT ON COLUMN language_profile.scripts IS 'ISO 15924 codes of the scripts it is written in.';
COMMENT ON COLUMN language_profile.glottocode IS 'Glottolog code.';
COMMENT ON COLUMN language_profile.family IS 'Top-level family.';
COMMENT ON COLUMN language_profile.macroarea IS 'Part of the world.';
COMMENT ON COLUMN language_profile.latitude IS 'Degrees north of one representative point.';
COMMENT ON COLUMN language_profile.longitude IS 'Degrees east of one representative point.';
COMMENT ON COLUMN language_profile.endangerment IS 'Endangerment status.';
COMMENT ON COLUMN language_profile.resource_class IS 'Digital text in 2020, class 0 to 5; empty where the source does not list the language.';
COMMENT ON COLUMN language_profile.speakers IS 'People who speak it.';
COMMENT ON COLUMN language_profile.speakers_low IS 'Lowest of the sources.';
COMMENT ON COLUMN language_profile.speakers_high IS 'Highest of the sources.';
COMMENT ON COLUMN language_profile.sources_differ IS 'True where the sources differ by more than a quarter.';
COMMENT ON COLUMN language_profile.territorial_speakers IS 'People, summed over territories (CLDR).';
COMMENT ON COLUMN language_profile.printed_speakers IS 'People, as one printed estimate (LinguaMeta).';
COMMENT ON COLUMN language_profile.n_territories IS 'Territories in which CLDR lists it.';
COMMENT ON COLUMN language_profile.n_official_territories IS 'Of these, territories that give it a status.';
COMMENT ON COLUMN language_profile.capability_state IS 'Measured, not measured or not applicable.';
COMMENT ON COLUMN language_profile.safety_state IS 'Measured, not measured or not applicable.';
COMMENT ON COLUMN language_profile.not_applicable_reason IS 'Why safety tests do not apply: the language is signed, or no source counts a speaker.';
COMMENT ON COLUMN language_profile.n_capability_benchmarks IS 'Capability benchmarks with a score.';
COMMENT ON COLUMN language_profile.n_safety_benchmarks IS 'Safety benchmarks with a score.';
COMMENT ON COLUMN language_profile.papers IS 'Surveyed safety papers that study it; zero where no surveyed paper names it.';
