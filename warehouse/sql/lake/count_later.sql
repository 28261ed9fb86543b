-- One row: how many crawls of a site began after a moment.
select count(*) as crawls from records.crawls where site = $site and moment > cast($moment as timestamp);
