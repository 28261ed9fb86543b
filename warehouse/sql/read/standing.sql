-- A row: a site, with its last crawl and how many changes the last crawl that counts saw, by what they are.
select sites.site, sites.last_crawled_at, sites.coverage, sites.coverage_reason, sites.observed_at,
       sites.last_crawl_id = sites.observed_crawl_id as last_counts, sites.last_crawl_id, sites.verdict_reason,
       sites.categories, sites.products, count(changes.site) as changes,
       count(*) filter (changes.kind = 'appearance') as appearances,
       count(*) filter (changes.kind = 'disappearance') as disappearances,
       count(*) filter (changes.kind = 'change' and changes.field in ('price', 'currency')) as price_changes
from sites
left join catalog_changes as changes on changes.site = sites.site and changes.crawl_id = sites.observed_crawl_id
group by all
order by sites.site;
