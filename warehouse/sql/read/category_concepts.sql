-- A row: a category's concept.
select site, category_id, concept_id, score, method, evidence, decided_by
from category_concepts
order by concept_id, site, category_id;
