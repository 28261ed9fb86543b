-- One row more for each product in a category that is new or changed.
insert into records.product_categories by name
select $site as site, product_id, category_id,
       first_seen, cast($moment as timestamp) as valid_from
from pending_product_categories
where outcome in ('new', 'changed');
