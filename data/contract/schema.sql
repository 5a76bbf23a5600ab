-- The contract between etl/ and dashboard/: what was published, and nothing worked out from it.
-- This file: the things that figures name. facts.sql: the figures. What they mean stands in views/, what must hold in checks/.

CREATE TYPE dimension AS ENUM ('capability', 'safety', 'speech', 'multimodal', 'safeguard', 'judge');
CREATE TYPE item_origin AS ENUM ('original', 'human_translated', 'machine_translated', 'machine_translated_reviewed', 'mixed', 'unknown');
-- share 0-1 and percent 0-100: parts of a whole. coefficient: -1 to 1, coefficient_percent: the same times 100. points_0_1 and points_0_100:
-- a scale of its own with those ends. error_ratio and error_percent: errors per word or character, from 0 with no upper end. points: no ends.
CREATE TYPE unit AS ENUM ('share', 'percent', 'coefficient', 'coefficient_percent', 'points_0_1', 'points_0_100', 'error_ratio', 'error_percent', 'points');
CREATE TYPE transcription AS ENUM ('primary', 'secondary');
CREATE TYPE redistribution AS ENUM ('yes', 'no', 'unclear');
CREATE TYPE aspect AS ENUM ('correct', 'harm', 'safe', 'over_refusal', 'non_answer', 'complement', 'alternative', 'quality', 'error', 'agreement');
CREATE TYPE language_scope AS ENUM ('individual', 'macrolanguage');
CREATE TYPE language_type AS ENUM ('living', 'extinct', 'historical', 'constructed');
CREATE TYPE endangerment AS ENUM ('not_endangered', 'threatened', 'shifting', 'moribund', 'nearly_extinct', 'extinct');
CREATE TYPE official_status AS ENUM ('official', 'de_facto_official', 'official_regional');
CREATE TYPE publication_series AS ENUM ('survey', 'bibliography');
CREATE TYPE publication_breakdown AS ENUM ('year_class', 'topic_class', 'language', 'venue_class_topic', 'venue_language_class_topic', 'year_language');
CREATE TYPE publication_selection AS ENUM ('survey', 'keyword', 'keyword_and_topic', 'extended', 'all_papers', 'all_papers_acl');
CREATE TYPE language_class AS ENUM ('english_only', 'not_english_only', 'monolingual_non_english', 'multilingual', 'english_only_or_unspecified');
CREATE TYPE territory_scheme AS ENUM ('m49_region', 'm49_subregion', 'm49_intermediate_region', 'world_bank_income', 'united_nations_list', 'union');
CREATE TYPE indicator_aggregate AS ENUM ('sum', 'max');

-- Dimensions ---------------------------------------------------------------------------------

CREATE TABLE threshold (
  threshold_id VARCHAR PRIMARY KEY,
  value DOUBLE NOT NULL,
  unit VARCHAR NOT NULL,
  statement VARCHAR NOT NULL
);
COMMENT ON TABLE threshold IS 'Every limit at which a judgement turns, in one place. They are editorial choices. Grain: limit.';
COMMENT ON COLUMN threshold.threshold_id IS 'Code of the limit.';
COMMENT ON COLUMN threshold.value IS 'The limit.';
COMMENT ON COLUMN threshold.unit IS 'Its unit.';
COMMENT ON COLUMN threshold.statement IS 'What turns at it.';

CREATE TABLE developer_alias (
  developer VARCHAR PRIMARY KEY,
  counts_as VARCHAR NOT NULL
);
COMMENT ON TABLE developer_alias IS 'Developers that sources name in two ways, or that belong to another: they count once. Grain: name.';
COMMENT ON COLUMN developer_alias.developer IS 'Name as published.';
COMMENT ON COLUMN developer_alias.counts_as IS 'The developer that it counts as.';

