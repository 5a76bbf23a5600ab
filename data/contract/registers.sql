-- Registers: what many recommendations need to know and no benchmark says. One that nobody has supplied is an empty table, and the
-- rules that need it say so. Any source may bring rows for them, as for every other table.

CREATE TABLE institute_exercise (
  row_id VARCHAR PRIMARY KEY,
  exercise_id VARCHAR NOT NULL,
  language_tag VARCHAR NOT NULL REFERENCES language,
  variant_tag VARCHAR NOT NULL,
  language_as_reported VARCHAR NOT NULL,
  published VARCHAR NOT NULL CHECK (regexp_full_match(published, '\d{4}(-\d{2}(-\d{2})?)?')),
  shared_protocol BOOLEAN NOT NULL,
  policy_source_id VARCHAR REFERENCES policy_source,
  locator VARCHAR NOT NULL,
  source_id VARCHAR NOT NULL REFERENCES source
);
COMMENT ON TABLE institute_exercise IS 'Register: languages that public AI institutes have tested for safety, where results by language are not printed. Grain: exercise x language.';
COMMENT ON COLUMN institute_exercise.row_id IS 'Source, file and row, the header being row 1.';
COMMENT ON COLUMN institute_exercise.exercise_id IS 'The exercise.';
COMMENT ON COLUMN institute_exercise.language_tag IS 'The language.';
COMMENT ON COLUMN institute_exercise.variant_tag IS 'The language with the script or region, as the source has it.';
COMMENT ON COLUMN institute_exercise.language_as_reported IS 'The language as printed.';
COMMENT ON COLUMN institute_exercise.published IS 'When it was published.';
COMMENT ON COLUMN institute_exercise.shared_protocol IS 'Whether several institutes tested by one protocol.';
COMMENT ON COLUMN institute_exercise.policy_source_id IS 'The publication that says so, where it is one of those read.';
COMMENT ON COLUMN institute_exercise.locator IS 'Place in the source.';
COMMENT ON COLUMN institute_exercise.source_id IS 'Where the row comes from.';

CREATE TABLE product_language (
  row_id VARCHAR PRIMARY KEY,
  product VARCHAR NOT NULL,
  developer VARCHAR NOT NULL,
  language_tag VARCHAR NOT NULL REFERENCES language,
  variant_tag VARCHAR NOT NULL,
  listed VARCHAR NOT NULL CHECK (regexp_full_match(listed, '\d{4}(-\d{2}(-\d{2})?)?')),
  reports_capability BOOLEAN,
  reports_safety BOOLEAN,
  locator VARCHAR NOT NULL,
  source_id VARCHAR NOT NULL REFERENCES source
);
COMMENT ON TABLE product_language IS 'Register: languages that a product says it answers in, and whether the report on its model gives results in them. Grain: product x language.';
COMMENT ON COLUMN product_language.row_id IS 'Source, file and row, the header being row 1.';
COMMENT ON COLUMN product_language.product IS 'The product.';
COMMENT ON COLUMN product_language.developer IS 'Who offers it.';
COMMENT ON COLUMN product_language.language_tag IS 'The language.';
COMMENT ON COLUMN product_language.variant_tag IS 'The language with the script or region, as the source has it.';
COMMENT ON COLUMN product_language.listed IS 'Date of the copy of the list.';
COMMENT ON COLUMN product_language.reports_capability IS 'Whether the newest report on its model prints a capability result in the language; empty where no report was read.';
COMMENT ON COLUMN product_language.reports_safety IS 'The same for safety.';
COMMENT ON COLUMN product_language.locator IS 'Place in the source.';
COMMENT ON COLUMN product_language.source_id IS 'Where the row comes from.';

