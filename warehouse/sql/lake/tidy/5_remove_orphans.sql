-- So are those that a load left which was killed; whoever writes may take a day.
select count(*) from ducklake_delete_orphaned_files('store', older_than => now() - interval 1 day);
