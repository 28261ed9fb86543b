-- One row: how many of the assignments that came are there more than once.
select count(*) - count(distinct hash(product_id, category_id)) as twins from incoming_product_categories;
