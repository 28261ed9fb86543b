-- One row: how many assignments came, how many different ones, whether one lacks an id, and of what other site one is.
select count(*) as records, count(distinct hash(product_id, category_id)) as ids,
       count(*) filter (product_id is null or category_id is null) as nameless,
       min(site) filter (site is distinct from $site) as stranger,
       count(*) filter (site is null) as homeless
from incoming_product_categories;
