-- A row: a concept or an offer model on a site.
create or replace temp table made_presence as
with
subjects as (
    select 'concept' as subject_kind, concept_id as subject_id, label from made_concepts
    union all
    select 'offer model', concat('model-', range), concat('Model ', range) from range(15)
),
carried as (
    select site, concept_id as subject_id, count(*) as categories from made_category_concepts group by site, concept_id
)
select subjects.subject_kind, subjects.subject_id, subjects.label, members.site, members.role,
       if(carried.site is not null or (subject_kind = 'offer model' and hash(site, subject_id) % 3 = 0), 'present', 'absent') as presence,
       100 * carried.categories as products, carried.categories / 500 as share,
       if(carried.site is null, 'nothing says so', 'its categories') as evidence
from subjects
cross join made_members as members
left join carried using (site, subject_id);
