-- Family and place of a language.
-- grain: language with a classification.
-- unit: names; degrees.
-- sign: none: nothing is better or worse.
-- method: its own row; else what all the narrower codes that count under it agree on.
CREATE VIEW language_place AS
SELECT
  c.language_tag,
  CASE WHEN bool_or(variant_tag = c.language_tag) THEN max(family) FILTER (WHERE variant_tag = c.language_tag)
    WHEN count(DISTINCT family) = 1 THEN max(family) END AS family,
  CASE WHEN bool_or(variant_tag = c.language_tag) THEN max(macroarea) FILTER (WHERE variant_tag = c.language_tag)
    WHEN count(DISTINCT macroarea) = 1 THEN max(macroarea) END AS macroarea,
  max(v.endangerment) FILTER (WHERE variant_tag = c.language_tag) AS endangerment,
  max(glottocode) FILTER (WHERE variant_tag = c.language_tag) AS glottocode,
  max(latitude) FILTER (WHERE variant_tag = c.language_tag) AS latitude,
  max(longitude) FILTER (WHERE variant_tag = c.language_tag) AS longitude
FROM classification AS c
LEFT JOIN vitality AS v USING (variant_tag)
GROUP BY c.language_tag;

COMMENT ON VIEW language_place IS 'Family and place of a language: its own classification, or, for a broader tag without one (Chinese, Arabic, Swahili), what all the narrower codes that count under it agree on.';
COMMENT ON COLUMN language_place.language_tag IS 'The language.';
COMMENT ON COLUMN language_place.family IS 'Top-level family.';
COMMENT ON COLUMN language_place.macroarea IS 'One of six parts of the world.';
COMMENT ON COLUMN language_place.endangerment IS 'Endangerment status, where the tag itself is classified.';
COMMENT ON COLUMN language_place.glottocode IS 'Glottolog code, where the tag itself is classified.';
COMMENT ON COLUMN language_place.latitude IS 'Degrees north of one representative point, where the tag itself is classified.';
COMMENT ON COLUMN language_place.longitude IS 'Degrees east of one representative point, where the tag itself is classified.';
