-- One row more for each product of a site of which nothing was known.
insert into records.products by name
select incoming.*, cast($moment as timestamp) as first_seen, cast($moment as timestamp) as valid_from
from incoming_products as incoming;
