-- A row: a category as a Parquet file of a spool folder describes it.
create or replace temp view incoming_categories as
select cast(site as varchar) as site, cast(category_id as varchar) as category_id, cast(parent_id as varchar) as parent_id,
       cast(path as varchar[]) as path, cast(name as varchar) as name, cast(depth as integer) as depth,
       cast(url as varchar) as url, cast(product_count as bigint) as product_count,
       cast(seen_by as varchar) as seen_by, cast(page_url as varchar) as page_url
from read_parquet(getvariable('spool_categories'));
