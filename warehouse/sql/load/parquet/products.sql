-- A row: a product as a Parquet file of a spool folder describes it. A price that is not a number becomes null.
create or replace temp view incoming_products as
select cast(site as varchar) as site, cast(product_id as varchar) as product_id, cast(title as varchar) as title,
       cast(brand as varchar) as brand, cast(sku as varchar) as sku, cast(gtin as varchar) as gtin,
       try_cast(price as decimal(18, 4)) as price, cast(currency as varchar) as currency,
       cast(availability as varchar) as availability, cast(url as varchar) as url,
       cast(seen_by as varchar) as seen_by, cast(page_url as varchar) as page_url
from read_parquet(getvariable('spool_products'));
