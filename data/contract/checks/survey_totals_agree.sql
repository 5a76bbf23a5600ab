-- What the survey prints in words follows from what it prints in bars.
WITH by_year AS (
  SELECT period, sum(publications) FILTER (WHERE class = 'english_only') - sum(publications) FILTER (WHERE class = 'not_english_only') AS difference
  FROM publication_count WHERE series = 'survey' AND breakdown = 'year_class' GROUP BY ALL
)
SELECT
  f.source_id, f.locator,
  format('{}: {} printed in the text, {} by the bars', f.period, f.value, b.difference) AS problem
FROM finding AS f
LEFT JOIN by_year AS b USING (period)
WHERE f.about = 'gap by year' AND (b.difference IS NULL OR b.difference <> f.value)
