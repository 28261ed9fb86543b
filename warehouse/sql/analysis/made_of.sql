-- a row is a concept with the way of selling that most of its categories tell of
insert into made_of
with members as (
    select concept_id, count(*) as categories
    from category_concepts
    where score >= $member_score
    group by concept_id
)
select members.concept_id, sightings.offer_model
from members
join category_concepts as held on held.concept_id = members.concept_id and held.score >= $member_score
join offer_sightings as sightings
    on sightings.site = held.site and sightings.category_id = held.category_id and sightings.product_id is null
    and sightings.is_sure
group by members.concept_id, sightings.offer_model, members.categories
having count(*) * 2 > members.categories;
