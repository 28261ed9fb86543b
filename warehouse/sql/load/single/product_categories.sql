-- A row: a product in a category, each pair once.
create or replace temp table single_product_categories as select distinct * from incoming_product_categories;
create or replace temp view incoming_product_categories as from single_product_categories;
