-- A row: a category's concept.
create or replace view category_concepts as
select site, category_id, concept_id, score, method, evidence, decided_by from records.category_concepts;

comment on view category_concepts is 'A category''s concept, with how it was matched';
comment on column category_concepts.site is 'Name of the site';
comment on column category_concepts.category_id is 'Id of the category';
comment on column category_concepts.concept_id is 'Id of the concept';
comment on column category_concepts.score is 'How sure the match is, 0 to 1';
comment on column category_concepts.method is 'How it was matched';
comment on column category_concepts.evidence is 'What decided it';
comment on column category_concepts.decided_by is 'machine, or who decided it';
