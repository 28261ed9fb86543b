-- A row: a current product of a site.
create or replace view products as
select site, product_id, title, brand, sku, gtin, price, currency, availability, url,
       first_seen_at, last_seen_at, seen_by, page_url
from records.current_products;

comment on view products is 'A current product of a site, variants counted once';
comment on column products.site is 'Name of the site';
comment on column products.product_id is 'Id of the product, the same in every crawl';
comment on column products.title is 'Title of the product';
comment on column products.brand is 'Brand, null where the site does not tell';
comment on column products.sku is 'The site''s own article number';
comment on column products.gtin is 'Global trade item number, digits only';
comment on column products.price is 'Price in the currency''s main unit, null where unknown or not a number';
comment on column products.currency is 'ISO 4217 code';
comment on column products.availability is 'Last word of schema.org''s availability (InStock, OutOfStock …)';
comment on column products.url is 'Page of the product';
comment on column products.first_seen_at is 'Start of the first crawl that saw it (UTC)';
comment on column products.last_seen_at is 'Start of the last crawl that saw it (UTC)';
comment on column products.seen_by is 'Reader whose word it is';
comment on column products.page_url is 'Page on which it was seen';
