-- a row is two gaps of one kind of which, on most sites that carry the first, it lies inside the second or is the same category
with found as (
    select gaps.kind, carried.subject_id, carried.site, carried.category_id
    from gaps
    join carried using (subject_kind, subject_id)
),
within as (
    select lower.kind, lower.subject_id, upper.subject_id as inside_id, count(distinct lower.site) as sites
    from found as lower
    join lineage on lineage.site = lower.site and lineage.category_id = lower.category_id
    join found as upper
        on upper.kind = lower.kind and upper.site = lineage.site and upper.category_id = lineage.ancestor_id
    where upper.subject_id <> lower.subject_id
    group by lower.kind, lower.subject_id, upper.subject_id
)
select within.kind, within.subject_id, within.inside_id
from within
join (select kind, subject_id, count(distinct site) as sites from found group by kind, subject_id) as spread
    using (kind, subject_id)
where within.sites * 2 > spread.sites
order by within.kind, within.subject_id, within.inside_id;
