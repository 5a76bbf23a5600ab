-- What the advice said in the release before, and what is otherwise now. Filled by etl/releases.py after everything else is worked out.

CREATE TABLE release_before (
  release_id VARCHAR PRIMARY KEY,
  released DATE NOT NULL
);
COMMENT ON TABLE release_before IS 'The published release that this edition is compared with: the newest that is another edition. No row where none is. Grain: release, at most one.';
COMMENT ON COLUMN release_before.release_id IS 'Its name: the day, and the first digits of the hash of its figures.';
COMMENT ON COLUMN release_before.released IS 'The day on which it was published.';

CREATE TABLE advice_change (
  recommendation_id VARCHAR NOT NULL,
  subject_kind VARCHAR NOT NULL,
  subject VARCHAR NOT NULL,
  before VARCHAR NOT NULL,
  now VARCHAR NOT NULL,
  reason VARCHAR NOT NULL,
  PRIMARY KEY (recommendation_id, subject_kind, subject)
);
COMMENT ON TABLE advice_change IS 'Advice that began to apply or stopped since the release before. Grain: recommendation x subject.';
COMMENT ON COLUMN advice_change.recommendation_id IS 'The recommendation; it may have been taken away since.';
COMMENT ON COLUMN advice_change.subject_kind IS 'Kind of subject.';
COMMENT ON COLUMN advice_change.subject IS 'The subject.';
COMMENT ON COLUMN advice_change.before IS 'Its state in the release before; absent where the rule or the subject was not there.';
COMMENT ON COLUMN advice_change.now IS 'Its state now; absent where the rule or the subject is gone.';
COMMENT ON COLUMN advice_change.reason IS 'Why it is in its state now, as in the view advice.';

CREATE TABLE advice_change_row (
  recommendation_id VARCHAR NOT NULL,
  subject_kind VARCHAR NOT NULL,
  subject VARCHAR NOT NULL,
  quantity_id VARCHAR NOT NULL,
  before DOUBLE,
  now DOUBLE,
  rows_added VARCHAR[] NOT NULL,
  rows_removed VARCHAR[] NOT NULL,
  source_ids VARCHAR[] NOT NULL,
  PRIMARY KEY (recommendation_id, subject_kind, subject, quantity_id)
);
COMMENT ON TABLE advice_change_row IS 'Why advice changed since the release before: quantities that its rule asks for and that are others now, with the rows that came and went. None where the rule, a limit or a source that it needs is what changed. Grain: recommendation x subject x quantity.';
COMMENT ON COLUMN advice_change_row.recommendation_id IS 'The recommendation.';
COMMENT ON COLUMN advice_change_row.subject_kind IS 'Kind of subject.';
COMMENT ON COLUMN advice_change_row.subject IS 'The subject.';
COMMENT ON COLUMN advice_change_row.quantity_id IS 'The quantity.';
COMMENT ON COLUMN advice_change_row.before IS 'What was known in the release before; empty where nothing was.';
COMMENT ON COLUMN advice_change_row.now IS 'What is known now; empty where nothing is.';
COMMENT ON COLUMN advice_change_row.rows_added IS 'Rows behind it that were not there before, by the key of their relation.';
COMMENT ON COLUMN advice_change_row.rows_removed IS 'Rows that were behind it and are not any more.';
COMMENT ON COLUMN advice_change_row.source_ids IS 'Where the rows of then and now come from.';
