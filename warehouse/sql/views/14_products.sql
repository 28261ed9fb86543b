-- A row: a current product of a site.
create or replace view products as
select kept.site, kept.product_id, kept.title, kept.brand, kept.sku, kept.gtin, kept.price, kept.currency, kept.availability,
       kept.url, kept.first_seen as first_seen_at,
       coalesce(kept.unseen_since, greatest(kept.valid_from, latest.goods_moment)) as last_seen_at,
       kept.seen_by, kept.page_url,
       latest.names[kept.first_seen] as first_seen_crawl_id,
       latest.names[coalesce(kept.unseen_since, greatest(kept.valid_from, latest.goods_moment))] as last_seen_crawl_id
from records.products as kept
join records.current_crawls as latest on latest.site = kept.site
where kept.valid_to is null;

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
comment on column products.last_seen_at is 'Start of the last crawl that saw it (UTC); a crawl of the structure only is one where it saw something new';
comment on column products.seen_by is 'Reader whose word it is';
comment on column products.page_url is 'Page on which it was seen';
comment on column products.first_seen_crawl_id is 'First crawl that saw it, of those that count';
comment on column products.last_seen_crawl_id is 'Last crawl that saw it, of those that count';
