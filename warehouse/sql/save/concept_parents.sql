-- A row: a concept that stands right below another on some sites, what is no goods between them left out.
insert into records.concept_parents (concept_id, parent_id, sites, is_main)
with recursive held as (
    select distinct members.site, members.category_id, members.concept_id, categories.parent_id, categories.depth
    from records.category_concepts as members
    join categories on categories.site = members.site and categories.category_id = members.category_id
),
climbing as (
    select site, concept_id, parent_id as upper_id
    from held
    where parent_id is not null
    -- `union` ends a parent loop
    union
    select climbing.site, climbing.concept_id, categories.parent_id
    from climbing
    join categories on categories.site = climbing.site and categories.category_id = climbing.upper_id
    anti join held on held.site = climbing.site and held.category_id = climbing.upper_id
    where categories.parent_id is not null
),
counted as (
    select climbing.concept_id, uppers.concept_id as parent_id, count(distinct climbing.site) as sites
    from climbing
    join held as uppers on uppers.site = climbing.site and uppers.category_id = climbing.upper_id
    where uppers.concept_id <> climbing.concept_id
    group by climbing.concept_id, uppers.concept_id
),
heights as (
    select concept_id, avg(depth) as depth
    from held
    group by concept_id
),
-- a main parent stands higher on average, so that main parents never lead round in a loop
ranked as (
    select
        counted.*,
        (upper.depth, counted.parent_id) < (own.depth, counted.concept_id) as is_above,
        row_number() over (
            partition by counted.concept_id, is_above
            order by counted.sites desc, upper.depth desc, counted.parent_id
        ) as place
    from counted
    join heights as own on own.concept_id = counted.concept_id
    join heights as upper on upper.concept_id = counted.parent_id
)
select concept_id, parent_id, sites, is_above and place = 1
from ranked;