CREATE TABLE source (
  source_id VARCHAR PRIMARY KEY,
  title VARCHAR NOT NULL,
  authors VARCHAR NOT NULL,
  year INTEGER NOT NULL,
  address VARCHAR NOT NULL,
  licence VARCHAR NOT NULL,
  redistribution redistribution NOT NULL,
  transcription transcription NOT NULL,
  retrieved DATE NOT NULL,
  origin VARCHAR NOT NULL,
  notes VARCHAR[] NOT NULL
);
COMMENT ON TABLE source IS 'One published source of figures. Grain: folder under data/figures.';
COMMENT ON COLUMN source.source_id IS 'Name of the folder under data/figures.';
COMMENT ON COLUMN source.title IS 'Title as published.';
COMMENT ON COLUMN source.authors IS 'Authors or publisher, as cited.';
COMMENT ON COLUMN source.year IS 'Year of publication.';
COMMENT ON COLUMN source.address IS 'Where a reader finds it.';
COMMENT ON COLUMN source.licence IS 'Licence as the publisher states it, or "not stated".';
COMMENT ON COLUMN source.redistribution IS 'Whether its rows may be passed on: yes, no, or unclear where no licence is stated.';
COMMENT ON COLUMN source.transcription IS 'Primary: read from the publication itself. Secondary: read from somebody else''s copy of it.';
COMMENT ON COLUMN source.retrieved IS 'Date on which these rows were taken in.';
COMMENT ON COLUMN source.origin IS 'The exact file, commit, table or page that was read.';
COMMENT ON COLUMN source.notes IS 'What a careful reader must know about these rows.';

CREATE TABLE caveat (
  caveat_id VARCHAR PRIMARY KEY,
  statement VARCHAR NOT NULL
);
COMMENT ON TABLE caveat IS 'A warning with one wording, repeated wherever the figures it concerns appear.';
COMMENT ON COLUMN caveat.caveat_id IS 'Code of the warning.';
COMMENT ON COLUMN caveat.statement IS 'The warning in one sentence, in English; translations stand in the interface catalogues.';

CREATE TABLE source_caveat (
  source_id VARCHAR NOT NULL REFERENCES source,
  caveat_id VARCHAR NOT NULL REFERENCES caveat,
  PRIMARY KEY (source_id, caveat_id)
);
COMMENT ON TABLE source_caveat IS 'Which warnings concern which source.';
COMMENT ON COLUMN source_caveat.source_id IS 'The source.';
COMMENT ON COLUMN source_caveat.caveat_id IS 'The warning.';

CREATE TABLE figure_table (
  source_id VARCHAR NOT NULL REFERENCES source,
  file VARCHAR NOT NULL,
  kind VARCHAR NOT NULL,
  sha256 VARCHAR NOT NULL,
  row_count INTEGER NOT NULL CHECK (row_count > 0),
  republishes VARCHAR REFERENCES source,
  PRIMARY KEY (source_id, file)
);
COMMENT ON TABLE figure_table IS 'One committed file of figures. Grain: file.';
COMMENT ON COLUMN figure_table.source_id IS 'The source it belongs to.';
COMMENT ON COLUMN figure_table.file IS 'File name inside the folder of the source.';
COMMENT ON COLUMN figure_table.kind IS 'The table of this contract that its rows go into.';
COMMENT ON COLUMN figure_table.sha256 IS 'SHA-256 of the file, as declared and verified.';
COMMENT ON COLUMN figure_table.row_count IS 'Data rows in the file, the header not counted.';
COMMENT ON COLUMN figure_table.republishes IS 'The source whose measurements these rows print again; such rows stay here and count once.';

