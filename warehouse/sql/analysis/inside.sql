-- a row is a concept that stands somewhere below another on a site
insert into inside
with held as (
    select distinct concept_id, site, category_id
    from category_concepts
    where score >= $member_score and method is distinct from 'narrower'
)
select distinct lower.concept_id, upper.concept_id, lower.site
from held as lower
join lineage on lineage.site = lower.site and lineage.category_id = lower.category_id
join held as upper on upper.site = lineage.site and upper.category_id = lineage.ancestor_id
where lineage.ancestor_id <> lower.category_id and upper.concept_id <> lower.concept_id;
