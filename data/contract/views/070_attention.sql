-- Research attention per language, from the published survey.
-- grain: language with a labelled count.
-- unit: papers; papers per ten million speakers.
-- sign: more is more attention.
-- method: papers that study a language, as the survey counted them, over its speakers.
-- formula: \frac{10^7 \cdot \text{papers}}{\text{speakers}}
-- not for: adding languages up: a paper counts once for each language it studies. Judging a small language by one paper.
CREATE VIEW attention AS
WITH total AS (
  SELECT source_id, sum(publications) AS papers
  FROM publication_count WHERE series = 'survey' AND breakdown = 'year_class' GROUP BY ALL
)
SELECT
  p.language_tag, p.language_code, p.period, p.publications AS papers,
  t.papers AS survey_papers,
  100.0 * p.publications / t.papers AS share_pct,
  1e7 * p.publications / nullif(s.speakers, 0) AS papers_per_10m,
  1e7 * p.publications / nullif(s.speakers_high, 0) AS papers_per_10m_low,
  1e7 * p.publications / nullif(s.speakers_low, 0) AS papers_per_10m_high,
  s.speakers, p.source_id, p.locator, p.row_id
FROM publication_count AS p
JOIN total AS t USING (source_id)
LEFT JOIN speakers AS s USING (language_tag)
WHERE p.series = 'survey' AND p.breakdown = 'language' AND p.language_tag IS NOT NULL;

COMMENT ON VIEW attention IS 'How many surveyed papers on the safety of language models study a language. A paper counts once per language, so languages do not add up to papers.';
COMMENT ON COLUMN attention.language_tag IS 'The language.';
COMMENT ON COLUMN attention.language_code IS 'Code as printed.';
COMMENT ON COLUMN attention.period IS 'Years surveyed.';
COMMENT ON COLUMN attention.papers IS 'Papers that study the language.';
COMMENT ON COLUMN attention.survey_papers IS 'Papers in the survey.';
COMMENT ON COLUMN attention.share_pct IS 'Percent of the papers in the survey.';
COMMENT ON COLUMN attention.papers_per_10m IS 'Papers per ten million speakers.';
COMMENT ON COLUMN attention.papers_per_10m_low IS 'The same with the highest speaker count of any source.';
COMMENT ON COLUMN attention.papers_per_10m_high IS 'The same with the lowest speaker count of any source.';
COMMENT ON COLUMN attention.speakers IS 'Speakers used.';
COMMENT ON COLUMN attention.source_id IS 'Where the count comes from.';
COMMENT ON COLUMN attention.locator IS 'Place in the source.';
COMMENT ON COLUMN attention.row_id IS 'The published row.';

-- Research attention by year, from the published survey.
-- grain: year x class of the survey.
-- unit: papers.
-- sign: more is more attention.
-- method: Poisson interval (Byar).
CREATE VIEW attention_by_year AS
SELECT
  CAST(period AS INTEGER) AS year, class, publications AS papers,
  poisson_low(publications) AS papers_low, poisson_high(publications) AS papers_high,
  sum(publications) OVER (PARTITION BY source_id, period) AS papers_of_year,
  source_id, locator, row_id
FROM publication_count
WHERE series = 'survey' AND breakdown = 'year_class';

COMMENT ON VIEW attention_by_year IS 'Surveyed papers by year: those that study English only, and all others, with the Poisson 95% interval of each count.';
COMMENT ON COLUMN attention_by_year.year IS 'Year of publication.';
COMMENT ON COLUMN attention_by_year.class IS 'English only, or not English only (one other language, or several).';
COMMENT ON COLUMN attention_by_year.papers IS 'Papers.';
COMMENT ON COLUMN attention_by_year.papers_low IS 'Lower end of the 95% interval (Byar''s approximation).';
COMMENT ON COLUMN attention_by_year.papers_high IS 'Upper end of the same interval.';
COMMENT ON COLUMN attention_by_year.papers_of_year IS 'Papers of that year, both classes.';
COMMENT ON COLUMN attention_by_year.source_id IS 'Where the count comes from.';
COMMENT ON COLUMN attention_by_year.locator IS 'Place in the source.';
COMMENT ON COLUMN attention_by_year.row_id IS 'The published row.';

