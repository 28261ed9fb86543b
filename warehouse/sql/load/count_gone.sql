-- One row: how many categories a crawl did not see any more.
select count(*) as categories from pending_categories where outcome = 'gone';
