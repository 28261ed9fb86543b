-- The changes of a site from a moment on are noted anew.
delete from records.changes where site = $site and moment >= $moment;
