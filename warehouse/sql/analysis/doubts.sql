-- a row is a reason why a subject cannot be called absent from a site; the weightiest is told. `passes` says whether it
-- holds for what stands above the subject elsewhere, too (1), or with another such (0.5): a sign that it is there, and not only
-- a place where it would be
insert into doubts
with titles_known as (
    select
        lineage.site,
        lineage.ancestor_id as category_id,
        count(distinct assigned.product_id) as products,
        count(distinct assigned.product_id) filter (
            coalesce(products.is_telling, true) and coalesce(products.names_goods, true)
        ) as titles,
        count(distinct assigned.product_id) filter (
            lineage.category_id <> lineage.ancestor_id
            or (coalesce(products.is_telling, true) and coalesce(products.names_own, products.names_goods, true))
        ) as own
    from lineage
    join product_categories as assigned
        on assigned.site = lineage.site and assigned.category_id = lineage.category_id
    join products on products.site = assigned.site and products.product_id = assigned.product_id
    group by lineage.site, lineage.ancestor_id
),
held as (
    select subject_id as concept_id, site
    from carried
    where subject_kind = 'concept'
    union
    select titled.subject_id, titled.site
    from titled
    join looked_at using (site)
    where
        titled.subject_kind = 'concept'
        and greatest(titled.sure, titled.named) >= greatest($min_titles, $title_share * looked_at.titles)
),
fineness as (
    select subject_id as concept_id, median(looked_at.categories) as usual
    from (select distinct subject_id, site from carried where subject_kind = 'concept')
    join looked_at using (site)
    group by subject_id
),
spread as (
    select concept_id, site, count(*) over (partition by concept_id) as sites
    from (
        select distinct concept_id, site
        from category_concepts
        where score >= $member_score and method is distinct from 'narrower'
    )
)
select
    'concept',
    weak.concept_id,
    weak.site,
    if(weak.method = 'untold', 0.5, 2 + coalesce(weak.score, 0)),
    case
        when weak.method = 'untold' and weak.evidence = ''
            then
                'undecided: may go by another name there, perhaps "' || show_path(categories.path) || '"'
        else
            'undecided: category "' || show_path(categories.path) || '" may be it'
            || coalesce(': ' || nullif(one_line(weak.evidence), ''), '')
    end,
    coalesce(weak.score >= $like_score, false)::integer
from category_concepts as weak
join categories on categories.site = weak.site and categories.category_id = weak.category_id
where weak.score < $member_score or weak.score is null
union all
select
    'concept',
    broader.concept_id,
    broader.site,
    broader.score,
    'undecided: may be inside "' || show_path(categories.path) || '", whose products '
    || if(coalesce(titles_known.products, 0) = 0, 'are not known', 'do not all say what they are')
    || coalesce(': ' || nullif(one_line(broader.evidence), ''), ''),
    (broader.score >= $passing_score)::integer
from broader
join categories on categories.site = broader.site and categories.category_id = broader.category_id
left join titles_known on titles_known.site = broader.site and titles_known.category_id = broader.category_id
where
    broader.score >= $broader_score
    and case
        when coalesce(titles_known.titles, 0) = 0 then coalesce(categories.product_count, 1) > 0
        when broader.is_near then titles_known.own < $known_share * greatest(categories.product_count, titles_known.products)
        else titles_known.titles < $known_share * coalesce(categories.product_count, 0)
    end
union all
select
    titled.subject_kind,
    titled.subject_id,
    titled.site,
    4,
    'undecided: ' || tell_count(titled.products, 'product title ', 'product titles ')
    || case when greatest(titled.sure, titled.whole) = 0 then 'may speak' when titled.products = 1 then 'speaks' else 'speak' end
    || ' of it' || coalesce(', such as "' || one_line(titled.example_title) || '"', ''),
    case
        when titled.sure > 0 then 1
        when titled.named > 0 and titled.named >= least($named_titles, $title_share * looked_at.titles) then 1
        when titled.whole > 0 then 0.5
        else 0
    end
