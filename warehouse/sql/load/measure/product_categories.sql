-- One row: how many assignments came, whether one has no id or no site, and of what other site one is.
select count(*) as records, count(*) filter (product_id is null or category_id is null or site is null) as nameless,
       min(site) filter (site is distinct from $site) as stranger
from incoming_product_categories;
