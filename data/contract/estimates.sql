-- What SQL cannot say plainly, worked out by etl/estimates from the views and kept here. Empty in the overlay of a reader's own results.

CREATE TABLE estimate_method (
  estimate VARCHAR PRIMARY KEY,
  version VARCHAR NOT NULL,
  seed INTEGER,
  draws INTEGER,
  parameters VARCHAR NOT NULL,
  statement VARCHAR NOT NULL
);
COMMENT ON TABLE estimate_method IS 'How each estimate was made. Grain: estimate.';
COMMENT ON COLUMN estimate_method.estimate IS 'The estimate.';
COMMENT ON COLUMN estimate_method.version IS 'Version of the method; it changes when the method does.';
COMMENT ON COLUMN estimate_method.seed IS 'Seed of the random draws; empty where there are none.';
COMMENT ON COLUMN estimate_method.draws IS 'Number of random draws.';
COMMENT ON COLUMN estimate_method.parameters IS 'What was chosen, and how.';
COMMENT ON COLUMN estimate_method.statement IS 'The method in words.';

-- The index across benchmarks.
-- grain: language with two independent parallel tests or more.
-- unit: share 0-1; 1 is as good as English.
-- sign: higher is better for the language.
-- method: what a model loses in a language is its own slope times the loss of the language, fitted by alternating least squares over
--   all tests together, since tests cover different languages. A language on one item set weighs one. Losses are drawn towards the mean
--   of the languages, slopes towards 1, as strongly as leaving tests out shows to be best, but not less than a quarter of a test. Intervals from worlds drawn anew with the same
--   design (parametric bootstrap over tests, fixed seed).
-- formula: 1 - r_{btm\ell} = k_m\, x_\ell + \varepsilon, \qquad \text{index}_\ell = 1 - x_\ell, \qquad x_{en} = 0
-- not for: the newest model alone: it stands for a model of ordinary strength among those tested. Kinds of ability that no test asks for.
--   Ordering languages whose intervals overlap, or that were tested on different item sets: tests differ in what they cost a language.
CREATE TABLE relative_capability (
  language_tag VARCHAR PRIMARY KEY,
  relative_capability DOUBLE NOT NULL,
  low DOUBLE NOT NULL,
  high DOUBLE NOT NULL,
  new_test_low DOUBLE NOT NULL,
  new_test_high DOUBLE NOT NULL,
  n_tests INTEGER NOT NULL,
  n_models INTEGER NOT NULL,
  n_scores INTEGER NOT NULL,
  newest_year INTEGER NOT NULL,
  item_sets VARCHAR[] NOT NULL,
  source_ids VARCHAR[] NOT NULL
);
COMMENT ON TABLE relative_capability IS 'The index across benchmarks: the share of what a model of ordinary strength can do in English that it is expected to keep in the language. Only languages with two independent parallel tests or more. Grain: language.';
COMMENT ON COLUMN relative_capability.language_tag IS 'The language.';
COMMENT ON COLUMN relative_capability.relative_capability IS 'Expected share of the ability in English, guessing taken away; 1 is as good as English.';
COMMENT ON COLUMN relative_capability.low IS 'Lower end of the 95% interval, over tests that might have been made.';
COMMENT ON COLUMN relative_capability.high IS 'Upper end of the same.';
COMMENT ON COLUMN relative_capability.new_test_low IS 'Lower end of the 90% interval for what one more test would show.';
COMMENT ON COLUMN relative_capability.new_test_high IS 'Upper end of the same.';
COMMENT ON COLUMN relative_capability.n_tests IS 'Independent tests behind it.';
COMMENT ON COLUMN relative_capability.n_models IS 'Models behind it.';
COMMENT ON COLUMN relative_capability.n_scores IS 'Published results behind it.';
COMMENT ON COLUMN relative_capability.newest_year IS 'Year of the newest of them.';
COMMENT ON COLUMN relative_capability.item_sets IS 'The tests, by their items.';
COMMENT ON COLUMN relative_capability.source_ids IS 'Where the results come from.';

