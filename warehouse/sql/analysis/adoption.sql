-- a row is a subject that is a gap of some kind, with how many sites of each role carry or lack it
with typical as (
    select site, subject_kind, median(share) as share
    from presence
    where presence = 'present'
    group by site, subject_kind
),
told as (
    select
        presence.*,
        looked_at.industry,
        looked_at.complete,
        presence.presence = 'present' as is_present,
        presence.presence = 'absent' as is_absent,
        coalesce(presence.share / nullif(presence.share + typical.share, 0), 0.5) as weight
    from presence
    join looked_at on looked_at.site = presence.site
    left join typical on typical.site = presence.site and typical.subject_kind = presence.subject_kind
),
counted as (
    select
        subject_kind,
        subject_id,
        any_value(label) as label,
        bool_or(is_present) filter (role = 'prospect') as prospect_has,
        bool_or(is_absent) filter (role = 'prospect') as prospect_lacks,
        count(*) filter (role = 'reference' and is_present) as reference_sites,
        (select count(*) from looked_at where role = 'reference' and observed) as references_observed,
        count(distinct industry) filter (role = 'reference' and is_present) as industries,
        count(*) filter (role = 'competitor' and is_present) as competitors_present,
        count(*) filter (role = 'competitor' and is_absent) as competitors_absent,
        count(*) filter (role = 'competitor' and (is_present or is_absent)) as competitors_observed,
        count(*) filter (role = 'competitor' and complete) as competitors_complete,
        avg(weight) filter (role = 'prospect' and is_present) as prospect_strength,
        avg(weight) filter (role = 'competitor' and is_present) as competitor_strength,
        avg(weight) filter (role = 'reference' and is_present) as reference_strength
    from told
    group by subject_kind, subject_id
),
-- a way of selling that the prospect's names tell of, where a competitor may have the same goods under other names; it
-- matters what it is for
worded as (
    select distinct offers.subject_id
    from carried as offers
    join carried as goods on goods.site = offers.site and goods.category_id = offers.category_id
    join looked_at as prospect on prospect.site = offers.site and prospect.role = 'prospect'
    join told on told.subject_kind = 'concept' and told.subject_id = goods.subject_id
    anti join offer_models on offer_models.offer_model = offers.subject_id and offer_models.is_one
    where
        offers.subject_kind = 'offer model'
        and goods.subject_kind = 'concept'
        and told.role = 'competitor'
        and told.complete
        and not told.is_absent
),
sorted as (
    select
        *,
        case
            when prospect_lacks and competitors_present > 0 then 'assortment gap'
            -- what more than half of the competitors read to the end may sell is not proven to be missing
            when prospect_lacks and competitors_absent * 2 >= greatest(competitors_complete, 1) and reference_sites > 0 then 'white space'
            -- of what any of them may sell, being of the same trade, the prospect is not said to be the only one
            when
                prospect_has
                and competitors_absent >= greatest(competitors_complete, 1)
                and (subject_kind = 'concept' or subject_id not in (from worded))
                then 'exclusive'
        end as kind
    from counted
)
select
    kind,
    subject_kind,
    subject_id,
    label,
    reference_sites,
    references_observed,
    industries,
    competitors_absent,
    competitors_observed,
    if(kind = 'assortment gap', competitors_present, reference_sites) as carrying,
    if(kind = 'assortment gap', competitors_observed, references_observed) as observed,
    if(kind = 'assortment gap', 1, competitors_absent) as lacking,
    -- a competitor read to the end and left undecided counts against the claim that competitors lack it
    if(kind = 'assortment gap', 1, competitors_complete) as looked_at,
    case kind
        when 'white space' then reference_sites
        when 'assortment gap' then competitors_present
        -- the prospect's own catalogue proves an exclusive; only the competitors can be too few
        else competitors_observed
    end as proven_by,
    coalesce(
        case kind
            when 'white space' then reference_strength
            when 'assortment gap' then competitor_strength
            else prospect_strength
        end,
        0
    ) as strength
from sorted
where kind is not null
order by kind, subject_kind, subject_id;
