-- a row is a concept with the way of selling that most of its categories tell of, by their names or by most of their products
insert into made_of
with members as (
    select concept_id, count(*) as categories
    from category_concepts
    where score >= $member_score
    group by concept_id
),
shelves as (
    select site, category_id, count(*) as products
    from product_categories
    group by site, category_id
),
told as (
    select site, category_id, offer_model
    from offer_sightings
    where product_id is null and is_sure
    union
    select shelves.site, shelves.category_id, sightings.offer_model
    from shelves
    join product_categories as assigned using (site, category_id)
    join offer_sightings as sightings
        on sightings.site = assigned.site and sightings.product_id = assigned.product_id and sightings.is_sure
    group by shelves.site, shelves.category_id, sightings.offer_model, shelves.products
    having count(distinct assigned.product_id) * 2 > shelves.products
)
select members.concept_id, told.offer_model
from members
join category_concepts as held on held.concept_id = members.concept_id and held.score >= $member_score
join told on told.site = held.site and told.category_id = held.category_id
group by members.concept_id, told.offer_model, members.categories
having count(*) * 2 > members.categories;
