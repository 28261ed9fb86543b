-- a row is a site of an engagement, prospect first, with how much of it was seen; `crawled_at` in UTC
select
    engagements.site,
    engagements.role,
    coalesce(nullif(engagements.industry, ''), sites.industry) as industry,
    sites.url,
    sites.coverage,
    sites.coverage_reason,
    sites.last_crawled_at as crawled_at,
    (select count(*) from categories where categories.site = engagements.site) as categories,
    (select count(*) from products where products.site = engagements.site) as products
from engagements
left join sites on sites.site = engagements.site
where engagements.engagement = $engagement
order by list_position(['prospect', 'competitor', 'reference'], engagements.role), engagements.site;
