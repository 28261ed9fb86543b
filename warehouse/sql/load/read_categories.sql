-- A row: a category of one spool folder, each id once.
create or replace temp table incoming_categories as
select * from read_json($path, format = 'newline_delimited', maximum_object_size = 67108864, columns = {
    site: 'varchar', category_id: 'varchar', parent_id: 'varchar', path: 'varchar[]', name: 'varchar', depth: 'integer',
    url: 'varchar', product_count: 'bigint', seen_by: 'varchar', page_url: 'varchar'
})
qualify row_number() over (
    partition by category_id order by depth, path, name, parent_id, url, product_count, seen_by, page_url
) = 1;
