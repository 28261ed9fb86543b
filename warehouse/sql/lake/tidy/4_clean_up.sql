-- Files that no snapshot needs are removed; whoever began to read before may still read them for a day.
select count(*) from ducklake_cleanup_old_files('store', older_than => now() - interval 1 day);
