-- What only registers can say. A register that somebody supplied lists what it knows: a language that it does not list has none of it.
-- product_answers (count, register product_language): Products that say they answer in the language.
-- unreported_products (count, register product_language): Of these, products whose newest report prints no capability or no safety result in it.
-- reports_read (yes_no, register product_language): Whether the report of every such product was read.
-- services_live (count, register service_use): Public services of health, law or benefits that use the output of AI in the language.
-- crawled_without_audit (yes_no, register corpus_audit): Whether all its corpora were crawled from the web and none was audited by speakers.
-- audits_searched (yes_no, register corpus_audit): Whether audits were searched for every corpus.
-- audit_acceptable (percent, register corpus_audit): Percent of audited sentences that are acceptable, in the audit with the most sentences.
-- audit_sentences (count, register corpus_audit): Sentences of that audit.
-- datasets_without_terms (count, register dataset_terms): Data sets that state neither consent nor community terms.
-- authority_known (yes_no, register dataset_terms): Whether a community authority is known for all of them.
-- local_models (count, register model_origin): Openly released models for the language from a country where it is spoken.
-- origin_unknown (percent, register model_origin): Percent of the models of the language in the register whose country is unknown.
-- token_ratio (ratio, register token_count): Tokens for the same text over those in English, the highest of any tokenizer.
-- token_sentences (count, register token_count): Parallel sentences counted.
INSERT INTO fact BY NAME
WITH spoken AS (
  SELECT subject AS language_tag FROM fact WHERE quantity_id = 'speakers'
), products AS (
  SELECT
    language_tag, count(DISTINCT product) AS n, count(DISTINCT product) FILTER (WHERE NOT (coalesce(reports_capability, true) AND coalesce(reports_safety, true))) AS unreported,
    bool_and(reports_capability IS NOT NULL AND reports_safety IS NOT NULL) AS seen, list(row_id ORDER BY row_id) AS row_ids, list(DISTINCT source_id ORDER BY source_id) AS source_ids
  FROM product_language GROUP BY ALL
), services AS (
  SELECT language_tag, count(*) FILTER (WHERE live) AS n, list(row_id ORDER BY row_id) AS row_ids, list(DISTINCT source_id) AS source_ids FROM service_use GROUP BY ALL
), audits AS (
  SELECT
    language_tag, bool_and(web_crawled) AND max(coalesce(sentences_audited, 0)) = 0 AS unaudited, bool_and(sentences_audited IS NOT NULL) AS searched,
    arg_max(acceptable_pct, sentences_audited) AS acceptable, max(sentences_audited) AS sentences, count(*) AS n, list(row_id ORDER BY row_id) AS row_ids, list(DISTINCT source_id) AS source_ids
  FROM corpus_audit GROUP BY ALL
), terms AS (
  SELECT language_tag, count(*) FILTER (WHERE NOT states_terms) AS without, bool_and(states_terms OR authority IS NOT NULL) AS known, count(*) AS n, list(row_id ORDER BY row_id) AS row_ids, list(DISTINCT source_id) AS source_ids
  FROM dataset_terms GROUP BY ALL
), origins AS (
  SELECT
    o.language_tag, count(*) FILTER (WHERE s.territory_code IS NOT NULL) AS n_local, 100.0 * count(*) FILTER (WHERE o.territory_code IS NULL) / count(*) AS unknown_pct,
    list(row_id ORDER BY row_id) AS row_ids, list(DISTINCT o.source_id) AS source_ids
  FROM model_origin AS o LEFT JOIN spoken_in AS s ON s.language_tag = o.language_tag AND s.territory_code = o.territory_code GROUP BY ALL
), tokens AS (
  SELECT language_tag, max(ratio) AS ratio, arg_max(sentences, ratio) AS sentences, list(row_id ORDER BY row_id) AS row_ids, list(DISTINCT source_id) AS source_ids FROM token_count GROUP BY ALL
), absent AS (
  SELECT language_tag, [language_tag] AS row_ids, [source_id] AS source_ids FROM spoken JOIN language USING (language_tag)
), quantities AS (
  SELECT s.language_tag AS subject, unnest(['product_answers', 'unreported_products']) AS quantity_id, unnest([coalesce(p.n, 0), coalesce(p.unreported, 0)]) AS value, coalesce(p.n, 0) AS n,
    CASE WHEN p.n IS NULL THEN 'language' ELSE 'product_language' END AS relation, CASE WHEN p.n IS NULL THEN 'language_tag' ELSE 'row_id' END AS row_key,
    coalesce(p.row_ids, s.row_ids) AS row_ids, coalesce(p.source_ids, s.source_ids) AS source_ids
  FROM absent AS s LEFT JOIN products AS p USING (language_tag) WHERE EXISTS (FROM product_language)
  UNION ALL SELECT language_tag, 'reports_read', CAST(p.seen AS INTEGER), n, 'product_language', 'row_id', row_ids, source_ids FROM products AS p
  UNION ALL SELECT s.language_tag, 'services_live', coalesce(v.n, 0), coalesce(v.n, 0), CASE WHEN v.n IS NULL THEN 'language' ELSE 'service_use' END, CASE WHEN v.n IS NULL THEN 'language_tag' ELSE 'row_id' END, coalesce(v.row_ids, s.row_ids), coalesce(v.source_ids, s.source_ids)
    FROM absent AS s LEFT JOIN services AS v USING (language_tag) WHERE EXISTS (FROM service_use)
  UNION ALL SELECT language_tag, unnest(['crawled_without_audit', 'audits_searched', 'audit_acceptable', 'audit_sentences']), unnest([CAST(unaudited AS DOUBLE), CAST(searched AS DOUBLE), acceptable, sentences]), n, 'corpus_audit', 'row_id', row_ids, source_ids FROM audits
  UNION ALL SELECT language_tag, unnest(['datasets_without_terms', 'authority_known']), unnest([without, CAST(known AS BIGINT)]), n, 'dataset_terms', 'row_id', row_ids, source_ids FROM terms
  UNION ALL SELECT s.language_tag, unnest(['local_models', 'origin_unknown']), unnest([coalesce(o.n_local, 0), coalesce(o.unknown_pct, 0)]), coalesce(o.n_local, 0), CASE WHEN o.n_local IS NULL THEN 'language' ELSE 'model_origin' END, CASE WHEN o.n_local IS NULL THEN 'language_tag' ELSE 'row_id' END, coalesce(o.row_ids, s.row_ids), coalesce(o.source_ids, s.source_ids)
    FROM absent AS s LEFT JOIN origins AS o USING (language_tag) WHERE EXISTS (FROM model_origin)
  UNION ALL SELECT language_tag, unnest(['token_ratio', 'token_sentences']), unnest([ratio, sentences]), len(row_ids), 'token_count', 'row_id', row_ids, source_ids FROM tokens
)
SELECT 'language' AS subject_kind, * FROM quantities WHERE value IS NOT NULL;
