-- Large languages, and which of them no safety test held here has touched.
-- grain: language that CLDR lists with ten million speakers or more, or would by another source's count.
-- unit: people.
-- sign: none: nothing is better or worse.
-- method: Languages that only one list of estimates knows are left out: a slip there would become a headline.
-- kept: worked out once, when the warehouse is built.
CREATE VIEW large_language AS
SELECT
  language_tag, name, speakers, speakers_low, speakers_high, sources_differ, macroarea, resource_class,
  safety_state, capability_state,
  territorial_speakers >= limit_of('large_language') AS large,
  speakers_low >= limit_of('large_language') AS large_by_every_source
FROM language_profile
WHERE territorial_speakers IS NOT NULL AND speakers_high >= limit_of('large_language');

COMMENT ON VIEW large_language IS 'Languages of ten million speakers or more, by CLDR or by another source. Some count within a larger language (Egyptian Arabic within Arabic), so a number of those without a test is an upper bound.';
COMMENT ON COLUMN large_language.language_tag IS 'The language.';
COMMENT ON COLUMN large_language.name IS 'English reference name.';
COMMENT ON COLUMN large_language.speakers IS 'People who speak it (CLDR).';
COMMENT ON COLUMN large_language.speakers_low IS 'Lowest of the sources.';
COMMENT ON COLUMN large_language.speakers_high IS 'Highest of the sources.';
COMMENT ON COLUMN large_language.sources_differ IS 'True where the sources differ by more than a quarter.';
COMMENT ON COLUMN large_language.macroarea IS 'Part of the world.';
COMMENT ON COLUMN large_language.resource_class IS 'Digital text in 2020, class 0 to 5.';
COMMENT ON COLUMN large_language.safety_state IS 'Measured, not measured or not applicable.';
COMMENT ON COLUMN large_language.capability_state IS 'Measured, not measured or not applicable.';
COMMENT ON COLUMN large_language.large IS 'True where CLDR says ten million or more.';
COMMENT ON COLUMN large_language.large_by_every_source IS 'True where every source says ten million or more.';
