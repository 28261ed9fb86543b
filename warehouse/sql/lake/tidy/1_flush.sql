-- Rows that were too few for a file each, and lie in the catalogue, become files.
select count(*) from ducklake_flush_inlined_data('store');
