-- One row: how many products came, how many ids they have, whether one has none, and of what other site one is.
select count(*) as records, count(distinct hash(product_id)) as ids,
       count(*) filter (product_id is null) as nameless, min(site) filter (site is distinct from $site) as stranger,
       count(*) filter (site is null) as homeless
from incoming_products;
