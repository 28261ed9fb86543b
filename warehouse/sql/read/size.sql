-- One row: how many blocks the file of the database `store` has, and how many of them lie free.
select total_blocks, free_blocks from pragma_database_size() where database_name = 'store';
