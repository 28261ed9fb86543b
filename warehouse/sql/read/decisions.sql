-- A row: a decision, in the order in which they were taken.
select decided_at, decided_by, verdict, site, category_id, path, other_site, other_category_id, other_path, reason, joined, by_chance
from decisions
order by decided_at, site, category_id, other_site, other_category_id;
