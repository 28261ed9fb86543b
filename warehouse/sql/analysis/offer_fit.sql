-- a row is an offer model: of the prospect's concepts that other sites carry too, how many are sold that way there
with own as (
    select subject_id
    from presence
    where role = 'prospect' and presence = 'present' and subject_kind = 'concept'
),
shared as (
    select distinct carried.site, carried.category_id, carried.subject_id
    from carried
    semi join own on own.subject_id = carried.subject_id
    where
        carried.subject_kind = 'concept'
        and carried.site not in (select site from looked_at where role = 'prospect')
),
sold_so as (
    select site, category_id, subject_id as offer_model
    from carried
    where subject_kind = 'offer model'
    union
    select assigned.site, assigned.category_id, sightings.offer_model
    from offer_sightings as sightings
    join product_categories as assigned
        on assigned.site = sightings.site and assigned.product_id = sightings.product_id
    where sightings.is_sure
)
select
    sold_so.offer_model as subject_id,
    (select count(distinct subject_id) from shared) as neighbours,
    count(distinct shared.subject_id) as carried
from sold_so
join lineage on lineage.site = sold_so.site and lineage.category_id = sold_so.category_id
join shared on shared.site = lineage.site and shared.category_id = lineage.ancestor_id
group by sold_so.offer_model
order by sold_so.offer_model;
