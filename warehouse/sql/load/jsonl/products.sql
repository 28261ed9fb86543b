-- A row: a product as a line of a spool folder describes it. A price that is not a number becomes null.
create or replace temp table lines_of_products as
select * replace (try_cast(price as decimal(18, 4)) as price)
from read_json(getvariable('spool_products'), format = 'newline_delimited', maximum_object_size = 67108864, columns = {
    site: 'varchar', product_id: 'varchar', title: 'varchar', brand: 'varchar', sku: 'varchar', gtin: 'varchar',
    price: 'varchar', currency: 'varchar', availability: 'varchar', url: 'varchar', seen_by: 'varchar', page_url: 'varchar'
});
create or replace temp view incoming_products as from lines_of_products;
