-- A row: a product of a site's current catalogue, as the latest crawl that saw it described it. What only a product's page
-- tells stays known where a later crawl read none.
create or replace view records.current_products as
with
seen as (
    select products.*,
           list_max(list_intersect(products.seen_at, timeline.goods_sightings)) as current_at,
           min(list_min(products.seen_at)) over (partition by products.site, products.product_id) as first_seen_at,
           max(list_max(products.seen_at)) over (partition by products.site, products.product_id) as last_seen_at
    from records.products as products
    join records.timeline as timeline on timeline.site = products.site and timeline.is_current
)
select * exclude (seen_at) replace (
    last_value(brand ignore nulls) over known as brand,
    last_value(sku ignore nulls) over known as sku,
    last_value(gtin ignore nulls) over known as gtin
)
from seen
where current_at is not null
window known as (partition by site, product_id order by current_at rows between unbounded preceding and unbounded following)
qualify row_number() over (partition by site, product_id order by current_at desc) = 1;
