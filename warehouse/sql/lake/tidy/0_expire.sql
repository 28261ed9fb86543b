-- Snapshots of a month ago are not gone back to any more.
select count(*) from ducklake_expire_snapshots('store', older_than => now() - interval 30 day);
