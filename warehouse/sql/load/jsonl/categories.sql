-- A row: a category as a line of a spool folder describes it.
create or replace temp table lines_of_categories as
select * from read_json(getvariable('spool_categories'), format = 'newline_delimited', maximum_object_size = 67108864, columns = {
    site: 'varchar', category_id: 'varchar', parent_id: 'varchar', path: 'varchar[]', name: 'varchar', depth: 'integer',
    url: 'varchar', product_count: 'bigint', seen_by: 'varchar', page_url: 'varchar'
});
create or replace temp view incoming_categories as from lines_of_categories;
