-- A row: a category with its concept. Sites that sell alike (one in twenty) have the same; gift cards all references have.
create or replace temp table made_category_concepts as
select site, category_id,
       if(name = 'Shelf 0' and members.role = 'reference', 'c0', concat('c', 1 + hash(name, hash(site) % 20) % 1999)) as concept_id,
       0.5 + hash(category_id) % 50 / 100 as score, 'words' as method, name as evidence, 'machine' as decided_by
from categories
join made_members as members using (site);