CREATE TABLE capability_slope (
  model_id VARCHAR PRIMARY KEY,
  slope DOUBLE NOT NULL,
  n_scores INTEGER NOT NULL
);
COMMENT ON TABLE capability_slope IS 'How much of its ability a model loses beside a model of ordinary strength: 1 is as much, 0.5 half as much. Grain: model.';
COMMENT ON COLUMN capability_slope.model_id IS 'The model.';
COMMENT ON COLUMN capability_slope.slope IS 'Its loss over the ordinary loss in the same languages; drawn towards 1 where little is known.';
COMMENT ON COLUMN capability_slope.n_scores IS 'Published results behind it.';

CREATE TABLE index_proof (
  item_set VARCHAR NOT NULL,
  predictor VARCHAR NOT NULL,
  rmse DOUBLE NOT NULL,
  n_scores INTEGER NOT NULL,
  n_languages INTEGER NOT NULL,
  PRIMARY KEY (item_set, predictor)
);
COMMENT ON TABLE index_proof IS 'Whether the index earns its place: each test is left out with all benchmarks of the same items, and its scores are predicted from the others, by the index and by simpler rivals. Grain: test left out x predictor; the row "every" is the mean over tests.';
COMMENT ON COLUMN index_proof.item_set IS 'The test that was left out, by its items; "every" for the mean over tests.';
COMMENT ON COLUMN index_proof.predictor IS 'index; mean_gap: the mean of the gaps of the language on other tests; mean_kept: the mean of what is kept on other tests; plain_index: the same with a slope for each model, the index without shrinkage and joint fit; class_and_web: a regression on resource class and share of the web; logit: an additive index of log odds; same_as_english.';
COMMENT ON COLUMN index_proof.rmse IS 'Root mean square error of the predicted share of items, 0 to 1.';
COMMENT ON COLUMN index_proof.n_scores IS 'Scores predicted.';
COMMENT ON COLUMN index_proof.n_languages IS 'Languages among them.';

CREATE TABLE index_calibration (
  item_set VARCHAR PRIMARY KEY,
  n_languages INTEGER NOT NULL,
  n_covered INTEGER NOT NULL,
  covered_share DOUBLE NOT NULL
);
COMMENT ON TABLE index_calibration IS 'Whether the intervals are honest: how often the 90% interval for a new test, worked out without that test, held what it showed. Grain: test left out; the row "every" counts all.';
COMMENT ON COLUMN index_calibration.item_set IS 'The test that was left out; "every" for all.';
COMMENT ON COLUMN index_calibration.n_languages IS 'Languages compared.';
COMMENT ON COLUMN index_calibration.n_covered IS 'Of these, languages whose result lay in the interval.';
COMMENT ON COLUMN index_calibration.covered_share IS 'Their share; 0.9 would be exact.';

CREATE TABLE index_without (
  item_set VARCHAR PRIMARY KEY,
  n_languages INTEGER NOT NULL,
  n_lost INTEGER NOT NULL,
  median_change DOUBLE NOT NULL,
  largest_change DOUBLE NOT NULL,
  largest_change_tag VARCHAR NOT NULL,
  kendall_tau DOUBLE NOT NULL
);
COMMENT ON TABLE index_without IS 'What happens to the index when a test is dropped. Grain: test dropped.';
COMMENT ON COLUMN index_without.item_set IS 'The test that is dropped, by its items.';
COMMENT ON COLUMN index_without.n_languages IS 'Languages that still have an index.';
COMMENT ON COLUMN index_without.n_lost IS 'Languages that lose it.';
COMMENT ON COLUMN index_without.median_change IS 'Median of the absolute change, in the unit of the index.';
COMMENT ON COLUMN index_without.largest_change IS 'The largest change, with its sign.';
COMMENT ON COLUMN index_without.largest_change_tag IS 'The language that it happens to.';
COMMENT ON COLUMN index_without.kendall_tau IS 'Agreement of the two orders of languages, Kendall''s tau-b: 1 the same order.';

