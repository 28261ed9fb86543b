-- The turn that those who load have beside each other, and the one of a site, which one has alone.
from postgres_query('__ducklake_metadata_store', format('select 1 from (select pg_advisory_xact_lock_shared({})) as held', $everything));
from postgres_query('__ducklake_metadata_store', format('select 1 from (select pg_advisory_xact_lock({})) as held', $site));
