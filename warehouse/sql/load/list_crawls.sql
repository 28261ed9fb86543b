-- A row: a crawl that was loaded.
select crawl_id from records.crawls;
