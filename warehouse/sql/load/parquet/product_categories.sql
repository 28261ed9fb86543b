-- A row: a product in a category as a Parquet file of a spool folder says.
create or replace temp view incoming_product_categories as
select cast(site as varchar) as site, cast(product_id as varchar) as product_id, cast(category_id as varchar) as category_id
from read_parquet(getvariable('spool_product_categories'));
