-- A row: a category's concept.
insert into records.category_concepts (site, category_id, concept_id, score, method, evidence, decided_by)
select site, category_id, concept_id, score, method, evidence, decided_by from incoming;
