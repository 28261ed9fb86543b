-- One row more for each category of a site of which nothing was known.
insert into records.categories by name
select incoming.*, cast($moment as timestamp) as first_seen, cast($moment as timestamp) as valid_from
from incoming_categories as incoming;
