-- Which part of the whole goes to which part of the speakers, worst served first.
-- grain: utility x tau x language.
-- unit: share 0-1.
-- sign: the further below the diagonal, the more unequal.
-- method: the languages measured, ordered by how well they are served; up to each, the part of all weight (speakers to the power tau)
--   and the part of all that is served, which is weight times utility (Lorenz 1905). Twice the area between the curve and the diagonal
--   is the Gini coefficient of disparity.
-- formula: F_k = \frac{\sum_{\ell \le k} n_\ell^\tau}{\sum n^\tau}, \qquad L_k = \frac{\sum_{\ell \le k} n_\ell^\tau u_\ell}{\sum n^\tau u}
-- not for: languages that nobody measured, which are not in it; people, as who speaks two languages counts twice.
CREATE VIEW lorenz AS
WITH tau AS (
  SELECT CAST(unnest(range(0, 21)) AS DOUBLE) / 20 AS tau
), weighed AS (
  SELECT u.utility_id, t.tau, u.language_tag, u.utility, s.speakers ** t.tau AS weight
  FROM utility AS u
  JOIN speakers AS s USING (language_tag)
  JOIN language AS l USING (language_tag)
  CROSS JOIN tau AS t
  WHERE s.speakers > 0 AND l.type = 'living'
)
SELECT
  utility_id, tau, language_tag, utility,
  row_number() OVER ranked AS position,
  sum(weight) OVER ranked / sum(weight) OVER whole AS weight_share,
  sum(weight * utility) OVER ranked / nullif(sum(weight * utility) OVER whole, 0) AS served_share
FROM weighed
WINDOW
  ranked AS (PARTITION BY utility_id, tau ORDER BY utility, language_tag ROWS UNBOUNDED PRECEDING),
  whole AS (PARTITION BY utility_id, tau);

COMMENT ON VIEW lorenz IS 'The Lorenz curve of how well speakers, or languages, are served: of the worst-served part of all weight, which part of everything served it gets.';
COMMENT ON COLUMN lorenz.utility_id IS 'The index, or test and model.';
COMMENT ON COLUMN lorenz.tau IS 'From 0, every language weighs alike, to 1, every speaker weighs alike.';
COMMENT ON COLUMN lorenz.language_tag IS 'The language that is added at this point.';
COMMENT ON COLUMN lorenz.utility IS 'How well it is served, 0 to 1.';
COMMENT ON COLUMN lorenz.position IS 'From 1, the worst served.';
COMMENT ON COLUMN lorenz.weight_share IS 'Part of all weight up to here, 0 to 1.';
COMMENT ON COLUMN lorenz.served_share IS 'Part of all that is served up to here, 0 to 1.';
