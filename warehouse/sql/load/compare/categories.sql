-- A row: a category that differs from what is known of it, and how: new, gone, changed, or the same after all.
create or replace temp table pending_categories as
select coalesce(found.category_id, kept.category_id) as category_id,
       found.parent_id,
       found.path,
       found.name,
       found.depth,
       found.url,
       found.product_count,
       found.seen_by,
       found.page_url,
       kept.parent_id as old_parent_id,
       kept.path as old_path,
       kept.name as old_name,
       kept.url as old_url,
       kept.product_count as old_product_count,
       kept.kept_row,
       kept.unseen_since,
       coalesce(kept.first_seen, before.first_seen, cast($moment as timestamp)) as first_seen,
       case
           when found.category_id is null then 'gone'
           when kept.kept_row is null then 'new'
           when kept.unseen_since is null and found.parent_id is not distinct from kept.parent_id and found.path is not distinct from kept.path and found.name is not distinct from kept.name and found.url is not distinct from kept.url and found.product_count is not distinct from kept.product_count then 'same'
           else 'changed'
       end as outcome
from (from differing_categories where kept_row is null) as found
full join (
    select rows.*, rows.rowid as kept_row
    from records.categories as rows
    semi join differing_categories as differing on differing.kept_row = rows.rowid
    where rows.site = $site and get_bit(getvariable('rows_of_categories'), cast(rows.rowid % 8388608 as integer)) = 1
) as kept
    on found.category_id = kept.category_id
left join (
    select category_id, min(first_seen) as first_seen
    from records.categories
    where site = $site and valid_to is not null and valid_to > valid_from
    group by category_id
) as before
    on before.category_id = found.category_id;
