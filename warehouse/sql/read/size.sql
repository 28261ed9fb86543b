-- One row: how many blocks the file of the database `store` has, how many of them lie free, and how large it is at least.
select total_blocks, free_blocks, 3 * 4096 + used_blocks * block_size as least_bytes
from pragma_database_size() where database_name = 'store';