CREATE TABLE training_summary (
  row_id VARCHAR PRIMARY KEY,
  summary_id VARCHAR NOT NULL UNIQUE,
  model_name VARCHAR NOT NULL,
  provider VARCHAR NOT NULL,
  placed VARCHAR,
  names_languages BOOLEAN,
  n_languages INTEGER,
  gives_quantity BOOLEAN,
  read_whole BOOLEAN NOT NULL,
  policy_source_id VARCHAR REFERENCES policy_source,
  locator VARCHAR NOT NULL,
  source_id VARCHAR NOT NULL REFERENCES source
);
COMMENT ON TABLE training_summary IS 'Register: language lines of public summaries of training content. Grain: summary.';
COMMENT ON COLUMN training_summary.row_id IS 'Source, file and row, the header being row 1.';
COMMENT ON COLUMN training_summary.summary_id IS 'The summary.';
COMMENT ON COLUMN training_summary.model_name IS 'The model, as the summary names it.';
COMMENT ON COLUMN training_summary.provider IS 'Who placed it on the market.';
COMMENT ON COLUMN training_summary.placed IS 'When; empty where the part read does not say.';
COMMENT ON COLUMN training_summary.names_languages IS 'Whether the part read names languages.';
COMMENT ON COLUMN training_summary.n_languages IS 'How many it names or counts, where it gives a number.';
COMMENT ON COLUMN training_summary.gives_quantity IS 'Whether the part read gives a quantity for each language.';
COMMENT ON COLUMN training_summary.read_whole IS 'Whether the whole summary was read.';
COMMENT ON COLUMN training_summary.policy_source_id IS 'The publication that says so, where it is one of those read.';
COMMENT ON COLUMN training_summary.locator IS 'Place in the source.';
COMMENT ON COLUMN training_summary.source_id IS 'Where the row comes from.';

CREATE TABLE language_platform (
  row_id VARCHAR PRIMARY KEY,
  territory_code VARCHAR NOT NULL UNIQUE REFERENCES territory,
  name VARCHAR,
  exists BOOLEAN NOT NULL,
  policy_source_id VARCHAR REFERENCES policy_source,
  locator VARCHAR NOT NULL,
  source_id VARCHAR NOT NULL REFERENCES source
);
COMMENT ON TABLE language_platform IS 'Register: whether a country has an open public platform for its languages. Grain: territory.';
COMMENT ON COLUMN language_platform.row_id IS 'Source, file and row, the header being row 1.';
COMMENT ON COLUMN language_platform.territory_code IS 'The territory.';
COMMENT ON COLUMN language_platform.name IS 'What it is called.';
COMMENT ON COLUMN language_platform.exists IS 'Whether there is one.';
COMMENT ON COLUMN language_platform.policy_source_id IS 'The publication that says so, where it is one of those read.';
COMMENT ON COLUMN language_platform.locator IS 'Place in the source.';
COMMENT ON COLUMN language_platform.source_id IS 'Where the row comes from.';

CREATE TABLE service_use (
  row_id VARCHAR PRIMARY KEY,
  service VARCHAR NOT NULL,
  language_tag VARCHAR NOT NULL REFERENCES language,
  variant_tag VARCHAR NOT NULL,
  live BOOLEAN NOT NULL,
  locator VARCHAR NOT NULL,
  source_id VARCHAR NOT NULL REFERENCES source
);
COMMENT ON TABLE service_use IS 'Register: public services of health, law or benefits that use the output of AI in a language. Grain: service x language.';
COMMENT ON COLUMN service_use.row_id IS 'Source, file and row, the header being row 1.';
COMMENT ON COLUMN service_use.service IS 'The service.';
COMMENT ON COLUMN service_use.language_tag IS 'The language.';
COMMENT ON COLUMN service_use.variant_tag IS 'The language with the script or region, as the source has it.';
COMMENT ON COLUMN service_use.live IS 'Whether it is in use.';
COMMENT ON COLUMN service_use.locator IS 'Place in the source.';
COMMENT ON COLUMN service_use.source_id IS 'Where the row comes from.';

CREATE TABLE platform_user (
  row_id VARCHAR PRIMARY KEY,
  product VARCHAR NOT NULL UNIQUE,
  users BIGINT NOT NULL CHECK (users >= 0),
  reports_by_language BOOLEAN,
  locator VARCHAR NOT NULL,
  source_id VARCHAR NOT NULL REFERENCES source
);
COMMENT ON TABLE platform_user IS 'Register: users of an AI system in the European Union, and whether it reports by official language. Grain: system.';
COMMENT ON COLUMN platform_user.row_id IS 'Source, file and row, the header being row 1.';
COMMENT ON COLUMN platform_user.product IS 'The system.';
COMMENT ON COLUMN platform_user.users IS 'People a month in the European Union.';
COMMENT ON COLUMN platform_user.reports_by_language IS 'Whether safety or support is reported by official language; empty where no report was read.';
COMMENT ON COLUMN platform_user.locator IS 'Place in the source.';
COMMENT ON COLUMN platform_user.source_id IS 'Where the row comes from.';

