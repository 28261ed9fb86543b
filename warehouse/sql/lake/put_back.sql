-- Each row of a site, in place of those that there were.
delete from store.records.{table} where site = $site;
insert into store.records.{table} by name from desk.records.{table};
