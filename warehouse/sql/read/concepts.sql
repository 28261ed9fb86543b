-- A row: a concept.
select concept_id, label from records.concepts order by concept_id;
