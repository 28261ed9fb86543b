-- A row: what a crawl that counts changed in a site's products, compared with the catalogue as it was before that crawl.
-- An appearance is claimed only where a complete crawl had not seen the product; a value that one of two crawls did not
-- read has not changed.
insert into records.changes (site, kind, subject, subject_id, name, field, old, new, crawl_id, moment)
with
steps as (
    select crawl_id, moment, goods_sightings as sightings,
           lag(goods_sightings) over (order by moment) as sightings_before,
           lag(goods_epoch) over (order by moment) as epoch_before
    from records.timeline
    where site = $site
    qualify moment >= $moment and sightings_before is not null
),
was as (
    select steps.crawl_id, kept.*, list_max(list_intersect(kept.seen_at, steps.sightings_before)) as seen
    from records.products as kept cross join steps
    where kept.site = $site and seen is not null
    qualify row_number() over (partition by steps.crawl_id, kept.product_id order by seen desc) = 1
),
now_is as (
    select steps.crawl_id, kept.*, list_max(list_intersect(kept.seen_at, steps.sightings)) as seen
    from records.products as kept cross join steps
    where kept.site = $site and seen is not null
    qualify row_number() over (partition by steps.crawl_id, kept.product_id order by seen desc) = 1
),
pairs as (
    select coalesce(now_is.crawl_id, was.crawl_id) as crawl_id,
           coalesce(now_is.product_id, was.product_id) as product_id,
           coalesce(now_is.title, was.title) as name,
           unnest([
               {kind: if(was.product_id is null, 'appearance', null), field: null, old: null, new: null},
               {kind: if(now_is.product_id is null, 'disappearance', null), field: null, old: null, new: null},
               {kind: if(was.title <> now_is.title, 'change', null), field: 'title', old: was.title, new: now_is.title},
               {kind: if(was.brand <> now_is.brand, 'change', null), field: 'brand', old: was.brand, new: now_is.brand},
               {kind: if(was.sku <> now_is.sku, 'change', null), field: 'sku', old: was.sku, new: now_is.sku},
               {kind: if(was.gtin <> now_is.gtin, 'change', null), field: 'gtin', old: was.gtin, new: now_is.gtin},
               {kind: if(was.price <> now_is.price, 'change', null), field: 'price',
                old: cast(was.price as varchar), new: cast(now_is.price as varchar)},
               {kind: if(was.currency <> now_is.currency, 'change', null), field: 'currency',
                old: was.currency, new: now_is.currency},
               {kind: if(was.availability <> now_is.availability, 'change', null), field: 'availability',
                old: was.availability, new: now_is.availability},
               {kind: if(was.url <> now_is.url, 'change', null), field: 'url', old: was.url, new: now_is.url}
           ], recursive := true)
    from was full join now_is on was.crawl_id = now_is.crawl_id and was.product_id = now_is.product_id
)
select $site, pairs.kind, 'product', pairs.product_id, pairs.name, pairs.field, pairs.old, pairs.new,
       pairs.crawl_id, steps.moment
from pairs join steps on steps.crawl_id = pairs.crawl_id
where pairs.kind is not null and (pairs.kind <> 'appearance' or steps.epoch_before > 0);
