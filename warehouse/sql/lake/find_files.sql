-- One row: where the files of the attached lake lie.
select value as files from __ducklake_metadata_warehouse.ducklake_metadata where key = 'data_path';
