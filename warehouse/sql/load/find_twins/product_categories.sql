-- One row: whether of the assignments that differ one came more than once, be it that another of its id does not differ.
select exists (
    select 1 from differing_product_categories where kept_row is null group by product_id, category_id having count(*) > 1
) or exists (
    select 1
    from (from differing_product_categories where kept_row is null) as found
    join records.product_categories as kept on kept.product_id = found.product_id and kept.category_id = found.category_id
    where kept.site = $site and kept.valid_to is null
          and kept.rowid not in (select kept_row from differing_product_categories where kept_row is not null)
) as twins;
