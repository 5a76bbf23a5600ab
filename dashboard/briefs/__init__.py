"""Briefs: two pages for a language, a country, a part of the world, or the world; one content, four forms."""
