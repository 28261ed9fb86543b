-- A row: a piece of evidence of a gap.
create or replace view gap_evidence as
select engagement, subject_id, site, role, presence, category_path, url, crawled_at, note
from records.gap_evidence;

comment on view gap_evidence is 'A piece of evidence of a gap';
comment on column gap_evidence.engagement is 'Name of the engagement';
comment on column gap_evidence.subject_id is 'Id of the concept or offer model';
comment on column gap_evidence.site is 'Name of the site';
comment on column gap_evidence.role is 'prospect, competitor or reference';
comment on column gap_evidence.presence is 'present, absent or not observed';
comment on column gap_evidence.category_path is 'Path of the category that shows it, joined by " > "';
comment on column gap_evidence.url is 'Where it can be seen';
comment on column gap_evidence.crawled_at is 'When the site was looked at (UTC)';
comment on column gap_evidence.note is 'What was looked at';
