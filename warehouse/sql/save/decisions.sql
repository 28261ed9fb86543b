-- A row more: a decision, unless it is there already. Whether it counts is told once all are kept.
insert into records.decisions by name
select cast(decided_at as timestamp) as decided_at, decided_by, verdict, site, category_id, path, other_site, other_category_id,
       other_path, reason, joined, by_chance, true as counts,
       told.place + (select coalesce(max(taken), 0) from records.decisions) as taken
from incoming as told
where not exists (
    select 1
    from decisions as known
    where known.decided_at = cast(told.decided_at as timestamp) and known.decided_by = told.decided_by
          and known.verdict = told.verdict
          and known.site = told.site and known.category_id = told.category_id
          and known.other_site = told.other_site and known.other_category_id = told.other_category_id
);
