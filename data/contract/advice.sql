-- The advice: rules as declared in advice/*.toml, and what they rest on. Filled by etl/advice.py after everything else is worked out.

CREATE TABLE quantity (
  quantity_id VARCHAR PRIMARY KEY,
  unit VARCHAR NOT NULL CHECK (unit IN ('people', 'count', 'hours', 'ratio', 'kappa', 'percent', 'points', 'months', 'yes_no')),
  register_id VARCHAR REFERENCES register,
  statement VARCHAR NOT NULL,
  sql VARCHAR NOT NULL
);
COMMENT ON TABLE quantity IS 'What a rule may ask about a subject. Grain: quantity.';
COMMENT ON COLUMN quantity.quantity_id IS 'Code of the quantity.';
COMMENT ON COLUMN quantity.unit IS 'Its unit.';
COMMENT ON COLUMN quantity.register_id IS 'The register that it needs; empty where other figures give it.';
COMMENT ON COLUMN quantity.statement IS 'What it says.';
COMMENT ON COLUMN quantity.sql IS 'The query that works it out, with its neighbours.';

CREATE TABLE recommendation (
  recommendation_id VARCHAR PRIMARY KEY,
  actor VARCHAR NOT NULL,
  theme VARCHAR NOT NULL,
  subject_kind VARCHAR NOT NULL,
  subjects VARCHAR NOT NULL REFERENCES quantity,
  people VARCHAR REFERENCES quantity,
  strength VARCHAR NOT NULL CHECK (strength IN ('strong', 'moderate', 'weak')),
  cost_class VARCHAR CHECK (cost_class IN ('low', 'medium', 'high')),
  declaration VARCHAR NOT NULL
);
COMMENT ON TABLE recommendation IS 'The recommendations. Grain: recommendation.';
COMMENT ON COLUMN recommendation.recommendation_id IS 'Code of the recommendation; its words stand in the interface catalogues.';
COMMENT ON COLUMN recommendation.actor IS 'Who should act.';
COMMENT ON COLUMN recommendation.theme IS 'What it is about.';
COMMENT ON COLUMN recommendation.subject_kind IS 'What it is about one of: language, territory, venue, product, model, developer.';
COMMENT ON COLUMN recommendation.subjects IS 'The quantity that says which subjects it concerns.';
COMMENT ON COLUMN recommendation.people IS 'The quantity that counts the people concerned; empty where nobody can be counted.';
COMMENT ON COLUMN recommendation.strength IS 'Strength of the evidence for it.';
COMMENT ON COLUMN recommendation.cost_class IS 'Low: up to 100,000 US dollars a language, or no new data; medium: up to 5 million; high: above. Empty where no source gives a basis.';
COMMENT ON COLUMN recommendation.declaration IS 'The rule as declared.';

CREATE TABLE recommendation_condition (
  recommendation_id VARCHAR NOT NULL REFERENCES recommendation,
  part VARCHAR NOT NULL CHECK (part IN ('premise', 'trigger', 'evidence', 'withdrawal')),
  position INTEGER NOT NULL,
  alternative INTEGER NOT NULL,
  quantity_id VARCHAR NOT NULL REFERENCES quantity,
  comparison VARCHAR NOT NULL CHECK (comparison IN ('below', 'at_most', 'above', 'at_least', 'zero', 'yes', 'no')),
  threshold_id VARCHAR REFERENCES threshold,
  PRIMARY KEY (recommendation_id, part, position)
);
COMMENT ON TABLE recommendation_condition IS 'The conditions of a rule. A part holds where all conditions of one of its alternatives hold. Grain: recommendation x part x condition.';
COMMENT ON COLUMN recommendation_condition.recommendation_id IS 'The recommendation.';
COMMENT ON COLUMN recommendation_condition.part IS 'Premise: what must hold before the rule says anything. Trigger: when it concerns a subject. Evidence: what must be known before it is given. Withdrawal: what takes it back.';
COMMENT ON COLUMN recommendation_condition.position IS 'Place of the condition in the rule.';
COMMENT ON COLUMN recommendation_condition.alternative IS 'Conditions with one number hold together; one number is enough.';
COMMENT ON COLUMN recommendation_condition.quantity_id IS 'What is asked.';
COMMENT ON COLUMN recommendation_condition.comparison IS 'How it is compared.';
COMMENT ON COLUMN recommendation_condition.threshold_id IS 'The limit, where there is one.';

CREATE TABLE recommendation_source (
  recommendation_id VARCHAR NOT NULL REFERENCES recommendation,
  role VARCHAR NOT NULL CHECK (role IN ('supports', 'counter', 'cost')),
  policy_source_id VARCHAR NOT NULL,
  place VARCHAR,
  PRIMARY KEY (recommendation_id, role, policy_source_id)
);
COMMENT ON TABLE recommendation_source IS 'Publications that a recommendation rests on. Grain: recommendation x role x publication.';
COMMENT ON COLUMN recommendation_source.recommendation_id IS 'The recommendation.';
COMMENT ON COLUMN recommendation_source.role IS 'Speaks for it, speaks against it, or gives the basis of its cost.';
COMMENT ON COLUMN recommendation_source.policy_source_id IS 'The publication.';
COMMENT ON COLUMN recommendation_source.place IS 'Place in it.';

CREATE TABLE recommendation_precedent (
  recommendation_id VARCHAR NOT NULL REFERENCES recommendation,
  position INTEGER NOT NULL,
  precedent_id VARCHAR NOT NULL,
  PRIMARY KEY (recommendation_id, precedent_id)
);
COMMENT ON TABLE recommendation_precedent IS 'What was done before in the sense of a recommendation. Grain: recommendation x precedent.';
COMMENT ON COLUMN recommendation_precedent.recommendation_id IS 'The recommendation.';
COMMENT ON COLUMN recommendation_precedent.position IS 'Order.';
COMMENT ON COLUMN recommendation_precedent.precedent_id IS 'The precedent.';

CREATE TABLE recommendation_figure (
  recommendation_id VARCHAR NOT NULL REFERENCES recommendation,
  source_id VARCHAR NOT NULL,
  PRIMARY KEY (recommendation_id, source_id)
);
COMMENT ON TABLE recommendation_figure IS 'Sources of figures that a rule cannot do without: where one is not held, it abstains. Grain: recommendation x source.';
COMMENT ON COLUMN recommendation_figure.recommendation_id IS 'The recommendation.';
COMMENT ON COLUMN recommendation_figure.source_id IS 'The source.';

CREATE TABLE recommendation_counter (
  recommendation_id VARCHAR NOT NULL REFERENCES recommendation,
  quantity_id VARCHAR NOT NULL REFERENCES quantity,
  PRIMARY KEY (recommendation_id, quantity_id)
);
COMMENT ON TABLE recommendation_counter IS 'Quantities whose rows are shown against a recommendation. Grain: recommendation x quantity.';
COMMENT ON COLUMN recommendation_counter.recommendation_id IS 'The recommendation.';
COMMENT ON COLUMN recommendation_counter.quantity_id IS 'The quantity.';

CREATE TABLE fact (
  subject_kind VARCHAR NOT NULL,
  subject VARCHAR NOT NULL,
  quantity_id VARCHAR NOT NULL,
  value DOUBLE,
  low DOUBLE,
  high DOUBLE,
  n BIGINT,
  relation VARCHAR NOT NULL,
  row_key VARCHAR NOT NULL,
  row_ids VARCHAR[] NOT NULL,
  source_ids VARCHAR[] NOT NULL,
  PRIMARY KEY (subject_kind, subject, quantity_id)
);
COMMENT ON TABLE fact IS 'What is known about a subject, for the rules: one quantity, the rows that it rests on. Grain: subject x quantity.';
COMMENT ON COLUMN fact.subject_kind IS 'Kind of subject.';
COMMENT ON COLUMN fact.subject IS 'The language tag, territory code or name.';
COMMENT ON COLUMN fact.quantity_id IS 'The quantity.';
COMMENT ON COLUMN fact.value IS 'The number; 1 and 0 for yes and no. Empty where it is not known.';
COMMENT ON COLUMN fact.low IS 'Lower bound, where there is one.';
COMMENT ON COLUMN fact.high IS 'Upper bound, where there is one.';
COMMENT ON COLUMN fact.n IS 'Items, models or languages behind it.';
COMMENT ON COLUMN fact.relation IS 'The table or view whose rows it rests on.';
COMMENT ON COLUMN fact.row_key IS 'The column that names these rows.';
COMMENT ON COLUMN fact.row_ids IS 'The rows, by that column.';
COMMENT ON COLUMN fact.source_ids IS 'Where they come from.';

CREATE TABLE advice_condition (
  recommendation_id VARCHAR NOT NULL,
  subject_kind VARCHAR NOT NULL,
  subject VARCHAR NOT NULL,
  part VARCHAR NOT NULL,
  position INTEGER NOT NULL,
  alternative INTEGER NOT NULL,
  quantity_id VARCHAR NOT NULL,
  comparison VARCHAR NOT NULL,
  threshold_id VARCHAR,
  value DOUBLE,
  missing_register VARCHAR
);
COMMENT ON TABLE advice_condition IS 'Each condition of a rule for each subject, with what is known. Grain: recommendation x subject x condition.';
COMMENT ON COLUMN advice_condition.recommendation_id IS 'The recommendation.';
COMMENT ON COLUMN advice_condition.subject_kind IS 'Kind of subject; world where none is known.';
COMMENT ON COLUMN advice_condition.subject IS 'The subject; 001 for the world.';
COMMENT ON COLUMN advice_condition.part IS 'Premise, trigger, evidence or withdrawal.';
COMMENT ON COLUMN advice_condition.position IS 'Place of the condition.';
COMMENT ON COLUMN advice_condition.alternative IS 'Its alternative.';
COMMENT ON COLUMN advice_condition.quantity_id IS 'What is asked.';
COMMENT ON COLUMN advice_condition.comparison IS 'How it is compared.';
COMMENT ON COLUMN advice_condition.threshold_id IS 'The limit, where there is one.';
COMMENT ON COLUMN advice_condition.value IS 'What is known; empty where nothing is.';
COMMENT ON COLUMN advice_condition.missing_register IS 'The register that says nothing of the subject, where that is why nothing is known.';

-- Limits of the advice: editorial choices, but for the 50 hours of one study and the 45 million of the law; a reader may set others.
INSERT INTO threshold VALUES
  ('advice_none', 0, 'count', 'Nothing: above it there is something.'),
  ('advice_speakers', 1000000, 'people', 'Speakers from which a notice, or open speech, is asked for.'),
  ('advice_large_speakers', 10000000, 'people', 'Speakers from which a language without a safety test, or almost without papers, calls for a funder.'),
  ('advice_speakers_ratio', 2, 'ratio', 'Highest over lowest count of speakers that advice may rest on.'),
  ('advice_judge_kappa', 0.4, 'kappa', 'Agreement of a judge with people below which a person must check it.'),
  ('advice_people_kappa', 0.4, 'kappa', 'Agreement of people with each other that a judge can be measured by.'),
  ('advice_judge_drop', 0.1, 'kappa', 'How far the agreement of a judge must lie below its agreement in English.'),
  ('advice_judge_close', 0.1, 'kappa', 'How far a judge may lie below people and still do.'),
  ('advice_judge_sets', 2, 'test sets', 'Test sets on which a judge must do nearly as well as people.'),
  ('advice_guard_drop', 20, 'percentage points', 'Distance of a filter from its best language at which buyers should ask.'),
  ('advice_guard_items', 200, 'texts', 'Texts in the language that a comparison of filters needs.'),
  ('advice_gap', 10, 'percentage points', 'What the lower end of a gap must reach to call for money or review.'),
  ('advice_gap_items', 200, 'items', 'Items in the language that such a test needs; worked out when the warehouse is built.'),
  ('advice_gap_months', 12, 'months', 'Age that the newest result may have for a verified gap.'),
  ('advice_gap_closed', 5, 'percentage points', 'Upper end of the gap of the best open model at which money is no longer asked for.'),
  ('advice_service_months', 24, 'months', 'Age that the newest result may have for a duty of review or a public service.'),
  ('advice_speech_hours', 50, 'hours', 'Validated open speech that one study found enough for usable recognition.'),
  ('advice_speech_enough', 200, 'hours', 'Validated open speech at which no more is asked for.'),
  ('advice_speech_registers', 2, 'registers', 'Registers of open speech that must have been searched.'),
  ('advice_web_ratio', 0.1, 'ratio', 'Web share over speaker share below which public text is asked for.'),
  ('advice_web_closed', 0.3, 'ratio', 'Web share over speaker share above which public text is no longer asked for.'),
  ('advice_web_crawls', 2, 'crawls', 'Crawls of the web in which the share must be so.'),
  ('advice_contributors', 50, 'people', 'Contributors below which paid local teams are asked for.'),
  ('advice_contributors_enough', 100, 'people', 'Contributors at which paid local teams are no longer asked for.'),
  ('advice_one_share', 50, 'percent', 'Share of one person in the items above which paid local teams are asked for.'),
  ('advice_one_share_small', 10, 'percent', 'Share of one person in the items at which paid local teams are no longer asked for.'),
  ('advice_paper_share', 0.1, 'percent', 'Share of safety papers below which a language counts as neglected.'),
  ('advice_paper_closed', 0.5, 'percent', 'Share of safety papers above which a language no longer counts as neglected.'),
  ('advice_paper_years', 2, 'years', 'Years that the count of papers must cover.'),
  ('advice_unnamed', 20, 'percent', 'Papers that name no language, above which authors are asked to name it.'),
  ('advice_unnamed_closed', 5, 'percent', 'Papers that name no language, below which authors are no longer asked to name it.'),
  ('advice_full_papers', 100, 'papers', 'Papers that must have been read in full.'),
  ('advice_eu_users', 45000000, 'people', 'Users in the European Union above which a platform is very large in law; applied to AI systems by choice.'),
  ('advice_token_ratio', 2, 'ratio', 'Tokens over those of English above which disclosure is asked for.'),
  ('advice_token_closed', 1.5, 'ratio', 'Tokens over those of English below which disclosure is no longer asked for.'),
  ('advice_token_sentences', 500, 'sentences', 'Parallel sentences that must have been counted.'),
  ('advice_items', 100, 'prompts', 'Prompts that a comparison with English needs.'),
  ('advice_countries', 3, 'countries', 'Countries that can pool.'),
  ('advice_exercise_months', 24, 'months', 'Age that a shared exercise may have.'),
  ('advice_words', 100000000, 'words', 'Words of open text that a model can be built on.'),
  ('advice_origin_unknown', 50, 'percent', 'Models of unknown origin above which nothing is said.'),
  ('advice_audit_sentences', 100, 'sentences', 'Sentences that an audit must have read.'),
  ('advice_audit_acceptable', 90, 'percent', 'Acceptable sentences at which no audit is asked for.'),
  ('advice_cost_low', 100000, 'US dollars', 'Cost a language up to which a recommendation is called of low cost.'),
  ('advice_cost_medium', 5000000, 'US dollars', 'Cost a language up to which a recommendation is called of medium cost.');
