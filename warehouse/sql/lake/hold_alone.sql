-- The turn that nobody has beside another. Locks are handed out in the order in which they were asked for.
from postgres_query('__ducklake_metadata_store', format('select 1 from (select pg_advisory_xact_lock({})) as held', $everything));
