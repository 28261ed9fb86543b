-- One row: how many files a reader of all tables has to open.
select (select count(*) from __ducklake_metadata_store.ducklake_data_file where end_snapshot is null)
       + (select count(*) from __ducklake_metadata_store.ducklake_delete_file where end_snapshot is null) as files;
