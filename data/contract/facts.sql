-- The facts: what was published, row by row, as published. The things they name are in schema.sql.

CREATE TABLE score (
  score_id VARCHAR PRIMARY KEY,
  benchmark_id VARCHAR NOT NULL REFERENCES benchmark,
  subset VARCHAR NOT NULL,
  condition VARCHAR NOT NULL REFERENCES condition,
  model_id VARCHAR NOT NULL REFERENCES model,
  language_tag VARCHAR NOT NULL REFERENCES language,
  variant_tag VARCHAR NOT NULL,
  language_as_reported VARCHAR NOT NULL,
  metric_id VARCHAR NOT NULL REFERENCES metric,
  value DOUBLE NOT NULL,
  unit unit NOT NULL,
  n_items INTEGER CHECK (n_items > 0),
  standard_error DOUBLE CHECK (standard_error > 0),
  margin DOUBLE CHECK (margin >= 0),
  published VARCHAR NOT NULL CHECK (regexp_full_match(published, '\d{4}(-\d{2}(-\d{2})?)?') AND TRY_CAST(published || right('-01-01', 10 - length(published)) AS DATE) IS NOT NULL),
  locator VARCHAR NOT NULL,
  file VARCHAR NOT NULL,
  source_id VARCHAR NOT NULL REFERENCES source,
  CHECK (CASE unit
    WHEN 'share' THEN value BETWEEN 0 AND 1 WHEN 'percent' THEN value BETWEEN 0 AND 100
    WHEN 'points_0_1' THEN value BETWEEN 0 AND 1 WHEN 'points_0_100' THEN value BETWEEN 0 AND 100
    WHEN 'coefficient' THEN value BETWEEN -1 AND 1 WHEN 'coefficient_percent' THEN value BETWEEN -100 AND 100
    WHEN 'error_ratio' THEN value >= 0 WHEN 'error_percent' THEN value >= 0 ELSE true END),
  UNIQUE (source_id, published, benchmark_id, subset, condition, model_id, variant_tag, metric_id)
);
COMMENT ON TABLE score IS 'One published result. Grain: benchmark x subset x condition x model x language variant x metric x publication. A missing row was never published; it is not a zero.';
COMMENT ON COLUMN score.score_id IS 'Source, file and row, the header being row 1, as a spreadsheet counts.';
COMMENT ON COLUMN score.benchmark_id IS 'The benchmark.';
COMMENT ON COLUMN score.subset IS 'Part of the benchmark: all, or the part that the source names.';
COMMENT ON COLUMN score.condition IS 'How the model was asked.';
COMMENT ON COLUMN score.model_id IS 'The model.';
COMMENT ON COLUMN score.language_tag IS 'The language.';
COMMENT ON COLUMN score.variant_tag IS 'The language with the script or region that was tested (zh-Hant); never averaged into the language.';
COMMENT ON COLUMN score.language_as_reported IS 'The language as the source prints it.';
COMMENT ON COLUMN score.metric_id IS 'What was counted.';
COMMENT ON COLUMN score.value IS 'The number as published.';
COMMENT ON COLUMN score.unit IS 'Scale of the value, as published: share (0 to 1), percent (0 to 100), coefficient (-1 to 1, or that times 100), points between 0 and 1, between 0 and 100 or without ends, error ratio or error percent (from 0, without an upper end).';
COMMENT ON COLUMN score.n_items IS 'Items behind the number, where the source prints it.';
COMMENT ON COLUMN score.standard_error IS 'Standard error in the unit of the value, where the source prints it.';
COMMENT ON COLUMN score.margin IS 'Half the width of the 95% interval in the unit of the value, where the source prints one.';
COMMENT ON COLUMN score.published IS 'Date of this publication of the number: YYYY, YYYY-MM or YYYY-MM-DD.';
COMMENT ON COLUMN score.locator IS 'Table, page, file or commit where the number stands.';
COMMENT ON COLUMN score.file IS 'The committed file of figures.';
COMMENT ON COLUMN score.source_id IS 'Where the row comes from.';

