-- Research on safety, by the bibliography: the wider rule, titles and abstracts.
-- paper_share (percent): Percent of safety papers that name the language.
-- paper_years (count): Years that the papers cover.
-- venue_holes (count): Venues and years of which the bibliography misses volumes.
-- unnamed_in_abstracts (percent): Percent of the safety papers of a venue and year whose title and abstract name no language.
-- unnamed_in_full (percent, register full_text_check): The same, of papers read in full.
-- full_papers (count, register full_text_check): Papers read in full.
INSERT INTO fact BY NAME
WITH papers AS (
  SELECT * FROM publication_count WHERE selection = 'extended' AND breakdown = 'venue_language_class_topic'
), counted AS (
  SELECT * FROM publication_count WHERE selection = 'extended' AND breakdown = 'venue_class_topic'
), total AS (
  SELECT sum(publications) AS n, count(DISTINCT period) AS years, list(DISTINCT source_id ORDER BY source_id) AS source_ids FROM counted
), named AS (
  SELECT language_tag, sum(publications) AS n, list(row_id ORDER BY row_id) AS row_ids FROM papers WHERE language_tag IS NOT NULL GROUP BY ALL
), holes AS (
  SELECT
    count(*) FILTER (WHERE note IS NOT NULL) AS n, coalesce(list(DISTINCT venue ORDER BY venue) FILTER (WHERE note IS NOT NULL), list(DISTINCT venue ORDER BY venue)) AS row_ids,
    list(DISTINCT source_id) AS source_ids
  FROM bibliography_venue HAVING count(*) > 0
), spoken AS (
  SELECT subject AS language_tag FROM fact WHERE quantity_id = 'speakers'
), languages AS (
  SELECT
    'language' AS subject_kind, language_tag AS subject, 'paper_share' AS quantity_id, round(100.0 * coalesce(named.n, 0) / total.n, 6) AS value, CAST(coalesce(named.n, 0) AS BIGINT) AS n,
    CASE WHEN named.n IS NULL THEN 'language' ELSE 'publication_count' END AS relation, CASE WHEN named.n IS NULL THEN 'language_tag' ELSE 'row_id' END AS row_key,
    coalesce(named.row_ids, [language_tag]) AS row_ids, total.source_ids
  FROM spoken CROSS JOIN total LEFT JOIN named USING (language_tag) WHERE total.n > 0
  UNION ALL
  SELECT 'language', language_tag, 'paper_years', total.years, total.n, 'language', 'language_tag', [language_tag], total.source_ids FROM spoken CROSS JOIN total WHERE total.n > 0
  UNION ALL
  SELECT 'language', language_tag, 'venue_holes', holes.n, holes.n, 'bibliography_venue', 'venue', holes.row_ids, holes.source_ids
  FROM spoken CROSS JOIN holes CROSS JOIN total WHERE total.n > 0
), venues AS (
  SELECT
    'venue', venue || ' ' || period AS subject, 'unnamed_in_abstracts', round(100.0 * coalesce(sum(publications) FILTER (WHERE language_tag IS NULL), 0) / any_value(n), 6), any_value(n),
    'publication_count', 'row_id', list(row_id ORDER BY row_id), list(DISTINCT source_id)
  FROM papers JOIN (SELECT venue, period, sum(publications) AS n FROM counted GROUP BY ALL) USING (venue, period)
  GROUP BY venue, period
  UNION ALL
  SELECT 'venue', venue || ' ' || year, 'unnamed_in_full', 100.0 * unnamed / papers, papers, 'full_text_check', 'row_id', [row_id], [source_id] FROM full_text_check
  UNION ALL
  SELECT 'venue', venue || ' ' || year, 'full_papers', papers, papers, 'full_text_check', 'row_id', [row_id], [source_id] FROM full_text_check
)
SELECT * FROM languages UNION ALL SELECT * FROM venues;
