-- A row: a category of a site as it was known at a moment.
create or replace macro categories_at(site, "at") as table
select kept.site, kept.category_id, kept.parent_id, kept.path, kept.name, kept.depth, kept.url, kept.product_count, kept.seen_by,
       kept.first_seen as first_seen_at, kept.page_url
from records.categories as kept
where (kept.site = site or site is null)
      and kept.valid_from <= cast("at" as timestamp) and (kept.valid_to is null or kept.valid_to > cast("at" as timestamp));

comment on macro table categories_at is 'The categories of a site (of all sites where it is null) as they were known at a moment (UTC), by the columns of categories';