CREATE TABLE item_result (
  row_id VARCHAR PRIMARY KEY,
  benchmark_id VARCHAR NOT NULL REFERENCES benchmark,
  subset VARCHAR NOT NULL,
  condition VARCHAR NOT NULL REFERENCES condition,
  model_id VARCHAR NOT NULL REFERENCES model,
  language_tag VARCHAR NOT NULL REFERENCES language,
  variant_tag VARCHAR NOT NULL,
  metric_id VARCHAR NOT NULL REFERENCES metric,
  item_id VARCHAR NOT NULL,
  item_group VARCHAR,
  value DOUBLE NOT NULL CHECK (value BETWEEN 0 AND 1),
  published VARCHAR NOT NULL CHECK (regexp_full_match(published, '\d{4}(-\d{2}(-\d{2})?)?')),
  locator VARCHAR NOT NULL,
  source_id VARCHAR NOT NULL REFERENCES source,
  UNIQUE (source_id, published, benchmark_id, subset, condition, model_id, variant_tag, metric_id, item_id)
);
COMMENT ON TABLE item_result IS 'The result of one item, where somebody publishes results item by item: then gaps get the narrower paired interval. Grain: score x item.';
COMMENT ON COLUMN item_result.row_id IS 'Source, file and row, the header being row 1.';
COMMENT ON COLUMN item_result.benchmark_id IS 'The benchmark.';
COMMENT ON COLUMN item_result.subset IS 'Part of the benchmark, as in score.';
COMMENT ON COLUMN item_result.condition IS 'How the model was asked, as in score.';
COMMENT ON COLUMN item_result.model_id IS 'The model.';
COMMENT ON COLUMN item_result.language_tag IS 'The language.';
COMMENT ON COLUMN item_result.variant_tag IS 'The language with the script or region that was tested.';
COMMENT ON COLUMN item_result.metric_id IS 'What was counted, as in score.';
COMMENT ON COLUMN item_result.item_id IS 'The item; the same in every language.';
COMMENT ON COLUMN item_result.item_group IS 'What the item shares with others (a passage, a picture), where items come in groups.';
COMMENT ON COLUMN item_result.value IS 'What the item scored, 0 to 1.';
COMMENT ON COLUMN item_result.published IS 'Date of this publication, as in score.';
COMMENT ON COLUMN item_result.locator IS 'Place in the source.';
COMMENT ON COLUMN item_result.source_id IS 'Where the row comes from.';

CREATE TABLE publication_count (
  row_id VARCHAR PRIMARY KEY,
  series publication_series NOT NULL,
  selection publication_selection NOT NULL,
  breakdown publication_breakdown NOT NULL,
  period VARCHAR NOT NULL CHECK (regexp_full_match(period, '\d{4}(-\d{4})?')),
  venue VARCHAR,
  class language_class,
  topic VARCHAR,
  language_code VARCHAR,
  language_tag VARCHAR REFERENCES language,
  publications INTEGER NOT NULL CHECK (publications >= 0),
  locator VARCHAR NOT NULL,
  source_id VARCHAR NOT NULL REFERENCES source
);
COMMENT ON TABLE publication_count IS 'Counts of research papers, published or made by a stated rule. Grain: source x selection x breakdown x period x venue, class, topic or language.';
COMMENT ON COLUMN publication_count.row_id IS 'Source, file and row, the header being row 1.';
COMMENT ON COLUMN publication_count.series IS 'Survey: papers read by people. Bibliography: papers selected by rule. Never one line.';
COMMENT ON COLUMN publication_count.selection IS 'Which papers: those of the survey; those that the keyword rule finds; of these, those that the topic rules keep; those of the wider rule; all papers; all papers of the venues that the survey covers. Selections hold each other and are never added together.';
COMMENT ON COLUMN publication_count.venue IS 'Where they were published, in the breakdowns by venue.';
COMMENT ON COLUMN publication_count.breakdown IS 'Which of the source''s tables the row belongs to; breakdowns are never added together.';
COMMENT ON COLUMN publication_count.period IS 'A year, or first and last year.';
COMMENT ON COLUMN publication_count.class IS 'Which languages the papers study.';
COMMENT ON COLUMN publication_count.topic IS 'Topic of safety research, as the source names it.';
COMMENT ON COLUMN publication_count.language_code IS 'Language code as printed.';
COMMENT ON COLUMN publication_count.language_tag IS 'The language; empty where the source prints a count without a name.';
COMMENT ON COLUMN publication_count.publications IS 'Papers.';
COMMENT ON COLUMN publication_count.locator IS 'Place in the source.';
COMMENT ON COLUMN publication_count.source_id IS 'Where the row comes from.';

