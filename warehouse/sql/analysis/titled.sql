-- a row is a subject on a site whose product titles speak of it, with one of them; of `sure` titles there
-- is no doubt, and `whole` ones hold its whole name, `named` ones one that means nothing else
insert into titled
select 'concept', concept_id, site, max(products), max(coalesce(sure, products)),
       max(coalesce(whole, named, sure, products)), max(coalesce(named, sure, products)),
       arg_max(example_title, products)
from title_hints
semi join members using (site)
where products > 0
group by concept_id, site
union all
select
    'offer model',
    sightings.offer_model,
    sightings.site,
    count(distinct sightings.product_id),
    count(distinct sightings.product_id) filter (where sightings.is_sure),
    count(distinct sightings.product_id) filter (where sightings.is_sure),
    count(distinct sightings.product_id) filter (where sightings.is_sure),
    coalesce(min(products.title) filter (where sightings.is_sure), min(products.title))
from offer_sightings as sightings
semi join members on members.site = sightings.site
left join products on products.site = sightings.site and products.product_id = sightings.product_id
where sightings.product_id is not null
group by sightings.offer_model, sightings.site;
