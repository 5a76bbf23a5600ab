-- Who has been tested for what.
-- grain: language x dimension, every language.
-- unit: counts.
-- sign: more is better known, not better served.
-- method: what was never tested is said to be not measured: missing is not zero.
-- kept: worked out once, when the warehouse is built.
CREATE VIEW coverage AS
WITH dimensions AS (
  SELECT unnest(enum_range(NULL::dimension)) AS dimension
), tested AS (
  SELECT
    s.language_tag, s.dimension,
    count(DISTINCT s.benchmark_id) AS n_benchmarks,
    count(DISTINCT s.benchmark_id) FILTER (WHERE s.parallel) AS n_parallel_benchmarks,
    count(DISTINCT b.item_set) AS n_tests,
    count(DISTINCT s.model_id) AS n_models,
    count(*) AS n_scores,
    max(s.n_items) AS max_items,
    max(s.year) AS newest_year
  FROM score_counted AS s
  JOIN benchmark AS b USING (benchmark_id)
  WHERE NOT superseded AND aspect NOT IN ('non_answer', 'complement', 'alternative')
  GROUP BY ALL
)
SELECT
  l.language_tag, d.dimension,
  CASE
    WHEN t.n_scores > 0 THEN 'measured'
    WHEN c.family = 'Sign Language' THEN 'not_applicable'
    WHEN l.type IN ('extinct', 'historical') AND coalesce(s.speakers_high, 0) = 0 THEN 'not_applicable'
    ELSE 'not_measured'
  END AS state,
  CASE
    WHEN t.n_scores > 0 THEN NULL
    WHEN c.family = 'Sign Language' THEN 'signed'
    WHEN l.type IN ('extinct', 'historical') AND coalesce(s.speakers_high, 0) = 0 THEN 'no_speakers'
  END AS reason,
  coalesce(t.n_benchmarks, 0) AS n_benchmarks,
  coalesce(t.n_parallel_benchmarks, 0) AS n_parallel_benchmarks,
  coalesce(t.n_tests, 0) AS n_tests,
  coalesce(t.n_models, 0) AS n_models,
  coalesce(t.n_scores, 0) AS n_scores,
  t.max_items, t.newest_year
FROM language AS l
CROSS JOIN dimensions AS d
LEFT JOIN language_place AS c USING (language_tag)
LEFT JOIN speakers AS s USING (language_tag)
LEFT JOIN tested AS t ON t.language_tag = l.language_tag AND t.dimension = d.dimension;

COMMENT ON VIEW coverage IS 'Who has been tested for what: every language, in three states. Measured; not measured; and not applicable, because the language is signed, and every test held here is of written or spoken language, or because it is extinct or historical and no source counts a speaker.';
COMMENT ON COLUMN coverage.language_tag IS 'The language.';
COMMENT ON COLUMN coverage.dimension IS 'What the benchmarks are about.';
COMMENT ON COLUMN coverage.state IS 'Measured, not measured or not applicable.';
COMMENT ON COLUMN coverage.reason IS 'Why a test is not applicable: the language is signed, or no source counts a speaker.';
COMMENT ON COLUMN coverage.n_benchmarks IS 'Benchmarks with a score in the language.';
COMMENT ON COLUMN coverage.n_parallel_benchmarks IS 'Of these, benchmarks whose items are the same in every language.';
COMMENT ON COLUMN coverage.n_tests IS 'Independent tests: benchmarks that ask the same items count once.';
COMMENT ON COLUMN coverage.n_models IS 'Models with a score in the language.';
COMMENT ON COLUMN coverage.n_scores IS 'Scores that count.';
COMMENT ON COLUMN coverage.max_items IS 'Items of the largest test; empty where nothing was measured.';
COMMENT ON COLUMN coverage.newest_year IS 'Year of the newest score; empty where nothing was measured.';
