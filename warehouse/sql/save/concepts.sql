-- A row: a concept.
insert into records.concepts (concept_id, label, name)
select concept_id, label, name from incoming;
