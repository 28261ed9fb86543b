-- A row: a gap: a hundred of each kind, each of another concept.
create or replace temp table made_gaps as
select row_number() over (partition by concepts.number % 3 order by concepts.number) as rank,
       ['white space', 'exclusive', 'assortment gap'][concepts.number % 3 + 1] as kind,
       'concept' as subject_kind, concepts.concept_id as subject_id, concepts.label,
       0.5 as score, 0.5 as adoption, 0.5 as absence, 0.5 as fit, 0.5 as strength,
       20 as reference_sites, 90 as references_observed, 5 as industries,
       7 as competitors_absent, 9 as competitors_observed, 'low' as confidence, cast([] as varchar[]) as related
from (select *, cast(concept_id[2:] as integer) as number from made_concepts) as concepts
where concepts.number < 300;
