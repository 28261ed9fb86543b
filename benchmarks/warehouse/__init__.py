"""What loading, keeping and publishing cost beside what DuckDB needs for the bare rows."""
