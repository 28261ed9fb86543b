-- One row: how many categories came, how many ids they have, whether one has none, and of what other site one is.
select count(*) as records, count(distinct category_id) as ids,
       count(*) filter (category_id is null) as nameless, min(site) filter (site is distinct from $site) as stranger,
       count(*) filter (site is null) as homeless
from incoming_categories;
