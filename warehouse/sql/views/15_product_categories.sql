-- A row: a product in a category, as the site assigns it.
create or replace view product_categories as
select site, product_id, category_id from records.current_product_categories;

comment on view product_categories is 'A product in a category, as the site assigns it';
comment on column product_categories.site is 'Name of the site';
comment on column product_categories.product_id is 'Id of the product';
comment on column product_categories.category_id is 'Id of the category';
