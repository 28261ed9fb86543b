-- A row: one of 2,000 concepts.
create or replace temp table made_concepts as
select concat('c', range) as concept_id, if(range = 0, 'Gift cards', concat('Goods ', range)) as label from range(2000);
