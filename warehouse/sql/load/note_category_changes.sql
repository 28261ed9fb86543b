-- A row: what a crawl that counts changed in a site's categories, compared with the catalogue as it was before that crawl.
-- An appearance is claimed only where a complete crawl had not seen the category; a value that one of two crawls did not
-- read has not changed.
insert into records.changes (site, kind, subject, subject_id, name, field, old, new, crawl_id, moment)
with
steps as (
    select crawl_id, moment, sightings,
           lag(sightings) over (order by moment) as sightings_before,
           lag(epoch) over (order by moment) as epoch_before
    from records.timeline
    where site = $site
    qualify moment >= $moment and sightings_before is not null
),
was as (
    select steps.crawl_id, kept.category_id, kept.path, kept.url,
           list_max(list_intersect(kept.seen_at, steps.sightings_before)) as seen
    from records.categories as kept cross join steps
    where kept.site = $site and seen is not null
    qualify row_number() over (partition by steps.crawl_id, kept.category_id order by seen desc) = 1
),
now_is as (
    select steps.crawl_id, kept.category_id, kept.path, kept.url,
           list_max(list_intersect(kept.seen_at, steps.sightings)) as seen
    from records.categories as kept cross join steps
    where kept.site = $site and seen is not null
    qualify row_number() over (partition by steps.crawl_id, kept.category_id order by seen desc) = 1
),
pairs as (
    select coalesce(now_is.crawl_id, was.crawl_id) as crawl_id,
           coalesce(now_is.category_id, was.category_id) as category_id,
           array_to_string(coalesce(now_is.path, was.path), ' > ') as name,
           unnest([
               {kind: if(was.category_id is null, 'appearance', null), field: null, old: null, new: null},
               {kind: if(now_is.category_id is null, 'disappearance', null), field: null, old: null, new: null},
               {kind: if(was.path <> now_is.path, 'change', null), field: 'path',
                old: array_to_string(was.path, ' > '), new: array_to_string(now_is.path, ' > ')},
               {kind: if(was.url <> now_is.url, 'change', null), field: 'url', old: was.url, new: now_is.url}
           ], recursive := true)
    from was full join now_is on was.crawl_id = now_is.crawl_id and was.category_id = now_is.category_id
)
select $site, pairs.kind, 'category', pairs.category_id, pairs.name, pairs.field, pairs.old, pairs.new,
       pairs.crawl_id, steps.moment
from pairs join steps on steps.crawl_id = pairs.crawl_id
where pairs.kind is not null and (pairs.kind <> 'appearance' or steps.epoch_before > 0);
