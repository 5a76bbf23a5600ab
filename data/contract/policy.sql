-- What governance has written and done: publications read for the advice, what they say in our own words, and precedents.

CREATE TABLE policy_source (
  policy_source_id VARCHAR PRIMARY KEY,
  title VARCHAR NOT NULL,
  authors VARCHAR NOT NULL,
  year INTEGER,
  venue VARCHAR,
  identifier VARCHAR,
  address VARCHAR,
  licence VARCHAR NOT NULL,
  transcription transcription NOT NULL,
  what_was_read VARCHAR NOT NULL,
  note VARCHAR,
  source_id VARCHAR NOT NULL REFERENCES source
);
COMMENT ON TABLE policy_source IS 'Publications on policy that were read for the advice. Grain: publication.';
COMMENT ON COLUMN policy_source.policy_source_id IS 'Code of the publication (P01).';
COMMENT ON COLUMN policy_source.title IS 'Its title.';
COMMENT ON COLUMN policy_source.authors IS 'Authors or publisher.';
COMMENT ON COLUMN policy_source.year IS 'Year; empty where the part read shows none.';
COMMENT ON COLUMN policy_source.venue IS 'What kind of publication it is.';
COMMENT ON COLUMN policy_source.identifier IS 'arXiv number or DOI, where there is one.';
COMMENT ON COLUMN policy_source.address IS 'Where a reader finds it; empty where the copy read shows none.';
COMMENT ON COLUMN policy_source.licence IS 'Licence, or "not stated".';
COMMENT ON COLUMN policy_source.transcription IS 'Primary: read in the publication itself. Secondary: read from somebody else''s words about it.';
COMMENT ON COLUMN policy_source.what_was_read IS 'Which part of it was read.';
COMMENT ON COLUMN policy_source.note IS 'What a careful reader must know.';
COMMENT ON COLUMN policy_source.source_id IS 'Where the row comes from.';

CREATE TABLE policy_extract (
  row_id VARCHAR PRIMARY KEY,
  topic VARCHAR NOT NULL CHECK (topic IN ('cause', 'growth', 'barrier', 'safety_consequence', 'counter_evidence', 'recommendation')),
  statement VARCHAR NOT NULL,
  policy_source_id VARCHAR NOT NULL REFERENCES policy_source,
  locator VARCHAR NOT NULL,
  transcription transcription NOT NULL,
  source_id VARCHAR NOT NULL REFERENCES source
);
COMMENT ON TABLE policy_extract IS 'What a publication says, in our own words. Grain: statement.';
COMMENT ON COLUMN policy_extract.row_id IS 'Source, file and row, the header being row 1.';
COMMENT ON COLUMN policy_extract.topic IS 'Why the gap exists, why it grows, what stands in the way, what it does to safety, what speaks against all this, or what is recommended.';
COMMENT ON COLUMN policy_extract.statement IS 'The statement.';
COMMENT ON COLUMN policy_extract.policy_source_id IS 'The publication that says so.';
COMMENT ON COLUMN policy_extract.locator IS 'Place in the source.';
COMMENT ON COLUMN policy_extract.transcription IS 'Primary: read in the publication itself. Secondary: read from somebody else''s words about it.';
COMMENT ON COLUMN policy_extract.source_id IS 'Where the row comes from.';

CREATE TABLE precedent (
  precedent_id VARCHAR PRIMARY KEY,
  programme VARCHAR NOT NULL,
  holder VARCHAR,
  period VARCHAR,
  what VARCHAR NOT NULL,
  numbers VARCHAR,
  money VARCHAR,
  languages VARCHAR,
  policy_source_id VARCHAR NOT NULL REFERENCES policy_source,
  locator VARCHAR NOT NULL,
  transcription transcription NOT NULL,
  source_id VARCHAR NOT NULL REFERENCES source
);
COMMENT ON TABLE precedent IS 'What has been done before: who, when, for how much. Grain: programme or act.';
COMMENT ON COLUMN precedent.precedent_id IS 'Code of the precedent.';
COMMENT ON COLUMN precedent.programme IS 'What it is called.';
COMMENT ON COLUMN precedent.holder IS 'Country or organisation.';
COMMENT ON COLUMN precedent.period IS 'Year or years; empty where the part read shows none.';
COMMENT ON COLUMN precedent.what IS 'What was done.';
COMMENT ON COLUMN precedent.numbers IS 'What is counted about it, as printed.';
COMMENT ON COLUMN precedent.money IS 'Sums among these numbers.';
COMMENT ON COLUMN precedent.languages IS 'Which languages.';
COMMENT ON COLUMN precedent.policy_source_id IS 'The publication that says so.';
COMMENT ON COLUMN precedent.locator IS 'Place in the source.';
COMMENT ON COLUMN precedent.transcription IS 'Primary: read in the publication itself. Secondary: read from somebody else''s words about it.';
COMMENT ON COLUMN precedent.source_id IS 'Where the row comes from.';