-- How much of the research studies English only.
-- grain: survey.
-- unit: share 0-1.
-- sign: higher is more concentrated on English.
-- method: The interval takes the papers as a sample of a larger field; slips in reading them come on top.
CREATE VIEW attention_concentration AS
WITH english AS (
  SELECT
    source_id,
    sum(publications) FILTER (WHERE class = 'english_only') AS english_only_papers,
    sum(publications) AS papers,
    min(period) || '-' || max(period) AS period
  FROM publication_count WHERE series = 'survey' AND breakdown = 'year_class' GROUP BY ALL
)
SELECT
  source_id, period, english_only_papers, papers,
  english_only_papers / papers AS english_only_share,
  wilson_low(english_only_papers / papers, papers) AS english_only_low,
  wilson_high(english_only_papers / papers, papers) AS english_only_high
FROM english;

COMMENT ON VIEW attention_concentration IS 'How concentrated safety research is: the share of papers that study English only.';
COMMENT ON COLUMN attention_concentration.source_id IS 'The survey.';
COMMENT ON COLUMN attention_concentration.period IS 'Years surveyed.';
COMMENT ON COLUMN attention_concentration.english_only_papers IS 'Papers that study English only.';
COMMENT ON COLUMN attention_concentration.papers IS 'Papers in the survey.';
COMMENT ON COLUMN attention_concentration.english_only_share IS 'Share of papers, 0 to 1.';
COMMENT ON COLUMN attention_concentration.english_only_low IS 'Lower end of the 95% Wilson interval, taking the papers as a sample of a larger field.';
COMMENT ON COLUMN attention_concentration.english_only_high IS 'Upper end of the same interval.';

-- How unevenly papers fall on speakers.
-- grain: source of speaker counts.
-- unit: Gini 0-1; papers per ten million speakers.
-- sign: higher is more uneven.
-- method: u = papers per speaker, p = speakers, in sorted form. A language that no surveyed paper names has no papers: a
--   survey of papers is a census of them.
-- formula: G = \frac{\sum_{ij} p_i p_j |u_i - u_j|}{2 \sum p \sum p\,u}
-- not for: reading without the mean beside it: nothing for anybody is even, too.
CREATE VIEW attention_gini AS
WITH counted AS (
  SELECT 'cldr' AS source_id, language_tag, territorial_speakers AS p FROM speakers WHERE territorial_speakers > 0
  UNION ALL
  SELECT source_id, language_tag, speakers FROM speaker_estimate WHERE speakers > 0
), per_language AS (
  SELECT c.source_id, c.language_tag, c.p, coalesce(a.papers, 0) AS papers
  FROM counted AS c LEFT JOIN attention AS a USING (language_tag)
), ordered AS (
  SELECT
    source_id, p, papers,
    sum(p) OVER (PARTITION BY source_id ORDER BY papers / p, language_tag ROWS UNBOUNDED PRECEDING) - p / 2.0 AS p_before,
    sum(p) OVER (PARTITION BY source_id) AS p_total, sum(papers) OVER (PARTITION BY source_id) AS papers_total
  FROM per_language
)
SELECT
  source_id, count(*) AS n_languages,
  2 * sum(papers * p_before) / (any_value(p_total) * any_value(papers_total)) - 1 AS gini,
  1e7 * any_value(papers_total) / any_value(p_total) AS mean_papers_per_10m
FROM ordered
GROUP BY source_id;

COMMENT ON VIEW attention_gini IS 'Gini coefficient of surveyed papers per speaker over languages, each weighted by its speakers, for each source of speaker counts. A person who speaks two languages counts in both, and a paper once for each language it studies.';
COMMENT ON COLUMN attention_gini.source_id IS 'Whose counts of speakers.';
COMMENT ON COLUMN attention_gini.n_languages IS 'Languages with a speaker.';
COMMENT ON COLUMN attention_gini.gini IS 'Gini coefficient: 0 if every speaker had the same, towards 1 if few had all. Languages that no surveyed paper names count with no papers; the survey''s unlabelled counts are left out.';
COMMENT ON COLUMN attention_gini.mean_papers_per_10m IS 'Mean papers per ten million speakers over the same languages; a Gini coefficient says nothing about the level.';

