-- What a recommendation rests on and this warehouse does not hold.
-- grain: recommendation that lacks something.
-- unit: none.
-- sign: none: nothing is better or worse.
-- method: sources of figures that the rule names and no folder brings; publications that it cites and no table lists.
CREATE VIEW advice_without AS
SELECT recommendation_id, list(name ORDER BY name) AS missing
FROM (
  SELECT recommendation_id, source_id AS name FROM recommendation_figure WHERE source_id NOT IN (SELECT source_id FROM source)
  UNION
  SELECT recommendation_id, policy_source_id FROM recommendation_source WHERE policy_source_id NOT IN (SELECT policy_source_id FROM policy_source)
)
GROUP BY recommendation_id;

COMMENT ON VIEW advice_without IS 'Recommendations that rest on something this warehouse does not hold: they abstain, for every subject, rather than judge from what is left.';
COMMENT ON COLUMN advice_without.recommendation_id IS 'The recommendation.';
COMMENT ON COLUMN advice_without.missing IS 'Sources and publications that are not held.';

-- What each recommendation says of each subject under limits that a reader may set.
-- limits: MAP of threshold_id to value; a limit that it does not name is that of the table threshold.
-- A condition is met (2), unknown (1) or not met (0); of conditions that hold together the least counts, of alternatives the most.
CREATE MACRO advice_under(limits) AS TABLE
WITH judged AS (
  SELECT
    c.recommendation_id, c.subject_kind, c.subject, c.part, c.alternative, c.quantity_id, c.missing_register,
    CASE
      WHEN c.value IS NULL THEN 1
      WHEN CASE c.comparison
        WHEN 'below' THEN c.value < coalesce(limits[c.threshold_id], t.value)
        WHEN 'at_most' THEN c.value <= coalesce(limits[c.threshold_id], t.value)
        WHEN 'above' THEN c.value > coalesce(limits[c.threshold_id], t.value)
        WHEN 'at_least' THEN c.value >= coalesce(limits[c.threshold_id], t.value)
        WHEN 'yes' THEN c.value = 1
        ELSE c.value = 0 END THEN 2
      ELSE 0
    END AS met
  FROM advice_condition AS c LEFT JOIN threshold AS t USING (threshold_id)
), parts AS (
  SELECT
    recommendation_id, subject_kind, subject,
    coalesce(min(met) FILTER (WHERE part = 'premise'), 2) AS premise,
    greatest(min(met) FILTER (WHERE part = 'trigger' AND alternative = 1), min(met) FILTER (WHERE part = 'trigger' AND alternative = 2)) AS trigger,
    coalesce(greatest(min(met) FILTER (WHERE part = 'evidence' AND alternative = 1), min(met) FILTER (WHERE part = 'evidence' AND alternative = 2)), 2) AS evidence,
    greatest(
      min(met) FILTER (WHERE part = 'withdrawal' AND alternative = 1), min(met) FILTER (WHERE part = 'withdrawal' AND alternative = 2)
    ) AS withdrawal,
    list(quantity_id) FILTER (WHERE part <> 'withdrawal' AND met = 2) AS met_for,
    list(quantity_id) FILTER (WHERE part = 'withdrawal' AND met = 2) AS met_against,
    list(quantity_id) FILTER (WHERE part = 'premise' AND met < 2) AS short_of_premise,
    list(quantity_id) FILTER (WHERE part = 'trigger' AND met = 0) AS against_trigger,
    list(quantity_id) FILTER (WHERE part = 'trigger' AND met = 1) AS unknown_trigger,
    list(quantity_id) FILTER (WHERE part = 'evidence' AND met < 2) AS short_of_evidence,
    list_distinct(list(missing_register) FILTER (WHERE part = 'trigger' AND missing_register IS NOT NULL)) AS trigger_registers,
    list_distinct(list(missing_register) FILTER (WHERE part IN ('premise', 'evidence') AND missing_register IS NOT NULL)) AS evidence_registers
  FROM judged
  GROUP BY recommendation_id, subject_kind, subject
), stated AS (
  SELECT
    p.*, coalesce(m.missing, []) AS missing_sources,
    CASE
      WHEN m.missing IS NOT NULL OR p.premise < 2 THEN 'abstains'
      WHEN p.withdrawal = 2 THEN 'withdrawn'
      WHEN p.trigger = 0 THEN 'does_not_fire'
      WHEN p.trigger = 1 AND len(p.trigger_registers) > 0 THEN 'cannot_be_computed'
      WHEN p.trigger = 1 OR p.evidence < 2 THEN 'abstains'
      ELSE 'fires'
    END AS state
  FROM parts AS p LEFT JOIN advice_without AS m USING (recommendation_id)
)
SELECT
  s.recommendation_id, s.subject_kind, s.subject, r.actor, r.theme, r.strength, s.state,
  CASE s.state
    WHEN 'fires' THEN 'all_met' WHEN 'withdrawn' THEN 'withdrawal_met' WHEN 'does_not_fire' THEN 'trigger_not_met'
    WHEN 'cannot_be_computed' THEN 'register_missing'
    ELSE CASE
      WHEN len(s.missing_sources) > 0 THEN 'source_missing' WHEN s.premise < 2 THEN 'premise_not_met'
      WHEN s.trigger = 1 THEN 'trigger_unknown' ELSE 'evidence_missing' END
  END AS reason,
  list_distinct(CASE s.state
    WHEN 'fires' THEN s.met_for
    WHEN 'withdrawn' THEN s.met_against
    WHEN 'does_not_fire' THEN s.against_trigger
    WHEN 'cannot_be_computed' THEN s.unknown_trigger
    WHEN 'abstains' THEN CASE
      WHEN len(s.missing_sources) > 0 THEN [] WHEN s.premise < 2 THEN s.short_of_premise
      WHEN s.trigger = 1 THEN s.unknown_trigger ELSE s.short_of_evidence END
  END) AS deciding_quantities,
  CASE s.state WHEN 'cannot_be_computed' THEN s.trigger_registers WHEN 'abstains' THEN coalesce(s.evidence_registers, []) ELSE [] END AS missing_registers,
  CASE WHEN s.state = 'abstains' THEN s.missing_sources ELSE [] END AS missing_sources,
  coalesce(f.value, f.low) AS people, f.low AS people_low, f.high AS people_high,
  CASE WHEN f.quantity_id IS NULL THEN 'not_counted' ELSE f.quantity_id END AS people_counted
