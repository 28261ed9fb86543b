-- How long PostgreSQL lets a transaction wait for a lock, from now on.
from postgres_query('__ducklake_metadata_store', format('select set_config(''lock_timeout'', ''{}s'', true)', $seconds));
