-- A row: a product in a category as a line of a spool folder says.
create or replace temp table lines_of_product_categories as
select * from read_json(getvariable('spool_product_categories'), format = 'newline_delimited', columns = {
    site: 'varchar', product_id: 'varchar', category_id: 'varchar'
});
create or replace temp view incoming_product_categories as from lines_of_product_categories;
