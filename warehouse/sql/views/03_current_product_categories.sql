-- A row: a product in a category of a site's current catalogue.
create or replace view records.current_product_categories as
select assigned.site, assigned.product_id, assigned.category_id,
       list_min(assigned.seen_at) as first_seen_at, list_max(assigned.seen_at) as last_seen_at
from records.product_categories as assigned
join records.timeline as timeline on timeline.site = assigned.site and timeline.is_current
-- categories may be of a later crawl than products
semi join records.current_categories as known
    on known.site = assigned.site and known.category_id = assigned.category_id
where list_has_any(assigned.seen_at, timeline.goods_sightings);
