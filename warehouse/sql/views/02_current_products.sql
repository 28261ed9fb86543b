-- A row: a product of a site's current catalogue, as the latest crawl that saw it described it.
create or replace view records.current_products as
with
seen as (
    select products.*,
           list_max(list_intersect(products.seen_at, timeline.sightings)) as current_at,
           min(list_min(products.seen_at)) over (partition by products.site, products.product_id) as first_seen_at,
           max(list_max(products.seen_at)) over (partition by products.site, products.product_id) as last_seen_at
    from records.products as products
    join records.timeline as timeline on timeline.site = products.site and timeline.is_current
)
select * exclude (seen_at)
from seen
where current_at is not null
qualify row_number() over (partition by site, product_id order by current_at desc) = 1;
