-- A row: a product in a category as it was known at a moment.
create or replace macro product_categories_at(site, "at") as table
select kept.site, kept.product_id, kept.category_id, kept.first_seen as first_seen_at
from records.product_categories as kept
where (kept.site = site or site is null)
      and kept.valid_from <= cast("at" as timestamp) and (kept.valid_to is null or kept.valid_to > cast("at" as timestamp));

comment on macro table product_categories_at is 'The products in the categories of a site (of all sites where it is null) as they were known at a moment (UTC)';
