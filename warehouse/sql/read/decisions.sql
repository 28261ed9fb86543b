-- A row: a decision, the earliest first; of those of one moment the first taken.
select decided_at, decided_by, verdict, site, category_id, path, other_site, other_category_id, other_path, reason, joined, by_chance
from decisions
order by decided_at, taken;
