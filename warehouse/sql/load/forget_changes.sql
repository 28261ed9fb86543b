-- The changes that a crawl put in here may alter: those of its site from its moment on.
delete from records.changes where site = $site and moment >= $moment;
