-- Small files become large ones.
select count(*) from ducklake_merge_adjacent_files('store');
