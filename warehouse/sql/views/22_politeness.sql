-- A row: how one crawl asked one site. What was imported from a file asked nobody.
create or replace view politeness as
select site, crawl_id, coalesce(finished_at, started_at) as "at", robots, user_agent, delay, crawl_delay,
       ignores_crawl_delay, concurrency, requests, refusals, throttled, retries, noindex_pages, nofollow_pages,
       coverage, coverage_reason
from records.crawls
where platform is distinct from 'import';

comment on view politeness is 'How one crawl asked one site; null where a crawl from before does not say';
comment on column politeness.site is 'Name of the site';
comment on column politeness.crawl_id is 'Name of the crawl';
comment on column politeness."at" is 'When it ended (UTC)';
comment on column politeness.robots is 'What robots.txt said of the home page: allowed, no robots.txt, disallowed or unreachable';
comment on column politeness.user_agent is 'As what the crawl made itself known, with whom to write to';
comment on column politeness.delay is 'Seconds kept between two requests at the least';
comment on column politeness.crawl_delay is 'Seconds that robots.txt asks for, null where it asks for none';
comment on column politeness.ignores_crawl_delay is 'Whether the engagement says not to heed them';
comment on column politeness.concurrency is 'Requests at once at the most';
comment on column politeness.requests is 'Requests made, robots.txt and second tries included';
comment on column politeness.refusals is 'Requests that robots.txt forbade and were not made';
comment on column politeness.throttled is 'Answers that asked for fewer requests (429 or 503); each made the crawl slower';
comment on column politeness.retries is 'Requests made again after such an answer, an error or a broken connection';
comment on column politeness.noindex_pages is 'Pages read that ask not to be indexed; nothing of them is kept';
comment on column politeness.nofollow_pages is 'Pages read that ask that their links not be followed; none was';
comment on column politeness.coverage is 'How much the crawl saw';
comment on column politeness.coverage_reason is 'Why it did not see all';
