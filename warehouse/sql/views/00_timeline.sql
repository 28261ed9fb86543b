-- A row: a crawl that counts, with the crawls whose sightings make up the catalogue as it was then.
-- A complete crawl starts afresh; a capped one adds to what was known. A complete crawl that holds less than a tenth of
-- what the complete one before it held is more likely a fault than a clearance: it waits for the next to confirm it.
create or replace view records.timeline as
with
complete as (
    select crawl_id,
           10 * (categories + products) < lag(categories + products) over (partition by site order by moment) as shrunk
    from records.crawls
    where coverage = 'complete'
),
counted as (
    select crawls.crawl_id, crawls.site, crawls.moment, crawls.coverage,
           coalesce(sum(cast(crawls.coverage = 'complete' as integer)) over earlier, 0) as epoch
    from records.crawls as crawls
    left join complete on complete.crawl_id = crawls.crawl_id
    where crawls.coverage = 'capped' or (crawls.coverage = 'complete' and not coalesce(complete.shrunk, false))
    window earlier as (partition by crawls.site order by crawls.moment rows between unbounded preceding and current row)
)
select crawl_id, site, moment, coverage, epoch,
       list(moment) over so_far as sightings,
       lead(moment) over (partition by site order by moment) is null as is_current
from counted
window so_far as (partition by site, epoch order by moment rows between unbounded preceding and current row);
