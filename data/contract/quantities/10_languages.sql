-- Living languages that somebody speaks.
-- speakers (people): People who speak the language, first and second language together.
-- speakers_ratio (ratio): The highest count of speakers over the lowest; empty where only one source counts them.
-- counted_within (yes_no): Whether it also counts within a larger language that is listed, so that its speakers would count twice.
-- threatened (yes_no): Whether the language is threatened or worse.
-- written (yes_no): Whether the language is known to be written in public: a Wikipedia, or a locale of CLDR; empty where neither says so.
INSERT INTO fact BY NAME
WITH counted AS (
  SELECT language_tag, list(DISTINCT source_id ORDER BY source_id) AS source_ids
  FROM (SELECT language_tag, source_id FROM spoken_in UNION ALL SELECT language_tag, source_id FROM speaker_estimate) GROUP BY ALL
), spoken AS (
  SELECT p.*, c.source_ids
  FROM language_profile AS p JOIN counted AS c USING (language_tag)
  WHERE p.type = 'living' AND p.speakers > 0 AND p.safety_state <> 'not_applicable'
), within AS (
  SELECT m.language_tag, m.source_id
  FROM macrolanguage_member AS m JOIN spoken AS s ON s.language_tag = m.within_tag
), written AS (
  SELECT language_tag, list(DISTINCT source_id ORDER BY source_id) AS source_ids, flatten(list(row_ids)) AS row_ids
  FROM digital_resource WHERE indicator_id IN ('encyclopaedia_articles', 'locale_coverage') GROUP BY ALL
), quantities AS (
  SELECT
    language_tag AS subject, 'speakers' AS quantity_id, speakers AS value, speakers_low AS low, speakers_high AS high, len(source_ids) AS n,
    'language_profile' AS relation, 'language_tag' AS row_key, [language_tag] AS row_ids, source_ids
  FROM spoken
  UNION ALL
  SELECT
    language_tag, 'speakers_ratio', speakers_high / speakers_low, NULL, NULL, len(source_ids),
    'language_profile', 'language_tag', [language_tag], source_ids
  FROM spoken WHERE len(source_ids) > 1 AND speakers_low > 0
  UNION ALL
  SELECT
    s.language_tag, 'counted_within', CAST(w.language_tag IS NOT NULL AS INTEGER), NULL, NULL, 1,
    'language', 'language_tag', [s.language_tag], [l.source_id]
  FROM spoken AS s JOIN language AS l USING (language_tag) LEFT JOIN within AS w USING (language_tag)
  WHERE EXISTS (FROM macrolanguage_member)
  UNION ALL
  SELECT
    s.language_tag, 'threatened', CAST(s.endangerment NOT IN ('not_endangered', 'extinct') AS INTEGER), NULL, NULL, 1,
    'vitality', 'language_tag', [s.language_tag], [any_value(v.source_id)]
  FROM spoken AS s JOIN vitality AS v USING (language_tag) WHERE s.endangerment IS NOT NULL GROUP BY ALL
  UNION ALL
  SELECT language_tag, 'written', 1, NULL, NULL, len(w.row_ids), 'resource_indicator', 'row_id', w.row_ids, w.source_ids
  FROM spoken JOIN written AS w USING (language_tag)
)
SELECT 'language' AS subject_kind, * FROM quantities;
