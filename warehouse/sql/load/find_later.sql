-- A row: a crawl of a site that began after a moment.
select crawl_id, site, moment, coverage, coalesce(structure_only, false) as structure_only,
       coalesce(platform = 'import', false) as is_given, categories, products, verdict, verdict_reason
from records.crawls
where site = $site and moment > $moment
order by moment;