CREATE TABLE language (
  language_tag VARCHAR PRIMARY KEY,
  iso639_3 VARCHAR NOT NULL,
  iso639_1 VARCHAR,
  name VARCHAR NOT NULL,
  scope language_scope NOT NULL,
  type language_type NOT NULL,
  source_id VARCHAR NOT NULL REFERENCES source
);
COMMENT ON TABLE language IS 'Every language that has a code. Grain: BCP-47 language subtag.';
COMMENT ON COLUMN language.language_tag IS 'Language tag: the BCP-47 language subtag after normalisation (yo, sw, zh, arz). The key of every figure.';
COMMENT ON COLUMN language.iso639_3 IS 'ISO 639-3 code.';
COMMENT ON COLUMN language.iso639_1 IS 'ISO 639-1 code, where there is one.';
COMMENT ON COLUMN language.name IS 'English reference name of ISO 639-3; readers see the CLDR name in their own language where CLDR has one.';
COMMENT ON COLUMN language.scope IS 'Individual language, or macrolanguage that stands for several.';
COMMENT ON COLUMN language.type IS 'Living, extinct, historical or constructed, by ISO 639-3.';
COMMENT ON COLUMN language.source_id IS 'Where the row comes from.';

CREATE TABLE merged_code (
  merged_tag VARCHAR PRIMARY KEY,
  language_tag VARCHAR NOT NULL REFERENCES language,
  iso639_3 VARCHAR NOT NULL,
  name VARCHAR NOT NULL,
  source_id VARCHAR NOT NULL REFERENCES source
);
COMMENT ON TABLE merged_code IS 'Codes of individual languages that BCP-47 counts under a broader tag (cmn under zh). Grain: merged code.';
COMMENT ON COLUMN merged_code.merged_tag IS 'The narrower code.';
COMMENT ON COLUMN merged_code.language_tag IS 'The language tag that it counts under.';
COMMENT ON COLUMN merged_code.iso639_3 IS 'ISO 639-3 code of the narrower language.';
COMMENT ON COLUMN merged_code.name IS 'English reference name of the narrower language.';
COMMENT ON COLUMN merged_code.source_id IS 'Where the row comes from.';

CREATE TABLE macrolanguage_member (
  language_tag VARCHAR PRIMARY KEY REFERENCES language, within_tag VARCHAR NOT NULL REFERENCES language,
  source_id VARCHAR NOT NULL REFERENCES source
);
COMMENT ON TABLE macrolanguage_member IS 'Languages with a tag of their own that ISO 639-3 also counts within a larger one (arz within ar): people are then counted twice. Grain: language.';
COMMENT ON COLUMN macrolanguage_member.language_tag IS 'The language.';
COMMENT ON COLUMN macrolanguage_member.within_tag IS 'The larger language.';
COMMENT ON COLUMN macrolanguage_member.source_id IS 'Where the row comes from.';

CREATE TABLE autonym (
  language_tag VARCHAR NOT NULL REFERENCES language,
  autonym VARCHAR NOT NULL,
  source_id VARCHAR NOT NULL REFERENCES source,
  PRIMARY KEY (language_tag, source_id)
);
COMMENT ON TABLE autonym IS 'What a language is called in itself. Grain: language x source.';
COMMENT ON COLUMN autonym.language_tag IS 'The language.';
COMMENT ON COLUMN autonym.autonym IS 'Its own name for itself.';
COMMENT ON COLUMN autonym.source_id IS 'Who says so.';

CREATE TABLE classification (
  variant_tag VARCHAR PRIMARY KEY,
  language_tag VARCHAR NOT NULL REFERENCES language,
  glottocode VARCHAR NOT NULL,
  family VARCHAR,
  macroarea VARCHAR,
  latitude DOUBLE CHECK (latitude BETWEEN -90 AND 90),
  longitude DOUBLE CHECK (longitude BETWEEN -180 AND 180),
  source_id VARCHAR NOT NULL REFERENCES source
);
COMMENT ON TABLE classification IS 'Family and place of a language. Grain: code, also the narrower ones that count under a broader tag.';
COMMENT ON COLUMN classification.variant_tag IS 'The code that is classified.';
COMMENT ON COLUMN classification.language_tag IS 'The language tag that it counts under.';
COMMENT ON COLUMN classification.glottocode IS 'Glottolog code.';
COMMENT ON COLUMN classification.family IS 'Top-level family.';
COMMENT ON COLUMN classification.macroarea IS 'One of six parts of the world.';
COMMENT ON COLUMN classification.latitude IS 'Degrees north of one representative point.';
COMMENT ON COLUMN classification.longitude IS 'Degrees east of one representative point.';
COMMENT ON COLUMN classification.source_id IS 'Where the row comes from.';

