-- A row: a product in a category of one spool folder, each pair once.
create or replace temp table incoming_product_categories as
select distinct site, product_id, category_id
from read_json($path, format = 'newline_delimited', columns = {
    site: 'varchar', product_id: 'varchar', category_id: 'varchar'
});
