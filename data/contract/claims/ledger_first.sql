-- The most spoken language for which no result is held, of those that CLDR lists.
-- conclusion: the language.
SELECT
  b.dimension AS part, b.speakers AS value, b.speakers_low AS low, b.speakers_high AS high, 'sources' AS interval_kind, 'people' AS unit, b.speakers AS n,
  b.language_tag AS conclusion, (SELECT CAST(max(retrieved) AS VARCHAR)[:4] FROM source) AS period,
  'languages that CLDR lists; evidence grade E' AS filters, b.language_tag AS variant_tag,
  (SELECT list(DISTINCT source_id ORDER BY source_id) FROM (
    SELECT language_tag, source_id FROM language_territory UNION SELECT language_tag, source_id FROM speaker_estimate
  ) WHERE language_tag = b.language_tag) AS source_ids, 'ledger' AS relation, 'language_tag' AS row_key, [b.language_tag] AS row_ids
FROM ledger AS b JOIN speakers AS s USING (language_tag)
WHERE b.grade = 'E' AND s.n_territories IS NOT NULL
QUALIFY row_number() OVER (PARTITION BY b.dimension ORDER BY b.position) = 1
ORDER BY b.dimension
