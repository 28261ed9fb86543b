-- One row: the moment of a crawl. Two crawls of a site that began together keep the order in which they were loaded.
select coalesce(max(moment) + interval 1 microsecond, cast($started_at as timestamp)) as moment
from records.crawls
where site = $site
      and moment >= cast($started_at as timestamp) and moment < cast($started_at as timestamp) + interval 1 millisecond;
