-- Who let a crawl count, and when.
update records.crawls
set verdict = 'accepted', accepted_by = $accepted_by, accepted_at = cast($accepted_at as timestamp)
where crawl_id = $crawl_id;
