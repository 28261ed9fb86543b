-- A row: a category that is there, of a decision whose other category is there, too.
select site, category_id
from decisions
where not waits
union
select other_site, other_category_id
from decisions
where not waits;
