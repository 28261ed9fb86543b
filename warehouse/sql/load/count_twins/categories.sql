-- One row: how many of the categories that came are there more than once.
select count(*) - count(distinct category_id) as twins from incoming_categories;
