-- How good the evidence about a language is.
-- grain: language x dimension (capability, safety), every language.
-- unit: grade A to E.
-- sign: A is the best evidence, E none; a grade says nothing about how well a language is served.
-- method: over results that compare the language with a reference on the same items. Benchmarks of one item set are one test. Tests
--   of fewer items than threshold grade_items, or of unknown size, do not count for A to C. A: at least grade_a_tests tests, one of
--   them with items made by people, models of grade_a_developers developers, the newest within grade_a_months of the date of the
--   data. B: grade_b_tests tests, or more without one of the rest. C: one test. D: only smaller tests, only tests that compare
--   nothing, or only items translated by machine or figures read from somebody else's copy. E: nothing measured.
-- not for: saying that a language is well or badly served; comparing capability with safety.
-- kept: worked out once, when the warehouse is built.
CREATE VIEW evidence_grade AS
WITH result AS (
  SELECT
    s.language_tag, s.dimension, b.item_set, coalesce(a.counts_as, m.developer) AS developer, s.source_id,
    g.score_id IS NOT NULL OR (s.is_reference AND s.benchmark_id IN (SELECT benchmark_id FROM gap)) AS comparable,
    coalesce(s.n_items >= limit_of('grade_items'), false) AS large_enough,
    s.item_origin IN ('original', 'human_translated') AS made_by_people,
    s.item_origin <> 'machine_translated' AS not_by_machine,
    s.transcription = 'primary' AS at_first_hand,
    CASE length(s.published)
      WHEN 4 THEN CAST(s.published || '-12-31' AS DATE)
      WHEN 7 THEN last_day(CAST(s.published || '-01' AS DATE))
      ELSE CAST(s.published AS DATE)
    END AS latest_day
  FROM score_counted AS s
  JOIN benchmark AS b USING (benchmark_id)
  JOIN model AS m USING (model_id)
  LEFT JOIN developer_alias AS a USING (developer)
  LEFT JOIN gap AS g ON g.score_id = s.score_id AND NOT g.reference_failed
  WHERE NOT s.superseded AND s.dimension IN ('capability', 'safety') AND s.aspect NOT IN ('non_answer', 'complement', 'alternative')
), counted AS (
  SELECT
    language_tag, dimension,
    count(DISTINCT item_set) AS n_tests,
    bool_or(comparable) AS comparable,
    bool_or(comparable AND large_enough) AS large_enough,
    bool_or(comparable AND large_enough AND not_by_machine) AS not_by_machine,
    bool_or(comparable AND large_enough AND at_first_hand) AS at_first_hand,
    bool_or(comparable AND large_enough AND not_by_machine AND at_first_hand) AS sound,
    count(DISTINCT item_set) FILTER (WHERE comparable AND large_enough) AS n_counted_tests,
    bool_or(comparable AND large_enough AND made_by_people) AS made_by_people,
    count(DISTINCT developer) FILTER (WHERE comparable AND large_enough) AS n_developers,
    max(latest_day) FILTER (WHERE comparable AND large_enough) AS newest,
    list(DISTINCT source_id ORDER BY source_id) AS source_ids
  FROM result
  GROUP BY ALL
), judged AS (
  SELECT
    c.language_tag, c.dimension, c.state,
    coalesce(t.n_tests, 0) AS n_tests, coalesce(n_counted_tests, 0) AS n_counted_tests, coalesce(n_developers, 0) AS n_developers,
    newest, coalesce(source_ids, []) AS source_ids,
    list_filter([
      CASE WHEN t.language_tag IS NULL THEN 'nothing_measured' END,
      CASE WHEN NOT comparable THEN 'not_comparable' END,
      CASE WHEN comparable AND NOT large_enough THEN 'small_test' END,
      CASE WHEN large_enough AND NOT not_by_machine THEN 'machine_translated' END,
      CASE WHEN large_enough AND NOT at_first_hand THEN 'secondary' END,
      CASE WHEN not_by_machine AND at_first_hand AND NOT sound THEN 'machine_translated_or_secondary' END
    ], lambda code: code IS NOT NULL) AS weak,
    list_filter([
      CASE WHEN n_counted_tests < limit_of('grade_a_tests') THEN 'few_tests' END,
      CASE WHEN NOT made_by_people THEN 'no_items_by_people' END,
      CASE WHEN n_developers < limit_of('grade_a_developers') THEN 'few_developers' END,
      CASE WHEN newest < (SELECT max(retrieved) FROM source) - to_months(CAST(limit_of('grade_a_months') AS INTEGER)) THEN 'old' END
    ], lambda code: code IS NOT NULL) AS short_of_a
  FROM coverage AS c
  LEFT JOIN counted AS t USING (language_tag, dimension)
  WHERE c.dimension IN ('capability', 'safety')
)
SELECT
  language_tag, dimension,
  CASE
    WHEN n_tests = 0 THEN 'E'
    WHEN len(weak) > 0 THEN 'D'
    WHEN len(short_of_a) = 0 THEN 'A'
    WHEN n_counted_tests >= limit_of('grade_b_tests') THEN 'B'
    ELSE 'C'
  END AS grade,
  CASE WHEN len(weak) > 0 THEN weak ELSE short_of_a END AS failing,
  state, n_tests, n_counted_tests, n_developers, newest, source_ids
