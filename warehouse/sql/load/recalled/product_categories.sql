-- A row: what was kept of a crawl whose folder is gone.
create or replace temp view incoming_product_categories as
select * exclude (moment) from recalled_product_categories where moment = getvariable('recalled_moment');