-- Groups instead of ranks.
-- grain: kind x published row.
-- unit: group, 1 the best.
-- sign: a lower group is better.
-- method: from the best down; whoever cannot be told apart from the best of the group belongs to it (Newcombe 95% interval of the
--   difference spans zero), the first who can opens the next group.
-- formula: i \sim \text{best} \iff l_{best - i} \le 0
-- not for: saying that all members of a group are equal: only none of them can be told apart from its best.
CREATE TABLE tie_group (
  kind VARCHAR NOT NULL CHECK (kind IN ('models_of_language', 'languages_of_model')),
  score_id VARCHAR NOT NULL,
  tie_group INTEGER NOT NULL CHECK (tie_group > 0),
  n_groups INTEGER NOT NULL,
  n_compared INTEGER NOT NULL,
  PRIMARY KEY (kind, score_id)
);
COMMENT ON TABLE tie_group IS 'Groups instead of ranks: who cannot be told apart from the best of the group, as the 95% interval of the difference spans zero. Grain: kind x published row.';
COMMENT ON COLUMN tie_group.kind IS 'Models compared in one language, or languages compared for one model (parallel tests only).';
COMMENT ON COLUMN tie_group.score_id IS 'The published row.';
COMMENT ON COLUMN tie_group.tie_group IS 'Its group, 1 the best.';
COMMENT ON COLUMN tie_group.n_groups IS 'Groups in all.';
COMMENT ON COLUMN tie_group.n_compared IS 'Rows compared with each other.';

-- Whether models keep their order from one part of a benchmark to another.
-- grain: benchmark x condition x metric x language variant x pair of parts.
-- unit: places; Kendall's tau-b, -1 to 1.
-- sign: tau nearer to 1 is more stable.
-- method: places of the models by score in both parts, equal scores sharing the better place; Kendall's tau-b.
-- formula: \tau_b = \frac{P - Q}{\sqrt{(P + Q + T_a)(P + Q + T_b)}}
-- not for: parts that ask different things: there another order is no instability.
CREATE TABLE rank_stability (
  benchmark_id VARCHAR NOT NULL,
  condition VARCHAR NOT NULL,
  metric_id VARCHAR NOT NULL,
  variant_tag VARCHAR NOT NULL,
  source_id VARCHAR NOT NULL,
  subset_a VARCHAR NOT NULL,
  subset_b VARCHAR NOT NULL,
  n_models INTEGER NOT NULL,
  n_models_moved INTEGER NOT NULL,
  positions_moved INTEGER NOT NULL,
  largest_move INTEGER NOT NULL,
  kendall_tau DOUBLE,
  PRIMARY KEY (benchmark_id, condition, metric_id, variant_tag, source_id, subset_a, subset_b)
);
COMMENT ON TABLE rank_stability IS 'Whether models keep their order from one part of a benchmark to another, in one language. Grain: benchmark x condition x metric x language variant x pair of parts, with at least five models in both.';
COMMENT ON COLUMN rank_stability.benchmark_id IS 'The benchmark.';
COMMENT ON COLUMN rank_stability.condition IS 'How the models were asked.';
COMMENT ON COLUMN rank_stability.metric_id IS 'What was counted.';
COMMENT ON COLUMN rank_stability.variant_tag IS 'The language.';
COMMENT ON COLUMN rank_stability.source_id IS 'Where the scores come from.';
COMMENT ON COLUMN rank_stability.subset_a IS 'One part.';
COMMENT ON COLUMN rank_stability.subset_b IS 'The other part.';
COMMENT ON COLUMN rank_stability.n_models IS 'Models in both.';
COMMENT ON COLUMN rank_stability.n_models_moved IS 'Models whose place differs.';
COMMENT ON COLUMN rank_stability.positions_moved IS 'Places moved, added up over models.';
COMMENT ON COLUMN rank_stability.largest_move IS 'Most places that one model moves.';
COMMENT ON COLUMN rank_stability.kendall_tau IS 'Agreement of the two orders, Kendall''s tau-b: 1 the same, 0 none; empty where all scores of a part are equal.';

