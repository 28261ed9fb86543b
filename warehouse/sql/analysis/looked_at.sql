-- a row is a site of the engagement: how much of it was looked at, and why not all
insert into looked_at
select
    members.site,
    members.role,
    members.industry,
    coalesce(sites.observed, false) and coalesce(seen.categories, 0) > 0 as observed,
    -- a last crawl that is not believed leaves an earlier state standing, which must be a whole one, too
    coalesce(sites.observed, false)
    and sites.coverage = 'complete'
    and coalesce(sites.observed_coverage, 'complete') = 'complete'
    -- a crawl of the structure only leaves most titles unread, which may speak of what no category names
    and coalesce(sites.products_coverage, 'complete') = 'complete'
    and coalesce(seen.categories, 0) > 0 as complete,
    coalesce(seen.categories, 0),
    coalesce(titles.products, 0),
    coalesce(titles.telling, 0),
    sites.last_crawled_at,
    case
        when sites.site is null or sites.coverage is null then 'never crawled'
        when sites.coverage = 'complete' and coalesce(seen.categories, 0) = 0 then 'crawled, but no category was found'
        when sites.coverage = 'complete' and sites.products_coverage <> 'complete'
            then 'the tree was read, and not all products'
        else one_line(concat_ws(': ', sites.coverage, nullif(sites.coverage_reason, '')))
    end
from members
left join sites on sites.site = members.site
left join (select site, count(*) as categories from categories group by site) as seen on seen.site = members.site
left join (select site, count(*) as products, count(*) filter (coalesce(is_telling, true)) as telling from products group by site) as titles on titles.site = members.site;