CREATE TABLE paper (
  paper_id VARCHAR PRIMARY KEY,
  series publication_series NOT NULL,
  year INTEGER NOT NULL,
  venue VARCHAR NOT NULL,
  title VARCHAR NOT NULL,
  class language_class,
  topic VARCHAR,
  language_codes VARCHAR,
  selections VARCHAR NOT NULL,
  locator VARCHAR NOT NULL,
  source_id VARCHAR NOT NULL REFERENCES source
);
COMMENT ON TABLE paper IS 'The papers behind the counts, where they are known one by one. Grain: paper.';
COMMENT ON COLUMN paper.paper_id IS 'Identifier of the paper in its bibliography.';
COMMENT ON COLUMN paper.series IS 'Survey: read by people. Bibliography: selected and labelled by rule.';
COMMENT ON COLUMN paper.year IS 'Year of publication.';
COMMENT ON COLUMN paper.venue IS 'Where it was published.';
COMMENT ON COLUMN paper.title IS 'Its title.';
COMMENT ON COLUMN paper.class IS 'Which languages it studies.';
COMMENT ON COLUMN paper.topic IS 'Topic of safety research.';
COMMENT ON COLUMN paper.language_codes IS 'Languages it names, as codes with a bar between them; empty where it names none.';
COMMENT ON COLUMN paper.selections IS 'The selections of publication_count that it belongs to, with a bar between them.';
COMMENT ON COLUMN paper.locator IS 'Place in the source.';
COMMENT ON COLUMN paper.source_id IS 'Where the row comes from.';

CREATE TABLE bibliography_venue (
  year INTEGER NOT NULL,
  venue VARCHAR NOT NULL,
  volumes INTEGER NOT NULL CHECK (volumes >= 0),
  papers INTEGER NOT NULL CHECK (papers >= 0),
  papers_with_abstract INTEGER NOT NULL CHECK (papers_with_abstract >= 0),
  in_survey_scope BOOLEAN NOT NULL,
  note VARCHAR,
  source_id VARCHAR NOT NULL REFERENCES source,
  PRIMARY KEY (year, venue, in_survey_scope, source_id)
);
COMMENT ON TABLE bibliography_venue IS 'What the bibliography holds, and what is missing from it. Grain: year x venue.';
COMMENT ON COLUMN bibliography_venue.year IS 'Year.';
COMMENT ON COLUMN bibliography_venue.venue IS 'Venue.';
COMMENT ON COLUMN bibliography_venue.volumes IS 'Volumes read.';
COMMENT ON COLUMN bibliography_venue.papers IS 'Papers in them.';
COMMENT ON COLUMN bibliography_venue.papers_with_abstract IS 'Of these, papers with an abstract; only they can be found by the rules.';
COMMENT ON COLUMN bibliography_venue.in_survey_scope IS 'Whether the survey covers such venues.';
COMMENT ON COLUMN bibliography_venue.note IS 'What is missing.';
COMMENT ON COLUMN bibliography_venue.source_id IS 'Where the row comes from.';

CREATE TABLE resource_indicator (
  row_id VARCHAR PRIMARY KEY,
  language_tag VARCHAR NOT NULL REFERENCES language,
  variant_tag VARCHAR NOT NULL,
  code_in_source VARCHAR NOT NULL,
  indicator_id VARCHAR NOT NULL REFERENCES indicator,
  period VARCHAR NOT NULL,
  value DOUBLE NOT NULL,
  locator VARCHAR NOT NULL,
  source_id VARCHAR NOT NULL REFERENCES source,
  UNIQUE (source_id, indicator_id, period, code_in_source)
);
COMMENT ON TABLE resource_indicator IS 'Digital resources of a language: text, speech, articles, software. Grain: source x indicator x period x language variant.';
COMMENT ON COLUMN resource_indicator.row_id IS 'Source, file and row, the header being row 1.';
COMMENT ON COLUMN resource_indicator.language_tag IS 'The language.';
COMMENT ON COLUMN resource_indicator.variant_tag IS 'The language with its script or region, as the source counts it.';
COMMENT ON COLUMN resource_indicator.code_in_source IS 'The language as the source codes it.';
COMMENT ON COLUMN resource_indicator.indicator_id IS 'What was measured (web share, corpus size, speech hours, encyclopaedia articles, locale coverage, product support).';
COMMENT ON COLUMN resource_indicator.period IS 'When, as the source names it.';
COMMENT ON COLUMN resource_indicator.value IS 'The number as published.';
COMMENT ON COLUMN resource_indicator.locator IS 'Place in the source.';
COMMENT ON COLUMN resource_indicator.source_id IS 'Where the row comes from.';

