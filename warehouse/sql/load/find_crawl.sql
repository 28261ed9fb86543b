-- A row: a crawl of an id.
select crawl_id, site, moment, coverage, coalesce(structure_only, false) as structure_only,
       coalesce(platform = 'import', false) as is_given, categories, products, verdict, verdict_reason
from records.crawls
where crawl_id = $crawl_id;
