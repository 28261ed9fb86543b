-- A row: a concept.
insert into records.concepts (concept_id, label)
select concept_id, label from incoming;
