-- The methods page is made from these comments: a table, view or column without one would be a blank on it.
SELECT 'contract' AS source_id, 'data/contract' AS locator, table_name || '.' || column_name || ' has no comment' AS problem
FROM duckdb_columns() WHERE NOT internal AND schema_name = 'main' AND database_name = current_database() AND comment IS NULL
UNION ALL
SELECT 'contract', 'data/contract', view_name || ' has no comment'
FROM duckdb_views() WHERE NOT internal AND schema_name = 'main' AND database_name = current_database() AND comment IS NULL
UNION ALL
SELECT 'contract', 'data/contract', table_name || ' has no comment'
FROM duckdb_tables() WHERE NOT internal AND schema_name = 'main' AND database_name = current_database() AND comment IS NULL
