-- a row is a site of an engagement, prospect first, with how much of it was seen; times are UTC
select
    engagements.site,
    engagements.role,
    coalesce(nullif(engagements.industry, ''), sites.industry) as industry,
    sites.url,
    sites.coverage,
    sites.coverage_reason,
    sites.last_crawled_at as crawled_at,
    -- as the analysis counts it: a catalogue without a category says nothing of what is lacking
    coalesce(sites.observed and sites.categories > 0, false) as observed,
    sites.observed_coverage,
    sites.observed_at,
    sites.products_coverage,
    coalesce(sites.categories, 0) as categories,
    coalesce(sites.products, 0) as products
from engagements
left join sites on sites.site = engagements.site
where engagements.engagement = $engagement
order by
    list_position(['prospect', 'competitor', 'reference'], engagements.role),
    lower(coalesce(nullif(engagements.industry, ''), sites.industry, '')),
    engagements.site;
