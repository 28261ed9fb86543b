-- What became of a crawl, where that is another thing now.
update records.crawls set verdict = $verdict, verdict_reason = $verdict_reason
where crawl_id = $crawl_id and (verdict is distinct from $verdict or verdict_reason is distinct from $verdict_reason);
