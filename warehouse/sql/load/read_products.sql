-- A row: a product of one spool folder, each id once. A price that is not a number becomes null.
create or replace temp table incoming_products as
select * replace (try_cast(price as decimal(18, 4)) as price)
from read_json($path, format = 'newline_delimited', maximum_object_size = 67108864, columns = {
    site: 'varchar', product_id: 'varchar', title: 'varchar', brand: 'varchar', sku: 'varchar', gtin: 'varchar',
    price: 'varchar', currency: 'varchar', availability: 'varchar', url: 'varchar', seen_by: 'varchar', page_url: 'varchar'
})
qualify row_number() over (
    partition by product_id
    order by title, price, brand, sku, gtin, currency, availability, url, seen_by, page_url
) = 1;
