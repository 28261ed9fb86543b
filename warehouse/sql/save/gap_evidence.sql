-- A row: a piece of evidence of a gap of one engagement.
insert into records.gap_evidence (engagement, subject_id, site, role, presence, category_path, url, crawled_at, note)
select $engagement, subject_id, site, role, presence, category_path, url, cast(crawled_at as timestamp), note from incoming;
