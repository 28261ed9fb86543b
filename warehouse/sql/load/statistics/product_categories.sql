-- One row: how many assignments a Parquet file holds, and whether its own statistics prove that all have ids and are of the site.
select sum(num_values) filter (path_in_schema = 'site') as records,
       count(distinct path_in_schema) = 3
       and bool_and(coalesce(stats_null_count = 0 and (
           path_in_schema <> 'site'
           or (min_is_exact and max_is_exact and stats_min_value = $site and stats_max_value = $site)
       ), false)) as proven
from parquet_metadata(getvariable('spool_product_categories'))
where path_in_schema in ('site', 'product_id', 'category_id');