-- Whether the gap closes from model to model.
-- grain: test x language variant.
-- unit: percentage points a year.
-- sign: negative = closing, which is better for the language.
-- method: ordinary least squares of the gap on the release date, over models whose release a source states at least to the month; t
--   interval. Only tests whose dated models span trend_months and number trend_models.
-- formula: g_m = a + b\, t_m + \varepsilon, \qquad b \pm t_{0.975}\, \text{se}(b)
-- not for: saying that people are better served where the test is saturated: a test that everybody passes closes every gap. Models of
--   one maker or size only.
CREATE TABLE trend (
  benchmark_id VARCHAR NOT NULL,
  subset VARCHAR NOT NULL,
  condition VARCHAR NOT NULL,
  metric_id VARCHAR NOT NULL,
  variant_tag VARCHAR NOT NULL,
  language_tag VARCHAR NOT NULL,
  dimension dimension NOT NULL,
  n_models INTEGER NOT NULL,
  first_release DATE NOT NULL,
  last_release DATE NOT NULL,
  slope_pp DOUBLE NOT NULL,
  slope_low_pp DOUBLE,
  slope_high_pp DOUBLE,
  direction VARCHAR NOT NULL CHECK (direction IN ('closing', 'opening', 'no_clear_trend', 'cannot_say')),
  saturated_share DOUBLE NOT NULL,
  source_ids VARCHAR[] NOT NULL,
  score_ids VARCHAR[] NOT NULL,
  PRIMARY KEY (benchmark_id, subset, condition, metric_id, variant_tag)
);
COMMENT ON TABLE trend IS 'Whether the gap of a language on one test closes from model to model, by the dates on which they were released. A test that saturates closes a gap without anyone being better served. Grain: test x language variant.';
COMMENT ON COLUMN trend.benchmark_id IS 'The benchmark.';
COMMENT ON COLUMN trend.subset IS 'Part of the benchmark.';
COMMENT ON COLUMN trend.condition IS 'How the models were asked.';
COMMENT ON COLUMN trend.metric_id IS 'What was counted.';
COMMENT ON COLUMN trend.variant_tag IS 'The language with the script or region tested.';
COMMENT ON COLUMN trend.language_tag IS 'The language.';
COMMENT ON COLUMN trend.dimension IS 'What the benchmark is about.';
COMMENT ON COLUMN trend.n_models IS 'Models whose release date a source states.';
COMMENT ON COLUMN trend.first_release IS 'Release of the oldest; the first day where only year or month are known.';
COMMENT ON COLUMN trend.last_release IS 'Release of the newest.';
COMMENT ON COLUMN trend.slope_pp IS 'Change of the gap in percentage points a year; negative is closing.';
COMMENT ON COLUMN trend.slope_low_pp IS 'Lower end of the 95% interval; empty where the models lie on a line exactly, or the gap never moves.';
COMMENT ON COLUMN trend.slope_high_pp IS 'Upper end of the same.';
COMMENT ON COLUMN trend.direction IS 'Closing or opening where the interval leaves out zero; no clear trend where it spans zero; cannot say where there is none.';
COMMENT ON COLUMN trend.saturated_share IS 'Share of these models for which the test has little left to say.';
COMMENT ON COLUMN trend.source_ids IS 'Where the scores come from.';
COMMENT ON COLUMN trend.score_ids IS 'The published rows.';

