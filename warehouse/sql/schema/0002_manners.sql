-- What a crawl says of how it asked, and whether it asked for the tree of categories only; null for crawls from before.
alter table records.crawls add column structure_only boolean;
alter table records.crawls add column user_agent varchar;
alter table records.crawls add column crawl_delay double;
alter table records.crawls add column concurrency bigint;
alter table records.crawls add column ignores_crawl_delay boolean;
alter table records.crawls add column retries bigint;
alter table records.crawls add column throttled bigint;
alter table records.crawls add column noindex_pages bigint;
alter table records.crawls add column nofollow_pages bigint;