FROM stated AS s
JOIN recommendation AS r USING (recommendation_id)
LEFT JOIN fact AS f ON f.subject_kind = s.subject_kind AND f.subject = s.subject AND f.quantity_id = r.people;

-- What each recommendation says of each subject.
-- grain: recommendation x subject.
-- unit: people; states in words.
-- sign: none: a state says what can be said, not how well anybody is served.
-- method: advice_under with the limits of the table threshold. Fires: trigger and minimum evidence are met. Abstains: a premise, a
--   source or the minimum evidence is missing. Withdrawn: the withdrawal condition is met. Cannot be computed: the trigger needs a
--   register that says nothing of the subject yet. People: speakers, or bounds over a territory; never added up over
--   subjects. Order: strength of evidence, then people; there is no score.
CREATE VIEW advice AS FROM advice_under(MAP {}::MAP(VARCHAR, DOUBLE));

COMMENT ON VIEW advice IS 'What each recommendation says of each language, territory or other subject: whether it fires, does not fire, abstains, is withdrawn or cannot be computed, and why.';
COMMENT ON COLUMN advice.recommendation_id IS 'The recommendation.';
COMMENT ON COLUMN advice.subject_kind IS 'Language, territory, venue, product, model or developer; world where no subject is known.';
COMMENT ON COLUMN advice.subject IS 'Language tag, territory code or name; 001 for the world.';
COMMENT ON COLUMN advice.actor IS 'Who should act.';
COMMENT ON COLUMN advice.theme IS 'What it is about.';
COMMENT ON COLUMN advice.strength IS 'Strength of the evidence for it.';
COMMENT ON COLUMN advice.state IS 'fires, does_not_fire, abstains, withdrawn or cannot_be_computed.';
COMMENT ON COLUMN advice.reason IS 'Why: all_met, trigger_not_met, trigger_unknown, evidence_missing, premise_not_met, source_missing, withdrawal_met or register_missing.';
COMMENT ON COLUMN advice.deciding_quantities IS 'The quantities that decide: where it fires or is withdrawn those that are met, else those that are missing or not met.';
COMMENT ON COLUMN advice.missing_registers IS 'The registers that it needs and that say nothing of the subject yet.';
COMMENT ON COLUMN advice.missing_sources IS 'The sources that are not held and that it rests on.';
COMMENT ON COLUMN advice.people IS 'People concerned; the lower bound where there are bounds; empty where nobody can be counted.';
COMMENT ON COLUMN advice.people_low IS 'Lowest count, or lower bound.';
COMMENT ON COLUMN advice.people_high IS 'Highest count, or upper bound.';
COMMENT ON COLUMN advice.people_counted IS 'The quantity that counts them, or not_counted.';

-- The rows that a piece of advice cites, for it and against it.
-- grain: recommendation x subject x role x quantity.
-- unit: that of the quantity.
-- sign: none: nothing is better or worse.
-- method: evidence: every quantity that a premise, trigger or evidence condition asks for and that is known. Counter-evidence: the
--   quantities that the rule names against itself.
CREATE VIEW advice_row AS
WITH asked AS (
  SELECT DISTINCT recommendation_id, 'evidence' AS role, quantity_id FROM recommendation_condition WHERE part <> 'withdrawal'
  UNION ALL
  SELECT recommendation_id, 'counter_evidence', quantity_id FROM recommendation_counter
)
SELECT a.recommendation_id, f.subject_kind, f.subject, a.role, a.quantity_id, f.value, f.low, f.high, f.n, f.relation, f.row_key, f.row_ids, f.source_ids
FROM asked AS a
JOIN recommendation AS r USING (recommendation_id)
JOIN fact AS f ON f.subject_kind = r.subject_kind AND f.quantity_id = a.quantity_id;

COMMENT ON VIEW advice_row IS 'The rows that each recommendation cites for each subject, for it and against it, with the number they give.';
COMMENT ON COLUMN advice_row.recommendation_id IS 'The recommendation.';
COMMENT ON COLUMN advice_row.subject_kind IS 'Kind of subject.';
COMMENT ON COLUMN advice_row.subject IS 'The subject.';
COMMENT ON COLUMN advice_row.role IS 'evidence, or counter_evidence: what is shown against it.';
COMMENT ON COLUMN advice_row.quantity_id IS 'What the rows say.';
COMMENT ON COLUMN advice_row.value IS 'The number; empty where there are only bounds.';
COMMENT ON COLUMN advice_row.low IS 'Lower bound, where there is one.';
COMMENT ON COLUMN advice_row.high IS 'Upper bound, where there is one.';
COMMENT ON COLUMN advice_row.n IS 'Items, models or languages behind it.';
COMMENT ON COLUMN advice_row.relation IS 'The table or view whose rows they are.';
COMMENT ON COLUMN advice_row.row_key IS 'The column that names them.';
COMMENT ON COLUMN advice_row.row_ids IS 'The rows, by that column.';
COMMENT ON COLUMN advice_row.source_ids IS 'Where they come from.';
