-- A row: a product that differs from what is known of it, and how: new, gone, changed, or the same after all.
create or replace temp table pending_products as
select coalesce(found.product_id, kept.product_id) as product_id,
       found.title,
       coalesce(found.brand, kept.brand) as brand,
       coalesce(found.sku, kept.sku) as sku,
       coalesce(found.gtin, kept.gtin) as gtin,
       found.price,
       found.currency,
       found.availability,
       found.url,
       found.seen_by,
       found.page_url,
       kept.title as old_title,
       kept.brand as old_brand,
       kept.sku as old_sku,
       kept.gtin as old_gtin,
       kept.price as old_price,
       kept.currency as old_currency,
       kept.availability as old_availability,
       kept.url as old_url,
       kept.seen_by as old_seen_by,
       kept.kept_row,
       kept.unseen_since,
       coalesce(kept.first_seen, before.first_seen, cast($moment as timestamp)) as first_seen,
       case
           when found.product_id is null then 'gone'
           when kept.kept_row is null then 'new'
           when kept.unseen_since is null and found.title is not distinct from kept.title and coalesce(found.brand, kept.brand) is not distinct from kept.brand and coalesce(found.sku, kept.sku) is not distinct from kept.sku and coalesce(found.gtin, kept.gtin) is not distinct from kept.gtin and found.price is not distinct from kept.price and found.currency is not distinct from kept.currency and found.availability is not distinct from kept.availability and found.url is not distinct from kept.url then 'same'
           else 'changed'
       end as outcome
from (from differing_products where kept_row is null) as found
full join (
    select rows.*, rows.rowid as kept_row
    from records.products as rows
    semi join differing_products as differing on differing.kept_row = rows.rowid
    where rows.site = $site and get_bit(getvariable('rows_of_products'), cast(rows.rowid % 8388608 as integer)) = 1
) as kept
    on found.product_id = kept.product_id
left join (
    select product_id, min(first_seen) as first_seen
    from records.products
    where site = $site and valid_to is not null and valid_to > valid_from
    group by product_id
) as before
    on before.product_id = found.product_id;
