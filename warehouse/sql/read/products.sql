-- A row: a current product of a site.
select site, product_id, title, brand, sku, gtin, cast(price as double) as price, currency, availability, url,
       first_seen_at, last_seen_at
from products
order by site, product_id;
