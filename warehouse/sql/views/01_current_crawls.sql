-- A row: a site's latest crawl that counts, the latest that read products too, and the names of all by their moments.
create or replace view records.current_crawls as
select site, max(moment) as moment, max(goods_moment) as goods_moment, map(list(moment), list(crawl_id)) as names
from records.timeline
group by site;
