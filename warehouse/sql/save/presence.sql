-- A row: a concept or offer model on a site, within one engagement.
insert into records.presence (
    engagement, subject_kind, subject_id, label, site, role, presence, products, share, evidence
)
select $engagement, subject_kind, subject_id, label, site, role, presence, products, share, evidence from incoming;