CREATE TABLE speech_corpus (
  row_id VARCHAR PRIMARY KEY,
  corpus VARCHAR NOT NULL,
  language_tag VARCHAR NOT NULL REFERENCES language,
  variant_tag VARCHAR NOT NULL,
  hours DOUBLE NOT NULL CHECK (hours >= 0),
  licence VARCHAR NOT NULL,
  locator VARCHAR NOT NULL,
  source_id VARCHAR NOT NULL REFERENCES source
);
COMMENT ON TABLE speech_corpus IS 'Register: open speech beside Common Voice. Grain: corpus x language.';
COMMENT ON COLUMN speech_corpus.row_id IS 'Source, file and row, the header being row 1.';
COMMENT ON COLUMN speech_corpus.corpus IS 'The corpus.';
COMMENT ON COLUMN speech_corpus.language_tag IS 'The language.';
COMMENT ON COLUMN speech_corpus.variant_tag IS 'The language with the script or region, as the source has it.';
COMMENT ON COLUMN speech_corpus.hours IS 'Validated hours in the language; 0 where the corpus was searched and holds none.';
COMMENT ON COLUMN speech_corpus.licence IS 'Its licence.';
COMMENT ON COLUMN speech_corpus.locator IS 'Place in the source.';
COMMENT ON COLUMN speech_corpus.source_id IS 'Where the row comes from.';

CREATE TABLE corpus_audit (
  row_id VARCHAR PRIMARY KEY,
  corpus VARCHAR NOT NULL,
  language_tag VARCHAR NOT NULL REFERENCES language,
  variant_tag VARCHAR NOT NULL,
  web_crawled BOOLEAN NOT NULL,
  sentences_audited INTEGER,
  acceptable_pct DOUBLE CHECK (acceptable_pct BETWEEN 0 AND 100),
  locator VARCHAR NOT NULL,
  source_id VARCHAR NOT NULL REFERENCES source
);
COMMENT ON TABLE corpus_audit IS 'Register: where the text corpora of a language come from, and whether speakers audited them. Grain: corpus x language.';
COMMENT ON COLUMN corpus_audit.row_id IS 'Source, file and row, the header being row 1.';
COMMENT ON COLUMN corpus_audit.corpus IS 'The corpus.';
COMMENT ON COLUMN corpus_audit.language_tag IS 'The language.';
COMMENT ON COLUMN corpus_audit.variant_tag IS 'The language with the script or region, as the source has it.';
COMMENT ON COLUMN corpus_audit.web_crawled IS 'Whether it was crawled from the web.';
COMMENT ON COLUMN corpus_audit.sentences_audited IS 'Sentences that speakers checked; 0 where a search found no audit, empty where nobody searched.';
COMMENT ON COLUMN corpus_audit.acceptable_pct IS 'Percent of these that are acceptable text in the right language.';
COMMENT ON COLUMN corpus_audit.locator IS 'Place in the source.';
COMMENT ON COLUMN corpus_audit.source_id IS 'Where the row comes from.';

CREATE TABLE dataset_terms (
  row_id VARCHAR PRIMARY KEY,
  dataset VARCHAR NOT NULL,
  language_tag VARCHAR NOT NULL REFERENCES language,
  variant_tag VARCHAR NOT NULL,
  states_terms BOOLEAN NOT NULL,
  authority VARCHAR,
  locator VARCHAR NOT NULL,
  source_id VARCHAR NOT NULL REFERENCES source
);
COMMENT ON TABLE dataset_terms IS 'Register: consent or community terms of the data sets of a language. Grain: data set x language.';
COMMENT ON COLUMN dataset_terms.row_id IS 'Source, file and row, the header being row 1.';
COMMENT ON COLUMN dataset_terms.dataset IS 'The data set.';
COMMENT ON COLUMN dataset_terms.language_tag IS 'The language.';
COMMENT ON COLUMN dataset_terms.variant_tag IS 'The language with the script or region, as the source has it.';
COMMENT ON COLUMN dataset_terms.states_terms IS 'Whether it states consent or community terms.';
COMMENT ON COLUMN dataset_terms.authority IS 'The community authority, where one is known.';
COMMENT ON COLUMN dataset_terms.locator IS 'Place in the source.';
COMMENT ON COLUMN dataset_terms.source_id IS 'Where the row comes from.';

