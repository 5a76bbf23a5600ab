"""The dashboard: reads the warehouse, draws, cites. Knows nothing of the ETL."""