CREATE TABLE vitality (
  variant_tag VARCHAR PRIMARY KEY,
  language_tag VARCHAR NOT NULL REFERENCES language,
  endangerment endangerment NOT NULL,
  source_id VARCHAR NOT NULL REFERENCES source
);
COMMENT ON TABLE vitality IS 'Whether a language is endangered. Grain: code, also the narrower ones that count under a broader tag.';
COMMENT ON COLUMN vitality.variant_tag IS 'The code that is described.';
COMMENT ON COLUMN vitality.language_tag IS 'The language tag that it counts under.';
COMMENT ON COLUMN vitality.endangerment IS 'Agglomerated endangerment status.';
COMMENT ON COLUMN vitality.source_id IS 'Where the row comes from.';

CREATE TABLE language_script (
  language_tag VARCHAR NOT NULL REFERENCES language,
  script VARCHAR NOT NULL CHECK (regexp_full_match(script, '[A-Z][a-z]{3}')),
  source_id VARCHAR NOT NULL REFERENCES source,
  PRIMARY KEY (language_tag, script, source_id)
);
COMMENT ON TABLE language_script IS 'How a language is written. Grain: language x script x source.';
COMMENT ON COLUMN language_script.language_tag IS 'The language.';
COMMENT ON COLUMN language_script.script IS 'ISO 15924 code of the script.';
COMMENT ON COLUMN language_script.source_id IS 'Who says so.';

CREATE TABLE resource_class (
  language_tag VARCHAR PRIMARY KEY REFERENCES language,
  resource_class TINYINT NOT NULL CHECK (resource_class BETWEEN 0 AND 5),
  name_in_source VARCHAR NOT NULL,
  mapping VARCHAR,
  locator VARCHAR NOT NULL,
  source_id VARCHAR NOT NULL REFERENCES source
);
COMMENT ON TABLE resource_class IS 'How much labelled and unlabelled text a language had in 2020. Grain: language.';
COMMENT ON COLUMN resource_class.language_tag IS 'The language.';
COMMENT ON COLUMN resource_class.resource_class IS 'Class from 0 (hardly any digital text) to 5 (most).';
COMMENT ON COLUMN resource_class.name_in_source IS 'Name as printed.';
COMMENT ON COLUMN resource_class.mapping IS 'How the printed name was matched to the tag.';
COMMENT ON COLUMN resource_class.locator IS 'Place in the source.';
COMMENT ON COLUMN resource_class.source_id IS 'Where the row comes from.';

CREATE TABLE speaker_estimate (
  language_tag VARCHAR NOT NULL REFERENCES language,
  speakers BIGINT NOT NULL CHECK (speakers >= 0),
  locator VARCHAR NOT NULL,
  source_id VARCHAR NOT NULL REFERENCES source,
  PRIMARY KEY (language_tag, source_id)
);
COMMENT ON TABLE speaker_estimate IS 'Speakers of a language in the whole world, where a source prints one number. Grain: language x source.';
COMMENT ON COLUMN speaker_estimate.language_tag IS 'The language.';
COMMENT ON COLUMN speaker_estimate.speakers IS 'People.';
COMMENT ON COLUMN speaker_estimate.locator IS 'Place in the source.';
COMMENT ON COLUMN speaker_estimate.source_id IS 'Who says so.';

