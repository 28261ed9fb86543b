-- A record that a crawl which saw only a part did not see was last seen by the crawl before.
update records.{kind} set unseen_since = greatest(valid_from, $previous)
where site = $site and unseen_since is null and rowid in (select kept_row from pending_{kind} where outcome = 'gone');
