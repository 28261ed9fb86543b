-- A row: a site's part in one engagement.
select site, role, industry, url from records.members where engagement = $engagement order by role, site;
