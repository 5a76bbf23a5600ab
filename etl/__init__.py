"""Published figures into DuckDB: read, check, load. Knows nothing of the dashboard."""