CREATE TABLE territory (
  territory_code VARCHAR PRIMARY KEY,
  iso3 VARCHAR,
  population BIGINT NOT NULL CHECK (population >= 0),
  source_id VARCHAR NOT NULL REFERENCES source
);
COMMENT ON TABLE territory IS 'Countries and territories. Grain: ISO 3166-1 code, with the few that CLDR adds.';
COMMENT ON COLUMN territory.territory_code IS 'Two-letter code (NA is Namibia).';
COMMENT ON COLUMN territory.iso3 IS 'Three-letter code, where there is one.';
COMMENT ON COLUMN territory.population IS 'People.';
COMMENT ON COLUMN territory.source_id IS 'Where the row comes from.';

CREATE TABLE language_territory (
  row_id VARCHAR PRIMARY KEY,
  language_tag VARCHAR NOT NULL REFERENCES language,
  variant_tag VARCHAR NOT NULL,
  territory_code VARCHAR NOT NULL REFERENCES territory,
  share_pct DOUBLE NOT NULL CHECK (share_pct BETWEEN 0 AND 100),
  speakers BIGINT NOT NULL CHECK (speakers >= 0),
  official_status official_status,
  locator VARCHAR NOT NULL,
  source_id VARCHAR NOT NULL REFERENCES source,
  UNIQUE (locator, source_id)
);
COMMENT ON TABLE language_territory IS 'Who speaks what where, first and second language together. Grain: language variant x territory.';
COMMENT ON COLUMN language_territory.row_id IS 'Source and row of the file, the header being row 1.';
COMMENT ON COLUMN language_territory.language_tag IS 'The language.';
COMMENT ON COLUMN language_territory.variant_tag IS 'The language with the script that the source names.';
COMMENT ON COLUMN language_territory.territory_code IS 'The territory.';
COMMENT ON COLUMN language_territory.share_pct IS 'Percent of the territory''s people; languages overlap, so these do not add up to 100.';
COMMENT ON COLUMN language_territory.speakers IS 'People in the territory who speak it.';
COMMENT ON COLUMN language_territory.official_status IS 'Status in the territory, where it has one.';
COMMENT ON COLUMN language_territory.locator IS 'Place in the source.';
COMMENT ON COLUMN language_territory.source_id IS 'Where the row comes from.';

CREATE TABLE territory_group (
  territory_code VARCHAR NOT NULL REFERENCES territory,
  scheme territory_scheme NOT NULL,
  group_name VARCHAR NOT NULL,
  source_id VARCHAR NOT NULL REFERENCES source,
  PRIMARY KEY (territory_code, scheme, group_name, source_id)
);
COMMENT ON TABLE territory_group IS 'Which groups of countries a territory belongs to. Grain: territory x scheme x group x source.';
COMMENT ON COLUMN territory_group.territory_code IS 'The territory.';
COMMENT ON COLUMN territory_group.scheme IS 'United Nations M49 regions at three depths, World Bank income group, a list of the United Nations (least developed, landlocked developing, small island developing, member), or a union of countries.';
COMMENT ON COLUMN territory_group.group_name IS 'The group, as the source names it.';
COMMENT ON COLUMN territory_group.source_id IS 'Who says so.';

CREATE TABLE indicator (
  indicator_id VARCHAR PRIMARY KEY,
  unit VARCHAR NOT NULL,
  aggregate indicator_aggregate NOT NULL,
  statement VARCHAR NOT NULL
);
COMMENT ON TABLE indicator IS 'What is counted of the digital resources of a language. Grain: indicator.';
COMMENT ON COLUMN indicator.indicator_id IS 'Code of the indicator.';
COMMENT ON COLUMN indicator.unit IS 'Its unit; different units are never one axis.';
COMMENT ON COLUMN indicator.aggregate IS 'How the scripts and regions of a language come together: counts add up; of levels and support the highest counts.';
COMMENT ON COLUMN indicator.statement IS 'The indicator in one sentence.';

