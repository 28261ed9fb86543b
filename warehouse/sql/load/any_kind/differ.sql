-- A row: a record that came and is not known to be like this, or one known that did not come like this.
-- What was not seen by the crawl before counts as different: it begins anew when it is seen again.
-- Rows are told by one hash of 64 bits: that a million of them mistake one in a load happens once in billions of loads.
create or replace temp table differing_{kind} as
select found.* exclude (mark), kept.kept_row
from (
    select *, hash({marked}) as mark from incoming_{kind}
) as found
full join (
    select rowid as kept_row,
           if(unseen_since is null, hash({marked}), null) as kept_mark
    from records.{kind}
    where site = $site and valid_to is null
) as kept
    on found.mark = kept.kept_mark
where found.site is null or kept.kept_row is null;
-- Bits by which a scan passes over nearly all rows that do not differ, before it unpacks them.
set variable rows_of_{kind} = (select bitstring_agg(kept_row % 8388608, 0, 8388607) from differing_{kind});
