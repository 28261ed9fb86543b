-- a row is a category that carries a concept or an offer model for certain
insert into carried
select
    'concept',
    concept_id,
    site,
    category_id,
    max(score),
    arg_max(case when method is distinct from 'alone' then one_line(concat_ws(': ', nullif(method, ''), nullif(evidence, ''))) end, score)
from category_concepts
semi join members using (site)
semi join categories using (site, category_id)
where score >= $member_score
group by concept_id, site, category_id
union all
select 'offer model', offer_model, site, category_id, 1.0, one_line(any_value(evidence))
from offer_sightings
semi join members using (site)
semi join categories using (site, category_id)
where product_id is null and is_sure
group by offer_model, site, category_id;
