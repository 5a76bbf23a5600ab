-- Digital resources. Common Voice lists every language that it collects: one that it does not list has no scripted hours there. Its
-- spontaneous speech, of which it does not say what was validated, is not counted.
-- speech_hours (hours): Validated hours of open speech in Common Voice.
-- speech_registers (count): Registers of open speech searched for the language: Common Voice, and regional corpora where somebody looked.
-- open_hours (hours): Validated hours in all registers searched.
-- speech_people (count): People who recorded speech for Common Voice; empty where it does not list the language.
-- largest_contribution (percent, register contributor_share): Percent of the items of open data that come from one person, the highest of its data sets.
-- web_ratio (ratio): Share of web pages (Common Crawl, median of the crawls held) over share of the world's people who speak it.
-- web_crawls (count): Crawls of the web behind that share.
-- corpus_words (count): Words of the largest open corpus for training.
INSERT INTO fact BY NAME
WITH spoken AS (
  SELECT subject AS language_tag, value AS speakers, source_ids FROM fact WHERE quantity_id = 'speakers'
), voice AS (
  SELECT * FROM digital_resource WHERE source_id = 'common_voice'
), regional AS (
  SELECT language_tag, sum(hours) AS hours, list(row_id ORDER BY row_id) AS row_ids, list(DISTINCT source_id ORDER BY source_id) AS source_ids
  FROM speech_corpus GROUP BY ALL
), web AS (
  SELECT d.language_tag, d.value, d.n_periods, d.source_id, list(r.row_id ORDER BY r.row_id) AS row_ids
  FROM digital_resource AS d JOIN resource_indicator AS r USING (language_tag, indicator_id, source_id)
  WHERE d.indicator_id = 'web_share' GROUP BY ALL
), hours AS (
  SELECT
    s.language_tag, coalesce(v.value, 0) AS value, v.row_ids IS NOT NULL AS listed,
    coalesce(v.row_ids, [s.language_tag]) AS row_ids
  FROM spoken AS s LEFT JOIN voice AS v ON v.language_tag = s.language_tag AND v.indicator_id = 'speech_hours_validated'
  WHERE EXISTS (FROM voice)
), people AS (
  SELECT sum(population) AS n FROM territory
), quantities AS (
  SELECT
    language_tag AS subject, 'speech_hours' AS quantity_id, value, CAST(listed AS BIGINT) AS n,
    CASE WHEN listed THEN 'resource_indicator' ELSE 'language' END AS relation, CASE WHEN listed THEN 'row_id' ELSE 'language_tag' END AS row_key,
    row_ids, ['common_voice'] AS source_ids
  FROM hours
  UNION ALL
  SELECT
    language_tag, 'speech_registers', 1 + CAST(r.row_ids IS NOT NULL AS INTEGER), 1,
    CASE WHEN r.row_ids IS NULL THEN 'language' ELSE 'speech_corpus' END, CASE WHEN r.row_ids IS NULL THEN 'language_tag' ELSE 'row_id' END,
    coalesce(r.row_ids, [language_tag]), list_concat(['common_voice'], coalesce(r.source_ids, []))
  FROM hours LEFT JOIN regional AS r USING (language_tag)
  UNION ALL
  SELECT
    language_tag, 'open_hours', h.value + coalesce(r.hours, 0), 1,
    CASE WHEN listed THEN 'resource_indicator' ELSE 'language' END, CASE WHEN listed THEN 'row_id' ELSE 'language_tag' END,
    h.row_ids, list_concat(['common_voice'], coalesce(r.source_ids, []))
  FROM hours AS h LEFT JOIN regional AS r USING (language_tag)
  UNION ALL
  SELECT language_tag, 'speech_people', v.value, len(v.row_ids), 'resource_indicator', 'row_id', v.row_ids, [v.source_id]
  FROM spoken JOIN voice AS v USING (language_tag) WHERE v.indicator_id = 'speech_speakers'
  UNION ALL
  SELECT language_tag, 'largest_contribution', max(largest_share_pct), count(*), 'contributor_share', 'row_id', list(row_id ORDER BY row_id), list(DISTINCT c.source_id)
  FROM spoken JOIN contributor_share AS c USING (language_tag) GROUP BY ALL
  UNION ALL
  SELECT
    language_tag, 'web_ratio', round((w.value / 100) / (speakers / people.n), 6), w.n_periods, 'resource_indicator', 'row_id', w.row_ids,
    list_concat([w.source_id], s.source_ids)
  FROM spoken AS s JOIN web AS w USING (language_tag) CROSS JOIN people WHERE people.n > 0
  UNION ALL
  SELECT language_tag, 'web_crawls', w.n_periods, w.n_periods, 'resource_indicator', 'row_id', w.row_ids, [w.source_id]
  FROM spoken JOIN web AS w USING (language_tag)
  UNION ALL
  SELECT language_tag, 'corpus_words', max(w.value), 1, 'resource_indicator', 'row_id', arg_max(w.row_ids, w.value), [arg_max(w.source_id, w.value)]
  FROM spoken JOIN digital_resource AS w USING (language_tag) WHERE w.indicator_id = 'corpus_words' GROUP BY language_tag
)
SELECT 'language' AS subject_kind, * FROM quantities;
