-- One row: the latest snapshot of the lake.
select max(snapshot_id) as snapshot_id from __ducklake_metadata_store.ducklake_snapshot;
