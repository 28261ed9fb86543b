-- A row: a concept that stands right under another on some sites.
create or replace view concept_parents as
select parents.concept_id, concepts.label, parents.parent_id, uppers.label as parent_label, parents.sites, parents.is_main
from records.concept_parents as parents
join records.concepts as concepts on concepts.concept_id = parents.concept_id
join records.concepts as uppers on uppers.concept_id = parents.parent_id;

comment on view concept_parents is 'A concept that stands right under another on some sites';
comment on column concept_parents.concept_id is 'Id of the narrower concept';
comment on column concept_parents.label is 'Readable name of the narrower concept';
comment on column concept_parents.parent_id is 'Id of the broader concept';
comment on column concept_parents.parent_label is 'Readable name of the broader concept';
comment on column concept_parents.sites is 'Sites on which it stands there';
comment on column concept_parents.is_main is 'Whether it is the one parent of a tree: where it stands on most sites';
