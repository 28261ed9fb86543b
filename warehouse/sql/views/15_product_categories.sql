-- A row: a product in a category, as the site assigns it.
create or replace view product_categories as
select kept.site, kept.product_id, kept.category_id, kept.first_seen as first_seen_at,
       coalesce(kept.unseen_since, greatest(kept.valid_from, latest.goods_moment)) as last_seen_at,
       latest.names[kept.first_seen] as first_seen_crawl_id,
       latest.names[coalesce(kept.unseen_since, greatest(kept.valid_from, latest.goods_moment))] as last_seen_crawl_id
from records.product_categories as kept
join records.current_crawls as latest on latest.site = kept.site
where kept.valid_to is null;

comment on view product_categories is 'A product in a category, as the site assigns it';
comment on column product_categories.site is 'Name of the site';
comment on column product_categories.product_id is 'Id of the product';
comment on column product_categories.category_id is 'Id of the category';
comment on column product_categories.first_seen_at is 'Start of the first crawl that saw it (UTC)';
comment on column product_categories.last_seen_at is 'Start of the last crawl that saw it (UTC); a crawl of the structure only is one where it saw something new';
comment on column product_categories.first_seen_crawl_id is 'First crawl that saw it, of those that count';
comment on column product_categories.last_seen_crawl_id is 'Last crawl that saw it, of those that count';
