"""The store that analysts query: spool folders in, `warehouse.duckdb` out."""