CREATE TABLE model_origin (
  row_id VARCHAR PRIMARY KEY,
  model_name VARCHAR NOT NULL,
  language_tag VARCHAR NOT NULL REFERENCES language,
  variant_tag VARCHAR NOT NULL,
  territory_code VARCHAR REFERENCES territory,
  locator VARCHAR NOT NULL,
  source_id VARCHAR NOT NULL REFERENCES source
);
COMMENT ON TABLE model_origin IS 'Register: openly released models for a language and the country they come from. Grain: model x language.';
COMMENT ON COLUMN model_origin.row_id IS 'Source, file and row, the header being row 1.';
COMMENT ON COLUMN model_origin.model_name IS 'The model.';
COMMENT ON COLUMN model_origin.language_tag IS 'The language.';
COMMENT ON COLUMN model_origin.variant_tag IS 'The language with the script or region, as the source has it.';
COMMENT ON COLUMN model_origin.territory_code IS 'Country of its developer; empty where unknown.';
COMMENT ON COLUMN model_origin.locator IS 'Place in the source.';
COMMENT ON COLUMN model_origin.source_id IS 'Where the row comes from.';

CREATE TABLE contributor_share (
  row_id VARCHAR PRIMARY KEY,
  dataset VARCHAR NOT NULL,
  language_tag VARCHAR NOT NULL REFERENCES language,
  variant_tag VARCHAR NOT NULL,
  contributors INTEGER NOT NULL CHECK (contributors > 0),
  largest_share_pct DOUBLE NOT NULL CHECK (largest_share_pct BETWEEN 0 AND 100),
  locator VARCHAR NOT NULL,
  source_id VARCHAR NOT NULL REFERENCES source
);
COMMENT ON TABLE contributor_share IS 'Register: how the contributions to open data of a language are spread over people. Grain: data set x language.';
COMMENT ON COLUMN contributor_share.row_id IS 'Source, file and row, the header being row 1.';
COMMENT ON COLUMN contributor_share.dataset IS 'The data set.';
COMMENT ON COLUMN contributor_share.language_tag IS 'The language.';
COMMENT ON COLUMN contributor_share.variant_tag IS 'The language with the script or region, as the source has it.';
COMMENT ON COLUMN contributor_share.contributors IS 'People who contributed.';
COMMENT ON COLUMN contributor_share.largest_share_pct IS 'Percent of the items that come from the busiest one.';
COMMENT ON COLUMN contributor_share.locator IS 'Place in the source.';
COMMENT ON COLUMN contributor_share.source_id IS 'Where the row comes from.';

CREATE TABLE token_count (
  row_id VARCHAR PRIMARY KEY,
  tokenizer VARCHAR NOT NULL,
  language_tag VARCHAR NOT NULL REFERENCES language,
  variant_tag VARCHAR NOT NULL,
  sentences INTEGER NOT NULL CHECK (sentences > 0),
  ratio DOUBLE NOT NULL CHECK (ratio > 0),
  locator VARCHAR NOT NULL,
  source_id VARCHAR NOT NULL REFERENCES source
);
COMMENT ON TABLE token_count IS 'Register: tokens that a priced tokenizer needs for the same text. Grain: tokenizer x language.';
COMMENT ON COLUMN token_count.row_id IS 'Source, file and row, the header being row 1.';
COMMENT ON COLUMN token_count.tokenizer IS 'The tokenizer.';
COMMENT ON COLUMN token_count.language_tag IS 'The language.';
COMMENT ON COLUMN token_count.variant_tag IS 'The language with the script or region, as the source has it.';
COMMENT ON COLUMN token_count.sentences IS 'Parallel sentences counted.';
COMMENT ON COLUMN token_count.ratio IS 'Tokens in the language over tokens in English.';
COMMENT ON COLUMN token_count.locator IS 'Place in the source.';
COMMENT ON COLUMN token_count.source_id IS 'Where the row comes from.';

CREATE TABLE summit_signatory (
  row_id VARCHAR PRIMARY KEY,
  developer VARCHAR NOT NULL UNIQUE,
  official_list BOOLEAN NOT NULL,
  evaluations INTEGER CHECK (evaluations >= 0),
  locator VARCHAR NOT NULL,
  source_id VARCHAR NOT NULL REFERENCES source
);
COMMENT ON TABLE summit_signatory IS 'Register: signatories of the New Delhi commitments. Grain: signatory.';
COMMENT ON COLUMN summit_signatory.row_id IS 'Source, file and row, the header being row 1.';
COMMENT ON COLUMN summit_signatory.developer IS 'The signatory.';
COMMENT ON COLUMN summit_signatory.official_list IS 'Whether the list is the official one.';
COMMENT ON COLUMN summit_signatory.evaluations IS 'Multilingual evaluations published since the commitments; empty where nobody searched.';
COMMENT ON COLUMN summit_signatory.locator IS 'Place in the source.';
COMMENT ON COLUMN summit_signatory.source_id IS 'Where the row comes from.';

