-- A row: a concept or offer model on a site, within an engagement.
create or replace view presence as
select engagement, subject_kind, subject_id, label, site, role, presence, products, share, evidence
from records.presence;

comment on view presence is 'A concept or offer model on a site, within an engagement, as of its last report: matching alone leaves it';
comment on column presence.engagement is 'Name of the engagement';
comment on column presence.subject_kind is 'concept or offer model';
comment on column presence.subject_id is 'Id of the concept or offer model';
comment on column presence.label is 'Its readable name';
comment on column presence.site is 'Name of the site';
comment on column presence.role is 'prospect, competitor or reference';
comment on column presence.presence is 'present, absent or not observed';
comment on column presence.products is 'Products of it on the site, null where unknown';
comment on column presence.share is 'Their share of the site''s products, 0 to 1';
comment on column presence.evidence is 'What the verdict rests on';
