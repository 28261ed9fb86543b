-- One row: how many categories and products came.
select (select count(*) from incoming_categories) + (select count(*) from incoming_products) as records;
