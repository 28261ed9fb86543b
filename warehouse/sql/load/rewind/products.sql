-- Each product of a site as it was known before a moment. A row that was never valid is what a crawl that does not count saw.
delete from records.products where site = $site and valid_from >= $moment and valid_to is distinct from valid_from;
update records.products set valid_to = null where site = $site and valid_to >= $moment and valid_from < $moment;
update records.products set unseen_since = null where site = $site and unseen_since >= coalesce($previous, timestamp '0001-01-01');
