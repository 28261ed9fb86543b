-- A row: a ranked gap of one engagement.
insert into records.gaps (
    engagement, rank, kind, subject_kind, subject_id, label, score, adoption, absence, fit, strength,
    reference_sites, references_observed, industries, competitors_absent, competitors_observed, confidence, related
)
select $engagement, rank, kind, subject_kind, subject_id, label, score, adoption, absence, fit, strength,
       reference_sites, references_observed, industries, competitors_absent, competitors_observed, confidence, related
from incoming;
