-- A row: a crawl that counts, how much of the products was known after it, and whether a later one counts.
create or replace view records.timeline as
with counted as (
    select crawl_id, site, moment,
           -- what a person accepted, though it did not see all, adds to what was known, as a capped crawl does
           if(coverage = 'complete', 'complete', 'capped') as coverage,
           coalesce(structure_only, false) as structure_only
    from records.crawls
    where verdict in ('counts', 'accepted')
)
select crawl_id, site, moment, coverage, structure_only,
       last_value(if(structure_only, null, coverage) ignore nulls) over up_to_now as goods_coverage,
       last_value(if(structure_only, null, moment) ignore nulls) over up_to_now as goods_moment,
       lead(moment) over (partition by site order by moment) is null as is_current
from counted
window up_to_now as (partition by site order by moment rows between unbounded preceding and current row);
