-- A row: what was kept of a crawl whose folder is gone.
create or replace temp view incoming_{kind} as
select * exclude (moment) from recalled_{kind} where moment = getvariable('recalled_moment');
