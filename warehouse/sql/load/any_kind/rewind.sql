-- Each record of a site as it was known before a moment. A row that was never valid is what a crawl that does not count saw.
delete from records.{kind} where site = $site and valid_from >= $moment and valid_to is distinct from valid_from;
update records.{kind} set valid_to = null where site = $site and valid_to >= $moment and valid_from < $moment;
update records.{kind} set unseen_since = null where site = $site and unseen_since >= coalesce($previous, timestamp '0001-01-01');