CREATE TABLE finding (
  row_id VARCHAR PRIMARY KEY,
  about VARCHAR NOT NULL,
  benchmark_id VARCHAR REFERENCES benchmark,
  subset VARCHAR,
  condition VARCHAR,
  model_id VARCHAR REFERENCES model,
  metric_id VARCHAR,
  scope VARCHAR NOT NULL,
  language_tag VARCHAR REFERENCES language,
  value DOUBLE,
  unit VARCHAR NOT NULL,
  n_items INTEGER,
  period VARCHAR NOT NULL,
  compared_with VARCHAR,
  locator VARCHAR NOT NULL,
  source_id VARCHAR NOT NULL REFERENCES source
);
COMMENT ON TABLE finding IS 'A published number that is no single score of one model in one language: an average, an effect, a headline. It enters no metric. Grain: printed number.';
COMMENT ON COLUMN finding.row_id IS 'Source, file and row, the header being row 1.';
COMMENT ON COLUMN finding.about IS 'What the number is about.';
COMMENT ON COLUMN finding.benchmark_id IS 'The benchmark, where there is one.';
COMMENT ON COLUMN finding.subset IS 'Part of the benchmark.';
COMMENT ON COLUMN finding.condition IS 'How the model was asked.';
COMMENT ON COLUMN finding.model_id IS 'The model, where there is one.';
COMMENT ON COLUMN finding.metric_id IS 'What was counted, where there is a benchmark.';
COMMENT ON COLUMN finding.scope IS 'Over what the number was taken, in the source''s words; also the wording of a finding that is no number.';
COMMENT ON COLUMN finding.language_tag IS 'The language, where it concerns one.';
COMMENT ON COLUMN finding.value IS 'The number as published; empty where the source prints words.';
COMMENT ON COLUMN finding.unit IS 'Unit as published.';
COMMENT ON COLUMN finding.n_items IS 'Items behind it, where printed.';
COMMENT ON COLUMN finding.period IS 'Year, or first and last year.';
COMMENT ON COLUMN finding.compared_with IS 'What it was compared with, where it is a comparison.';
COMMENT ON COLUMN finding.locator IS 'Place in the source.';
COMMENT ON COLUMN finding.source_id IS 'Where the row comes from.';

-- The build ----------------------------------------------------------------------------------

CREATE TABLE build (
  contract_version VARCHAR NOT NULL,
  input_hash VARCHAR NOT NULL,
  content_hash VARCHAR NOT NULL,
  as_of DATE NOT NULL
);
COMMENT ON TABLE build IS 'One row about this warehouse.';
COMMENT ON COLUMN build.contract_version IS 'Hash of the SQL text of the contract; the dashboard opens no other.';
COMMENT ON COLUMN build.input_hash IS 'Hash of every file that the build read.';
COMMENT ON COLUMN build.content_hash IS 'Hash of every row of every table: equal rows, equal hash.';
COMMENT ON COLUMN build.as_of IS 'The data''s date: the newest date on which a source was taken in. No clock enters a statistic.';

CREATE TABLE definition (
  relation VARCHAR PRIMARY KEY,
  kept BOOLEAN NOT NULL,
  statement VARCHAR NOT NULL,
  grain VARCHAR NOT NULL,
  unit VARCHAR NOT NULL,
  sign VARCHAR NOT NULL,
  method VARCHAR NOT NULL,
  formula VARCHAR,
  not_for VARCHAR,
  sql VARCHAR NOT NULL
);
COMMENT ON TABLE definition IS 'How each view is worked out. Grain: view.';
COMMENT ON COLUMN definition.relation IS 'Name of the view.';
COMMENT ON COLUMN definition.kept IS 'Whether the build works it out once and keeps the result.';
COMMENT ON COLUMN definition.statement IS 'What it says, in one line.';
COMMENT ON COLUMN definition.grain IS 'What one row is.';
COMMENT ON COLUMN definition.unit IS 'Unit of its numbers.';
COMMENT ON COLUMN definition.sign IS 'Which way is better or worse.';
COMMENT ON COLUMN definition.method IS 'How it is worked out.';
COMMENT ON COLUMN definition.formula IS 'The same as a formula, in TeX, for the metrics.';
COMMENT ON COLUMN definition.not_for IS 'When not to use it, for the metrics.';
COMMENT ON COLUMN definition.sql IS 'The SQL text of the contract.';
