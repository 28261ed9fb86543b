-- In which order decisions were taken, and which count. Of earlier ones the last on a pair does, until all is matched again.
alter table records.decisions add column taken bigint;
alter table records.decisions add column counts boolean;
update records.decisions as told
set taken = ranked.taken, counts = ranked.is_last
from (
    select rowid as told_row,
           row_number() over (order by rowid) as taken,
           row_number() over (
               partition by least((site, category_id), (other_site, other_category_id)),
                            greatest((site, category_id), (other_site, other_category_id))
               order by decided_at desc, rowid desc
           ) = 1 as is_last
    from records.decisions
) as ranked
where ranked.told_row = told.rowid;
