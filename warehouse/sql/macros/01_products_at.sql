-- A row: a product of a site as it was known at a moment.
create or replace macro products_at(site, "at") as table
select kept.site, kept.product_id, kept.title, kept.brand, kept.sku, kept.gtin, kept.price, kept.currency, kept.availability,
       kept.url, kept.first_seen as first_seen_at, kept.seen_by, kept.page_url
from records.products as kept
where (kept.site = site or site is null)
      and kept.valid_from <= cast("at" as timestamp) and (kept.valid_to is null or kept.valid_to > cast("at" as timestamp));

comment on macro table products_at is 'The products of a site (of all sites where it is null) as they were known at a moment (UTC), by the columns of products';