from titled
join looked_at using (site)
union all
-- a name such as "Screwdriver sets" may be what others sell so, and no name of an offer
select
    'offer model',
    sightings.offer_model,
    sightings.site,
    2,
    'undecided: category "' || min(show_path(categories.path)) || '" may be sold so',
    0
from offer_sightings as sightings
join categories on categories.site = sightings.site and categories.category_id = sightings.category_id
where sightings.product_id is null and not sightings.is_sure
group by sightings.offer_model, sightings.site
union all
-- who hires out all that it has need not say so anywhere
select 'offer model', unnest(sells_by), site, 1.5, 'undecided: its industry is "' || one_line(industry) || '"', 0
from members
union all
select 'offer model', subjects.subject_id, looked_at.site, 0, 'undecided: ' || tell_titles(looked_at.products, looked_at.titles), 0
from looked_at
cross join subjects
where
    subjects.subject_kind = 'offer model'
    and (looked_at.titles = 0 or looked_at.titles < $known_share * looked_at.products)
union all
-- a few broad categories name nothing fine, and without product titles nothing else could
select
    'concept',
    subjects.subject_id,
    looked_at.site,
    0.25,
    'undecided: its ' || tell_count(looked_at.categories, 'category is', 'categories are') || ' too few to name it, and '
    || tell_titles(looked_at.products, looked_at.titles),
    0
from looked_at
cross join subjects
left join fineness on fineness.concept_id = subjects.subject_id
where
    subjects.subject_kind = 'concept'
    and (looked_at.titles = 0 or looked_at.titles < $known_share * looked_at.products)
    and looked_at.categories < least($fine_tree, coalesce($tree_share * fineness.usual, $fine_tree))
union all
-- where it is the same offer whatever it is called, a site that has the offer may have what others have of it by its name
select
    'concept',
    made_of.concept_id,
    sightings.site,
    3,
    'undecided: sells that way, as in "'
    || min(coalesce(show_path(categories.path), one_line(products.title))) || '"',
    0
from made_of
join offer_models on offer_models.offer_model = made_of.offer_model and offer_models.is_one
join offer_sightings as sightings on sightings.offer_model = made_of.offer_model
left join categories on categories.site = sightings.site and categories.category_id = sightings.category_id
left join products on products.site = sightings.site and products.product_id = sightings.product_id
group by made_of.concept_id, sightings.site
union all
-- who has what stands below it on at least half of the other sites may have it: who sells fan heaters, heating
select
    'concept',
    upper_id,
    site,
    1.5,
    'undecided: has "' || min(one_line(label)) || '", which stands below it elsewhere',
    0
from (
    select inside.upper_id, held.site, held.concept_id
    from held
    join inside on inside.concept_id = held.concept_id and inside.site <> held.site
    join spread on spread.concept_id = held.concept_id and spread.site = inside.site
    left join spread as own on own.concept_id = held.concept_id and own.site = held.site
    group by inside.upper_id, held.site, held.concept_id
    having count(*) * 2 >= any_value(spread.sites) - count(distinct own.site)
) as lower
join concepts using (concept_id)
group by upper_id, site
union all
-- names of one language say nothing of what is called otherwise in another; a kind of it is no name of its own
select
    'concept',
    spoken.concept_id,
    foreign_sites.site,
    1,
    case
        when foreign_sites.language is null then 'undecided: names there are in several languages'
        when list_contains(spoken.languages, foreign_sites.language)
            then 'undecided: product titles there are in another language than its names'
        else 'undecided: its names are in another language'
    end,
    0
from (
    select
        held.concept_id,
        list(distinct site_languages.language) filter (
            where held.method is distinct from 'narrower' and site_languages.language is not null
        ) as languages
    from category_concepts as held
    join site_languages using (site)
    where held.score >= $member_score
    group by held.concept_id
) as spoken
join site_languages as foreign_sites
    on
    not coalesce(list_contains(spoken.languages, foreign_sites.language), false)
    or not coalesce(list_has_any(spoken.languages, foreign_sites.titles), true)
union all
select 'offer model', subjects.subject_id, site_languages.site, 1, 'undecided: no words for it are known in the language there', 0
from site_languages
cross join subjects
where subjects.subject_kind = 'offer model' and not site_languages.is_read;
