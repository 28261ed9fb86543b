-- A row: a site, crawled or only named by an engagement.
create or replace view sites as
with
last_crawls as (
    select * from records.crawls qualify row_number() over (partition by site order by moment desc) = 1
),
named as (
    select site, max(industry) as industry, max(url) as url from records.members group by site
),
known as (select site from last_crawls union select site from named),
category_counts as (select site, count(*) as categories from records.categories where valid_to is null group by site),
product_counts as (select site, count(*) as products from records.products where valid_to is null group by site)
select known.site,
       coalesce(nullif(last_crawls.url, ''), named.url) as url,
       coalesce(nullif(last_crawls.industry, ''), named.industry, '') as industry,
       last_crawls.platform,
       last_crawls.crawl_id as last_crawl_id,
       coalesce(last_crawls.finished_at, last_crawls.started_at) as last_crawled_at,
       last_crawls.coverage,
       if(last_crawls.coverage = 'complete' and last_crawls.verdict = 'held back',
          last_crawls.verdict_reason, last_crawls.coverage_reason) as coverage_reason,
       current_crawl.crawl_id is not null as observed,
       current_crawl.coverage as observed_coverage,
       current_crawl.crawl_id as observed_crawl_id,
       current_crawl.moment as observed_at,
       if(current_crawl.crawl_id is null, null, coalesce(current_crawl.goods_coverage, 'structure only')) as products_coverage,
       coalesce(category_counts.categories, 0) as categories,
       coalesce(product_counts.products, 0) as products,
       last_crawls.verdict,
       last_crawls.verdict_reason
from known
left join last_crawls on last_crawls.site = known.site
left join named on named.site = known.site
left join records.timeline as current_crawl on current_crawl.site = known.site and current_crawl.is_current
left join category_counts on category_counts.site = known.site
left join product_counts on product_counts.site = known.site;

comment on view sites is 'A site, crawled or only named by an engagement';
comment on column sites.site is 'Name of the site, as the engagement file gives it';
comment on column sites.url is 'Address of its home page';
comment on column sites.industry is 'Industry, as the last crawl or the engagement names it';
comment on column sites.platform is 'Shop software that the last crawl told, null where it could not';
comment on column sites.last_crawl_id is 'Last crawl, whatever came of it; null where there was none';
comment on column sites.last_crawled_at is 'When the last crawl ended (UTC)';
comment on column sites.coverage is 'How much the last crawl saw: complete, capped, blocked, disallowed, needs browser, unreachable or failed';
comment on column sites.coverage_reason is 'Why the last crawl did not see all, or is not believed though it says so';
comment on column sites.observed is 'Whether any crawl that counts (complete or capped) stands behind the current catalogue';
comment on column sites.observed_coverage is 'Coverage of the last crawl that counts: complete or capped';
comment on column sites.observed_crawl_id is 'Last crawl that counts';
comment on column sites.observed_at is 'When the last crawl that counts began (UTC)';
comment on column sites.products_coverage is 'How much of the products is known: complete or capped as the last crawl that counts and read more than the structure, or structure only where none did';
comment on column sites.categories is 'Categories in the current catalogue';
comment on column sites.products is 'Products in the current catalogue';
comment on column sites.verdict is 'What became of the last crawl: counts, accepted (by a person) or held back (until a person accepts it or a later crawl counts)';
comment on column sites.verdict_reason is 'Why the last crawl is held back';
