-- a row is a category of a site with one of its ancestors, itself included; `union` ends a parent loop
insert into lineage
with recursive up as (
    select site, category_id, category_id as ancestor_id
    from categories
    union
    select up.site, up.category_id, categories.parent_id
    from up
    join categories on categories.site = up.site and categories.category_id = up.ancestor_id
    where categories.parent_id is not null
)
select site, category_id, ancestor_id
from up;