CREATE TABLE metric (
  metric_id VARCHAR PRIMARY KEY,
  aspect aspect NOT NULL,
  direction TINYINT NOT NULL CHECK (direction IN (-1, 1)),
  is_share BOOLEAN NOT NULL,
  is_proportion BOOLEAN NOT NULL,
  statement VARCHAR NOT NULL,
  CHECK (is_share OR NOT is_proportion)
);
COMMENT ON TABLE metric IS 'What a benchmark counts. Grain: metric.';
COMMENT ON COLUMN metric.metric_id IS 'Code of the metric.';
COMMENT ON COLUMN metric.aspect IS 'What it says: correct answers, harm, safe answers where harm is not printed, refusing what is harmless, no usable answer, the complement of another metric or another count of the same answers (neither ever counted beside it), quality on a scale of its own, errors, or agreement between judges.';
COMMENT ON COLUMN metric.direction IS '+1 where higher is better for people, -1 where lower is better.';
COMMENT ON COLUMN metric.is_share IS 'Whether it is a share between 0 and 1; only shares enter a gap.';
COMMENT ON COLUMN metric.is_proportion IS 'Whether the share counts items that are each right or wrong; only then does the number of items give an interval.';
COMMENT ON COLUMN metric.statement IS 'The metric in one sentence.';

CREATE TABLE condition (
  condition_id VARCHAR PRIMARY KEY,
  prompted BOOLEAN NOT NULL,
  attack BOOLEAN NOT NULL,
  repeats VARCHAR,
  statement VARCHAR NOT NULL
);
COMMENT ON TABLE condition IS 'How a model is put to a test. Grain: condition.';
COMMENT ON COLUMN condition.condition_id IS 'Code of the condition.';
COMMENT ON COLUMN condition.prompted IS 'True where a general model is asked; false where a system was trained for the test.';
COMMENT ON COLUMN condition.attack IS 'True where something is put before the request that is meant to bring harm about.';
COMMENT ON COLUMN condition.repeats IS 'The condition that it measures again in another way: then a language and model count once, with that one.';
COMMENT ON COLUMN condition.statement IS 'The condition in one sentence.';

CREATE TABLE benchmark (
  benchmark_id VARCHAR PRIMARY KEY,
  name VARCHAR NOT NULL,
  dimension dimension NOT NULL,
  task VARCHAR NOT NULL,
  item_set VARCHAR NOT NULL,
  parallel BOOLEAN NOT NULL,
  parallel_reason VARCHAR NOT NULL,
  reference_tag VARCHAR,
  item_origin item_origin NOT NULL,
  chance_share DOUBLE CHECK (chance_share >= 0 AND chance_share < 1),
  n_items INTEGER CHECK (n_items > 0),
  n_items_source VARCHAR,
  note VARCHAR,
  source_id VARCHAR NOT NULL REFERENCES source,
  CHECK (NOT parallel OR reference_tag IS NOT NULL)
);
COMMENT ON TABLE benchmark IS 'A test that models take. Grain: benchmark.';
COMMENT ON COLUMN benchmark.benchmark_id IS 'Code of the benchmark.';
COMMENT ON COLUMN benchmark.name IS 'Name as published.';
COMMENT ON COLUMN benchmark.dimension IS 'What it is about: capability or safety of models that write text, speech, images with text, safeguards that filter text, or judges of answers.';
COMMENT ON COLUMN benchmark.task IS 'What the model is asked to do.';
COMMENT ON COLUMN benchmark.item_set IS 'The items that it asks, or the set they were translated or taken from. Benchmarks of one item set are not independent tests.';
COMMENT ON COLUMN benchmark.parallel IS 'Whether the items are the same in every language; only then is there a gap.';
COMMENT ON COLUMN benchmark.parallel_reason IS 'Why it is, or is not, declared parallel.';
COMMENT ON COLUMN benchmark.reference_tag IS 'The language variant that the others are compared with: English in nearly every test, Singlish (en-SG) in one.';
COMMENT ON COLUMN benchmark.item_origin IS 'How the items came to exist in the languages other than the first.';
COMMENT ON COLUMN benchmark.chance_share IS 'Share that guessing reaches, 0-1; empty where guessing has no meaning.';
COMMENT ON COLUMN benchmark.n_items IS 'Items per language, used where a result row does not print its own.';
COMMENT ON COLUMN benchmark.n_items_source IS 'Where that number comes from, if not from the result tables.';
COMMENT ON COLUMN benchmark.note IS 'What a careful reader must know about this benchmark.';
COMMENT ON COLUMN benchmark.source_id IS 'The source that declares it here.';