FROM judged;

COMMENT ON VIEW evidence_grade IS 'How good the evidence about a language is, from A (three independent tests or more, items made by people, models of three developers, recent) to E (nothing measured), with the conditions that failed. A grade says how much is known, not how well a language is served.';
COMMENT ON COLUMN evidence_grade.language_tag IS 'The language.';
COMMENT ON COLUMN evidence_grade.dimension IS 'Capability or safety.';
COMMENT ON COLUMN evidence_grade.grade IS 'A to E.';
COMMENT ON COLUMN evidence_grade.failing IS 'The conditions that stand between this grade and a better one.';
COMMENT ON COLUMN evidence_grade.state IS 'Measured, not measured, or not applicable.';
COMMENT ON COLUMN evidence_grade.n_tests IS 'Independent tests of any kind: benchmarks that ask the same items count once.';
COMMENT ON COLUMN evidence_grade.n_counted_tests IS 'Of these, tests that compare the language with a reference and are large enough.';
COMMENT ON COLUMN evidence_grade.n_developers IS 'Developers whose models took these; a model whose developer no source states counts for none.';
COMMENT ON COLUMN evidence_grade.newest IS 'Latest day on which the newest of these can have been published.';
COMMENT ON COLUMN evidence_grade.source_ids IS 'Where the results come from.';

-- Most speakers, least evidence.
-- grain: language x dimension (capability, safety); languages that any source gives a speaker.
-- unit: people; grade A to E.
-- sign: the first row is the largest gap in what is known.
-- method: languages in the order of their grade, the worst first, then of their speakers, the most first.
CREATE VIEW ledger AS
SELECT
  row_number() OVER (PARTITION BY g.dimension ORDER BY g.grade DESC, s.speakers DESC, s.language_tag) AS position,
  g.dimension, s.language_tag, g.grade, g.failing, s.speakers, s.speakers_low, s.speakers_high, s.sources_differ,
  g.n_tests, g.n_counted_tests, g.newest
FROM speakers AS s
JOIN evidence_grade AS g USING (language_tag)
WHERE s.speakers > 0 AND g.state <> 'not_applicable';

COMMENT ON VIEW ledger IS 'Most speakers, least evidence: the languages about which least is known, the most spoken first.';
COMMENT ON COLUMN ledger.position IS 'Place in the ledger.';
COMMENT ON COLUMN ledger.dimension IS 'Capability or safety.';
COMMENT ON COLUMN ledger.language_tag IS 'The language.';
COMMENT ON COLUMN ledger.grade IS 'Evidence grade.';
COMMENT ON COLUMN ledger.failing IS 'The conditions that stand between this grade and a better one.';
COMMENT ON COLUMN ledger.speakers IS 'People who speak it.';
COMMENT ON COLUMN ledger.speakers_low IS 'Lowest of the sources.';
COMMENT ON COLUMN ledger.speakers_high IS 'Highest of the sources.';
COMMENT ON COLUMN ledger.sources_differ IS 'True where the sources differ by more than a quarter.';
COMMENT ON COLUMN ledger.n_tests IS 'Independent tests of any kind.';
COMMENT ON COLUMN ledger.n_counted_tests IS 'Of these, tests that compare the language with a reference and are large enough.';
COMMENT ON COLUMN ledger.newest IS 'Latest day on which the newest of these can have been published.';
