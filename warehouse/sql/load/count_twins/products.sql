-- One row: how many of the products that came are there more than once.
select count(*) - count(distinct hash(product_id)) as twins from incoming_products;