CREATE TABLE benchmark_caveat (
  benchmark_id VARCHAR NOT NULL REFERENCES benchmark,
  caveat_id VARCHAR NOT NULL REFERENCES caveat,
  PRIMARY KEY (benchmark_id, caveat_id)
);
COMMENT ON TABLE benchmark_caveat IS 'Which warnings concern one benchmark and not its whole source.';
COMMENT ON COLUMN benchmark_caveat.benchmark_id IS 'The benchmark.';
COMMENT ON COLUMN benchmark_caveat.caveat_id IS 'The warning.';

CREATE TABLE model (
  model_id VARCHAR PRIMARY KEY,
  name VARCHAR NOT NULL,
  developer VARCHAR,
  released VARCHAR CHECK (released IS NULL OR (regexp_full_match(released, '\d{4}(-\d{2}(-\d{2})?)?') AND TRY_CAST(released || right('-01-01', 10 - length(released)) AS DATE) IS NOT NULL)),
  released_from VARCHAR,
  open_weights BOOLEAN,
  source_id VARCHAR NOT NULL REFERENCES source,
  CHECK ((released IS NULL) = (released_from IS NULL))
);
COMMENT ON TABLE model IS 'A model that was tested, or people where their agreement is measured. Grain: model. Sources that name the same model give it the same code; the first says what it is called, in order of the sources, those that declare it in source.toml before those that list it in a file.';
COMMENT ON COLUMN model.model_id IS 'Code of the model.';
COMMENT ON COLUMN model.name IS 'Name as published.';
COMMENT ON COLUMN model.developer IS 'Who made it, as published.';
COMMENT ON COLUMN model.released IS 'Release date as YYYY, YYYY-MM or YYYY-MM-DD; empty where no source at hand states it.';
COMMENT ON COLUMN model.released_from IS 'Where the date was read.';
COMMENT ON COLUMN model.open_weights IS 'Whether the weights can be downloaded; empty where no source at hand states it.';
COMMENT ON COLUMN model.source_id IS 'The first source that declares it.';

CREATE TABLE correction (
  source_id VARCHAR NOT NULL REFERENCES source,
  file VARCHAR NOT NULL,
  file_row INTEGER NOT NULL,
  column_name VARCHAR NOT NULL,
  published VARCHAR NOT NULL,
  corrected VARCHAR,
  reason VARCHAR NOT NULL,
  noticed DATE NOT NULL,
  PRIMARY KEY (source_id, file, file_row, column_name)
);
COMMENT ON TABLE correction IS 'Errors of publishers that are corrected or left out here. The file keeps what was published; the build fails when the publisher has mended it. Grain: cell.';
COMMENT ON COLUMN correction.source_id IS 'The source.';
COMMENT ON COLUMN correction.file IS 'The file of figures.';
COMMENT ON COLUMN correction.file_row IS 'Row of the file, the header being row 1.';
COMMENT ON COLUMN correction.column_name IS 'Column of the file.';
COMMENT ON COLUMN correction.published IS 'What the publisher printed.';
COMMENT ON COLUMN correction.corrected IS 'What is used instead; empty where the row is left out.';
COMMENT ON COLUMN correction.reason IS 'Why it must be an error.';
COMMENT ON COLUMN correction.noticed IS 'When it was noticed.';
