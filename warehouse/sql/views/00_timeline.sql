-- A row: a crawl that counts, with the crawls whose sightings make up the catalogue as it was then.
-- A complete crawl starts afresh; a capped one adds to what was known. A complete crawl that holds less than a tenth of
-- what the complete one before it held is more likely a fault than a clearance: it waits for the next to confirm it.
-- A crawl of the structure only starts the categories afresh and adds to the products: `goods_` columns are theirs.
create or replace view records.timeline as
with
sized as (
    select crawl_id, site, moment, categories, categories + products as records,
           coalesce(structure_only, false) as structure_only
    from records.crawls
    where coverage = 'complete'
),
complete as (
    select crawl_id,
           if(structure_only or lag(structure_only) over before,
              10 * categories < lag(categories) over before,
              10 * records < lag(records) over before) as shrunk
    from sized
    window before as (partition by site order by moment)
),
counted as (
    select crawls.crawl_id, crawls.site, crawls.moment, crawls.coverage,
           coalesce(crawls.structure_only, false) as structure_only,
           coalesce(sum(cast(crawls.coverage = 'complete' as integer)) over earlier, 0) as epoch,
           coalesce(sum(cast(crawls.coverage = 'complete' and not coalesce(crawls.structure_only, false) as integer))
                    over earlier, 0) as goods_epoch
    from records.crawls as crawls
    left join complete on complete.crawl_id = crawls.crawl_id
    where crawls.coverage = 'capped' or (crawls.coverage = 'complete' and not coalesce(complete.shrunk, false))
    window earlier as (partition by crawls.site order by crawls.moment rows between unbounded preceding and current row)
)
select crawl_id, site, moment, coverage, epoch, goods_epoch,
       list(moment) over so_far as sightings,
       list(moment) over goods_so_far as goods_sightings,
       last_value(if(structure_only, null, coverage) ignore nulls) over up_to_now as goods_coverage,
       lead(moment) over (partition by site order by moment) is null as is_current
from counted
window so_far as (partition by site, epoch order by moment rows between unbounded preceding and current row),
       goods_so_far as (partition by site, goods_epoch order by moment rows between unbounded preceding and current row),
       up_to_now as (partition by site order by moment rows between unbounded preceding and current row);
