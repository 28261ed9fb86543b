-- A row: a category of a site's current catalogue, as the latest crawl that saw it described it.
create or replace view records.current_categories as
with
seen as (
    select categories.*,
           list_max(list_intersect(categories.seen_at, timeline.sightings)) as current_at,
           min(list_min(categories.seen_at)) over (partition by categories.site, categories.category_id) as first_seen_at,
           max(list_max(categories.seen_at)) over (partition by categories.site, categories.category_id) as last_seen_at
    from records.categories as categories
    join records.timeline as timeline on timeline.site = categories.site and timeline.is_current
)
select * exclude (seen_at)
from seen
where current_at is not null
qualify row_number() over (partition by site, category_id order by current_at desc) = 1;
