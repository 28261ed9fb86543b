-- A row: a site's part in one engagement.
insert into records.members (engagement, site, role, industry, url)
select $engagement, site, role, industry, url from incoming;
