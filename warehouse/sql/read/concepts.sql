-- A row: a concept.
select concept_id, label, name from records.concepts order by concept_id;
