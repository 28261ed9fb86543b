-- One row more: a crawl.
insert into records.crawls by name
select $crawl_id as crawl_id, $site as site, $moment as moment, $url as url, $industry as industry, $platform as platform,
       cast($started_at as timestamp) as started_at, cast($finished_at as timestamp) as finished_at,
       $outcome as outcome, $coverage as coverage, $coverage_reason as coverage_reason,
       $structure_only as structure_only,
       $requests as requests, $responses as responses, $errors as errors, $bytes as bytes,
       $categories as categories, $products as products,
       $robots as robots, $delay as delay, $refusals as refusals,
       $user_agent as user_agent, $crawl_delay as crawl_delay, $ignores_crawl_delay as ignores_crawl_delay,
       $concurrency as concurrency, $retries as retries, $throttled as throttled,
       $noindex_pages as noindex_pages, $nofollow_pages as nofollow_pages,
       $verdict as verdict, $verdict_reason as verdict_reason;
