-- A category that a crawl which saw only a part did not see was last seen by the crawl before.
update records.categories set unseen_since = greatest(valid_from, $previous)
where site = $site and unseen_since is null and rowid in (select kept_row from pending_categories where outcome = 'gone');
