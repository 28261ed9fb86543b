-- A row: a ranked gap of an engagement; ranks start at 1 within each kind.
create or replace view gaps as
select engagement, rank, kind, subject_kind, subject_id, label, score, adoption, absence, fit, strength,
       reference_sites, references_observed, industries, competitors_absent, competitors_observed, confidence, related
from records.gaps;

comment on view gaps is 'A ranked gap of an engagement, as of its last report';
comment on column gaps.engagement is 'Name of the engagement';
comment on column gaps.rank is 'Place within its kind, 1 is best';
comment on column gaps.kind is 'white space, exclusive or assortment gap';
comment on column gaps.subject_kind is 'concept or offer model';
comment on column gaps.subject_id is 'Id of the concept or offer model';
comment on column gaps.label is 'Its readable name';
comment on column gaps.score is 'What the rank is made by';
comment on column gaps.adoption is 'Share of reference sites that carry it, lower bound, 0 to 1';
comment on column gaps.absence is 'Share of observed competitors that lack it, lower bound, 0 to 1';
comment on column gaps.fit is 'How well it suits the prospect''s own assortment, 0 to 1; null where no other site carries it';
comment on column gaps.strength is 'How strongly the sites that carry it do, 0 to 1';
comment on column gaps.reference_sites is 'Observed reference sites that carry it';
comment on column gaps.references_observed is 'Reference sites that were observed';
comment on column gaps.industries is 'Industries of those reference sites';
comment on column gaps.competitors_absent is 'Observed competitors that lack it';
comment on column gaps.competitors_observed is 'Competitors that were observed';
comment on column gaps.confidence is 'How far the counts carry: high, medium or low';
comment on column gaps.related is 'Labels of gaps that are parts of this one and folded into it';
