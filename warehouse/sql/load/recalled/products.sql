-- A row: what was kept of a crawl whose folder is gone.
create or replace temp view incoming_products as
select * exclude (moment) from recalled_products where moment = getvariable('recalled_moment');
