-- How many large languages have no published safety test, counted in three ways.
-- grain: one row.
-- unit: languages.
-- sign: more is worse known.
-- method: large as in large_language (CLDR). First by the results held: tests of models, of safeguards and of judges; then with the
--   exercises of public institutes; then without languages that also count within a larger listed one.
--   The claim about safety tests counts tests of models alone, neither safeguards nor judges: its number is higher.
CREATE VIEW untested_large AS
WITH large AS (
  SELECT
    l.language_tag, f.value AS tests, coalesce(w.value, 0) = 1 AS within,
    EXISTS (FROM coverage AS c WHERE c.language_tag = l.language_tag AND c.dimension IN ('safety', 'safeguard', 'judge') AND c.n_scores > 0) AS held
  FROM large_language AS l
  JOIN fact AS f ON f.subject_kind = 'language' AND f.subject = l.language_tag AND f.quantity_id = 'safety_tests'
  LEFT JOIN fact AS w ON w.subject_kind = 'language' AND w.subject = l.language_tag AND w.quantity_id = 'counted_within'
  WHERE l.large
)
SELECT
  count(*) AS n_large,
  count(*) FILTER (WHERE NOT held) AS n_without_result,
  count(*) FILTER (WHERE tests = 0) AS n_without_test,
  count(*) FILTER (WHERE NOT within) AS n_large_once,
  count(*) FILTER (WHERE tests = 0 AND NOT within) AS n_without_test_once,
  list(language_tag ORDER BY language_tag) FILTER (WHERE NOT held AND tests > 0) AS only_in_exercise,
  list(language_tag ORDER BY language_tag) FILTER (WHERE tests = 0 AND within) AS counted_within
FROM large;

COMMENT ON VIEW untested_large IS 'How many languages of ten million speakers or more have no published safety test: by the results held, with the exercises of public institutes, and with each language counted once.';
COMMENT ON COLUMN untested_large.n_large IS 'Large languages.';
COMMENT ON COLUMN untested_large.n_without_result IS 'Of these, languages in which no result of a safety test, safeguard or judge is held.';
COMMENT ON COLUMN untested_large.n_without_test IS 'Of these, languages that no exercise of public institutes covers either.';
COMMENT ON COLUMN untested_large.n_large_once IS 'Large languages that do not also count within a larger listed one.';
COMMENT ON COLUMN untested_large.n_without_test_once IS 'Of these, languages without a safety test of any kind.';
COMMENT ON COLUMN untested_large.only_in_exercise IS 'Languages tested in an exercise of public institutes only.';
COMMENT ON COLUMN untested_large.counted_within IS 'Languages without a test that also count within a larger listed one.';
