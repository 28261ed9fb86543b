-- One row: whether of the assignments that differ one came more than once.
select exists (
    select 1 from differing_product_categories where kept_row is null group by product_id, category_id having count(*) > 1
) as twins;