CREATE TABLE full_text_check (
  row_id VARCHAR PRIMARY KEY,
  venue VARCHAR NOT NULL,
  year INTEGER NOT NULL,
  papers INTEGER NOT NULL CHECK (papers > 0),
  unnamed INTEGER NOT NULL CHECK (unnamed BETWEEN 0 AND papers),
  locator VARCHAR NOT NULL,
  source_id VARCHAR NOT NULL REFERENCES source
);
COMMENT ON TABLE full_text_check IS 'Register: safety papers read in full to see whether they name the language studied. Grain: venue x year.';
COMMENT ON COLUMN full_text_check.row_id IS 'Source, file and row, the header being row 1.';
COMMENT ON COLUMN full_text_check.venue IS 'The venue.';
COMMENT ON COLUMN full_text_check.year IS 'The year.';
COMMENT ON COLUMN full_text_check.papers IS 'Papers read.';
COMMENT ON COLUMN full_text_check.unnamed IS 'Of these, papers that name no language.';
COMMENT ON COLUMN full_text_check.locator IS 'Place in the source.';
COMMENT ON COLUMN full_text_check.source_id IS 'Where the row comes from.';

CREATE TABLE withdrawal_record (
  row_id VARCHAR PRIMARY KEY,
  recommendation_id VARCHAR NOT NULL,
  subject_kind VARCHAR NOT NULL,
  subject VARCHAR NOT NULL,
  statement VARCHAR NOT NULL,
  locator VARCHAR NOT NULL,
  source_id VARCHAR NOT NULL REFERENCES source
);
COMMENT ON TABLE withdrawal_record IS 'Register: findings that meet the withdrawal condition of a recommendation where no view can tell. Grain: finding.';
COMMENT ON COLUMN withdrawal_record.row_id IS 'Source, file and row, the header being row 1.';
COMMENT ON COLUMN withdrawal_record.recommendation_id IS 'The recommendation.';
COMMENT ON COLUMN withdrawal_record.subject_kind IS 'Kind of subject.';
COMMENT ON COLUMN withdrawal_record.subject IS 'The language, territory or other subject that it holds for.';
COMMENT ON COLUMN withdrawal_record.statement IS 'The finding.';
COMMENT ON COLUMN withdrawal_record.locator IS 'Place in the source.';
COMMENT ON COLUMN withdrawal_record.source_id IS 'Where the row comes from.';

CREATE TABLE register (
  register_id VARCHAR PRIMARY KEY,
  relation VARCHAR NOT NULL,
  statement VARCHAR NOT NULL
);
COMMENT ON TABLE register IS 'The registers: what each holds, and which table a source supplies it in. A register without a row for a subject says nothing about it. Grain: register.';
COMMENT ON COLUMN register.register_id IS 'Code of the register.';
COMMENT ON COLUMN register.relation IS 'The table of this contract that holds it: the kind of file that supplies it.';
COMMENT ON COLUMN register.statement IS 'What it holds.';

INSERT INTO register VALUES
  ('institute_exercise', 'institute_exercise', 'Safety exercises of public AI institutes, by language.'),
  ('product_language', 'product_language', 'Supported-language lists of products, with what their reports say.'),
  ('training_summary', 'training_summary', 'Language lines of public summaries of training content.'),
  ('language_platform', 'language_platform', 'Open public platforms for the languages of a country.'),
  ('service_use', 'service_use', 'Public services that use AI output in a language.'),
  ('platform_user', 'platform_user', 'Users of AI systems in the European Union.'),
  ('speech_corpus', 'speech_corpus', 'Open speech beside Common Voice.'),
  ('corpus_audit', 'corpus_audit', 'Origin and audits of text corpora.'),
  ('dataset_terms', 'dataset_terms', 'Consent and community terms of data sets.'),
  ('model_origin', 'model_origin', 'Open models and the country they come from.'),
  ('contributor_share', 'contributor_share', 'How contributions are spread over people.'),
  ('token_count', 'token_count', 'Tokens for the same text, by tokenizer.'),
  ('summit_signatory', 'summit_signatory', 'Signatories of the New Delhi commitments.'),
  ('full_text_check', 'full_text_check', 'Safety papers read in full.'),
  ('withdrawal_record', 'withdrawal_record', 'Findings that meet a withdrawal condition.'),
  ('official_status', 'language_territory', 'Official languages of a territory.'),
  ('item_origin', 'benchmark', 'How the items of a benchmark came to exist.');
