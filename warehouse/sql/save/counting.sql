-- A row: a decision that counts where it did not, or the reverse; `incoming` holds all by their place in what is read.
update records.decisions as told
set counts = ranked.counts
from (
    select placed.decided_at, placed.taken, incoming.counts
    from (
        select decided_at, taken, row_number() over (order by decided_at, taken) as place
        from records.decisions
    ) as placed
    join incoming on incoming.place = placed.place
) as ranked
where ranked.decided_at = told.decided_at and ranked.taken = told.taken and ranked.counts <> told.counts;
