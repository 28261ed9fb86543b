-- A row: what a person decided of two categories, later words on the same pair included.
-- A category that has another id by now, or had none when it was decided, is found by its path.
create or replace view decisions as
with placed as (
    select site, path, min(category_id) as category_id
    from categories
    group by site, path
),
found as (
    select told.* replace (
               coalesce(one.category_id, one_there.category_id, told.category_id) as category_id,
               coalesce(other.category_id, other_there.category_id, told.other_category_id) as other_category_id
           ),
           coalesce(one.category_id, one_there.category_id) is null
           or coalesce(other.category_id, other_there.category_id) is null as waits
    from records.decisions as told
    left join categories as one on one.site = told.site and one.category_id = told.category_id
    left join placed as one_there on one_there.site = told.site and one_there.path = told.path
    left join categories as other on other.site = told.other_site and other.category_id = told.other_category_id
    left join placed as other_there on other_there.site = told.other_site and other_there.path = told.other_path
)
select decided_at, decided_by, verdict, site, category_id, path, other_site, other_category_id, other_path, reason,
       joined, by_chance, counts, waits, taken
from found;

comment on view decisions is 'What people decided of pairs of categories; nothing is ever overwritten';
comment on column decisions.decided_at is 'When it was decided (UTC)';
comment on column decisions.decided_by is 'Who decided it';
comment on column decisions.verdict is 'What the other category is to the first: same, different, broader or narrower';
comment on column decisions.site is 'Site of the first category';
comment on column decisions.category_id is 'Id of the first category';
comment on column decisions.path is 'Names from the top down to the first category';
comment on column decisions.other_site is 'Site of the other category';
comment on column decisions.other_category_id is 'Id of the other category';
comment on column decisions.other_path is 'Names from the top down to the other category';
comment on column decisions.reason is 'Why, in the words of who decided it; empty where nothing was said';
comment on column decisions.joined is 'Whether the machine had put both into one concept by then';
comment on column decisions.by_chance is 'Whether the pair was drawn by chance from what the machine had joined';
comment on column decisions.counts is 'Whether it counted at the last decision or match: the last word on its pair, not overruled by others';
comment on column decisions.waits is 'Whether one of both categories is not there, or not yet, so that nothing follows';
comment on column decisions.taken is 'Its place in the order in which they were taken; of one moment the last counts';
