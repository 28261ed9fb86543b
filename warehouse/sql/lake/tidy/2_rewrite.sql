-- Files of which rows were deleted are written without them.
select count(*) from ducklake_rewrite_data_files('store', delete_threshold => 0);
