-- A row: a product in a category, as the site assigns it.
select site, product_id, category_id from product_categories order by site, product_id, category_id;
