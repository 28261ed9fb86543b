-- A row: a site's part in an engagement.
create or replace view engagements as
select engagement, site, role, industry from records.members;

comment on view engagements is 'A site''s part in an engagement';
comment on column engagements.engagement is 'Name of the engagement';
comment on column engagements.site is 'Name of the site';
comment on column engagements.role is 'prospect, competitor or reference';
comment on column engagements.industry is 'Industry that the engagement file names for the site';
