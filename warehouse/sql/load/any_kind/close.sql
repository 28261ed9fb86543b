-- A record that changed, or that is gone for certain, is no longer like this.
update records.{kind} set valid_to = $moment
where site = $site and rowid in (
    select kept_row from pending_{kind} where outcome = 'changed' or (outcome = 'gone' and not $adds)
);
