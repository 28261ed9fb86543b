-- A row: a ranked gap of one engagement.
insert into records.gaps (
    engagement, rank, kind, subject_id, label, score, adoption, absence, fit, strength,
    reference_sites, industries, competitors_absent, competitors_observed, confidence
)
select $engagement, rank, kind, subject_id, label, score, adoption, absence, fit, strength,
       reference_sites, industries, competitors_absent, competitors_observed, confidence
from incoming;
