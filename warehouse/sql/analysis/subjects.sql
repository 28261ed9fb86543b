-- a row is a concept or an offer model that some site of the engagement has, as far as is known; what none of them has but a kind of,
-- because another tree, such as a taxonomy, knows it, is no assortment of theirs
insert into subjects
select 'concept', concepts.concept_id, any_value(concepts.label)
from concepts
where concepts.concept_id in (
    select concept_id
    from category_concepts
    semi join members using (site)
    where coalesce(method, '') not in ('narrower', 'doubtful', 'untold')
    union
    select concept_id from title_hints semi join members using (site) where sure > 0
)
group by concepts.concept_id
union all
select 'offer model', sighted.offer_model, coalesce(any_value(offer_models.label), sighted.offer_model)
from (select distinct offer_model from offer_sightings semi join members using (site) where is_sure) as sighted
left join offer_models on offer_models.offer_model = sighted.offer_model
group by sighted.offer_model;
