-- A row: one crawl of one site.
create or replace view crawls as
select crawls.crawl_id, crawls.site, crawls.started_at, crawls.finished_at, crawls.outcome,
       crawls.coverage, crawls.coverage_reason, crawls.requests, crawls.responses, crawls.errors, crawls.bytes,
       crawls.categories, crawls.products, crawls.platform, crawls.robots, crawls.delay, crawls.refusals,
       crawls.verdict in ('counts', 'accepted') as counts,
       coalesce(crawls.structure_only, false) as structure_only,
       if(crawls.verdict = 'held back' and crawls.moment < latest.moment, 'superseded', crawls.verdict) as verdict,
       crawls.verdict_reason, crawls.accepted_by, crawls.accepted_at
from records.crawls as crawls
left join records.current_crawls as latest on latest.site = crawls.site;

comment on view crawls is 'One crawl of one site';
comment on column crawls.crawl_id is 'Name of the crawl and of its spool folder';
comment on column crawls.site is 'Name of the site';
comment on column crawls.started_at is 'When it began (UTC)';
comment on column crawls.finished_at is 'When it ended (UTC)';
comment on column crawls.outcome is 'finished or failed';
comment on column crawls.coverage is 'How much it saw: complete, capped, blocked, disallowed, needs browser, unreachable or failed';
comment on column crawls.coverage_reason is 'Why it did not see all';
comment on column crawls.requests is 'Requests made';
comment on column crawls.responses is 'Answers received';
comment on column crawls.errors is 'Requests without a usable answer';
comment on column crawls.bytes is 'Bytes received';
comment on column crawls.categories is 'Categories found';
comment on column crawls.products is 'Products found';
comment on column crawls.platform is 'Shop software that it told, null where it could not';
comment on column crawls.robots is 'What robots.txt said: allowed, no robots.txt, disallowed or unreachable';
comment on column crawls.delay is 'Seconds kept between two requests';
comment on column crawls.refusals is 'Requests that robots.txt forbade and were not made';
comment on column crawls.counts is 'Whether the site''s catalogue was built on it';
comment on column crawls.structure_only is 'Whether it was to read the tree of categories only';
comment on column crawls.verdict is 'What became of it: counts, accepted (by a person), held back (until a person accepts it), or superseded (held back, and a later one counts)';
comment on column crawls.verdict_reason is 'Why it was held back';
comment on column crawls.accepted_by is 'Who accepted it';
comment on column crawls.accepted_at is 'When that was (UTC)';
