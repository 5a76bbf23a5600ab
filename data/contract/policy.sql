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

CREATE TYPE argument_topic AS ENUM ('translation', 'official', 'market', 'safe', 'cost', 'report', 'trust', 'harvest', 'cause', 'growth');
CREATE TYPE argument_side AS ENUM ('for', 'against', 'stated');
-- percent 0-100, share 0-1; points: of percent; agreement: a coefficient up to 1; short: a large count, written in millions.
CREATE TYPE argument_unit AS ENUM ('count', 'percent', 'share', 'points', 'agreement', 'short', 'year', 'month', 'name');

CREATE TABLE argument_fact (
  row_id VARCHAR PRIMARY KEY,
  argument_id VARCHAR NOT NULL,
  topic argument_topic NOT NULL,
  side argument_side NOT NULL,
  position INTEGER NOT NULL,
  name VARCHAR,
  value DOUBLE,
  label VARCHAR,
  unit argument_unit,
  policy_source_id VARCHAR REFERENCES policy_source,
  transcription transcription NOT NULL,
  locator VARCHAR NOT NULL,
  source_id VARCHAR NOT NULL REFERENCES source,
  CHECK ((name IS NULL) = (unit IS NULL)),
  CHECK (name IS NULL OR (value IS NULL) <> (label IS NULL))
);
COMMENT ON TABLE argument_fact IS 'What is published for and against each objection, and why the gap exists and grows: one number, or the place of one statement. Grain: argument x number or policy source. The sentences stand in the interface catalogues.';
COMMENT ON COLUMN argument_fact.row_id IS 'Source, file and row, the header being row 1.';
COMMENT ON COLUMN argument_fact.argument_id IS 'The argument: one sentence for readers.';
COMMENT ON COLUMN argument_fact.topic IS 'The objection that it concerns; or cause or growth, why the gap exists and why it grows.';
COMMENT ON COLUMN argument_fact.side IS 'Whether it speaks for the objection or against it; stated where there are no sides.';
COMMENT ON COLUMN argument_fact.position IS 'Order of reading within the topic.';
COMMENT ON COLUMN argument_fact.name IS 'Place of the number in the sentence; empty where the row is only the place of a statement.';
COMMENT ON COLUMN argument_fact.value IS 'The number as published.';
COMMENT ON COLUMN argument_fact.label IS 'A name or month, where it is no number.';
COMMENT ON COLUMN argument_fact.unit IS 'How it is to be written.';
COMMENT ON COLUMN argument_fact.policy_source_id IS 'The policy source that says so; empty where the sentence rests on other figures, or on what no policy source says.';
COMMENT ON COLUMN argument_fact.transcription IS 'Primary: read in the source itself. Secondary: read in somebody else''s account of it.';
COMMENT ON COLUMN argument_fact.locator IS 'Place in the policy source.';
COMMENT ON COLUMN argument_fact.source_id IS 'Where the row comes from.';
