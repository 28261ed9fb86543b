-- A row: a current category of a site.
create or replace view categories as
select kept.site, kept.category_id, kept.parent_id, kept.path, kept.name, kept.depth, kept.url, kept.product_count, kept.seen_by,
       kept.first_seen as first_seen_at, coalesce(kept.unseen_since, latest.moment) as last_seen_at, kept.page_url,
       latest.names[kept.first_seen] as first_seen_crawl_id,
       latest.names[coalesce(kept.unseen_since, latest.moment)] as last_seen_crawl_id
from records.categories as kept
join records.current_crawls as latest on latest.site = kept.site
where kept.valid_to is null;

comment on view categories is 'A current category of a site';
comment on column categories.site is 'Name of the site';
comment on column categories.category_id is 'Id of the category, the same in every crawl';
comment on column categories.parent_id is 'Id of the category above, null at the top';
comment on column categories.path is 'Names from the top of the tree down to the category itself';
comment on column categories.name is 'Name of the category';
comment on column categories.depth is 'Length of the path';
comment on column categories.url is 'Page of the category, null where it has none';
comment on column categories.product_count is 'Products in it as the site says, null where it does not';
comment on column categories.seen_by is 'Reader whose word it is';
comment on column categories.first_seen_at is 'Start of the first crawl that saw it (UTC)';
comment on column categories.last_seen_at is 'Start of the last crawl that saw it (UTC)';
comment on column categories.page_url is 'Page on which it was seen';
comment on column categories.first_seen_crawl_id is 'First crawl that saw it, of those that count';
comment on column categories.last_seen_crawl_id is 'Last crawl that saw it, of those that count';
