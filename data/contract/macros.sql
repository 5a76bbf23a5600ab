-- Interval arithmetic in SQL, so that a reader can check it. p: share 0-1; n: items. z = 1.959963984540054 (95%).

-- Empty where p or n is: greatest() and least() alone would pass over the missing and invent a bound.
-- Wilson score interval for one proportion (Wilson 1927, J. Am. Stat. Assoc. 22:209-212).
CREATE MACRO wilson_low(p, n) AS
  CASE WHEN p IS NOT NULL AND n IS NOT NULL THEN greatest(0.0, (p + 3.841458820694124 / (2 * n) - 1.959963984540054 * sqrt(p * (1 - p) / n + 3.841458820694124 / (4 * n * n))) / (1 + 3.841458820694124 / n)) END;
CREATE MACRO wilson_high(p, n) AS
  CASE WHEN p IS NOT NULL AND n IS NOT NULL THEN least(1.0, (p + 3.841458820694124 / (2 * n) + 1.959963984540054 * sqrt(p * (1 - p) / n + 3.841458820694124 / (4 * n * n))) / (1 + 3.841458820694124 / n)) END;

-- Newcombe's hybrid score interval for p1 - p2 of independent samples (Newcombe 1998, Stat. Med. 17:873-890, method 10).
CREATE MACRO newcombe_low(p1, n1, p2, n2) AS
  p1 - p2 - sqrt((p1 - wilson_low(p1, n1)) ** 2 + (wilson_high(p2, n2) - p2) ** 2);
CREATE MACRO newcombe_high(p1, n1, p2, n2) AS
  p1 - p2 + sqrt((wilson_high(p1, n1) - p1) ** 2 + (p2 - wilson_low(p2, n2)) ** 2);

-- Log-normal interval for p1 / p2 (Katz et al. 1978, Biometrics 34:469-474); empty where either share is zero.
CREATE MACRO ratio_bound(p1, n1, p2, n2, side) AS
  CASE WHEN p1 > 0 AND p2 > 0 THEN exp(ln(p1 / p2) + side * 1.959963984540054 * sqrt((1 - p1) / (n1 * p1) + (1 - p2) / (n2 * p2))) END;

-- Upper 5% point of the chi-square distribution (Wilson and Hilferty 1931, Proc. Natl. Acad. Sci. 17:684-688).
CREATE MACRO chi_square_95(df) AS df * (1 - 2.0 / (9 * df) + 1.6448536269514722 * sqrt(2.0 / (9 * df))) ** 3;

-- Byar's approximation to the exact Poisson interval of a count (Breslow and Day 1987, IARC Scientific Publications 82).
CREATE MACRO poisson_low(x) AS
  CASE WHEN x = 0 THEN 0.0 ELSE x * (1 - 1.0 / (9 * x) - 1.959963984540054 / (3 * sqrt(x))) ** 3 END;
CREATE MACRO poisson_high(x) AS
  (x + 1) * (1 - 1.0 / (9 * (x + 1)) + 1.959963984540054 / (3 * sqrt(x + 1))) ** 3;

-- A limit by its code.
CREATE MACRO limit_of(code) AS (SELECT value FROM threshold WHERE threshold_id = code);

-- Items per language for a gap between two shares near p to be known to within half_width either way, 95%: n = 2 p (1 - p) (z / h)^2,
-- the normal interval of a difference of two independent proportions solved for n, with z = 1.96.
CREATE MACRO items_needed(p, half_width) AS CAST(ceil(2 * p * (1 - p) * (1.96 / half_width) ** 2) AS BIGINT);

-- The lower end of the same interval at another level of confidence: z = 1.96 for 95%; 3.07 for 95% over 23 comparisons (Bonferroni).
CREATE MACRO wilson_low_at(p, n, z) AS greatest(0.0, (p + z * z / (2 * n) - z * sqrt(p * (1 - p) / n + z * z / (4 * n * n))) / (1 + z * z / n));
CREATE MACRO wilson_high_at(p, n, z) AS least(1.0, (p + z * z / (2 * n) + z * sqrt(p * (1 - p) / n + z * z / (4 * n * n))) / (1 + z * z / n));
CREATE MACRO newcombe_low_at(p1, n1, p2, n2, z) AS
  CASE WHEN p1 IS NOT NULL AND n1 IS NOT NULL AND p2 IS NOT NULL AND n2 IS NOT NULL THEN
    p1 - p2 - sqrt((p1 - wilson_low_at(p1, n1, z)) ** 2 + (wilson_high_at(p2, n2, z) - p2) ** 2) END;
