-- A row: a product in a category that differs from what is known of it, and how: new, gone, changed, or the same after all.
create or replace temp table pending_product_categories as
select coalesce(found.product_id, kept.product_id) as product_id, coalesce(found.category_id, kept.category_id) as category_id,
       kept.kept_row,
       kept.unseen_since,
       coalesce(kept.first_seen, before.first_seen, cast($moment as timestamp)) as first_seen,
       case
           when found.product_id is null then 'gone'
           when kept.kept_row is null then 'new'
           when kept.unseen_since is null then 'same'
           else 'changed'
       end as outcome
from (
    -- an assignment to a category that nobody knows is left out
    select differing.*
    from differing_product_categories as differing
    semi join records.categories as known
        on known.site = differing.site and known.category_id = differing.category_id and known.valid_to is null
    where differing.kept_row is null
) as found
full join (
    select rows.*, rows.rowid as kept_row
    from records.product_categories as rows
    semi join differing_product_categories as differing on differing.kept_row = rows.rowid
    where rows.site = $site and get_bit(getvariable('rows_of_product_categories'), cast(rows.rowid % 8388608 as integer)) = 1
) as kept
    on found.product_id = kept.product_id and found.category_id = kept.category_id
left join (
    select product_id, category_id, min(first_seen) as first_seen
    from records.product_categories
    where site = $site and valid_to is not null and valid_to > valid_from
    group by product_id, category_id
) as before
    on before.product_id = found.product_id and before.category_id = found.category_id;
