-- A row: a concept.
create or replace view concepts as
select concepts.concept_id, concepts.label,
       count(distinct members.site) as sites,
       count(distinct (members.site, members.category_id)) filter (members.site is not null) as categories,
       any_value(parents.parent_id) as parent_id
from records.concepts as concepts
left join records.category_concepts as members on members.concept_id = concepts.concept_id
left join records.concept_parents as parents on parents.concept_id = concepts.concept_id and parents.is_main
group by concepts.concept_id, concepts.label;

comment on view concepts is 'What categories of different sites have in common';
comment on column concepts.concept_id is 'Id of the concept, stable over reruns';
comment on column concepts.label is 'Readable name, with what stands above in brackets where several have it';
comment on column concepts.sites is 'Sites that have a category of it';
comment on column concepts.categories is 'Categories of it, over all sites';
comment on column concepts.parent_id is 'Concept that it stands under on most sites, null at the top';
