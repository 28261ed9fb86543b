-- One row more for each product in a category of a site of which nothing was known.
insert into records.product_categories by name
select incoming.*, cast($moment as timestamp) as first_seen, cast($moment as timestamp) as valid_from
from incoming_product_categories as incoming
semi join records.categories as known
    on known.site = incoming.site and known.category_id = incoming.category_id and known.valid_to is null;
