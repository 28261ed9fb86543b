-- A row: a site, crawled or only named by an engagement.
select site, url, industry, platform, coverage, coverage_reason, last_crawled_at,
       observed, observed_coverage, observed_at, products_coverage, categories, products
from sites
order by site;