-- Research attention by year, from the bibliography.
-- grain: year x class of the papers that the rules keep.
-- unit: papers.
-- sign: more is more attention.
-- method: papers selected and labelled by rules over titles and abstracts, not by readers. Poisson interval (Byar). A second line
--   beside the survey, never the same one.
-- not for: joining with the survey. Years that the survey does not cover may be incomplete (bibliography_venue).
CREATE VIEW bibliography_by_year AS
WITH counted AS (
  SELECT
    CAST(period AS INTEGER) AS year, source_id,
    CASE class WHEN 'english_only_or_unspecified' THEN 'english_only_or_unspecified' ELSE 'other_languages' END AS class,
    CAST(sum(publications) AS INTEGER) AS papers,
    list(row_id ORDER BY row_id) AS row_ids
  FROM publication_count
  WHERE series = 'bibliography' AND selection = 'keyword_and_topic' AND breakdown = 'venue_class_topic'
  GROUP BY ALL
)
SELECT
  year, class, papers, poisson_low(papers) AS papers_low, poisson_high(papers) AS papers_high,
  year IN (SELECT year FROM attention_by_year) AS in_survey_years, source_id, row_ids
FROM counted;

COMMENT ON VIEW bibliography_by_year IS 'Papers of the bibliography by year, as rules select and label them: those that name no language but English, and all others, with the Poisson 95% interval of each count.';
COMMENT ON COLUMN bibliography_by_year.year IS 'Year.';
COMMENT ON COLUMN bibliography_by_year.class IS 'English only or no language named; or other languages.';
COMMENT ON COLUMN bibliography_by_year.papers IS 'Papers.';
COMMENT ON COLUMN bibliography_by_year.papers_low IS 'Lower end of the Poisson 95% interval.';
COMMENT ON COLUMN bibliography_by_year.papers_high IS 'Upper end of the same.';
COMMENT ON COLUMN bibliography_by_year.in_survey_years IS 'Whether the survey covers the year; other years may be incomplete.';
COMMENT ON COLUMN bibliography_by_year.source_id IS 'Where the counts come from.';
COMMENT ON COLUMN bibliography_by_year.row_ids IS 'The rows that were added up.';

-- How well the two series agree.
-- grain: one row.
-- unit: papers; percent.
-- sign: none: nothing is better or worse.
-- method: both series over the years of the survey.
-- not for: correcting one series by the other.
CREATE VIEW attention_agreement AS
WITH survey AS (
  SELECT
    sum(papers) AS papers, sum(papers) FILTER (WHERE class = 'not_english_only') AS others,
    min(year) AS first_year, max(year) AS last_year
  FROM attention_by_year
), bibliography AS (
  SELECT sum(papers) AS papers, coalesce(sum(papers) FILTER (WHERE class = 'other_languages'), 0) AS others
  FROM bibliography_by_year WHERE in_survey_years
)
SELECT
  s.first_year, s.last_year,
  CAST(s.papers AS INTEGER) AS survey_papers, CAST(b.papers AS INTEGER) AS bibliography_papers,
  100.0 * s.others / s.papers AS survey_other_languages_pct,
  100.0 * b.others / b.papers AS bibliography_other_languages_pct
FROM survey AS s CROSS JOIN bibliography AS b
WHERE s.papers > 0 AND b.papers > 0;

COMMENT ON VIEW attention_agreement IS 'How well the bibliography, selected by rules, agrees with the survey, read by people, over the same years: papers, and the share that studies other languages than English.';
COMMENT ON COLUMN attention_agreement.first_year IS 'First year of both.';
COMMENT ON COLUMN attention_agreement.last_year IS 'Last year of both.';
COMMENT ON COLUMN attention_agreement.survey_papers IS 'Papers of the survey.';
COMMENT ON COLUMN attention_agreement.bibliography_papers IS 'Papers that the rules keep.';
COMMENT ON COLUMN attention_agreement.survey_other_languages_pct IS 'Percent of the survey''s papers that study another language than English.';
COMMENT ON COLUMN attention_agreement.bibliography_other_languages_pct IS 'The same of the bibliography.';
