-- One row more for each product that is new or changed.
insert into records.products by name
select $site as site, product_id, title, brand, sku, gtin, price, currency, availability, url, seen_by, page_url,
       first_seen, cast($moment as timestamp) as valid_from
from pending_products
where outcome in ('new', 'changed');