-- How fast research attention grows.
-- grain: series x class.
-- unit: ratio of one year to the year before.
-- sign: more is more attention.
-- method: Poisson regression of papers on the year, log link, over the years of the survey; Wald interval.
-- formula: \log E[\text{papers}_y] = a + b\, y, \qquad \text{growth} = e^b
-- not for: years to come. The two series are two lines, never one.
CREATE TABLE attention_trend (
  series publication_series NOT NULL,
  class VARCHAR NOT NULL,
  first_year INTEGER NOT NULL,
  last_year INTEGER NOT NULL,
  papers INTEGER NOT NULL,
  growth DOUBLE NOT NULL,
  growth_low DOUBLE NOT NULL,
  growth_high DOUBLE NOT NULL,
  source_id VARCHAR NOT NULL,
  PRIMARY KEY (series, class)
);
COMMENT ON TABLE attention_trend IS 'How fast research attention grows: Poisson regression of papers on the year. The two series are two lines, never one. Grain: series x class.';
COMMENT ON COLUMN attention_trend.series IS 'Survey, read by people; or bibliography, selected by rule.';
COMMENT ON COLUMN attention_trend.class IS 'Which languages the papers study.';
COMMENT ON COLUMN attention_trend.first_year IS 'First year.';
COMMENT ON COLUMN attention_trend.last_year IS 'Last year.';
COMMENT ON COLUMN attention_trend.papers IS 'Papers in all.';
COMMENT ON COLUMN attention_trend.growth IS 'Ratio of one year to the year before.';
COMMENT ON COLUMN attention_trend.growth_low IS 'Lower end of the 95% interval, as if papers were independent events.';
COMMENT ON COLUMN attention_trend.growth_high IS 'Upper end of the same.';
COMMENT ON COLUMN attention_trend.source_id IS 'Where the counts come from.';

CREATE TABLE claim (
  claim_id VARCHAR NOT NULL,
  part VARCHAR NOT NULL,
  position INTEGER NOT NULL,
  value DOUBLE NOT NULL,
  low DOUBLE,
  high DOUBLE,
  interval_kind VARCHAR NOT NULL CHECK (interval_kind IN ('interval', 'bounds', 'sources', 'none')),
  unit VARCHAR NOT NULL,
  n BIGINT NOT NULL,
  n_of BIGINT,
  n_opposite BIGINT,
  range_low DOUBLE,
  range_high DOUBLE,
  conclusion VARCHAR NOT NULL,
  period VARCHAR NOT NULL,
  as_of DATE NOT NULL,
  filters VARCHAR NOT NULL,
  variant_tag VARCHAR,
  benchmark_id VARCHAR,
  subset VARCHAR,
  model_id VARCHAR,
  model_name VARCHAR,
  source_ids VARCHAR[] NOT NULL,
  relation VARCHAR NOT NULL,
  row_key VARCHAR NOT NULL,
  row_ids VARCHAR[] NOT NULL,
  PRIMARY KEY (claim_id, part)
);
COMMENT ON TABLE claim IS 'The numbers behind each headline sentence, with interval, unit, period, sources and the rows they rest on. Pages take their headline numbers from here and from nowhere else. Grain: claim x part; a claim about several tests has a part for each, as tests are not blended.';
COMMENT ON COLUMN claim.claim_id IS 'Code of the claim; its sentence stands in the interface catalogues under claim.<claim_id>.';
COMMENT ON COLUMN claim.part IS 'Part of the claim; "all" where it has one.';
COMMENT ON COLUMN claim.position IS 'Place of the part, in the order of reading.';
COMMENT ON COLUMN claim.value IS 'The number.';
COMMENT ON COLUMN claim.low IS 'Lower end of what interval_kind names; empty where there is none.';
COMMENT ON COLUMN claim.high IS 'Upper end of the same.';
COMMENT ON COLUMN claim.interval_kind IS 'A 95% interval; bounds that hold for certain; the range between sources; or none.';
COMMENT ON COLUMN claim.unit IS 'Unit of the number.';
COMMENT ON COLUMN claim.n IS 'Items, comparisons, papers, people or languages behind it.';
COMMENT ON COLUMN claim.n_of IS 'Out of how many; for the widest gap, models that can be compared.';
COMMENT ON COLUMN claim.n_opposite IS 'The count on the other side: better instead of worse; for papers, the count behind the percentage.';
COMMENT ON COLUMN claim.range_low IS 'A second range where the sentence names one: for the widest gap, the smallest gap of the language over the models; for large languages, out of how many at the lower end.';
COMMENT ON COLUMN claim.range_high IS 'The same at the upper end.';
COMMENT ON COLUMN claim.conclusion IS 'What the sentence concludes from the numbers, as a code: when it changes, the sentence is no longer true.';
COMMENT ON COLUMN claim.period IS 'Year or years of the figures.';
COMMENT ON COLUMN claim.as_of IS 'Newest date on which one of its sources was taken in.';
COMMENT ON COLUMN claim.filters IS 'What was counted, in words.';
COMMENT ON COLUMN claim.variant_tag IS 'The language that it names.';
COMMENT ON COLUMN claim.benchmark_id IS 'The benchmark that it names.';
COMMENT ON COLUMN claim.subset IS 'The part of it.';
COMMENT ON COLUMN claim.model_id IS 'The model that it names.';
COMMENT ON COLUMN claim.model_name IS 'That model''s name.';
COMMENT ON COLUMN claim.source_ids IS 'Where the figures come from.';
COMMENT ON COLUMN claim.relation IS 'The table or view whose rows it rests on.';
COMMENT ON COLUMN claim.row_key IS 'The column that names these rows.';
COMMENT ON COLUMN claim.row_ids IS 'The rows, by that column.';

