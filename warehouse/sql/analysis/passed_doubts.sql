-- a row is a concept that may be on a site because what stands below it on at least half of the sites that have that may be,
-- or two such concepts by what proves less
insert into doubts
with spread as (
    select concept_id, count(distinct site) as sites
    from category_concepts
    where score >= $member_score and method is distinct from 'narrower'
    group by concept_id
),
below as (
    select inside.concept_id, inside.upper_id
    from inside
    join spread using (concept_id)
    group by inside.concept_id, inside.upper_id
    having count(*) * 2 >= any_value(spread.sites)
),
passing as (
    select subject_id as concept_id, site, max(weight) as weight, max(passes) as passes, arg_max(reason, (weight, reason)) as reason
    from doubts
    where subject_kind = 'concept' and passes > 0
    group by subject_id, site
),
lower as (
    select
        below.upper_id,
        passing.site,
        arg_max(struct_pack(label := concepts.label, reason := passing.reason), (passing.weight, concepts.label)) as best
    from passing
    join below using (concept_id)
    join concepts using (concept_id)
    group by below.upper_id, passing.site
    having sum(passing.passes) >= 1
)
select
    'concept',
    upper_id,
    site,
    0.5,
    'undecided: what stands below it elsewhere may be there ("' || one_line(best.label) || '": '
    || replace(best.reason, 'undecided: ', '') || ')',
    0
from lower;
