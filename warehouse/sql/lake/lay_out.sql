-- Each row of a site.
insert into desk.records.{table} by name from store.records.{table} where site = $site;