CREATE TABLE claim_query (
  claim_id VARCHAR PRIMARY KEY,
  statement VARCHAR NOT NULL,
  conclusion VARCHAR NOT NULL,
  sql VARCHAR NOT NULL
);
COMMENT ON TABLE claim_query IS 'How each claim is worked out. Grain: claim.';
COMMENT ON COLUMN claim_query.claim_id IS 'The claim.';
COMMENT ON COLUMN claim_query.statement IS 'What it is about, in one line.';
COMMENT ON COLUMN claim_query.conclusion IS 'What its conclusion means and when it changes.';
COMMENT ON COLUMN claim_query.sql IS 'The query.';

CREATE TABLE claim_sensitivity (
  claim_id VARCHAR NOT NULL,
  part VARCHAR NOT NULL,
  variation VARCHAR NOT NULL,
  outcome VARCHAR NOT NULL CHECK (outcome IN ('does_not_apply', 'not_worked_out', 'untouched', 'same_conclusion', 'other_conclusion', 'nothing_left')),
  value DOUBLE,
  low DOUBLE,
  high DOUBLE,
  n BIGINT,
  conclusion VARCHAR,
  PRIMARY KEY (claim_id, part, variation)
);
COMMENT ON TABLE claim_sensitivity IS 'Each claim worked out again from other figures: does its conclusion change? Grain: claim x part x variation.';
COMMENT ON COLUMN claim_sensitivity.claim_id IS 'The claim.';
COMMENT ON COLUMN claim_sensitivity.part IS 'Its part.';
COMMENT ON COLUMN claim_sensitivity.variation IS 'What was changed: a file of data/contract/sensitivity.';
COMMENT ON COLUMN claim_sensitivity.outcome IS 'Does not apply: the claim rests on nothing that was changed. Not worked out: it rests on the proof of the index, which is made once. Untouched: the same numbers. The same conclusion from other numbers. Another conclusion. Nothing left to conclude from.';
COMMENT ON COLUMN claim_sensitivity.value IS 'The number then; empty where nothing is left.';
COMMENT ON COLUMN claim_sensitivity.low IS 'Lower end of its interval.';
COMMENT ON COLUMN claim_sensitivity.high IS 'Upper end of the same.';
COMMENT ON COLUMN claim_sensitivity.n IS 'What is behind it then.';
COMMENT ON COLUMN claim_sensitivity.conclusion IS 'The conclusion then.';
