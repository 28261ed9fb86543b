-- a row is a concept: how many concepts share a parent category with it elsewhere, and how many of them the prospect carries
with prospect as (
    select subject_id
    from presence
    where role = 'prospect' and presence = 'present' and subject_kind = 'concept'
),
shelved as (
    select distinct
        carried.subject_id,
        carried.site,
        categories.parent_id,
        carried.subject_id in (select subject_id from prospect) as held
    from carried
    join categories on categories.site = carried.site and categories.category_id = carried.category_id
    where
        carried.subject_kind = 'concept'
        and categories.parent_id is not null
        and carried.site not in (select site from looked_at where role = 'prospect')
),
families as (
    select site, parent_id, count(*) as concepts, count(*) filter (held) as held
    from shelved
    group by site, parent_id
)
select
    shelved.subject_id,
    sum(families.concepts - 1)::bigint as neighbours,
    sum(families.held - shelved.held::integer)::bigint as carried
from shelved
join families using (site, parent_id)
group by shelved.subject_id
having sum(families.concepts - 1) > 0
order by shelved.subject_id;
