-- a row is a concept or an offer model on a site of the engagement
insert into presence
with placed as (
    select distinct carried.subject_kind, carried.subject_id, carried.site, assigned.product_id
    from carried
    join lineage on lineage.site = carried.site and lineage.ancestor_id = carried.category_id
    join product_categories as assigned
        on assigned.site = lineage.site and assigned.category_id = lineage.category_id
    semi join products on products.site = assigned.site and products.product_id = assigned.product_id
    union
    select 'offer model', offer_model, site, product_id
    from offer_sightings
    where product_id is not null and is_sure
),
counted as (
    select subject_kind, subject_id, site, count(*) as products
    from placed
    group by subject_kind, subject_id, site
),
shelved as (
    select
        carried.subject_kind,
        carried.subject_id,
        carried.site,
        count(distinct carried.category_id) as categories,
        count(distinct lineage.category_id) as subtree,
        max(categories.product_count) as listed,
        arg_max(
            struct_pack(path := categories.path, note := carried.note),
            (carried.score, -categories.depth, carried.category_id)
        ) as best
    from carried
    join categories on categories.site = carried.site and categories.category_id = carried.category_id
    join lineage on lineage.site = carried.site and lineage.ancestor_id = carried.category_id
    group by carried.subject_kind, carried.subject_id, carried.site
),
doubted as (
    select subject_kind, subject_id, site, arg_max(reason, (weight, reason)) as reason
    from doubts
    group by subject_kind, subject_id, site
),
-- where none speaks of nails, it is told what is called so; first what a person told apart
parted as (
    select
        'concept' as subject_kind,
        namesakes.concept_id as subject_id,
        namesakes.site,
        '; ' || arg_min(
            case
                when decided_by is null then 'called so, but of other goods: "' || show_path(categories.path) || '"'
                else one_line(decided_by) || ' says that "' || show_path(categories.path) || '" is different'
                    || coalesce(': ' || one_line(reason), '')
            end,
            (decided_by is null, categories.depth, categories.category_id)
        )
        || if(count(*) > 1, ' and ' || (count(*) - 1) || ' more', '') as namesake,
        count(decided_by) as decided
    from namesakes
    join categories using (site, category_id)
    group by namesakes.concept_id, namesakes.site
),
judged as (
    select
        subjects.*,
        looked_at.* exclude (titles),
        shelved.* exclude (subject_kind, subject_id, site, categories),
        shelved.categories as shelves,
        looked_at.titles as known_titles,
        titled.sure as sure_titles,
        titled.example_title,
        doubted.reason as doubt,
        coalesce(parted.namesake, '') as namesake,
        if(parted.decided > 0,
            tell_count(looked_at.categories - parted.decided, 'other category', 'other categories'),
            tell_count(looked_at.categories, 'category', 'categories')) as none_of,
        greatest(coalesce(counted.products, 0), coalesce(titled.sure, 0)) as carries,
        case
            when
                shelved.categories > 0
                or titled.sure >= greatest($min_titles, $title_share * looked_at.titles)
                then 'present'
            when looked_at.complete and doubted.reason is null then 'absent'
            else 'not observed'
        end as verdict
    from subjects
    cross join looked_at
    left join shelved using (subject_kind, subject_id, site)
    left join titled using (subject_kind, subject_id, site)
    left join doubted using (subject_kind, subject_id, site)
    left join parted using (subject_kind, subject_id, site)
    left join counted using (subject_kind, subject_id, site)
)
select
    subject_kind,
    subject_id,
    label,
    site,
    role,
    verdict,
    case
        -- where the tree alone was read nobody counted but the shop itself
        when verdict = 'present' then case when carries > 0 then carries when products > 0 then coalesce(listed, 0) else listed end
        when verdict = 'absent' then 0
    end,
    case
        when verdict = 'absent' then 0.0
        when verdict = 'not observed' then null
        when products > 0 and carries > 0 then least(1.0, carries / products)
        else least(1.0, coalesce(subtree, 0) / categories)
    end,
    case
        when shelves > 0
            then
                'category "' || show_path(best.path) || '"'
                || if(shelves > 1, ' and ' || (shelves - 1) || ' more', '')
                || coalesce(' (' || nullif(best.note, '') || ')', '')
        when verdict = 'present'
            then tell_count(sure_titles, 'product title', 'product titles') || coalesce(', such as "' || one_line(example_title) || '"', '')
        when verdict = 'absent' and known_titles > 0
            then format('none of {} and {} speaks of it', none_of, tell_count(known_titles, 'product title', 'product titles'))
            || namesake
        when verdict = 'absent'
            then format('none of {} speaks of it; ', none_of) || tell_titles(products, known_titles)
            || namesake
        when complete then doubt
        when observed
            then reason || format('; not among the {} and {} read', tell_count(categories, 'category', 'categories'), tell_count(products, 'product title', 'product titles'))
        else reason
    end
from judged;
