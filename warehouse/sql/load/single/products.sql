-- A row: a product that came, each id once.
create or replace temp table single_products as
from incoming_products
qualify row_number() over (
    partition by product_id
    order by title, price, brand, sku, gtin, currency, availability, url, seen_by, page_url
) = 1;
create or replace temp view incoming_products as from single_products;
