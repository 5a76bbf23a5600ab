-- Whether the index across benchmarks has earned its place.
-- grain: one row.
-- unit: share 0-1.
-- sign: a lower error is better.
-- method: mean over tests left out of the root mean square error; shown where that of the index lies below that of every rival by at
--   least the part that threshold index_better names. The plain form of the index (a mean of kept shares and a slope for each model,
--   without shrinkage, joint fit or intervals) is no rival but stands beside them: it says how much of the gain is the idea itself.
-- formula: \text{RMSE}_{index} \le (1 - 0.05) \min_{rival} \text{RMSE}_{rival}
-- not for: tests of another kind than those held here.
-- kept: worked out once, when the warehouse is built.
CREATE VIEW index_verdict AS
WITH every AS (
  SELECT predictor, rmse, n_scores, n_languages FROM index_proof WHERE item_set = 'every'
), own AS (SELECT * FROM every WHERE predictor = 'index'
), best AS (SELECT * FROM every WHERE predictor NOT IN ('index', 'plain_index') ORDER BY rmse, predictor LIMIT 1)
SELECT
  own.rmse AS index_rmse, best.predictor AS best_rival, best.rmse AS best_rival_rmse,
  1 - own.rmse / best.rmse AS better_by,
  (SELECT rmse FROM every WHERE predictor = 'plain_index') AS plain_rmse,
  own.rmse <= (1 - limit_of('index_better')) * best.rmse AS shown,
  (SELECT count(*) FROM index_proof WHERE predictor = 'index' AND item_set <> 'every') AS n_tests,
  own.n_scores,
  (SELECT covered_share FROM index_calibration WHERE item_set = 'every') AS covered_share,
  (SELECT n_languages FROM index_calibration WHERE item_set = 'every') AS n_covered_of
FROM own CROSS JOIN best;

COMMENT ON VIEW index_verdict IS 'Whether the index across benchmarks has earned its place: its error in predicting a test that it has not seen, beside that of the best simpler prediction. Where it does not win clearly, it is not shown.';
COMMENT ON COLUMN index_verdict.index_rmse IS 'Error of the index.';
COMMENT ON COLUMN index_verdict.best_rival IS 'The best rival.';
COMMENT ON COLUMN index_verdict.best_rival_rmse IS 'Its error.';
COMMENT ON COLUMN index_verdict.better_by IS 'Part by which the error of the index is smaller.';
COMMENT ON COLUMN index_verdict.plain_rmse IS 'Error of the plain form of the index.';
COMMENT ON COLUMN index_verdict.shown IS 'Whether the index is shown.';
COMMENT ON COLUMN index_verdict.n_tests IS 'Tests that were left out in turn.';
COMMENT ON COLUMN index_verdict.n_scores IS 'Scores predicted.';
COMMENT ON COLUMN index_verdict.covered_share IS 'Share of results that lay within the 90% interval for a new test.';
COMMENT ON COLUMN index_verdict.n_covered_of IS 'Results compared.';
